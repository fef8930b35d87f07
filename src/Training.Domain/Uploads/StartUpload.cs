using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

public sealed record StartUploadInput
{
    public required Actor Actor { get; init; }

    /// <summary>The trainer who uploads; null for staff of the county.</summary>
    public long? TrainerId { get; init; }

    public required long Bytes { get; init; }

    /// <summary>As the header brought it: course, filename, and if given title and sha256.</summary>
    public required string? Metadata { get; init; }
}

public sealed record StartedUpload(Guid Key, long Offset, DateTime ExpiresUtc);

/// <summary>
/// Opens an upload: finds the course, keeps room on the disk for the file and for what will be made of it, and writes row and history in
/// one save. The same file of the same sender for the same course is the same upload, so a lost answer opens no second one.
/// </summary>
public sealed class StartUpload(TrainingDbContext db, UploadRoom room, TimeProvider clock)
{
    public async Task<Result<StartedUpload>> RunAsync(StartUploadInput input, CancellationToken ct = default)
    {
        var read = UploadMetadata.Read(input.Metadata);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        var said = read.Value;
        var given = said.GetValueOrDefault("filename") ?? "";
        var title = said.GetValueOrDefault("title") is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        if (Refuse(input, said, given, title) is { } refusal)
        {
            return refusal;
        }

        var opened = await OpenAsync(
            new()
            {
                Actor = input.Actor, TrainerId = input.TrainerId, Course = Guid.TryParse(said.GetValueOrDefault("course"), out var key) ? key : Guid.Empty,
                Bytes = input.Bytes, FileName = given, Title = title, Sha256 = UploadRules.Sha256(said.GetValueOrDefault("sha256")),
            },
            ct);
        return opened.Ok ? new StartedUpload(opened.Value.Key, opened.Value.Offset, opened.Value.ExpiresUtc) : opened.Refusal;
    }

    /// <summary>An upload whose words have been looked at.</summary>
    internal sealed record NewUpload
    {
        public required Actor Actor { get; init; }

        public required long? TrainerId { get; init; }

        public required Guid Course { get; init; }

        public required long Bytes { get; init; }

        public required string FileName { get; init; }

        public string? Title { get; init; }

        public string? Sha256 { get; init; }

        public UploadStatus Status { get; init; } = UploadStatus.Receiving;
    }

    internal async Task<Result<Upload>> OpenAsync(NewUpload wanted, CancellationToken ct)
    {
        var course = await db.Courses().AsNoTracking().SingleOrDefaultAsync(c => c.Key == wanted.Course, ct);
        if (course is null || (wanted.TrainerId is { } trainer && course.TrainerId != trainer) || wanted.Actor.AccountId is not { } account)
        {
            return new NotFound("这门课");
        }

        await room.PrepareAsync(ct);
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        await room.HoldAsync(ct);
        var now = clock.UtcNow();
        var name = FileNames.Clean(wanted.FileName);
        var open = await db.Uploads().AsNoTracking().Where(u => u.AccountId == account && u.Status == UploadStatus.Receiving && u.ExpiresUtc > now).ToListAsync(ct);
        if (wanted.Status == UploadStatus.Receiving && open.Find(u => u.CourseId == course.Id && u.FileName == name && u.Bytes == wanted.Bytes) is { } same)
        {
            return same;
        }

        if (open.Count >= UploadRules.MostOpen)
        {
            return new TooManyUploads();
        }

        if (await room.MissingForAsync(wanted.Bytes, ct) is > 0 and var missing)
        {
            return new NoRoomForUpload(missing);
        }

        var upload = new Upload
        {
            Key = Guid.CreateVersion7(),
            RegionCode = course.RegionCode,
            CourseId = course.Id,
            AccountId = account,
            FileName = name,
            Title = wanted.Title,
            Bytes = wanted.Bytes,
            MadeBytes = UploadRules.MadeOf(wanted.Bytes),
            ExpectedSha256 = wanted.Sha256,
            Status = wanted.Status,
            StartedUtc = now,
            TouchedUtc = now,
            ExpiresUtc = now + (wanted.Status == UploadStatus.Streaming ? UploadRules.LongestStream : UploadRules.KeptFor),
        };
        db.Uploads().Add(upload);
        await AuditTrail.AppendAsync(db, upload.AuditStream(), wanted.Actor, nameof(StartUpload), now, after: new { course = course.Key, upload.Bytes }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return upload;
    }

    private static Refusal? Refuse(StartUploadInput input, IReadOnlyDictionary<string, string> said, string name, string? title) => input.Bytes switch
    {
        0 => new EmptyFile(),
        < 0 => new UploadUnreadable("长度不对"),
        _ when input.Bytes > MediaLimits.Default.FileBytes => new FileTooLarge(input.Bytes, MediaLimits.Default.FileBytes),
        _ when string.IsNullOrWhiteSpace(name) => new UploadUnreadable("没有文件名"),
        _ when UploadRules.RefuseNames(name, title) is { } refusal => refusal,
        _ when said.TryGetValue("sha256", out var hash) && UploadRules.Sha256(hash) is null => new UploadUnreadable("校验值不对"),
        _ => null,
    };
}
