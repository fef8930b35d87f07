using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Photos;

/// <summary>What a phone says of a photo beside sending it; none of it is believed before what stands in the file.</summary>
public sealed record ClassPhotoFacts : AttachmentFacts
{
    public DateTime? TakenUtc { get; init; }

    public GeoPoint? Place { get; init; }

    /// <summary>Radius in metres that the phone gives for its position.</summary>
    public double? AccuracyMetres { get; init; }

    public PhotoFactSource TakenFrom { get; init; }

    public PhotoFactSource PlaceFrom { get; init; }

    public string? Device { get; init; }

    public DateTime? DeviceNowUtc { get; init; }
}

/// <summary>Photos of a class, bound to its session. Time and place are read from the file, and where it tells nothing from what the phone said.</summary>
public sealed class SessionPhotos(TrainingDbContext db, IFileStore files, Vault vault, TimeProvider clock) : IAttachmentOwner
{
    public const string OwnerKind = "session-photos";

    public const string Scene = "scene";

    public const string SignedSheet = "signed-sheet";

    private static readonly AttachmentPurpose[] Purposes = [new(Scene, "现场照片"), new(SignedSheet, "签到表照片")];

    private readonly ReachedClass classes = new(db);

    public static string WordsOf(string purpose) => Purposes.FirstOrDefault(p => p.Code == purpose)?.Words ?? "照片";

    public string Kind => OwnerKind;

    public string ReadVerb => "ReadRoll";

    public string ChangeVerb => "Roll";

    public Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct = default) => classes.AdmitsAsync(key, caller, ct);

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default) =>
        await classes.FindAsync(key, ct) is not { } session ? null : new AttachmentHome
        {
            Title = session.Title,
            Page = $"/rolls/{session.Key}",
            AuditStream = ReachedClass.AuditStream(session),
            Purposes = Purposes,
            TakesPapers = session.Status != SessionStatus.Cancelled,
        };

    public async Task AddedAsync(Attachment attachment, KeptFile file, AttachmentFacts? facts, CancellationToken ct = default)
    {
        var said = facts as ClassPhotoFacts ?? new ClassPhotoFacts();
        var written = await NotesOfAsync(file, ct);
        var session = await db.Sessions().SingleAsync(s => s.Key == attachment.OwnerKey, ct);
        var spot = await db.Stations().Where(s => s.Id == session.StationId).Select(s => new { s.Latitude, s.Longitude }).SingleAsync(ct);
        var place = written.Place ?? said.Place;
        db.ClassPhotos().Add(new ClassPhoto
        {
            AttachmentId = attachment.Id,
            SessionId = session.Id,
            StationId = session.StationId,
            RegionCode = session.RegionCode,
            TakenUtc = written.TakenUtc ?? said.TakenUtc,
            TakenFrom = written.TakenUtc is not null ? PhotoFactSource.File : said.TakenUtc is not null ? said.TakenFrom : PhotoFactSource.Unknown,
            PlaceFrom = written.Place is not null ? PhotoFactSource.File : said.Place is not null ? said.PlaceFrom : PhotoFactSource.Unknown,
            StationMetres = PhotoRules.Metres(place, GeoPoint.Of(spot.Latitude, spot.Longitude)),
            NotesSealed = NotesOf(place, written.Place is null ? said.AccuracyMetres : null, written.Camera) is { } notes ? vault.Seal(notes) : null,
            Device = said.Device,
            ClockOffsetMs = said.DeviceNowUtc is { } now ? (long)(now - clock.UtcNow()).TotalMilliseconds : null,
        });
    }

    private static string? NotesOf(GeoPoint? place, double? accuracy, string? camera) => place is null && camera is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{place?.Latitude:0.000000};{place?.Longitude:0.000000};{accuracy:0};{camera}");

    private async Task<PhotoNotes> NotesOfAsync(KeptFile file, CancellationToken ct)
    {
        await using var stream = files.Open(file.Sha256);
        var head = new byte[Math.Min(file.Bytes, PhotoExif.HeadLength)];
        await stream.ReadExactlyAsync(head, ct);
        return PhotoExif.Read(head);
    }
}
