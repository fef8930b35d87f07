using System.Globalization;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Domain.Evidence;

/// <summary>What an attached file may ask of the machine.</summary>
public sealed record AttachmentLimits
{
    public static readonly AttachmentLimits Default = new();

    public long FileBytes { get; init; } = 50_000_000;

    /// <summary>Twice what a good camera of a phone takes in its ordinary setting.</summary>
    public long PicturePixels { get; init; } = 108_000_000;

    public int LongestSide { get; init; } = 20_000;

    /// <summary>Papers of one record that are not removed.</summary>
    public int MostOfOwner { get; init; } = 200;

    public int CopySide { get; init; } = 2560;

    public int ThumbnailSide { get; init; } = 320;
}

/// <summary>A file that is not taken; the sentence stands at the choice of files.</summary>
public abstract record AttachmentRefusal(string Message, string Field = "Files") : Refusal(Message, Field);

public sealed record NothingAttached() : AttachmentRefusal("还没有选文件。先点“选文件”，再点“上传”。");

public sealed record EmptyAttachment() : AttachmentRefusal("这个文件是空的，没有内容。请重新选一次。");

public sealed record VideoAttached() : AttachmentRefusal("这是视频或录音，这里只收照片和 PDF。请拍成照片，或者扫描成 PDF。");

public sealed record NeitherPaperNorPhoto() : AttachmentRefusal("这个文件不是照片也不是 PDF（看的是内容，不是文件名）。请拍成照片，或者另存为 PDF 再传。");

public sealed record ArrivedDifferent() : AttachmentRefusal("传到的和手机上的不一样，路上断过。原件还在手机上，会再传一次。");

public sealed record CutOffPdf() : AttachmentRefusal("这份 PDF 不完整，后面缺了一截。请从原处重新保存一份再传。");

public sealed record AttachmentTooLarge(long LimitBytes) : AttachmentRefusal(string.Create(CultureInfo.InvariantCulture,
    $"文件太大，一份最多 {LimitBytes / 1_000_000} MB。请缩小照片，或者把 PDF 分成几份。"));

public sealed record TooManyAttachments(int Limit) : AttachmentRefusal($"这里已经有 {Limit} 份材料，到上限了。先移除不用的再传。");

public sealed record PhotoTooLarge(long Width, long Height) : AttachmentRefusal($"照片尺寸 {Width}×{Height} 太大，处理不了。请缩小后再传。");

public sealed record PhotoUnreadable() : AttachmentRefusal("照片损坏或者没有传完，打不开。请先在手机上看看原图，再重新上传。");

public sealed record PhotoTooHeavy() : AttachmentRefusal("照片处理太久或太占内存，已经停下。请转成普通的 JPEG 再传。");

public sealed record AttachmentTitleTooLong(int Length) : AttachmentRefusal($"名称有 {Length} 个字，最多 {Attachment.TitleMaxLength} 个字。请写短一点。", "Title");

public sealed record AttachmentPurposeUnknown() : AttachmentRefusal("还没有选这份材料是做什么用的。", "Purpose");

public sealed record AttachmentDateNotAsked() : AttachmentRefusal("这种材料没有有效期。请清空日期，或者换一种材料。", "ValidUntil");

public sealed record AttachmentsClosed() : AttachmentRefusal("这条记录已经不再收材料了。");

/// <summary>Decides by content what a file is and whether it may be attached.</summary>
public static class AttachmentAdmission
{
    /// <summary>The end mark stands within the last 1024 bytes (PDF 1.7, annex H.3, note 18); some scanners add a little.</summary>
    public const int PdfTailLength = 4096;

    public static Result<PaperKind> Check(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return new EmptyAttachment();
        }

        if (ContentSniffer.Paper(head) is { } kind)
        {
            return kind;
        }

        return ContentSniffer.Sniff(head).Ok ? new VideoAttached() : new NeitherPaperNorPhoto();
    }

    public static bool EndsAsPdf(ReadOnlySpan<byte> tail) => tail.IndexOf("%%EOF"u8) >= 0;

    /// <summary>Null when a picture of that size may be opened.</summary>
    public static AttachmentRefusal? CheckSize(long width, long height, AttachmentLimits limits) =>
        width <= 0 || height <= 0 ? new PhotoUnreadable()
        : width > limits.LongestSide || height > limits.LongestSide || width * height > limits.PicturePixels ? new PhotoTooLarge(width, height)
        : null;
}
