using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Domain.Attendance.Taught;

/// <summary>Slides, handouts and other papers of what was taught. A class is archived while there is one of them, or an outline.</summary>
public sealed class SessionMaterial(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "session";

    public const string Slides = "slides";

    private static readonly AttachmentPurpose[] Purposes =
    [
        new(Slides, "课件（存成 PDF）"),
        new("handout", "发给学员的讲义"),
        new("plan", "教案"),
        new("other", "其他材料"),
    ];

    private readonly ReachedClass classes = new(db);

    public string Kind => OwnerKind;

    public string ReadVerb => "ReadRoll";

    public string ChangeVerb => "Roll";

    public Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct = default) => classes.AdmitsAsync(key, caller, ct);

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default) =>
        await classes.FindAsync(key, ct) is not { } session ? null : new AttachmentHome
        {
            Title = session.Title,
            Page = $"/sessions/{session.Key}/material",
            AuditStream = ReachedClass.AuditStream(session),
            Purposes = Purposes,
            TakesPapers = session.Status != SessionStatus.Cancelled,
        };

    public async Task AddedAsync(Attachment attachment, KeptFile file, AttachmentFacts? facts, CancellationToken ct = default) =>
        (await db.Sessions().SingleAsync(s => s.Key == attachment.OwnerKey, ct)).MaterialArchived = true;

    public async Task RemovedAsync(Attachment attachment, CancellationToken ct = default)
    {
        var session = await db.Sessions().SingleAsync(s => s.Key == attachment.OwnerKey, ct);
        session.MaterialArchived = await IsArchivedAsync(db, session, attachment.Id, ct) || await db.TaughtRecords().AnyAsync(t => t.SessionId == session.Id, ct);
    }

    /// <summary>Whether a paper hangs there, one of them left aside.</summary>
    internal static Task<bool> IsArchivedAsync(TrainingDbContext db, Session session, long? besides, CancellationToken ct) =>
        db.Attachments().AnyAsync(a => a.OwnerKind == OwnerKind && a.OwnerKey == session.Key && a.RemovedUtc == null && a.Id != besides, ct);
}
