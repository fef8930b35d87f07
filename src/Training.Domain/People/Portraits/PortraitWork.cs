using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Portraits;

/// <param name="Key">Of the picture that was taken up: what is drawn of it counts only while it is still the one.</param>
public sealed record PortraitSource(long Id, Guid Key, byte[] Sent);

/// <summary>What the drawing of a portrait writes: both copies sealed and what was sent taken away in one save, or the sentence why there is none.</summary>
public sealed class PortraitWork(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const string Kind = "draw-portrait";

    /// <summary>Null when it was drawn already, taken away, or the person erased.</summary>
    public async Task<PortraitSource?> BeginAsync(long id, CancellationToken ct = default) =>
        await FindAsync(id, null, ct) is { Portrait.SentSealed: { } sent, Person.KeySealed: { } key } found
            ? new PortraitSource(id, found.Portrait.Key, vault.OpenBytes(sent, key, OpeningPurpose.Recognise))
            : null;

    public async Task FinishAsync(PortraitSource source, byte[] picture, byte[] face, CancellationToken ct = default)
    {
        if (await FindAsync(source.Id, source.Key, ct) is not { Person.KeySealed: { } key } found)
        {
            return;
        }

        await db.OverwriteWhatIsDeletedAsync(ct);
        (found.Portrait.PictureSealed, found.Portrait.FaceSealed, found.Portrait.SentSealed) = (vault.Seal(picture, key), vault.Seal(face, key), null);
        (found.Portrait.Status, found.Portrait.Refusal) = (PortraitStatus.Ready, null);
        await SaveAsync(found, nameof(FinishAsync), new { portrait = source.Key }, ct);
    }

    public async Task RefuseAsync(PortraitSource source, string sentence, CancellationToken ct = default)
    {
        db.ChangeTracker.Clear();
        if (await FindAsync(source.Id, source.Key, ct) is not { } found)
        {
            return;
        }

        await db.OverwriteWhatIsDeletedAsync(ct);
        found.Portrait.SentSealed = null;
        (found.Portrait.Status, found.Portrait.Refusal) = (PortraitStatus.Refused, sentence.Length <= Portrait.RefusalMaxLength ? sentence : sentence[..Portrait.RefusalMaxLength]);
        await SaveAsync(found, nameof(RefuseAsync), new { portrait = source.Key, sentence = found.Portrait.Refusal }, ct);
    }

    private async Task SaveAsync(Found found, string process, object after, CancellationToken ct)
    {
        await AuditTrail.AppendAsync(
            db, found.Person.AuditStream(), Actor.Job, $"{nameof(PortraitWork)}.{process}", clock.UtcNow(), after: after, ct: ct, regionCode: found.Person.RegionCode);
        await db.SaveChangesAsync(ct);
    }

    private async Task<Found?> FindAsync(long id, Guid? key, CancellationToken ct) =>
        await db.Portraits().SingleOrDefaultAsync(p => p.Id == id && (key == null || p.Key == key), ct) is { } portrait
            ? new Found(portrait, await db.People().SingleAsync(p => p.Id == portrait.PersonId, ct))
            : null;

    private sealed record Found(Portrait Portrait, Person Person);
}
