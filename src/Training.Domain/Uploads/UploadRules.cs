using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>Limits of an upload. Its pieces are as large as the page sends them, and a request is no larger.</summary>
public static class UploadRules
{
    /// <summary>Bytes of one request.</summary>
    public const int PieceBytes = 8 << 20;

    /// <summary>Unfinished at once by one account: a day of teaching has fewer lessons.</summary>
    public const int MostOpen = 50;

    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>How long the plain form may send one file; after that its room is held for nobody's any more.</summary>
    public static readonly TimeSpan LongestStream = TimeSpan.FromHours(6);

    /// <summary>The four hours that a lesson may last, at all bit rates of the ladder, its sounds, slides and plain files.</summary>
    private static readonly long MostMade = LadderSettings.Default.MostBytes(MediaLimits.Default.Duration);

    /// <summary>
    /// What encoding is likely to write, before anybody knows how long the recording is. Nothing is scaled up, so the renditions together
    /// stay below the original except for the thriftiest recordings; those are asked again after the probe, when the length is known. The plain files are
    /// copies of the lowest rendition and the sound: half of what a telephone of one megabit a second records, less of every other.
    /// </summary>
    public static long MadeOf(long bytes) => Math.Min(bytes + (bytes / 2), MostMade);

    public static Refusal? RefuseNames(string fileName, string? title) =>
        fileName.Length > Upload.FileNameMaxLength ? new UploadNameTooLong(fileName.Length)
        : title?.Length > Course.TitleMaxLength ? new CourseTitleTooLong(title.Length)
        : null;

    public static bool IsGone(Upload upload, DateTime nowUtc) =>
        upload.Status is UploadStatus.Refused or UploadStatus.Cancelled or UploadStatus.Expired || (upload.Status == UploadStatus.Receiving && upload.ExpiresUtc <= nowUtc);

    /// <summary>64 hexadecimal digits, in either case; lower-case where it is one, else null.</summary>
    public static string? Sha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}

public sealed record UploadUnreadable(string What) : Refusal($"上传的说明读不懂（{What}）。刷新这一页，再选一次文件。", "File");

public sealed record UploadNameTooLong(int Length) : Refusal($"文件名有 {Length} 个字，最多 {Upload.FileNameMaxLength} 个字。改短文件名再传。", "File");

public sealed record TooManyUploads() : Refusal($"有 {UploadRules.MostOpen} 个文件还没传完。先传完或者取消几个，再传新的。", "File");

public sealed record NoRoomForUpload(long MissingBytes) : Refusal(
    $"服务器的磁盘不够，还差 {DiskRoom.Said(MissingBytes)}，先不能收。请告诉管理员腾出地方，过一会儿再传。", "File");

/// <summary>It was cancelled, refused or cleared away.</summary>
public sealed record UploadIsGone(string Why) : Refusal(Why);

public sealed record PieceOutOfPlace(long Offset) : Refusal("这一段和前面接不上，会从接得上的地方再传。");

public sealed record UploadIsBusy() : Refusal("这个文件正在从另一个页面或另一条线路传，稍等会自己接着传。");

public sealed record PieceDamaged() : Refusal("这一段在路上坏了，没有收，会再传一次。");

public sealed record MoreThanAnnounced() : Refusal("传来的比说好的多，没有收。刷新这一页，再选一次文件。");

/// <summary>Takes no more now; the sender keeps trying.</summary>
public sealed record UploadWaitsForRoom() : Refusal("服务器的磁盘满了，先停在这里。有地方了会自己接着传，传过的不用重传。");

/// <summary>The disk ran full while the plain form sent; nothing of the file was kept.</summary>
public sealed record UploadFoundNoRoom() : Refusal("服务器的磁盘满了，这个文件没有收下。请告诉管理员腾出地方，过一会儿再传。", "File");

public sealed record UploadDiffers() : Refusal("收到的和您手机上的不一样，没有收下。请再选一次这个文件，从头传。", "File");
