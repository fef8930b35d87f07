using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Photos;

/// <summary>A photo of a class and what is to be remarked of it.</summary>
public sealed record ClassPhotoLine
{
    public required AttachmentLine Picture { get; init; }

    public required DateTime? TakenUtc { get; init; }

    public required PhotoFactSource TakenFrom { get; init; }

    public required PhotoFactSource PlaceFrom { get; init; }

    public required int? StationMetres { get; init; }

    /// <summary>Whole sentences without a full stop; empty when nothing strikes.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>The photos of a class that the caller has found, with what time, place and other classes say of them.</summary>
public sealed class ReadClassPhotos(TrainingDbContext db, ReadAttachments attachments)
{
    public async Task<IReadOnlyList<ClassPhotoLine>> OfAsync(Guid sessionKey, CancellationToken ct = default)
    {
        var pictures = await attachments.OfAsync(SessionPhotos.OwnerKind, sessionKey, ct);
        if (pictures.Count == 0)
        {
            return [];
        }

        var session = await db.Sessions().AsNoTracking().SingleAsync(s => s.Key == sessionKey, ct);
        var facts = await (
            from photo in db.ClassPhotos().AsNoTracking()
            where photo.SessionId == session.Id
            join row in db.Attachments() on photo.AttachmentId equals row.Id
            select new { row.Key, Photo = photo }).ToDictionaryAsync(f => f.Key, f => f.Photo, ct);
        var elsewhere = await ElsewhereAsync(sessionKey, ct);
        var (start, end) = (session.StartedUtc ?? session.PlannedStartUtc, session.EndedUtc ?? session.PlannedEndUtc);
        return [.. pictures.Select(picture =>
        {
            var photo = facts[picture.Key];
            string?[] remarks =
            [
                PhotoRules.TimeRemark(photo.TakenUtc, start, end > start ? end : start),
                PhotoRules.PlaceRemark(photo.StationMetres),
                .. elsewhere[picture.Key],
            ];
            return new ClassPhotoLine
            {
                Picture = picture,
                TakenUtc = photo.TakenUtc,
                TakenFrom = photo.TakenFrom,
                PlaceFrom = photo.PlaceFrom,
                StationMetres = photo.StationMetres,
                Remarks = [.. remarks.OfType<string>()],
            };
        })];
    }

    /// <summary>By photo: the other classes at which the very same file was shown. One out of the caller's reach is not named.</summary>
    private async Task<ILookup<Guid, string>> ElsewhereAsync(Guid sessionKey, CancellationToken ct)
    {
        var found = await (
            from row in db.Attachments()
            where row.OwnerKind == SessionPhotos.OwnerKind && row.OwnerKey == sessionKey && row.RemovedUtc == null
            join other in db.Attachments() on row.StoredFileId equals other.StoredFileId
            where other.OwnerKind == SessionPhotos.OwnerKind && other.OwnerKey != sessionKey && other.RemovedUtc == null
            join session in db.Sessions() on other.OwnerKey equals session.Key into sessions
            from session in sessions.DefaultIfEmpty()
            orderby other.Id
            select new { row.Key, Title = (string?)session.Title, Start = (DateTime?)session.PlannedStartUtc }).ToListAsync(ct);
        return found.ToLookup(f => f.Key, f => f.Title is null
            ? "同一张照片在别处的一次课上也用过"
            : $"同一张照片在{ShanghaiTime.DateOf(f.Start!.Value):M月d日}的“{f.Title}”上也用过");
    }
}
