using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.People.Portraits;

public sealed record AddPortraitInput
{
    public required Guid PersonKey { get; init; }

    /// <summary>How the person agreed; left aside where a consent stands already.</summary>
    public ConsentWay? Way { get; init; }

    public DateOnly? GivenOn { get; init; }

    /// <summary>Read once to its end.</summary>
    public required Stream Content { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record PortraitEmpty() : Refusal("还没有选相片。先拍一张或者选一张，再点“存上”。", PortraitRefusals.Field);

public sealed record PortraitNoPhoto() : Refusal("这个文件不是照片（看的是内容，不是文件名）。请用手机拍一张再存。", PortraitRefusals.Field);

public sealed record PortraitTooLarge() : Refusal($"相片太大，最多 {PortraitRules.SentBytes / 1_000_000} MB。请用手机的普通画质再拍一张。", PortraitRefusals.Field);

public static class PortraitRefusals
{
    public const string Field = "Photo";
}

/// <summary>
/// Keeps a portrait of somebody who agreed to it: consent, picture, the work of drawing it anew and history in one transaction. A new one takes
/// the old one's place.
/// </summary>
public sealed class AddPortrait(TrainingDbContext db, PersonInReach reach, KeepConsents consents, WorkQueue queue, Vault vault, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(AddPortraitInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.PersonKey, ct) is not { ErasedUtc: null } person)
        {
            return new NotFound("这个人");
        }

        var sent = await SentAsync(input.Content, ct);
        if (!sent.Ok)
        {
            return sent.Refusal;
        }

        await db.OverwriteWhatIsDeletedAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await StandingAsync(person.Id, ct) is not { } consent)
        {
            var given = await consents.GiveAsync(
                new() { PersonKey = person.Key, Matter = ConsentMatter.Portrait, Way = input.Way, GivenOn = input.GivenOn, Actor = input.Actor }, ct);
            if (!given.Ok)
            {
                return given.Refusal;
            }

            consent = (await StandingAsync(person.Id, ct))!.Value;
        }

        var now = clock.UtcNow();
        var portrait = await db.Portraits().IgnoreQueryFilters().SingleOrDefaultAsync(p => p.PersonId == person.Id, ct);
        if (portrait is null)
        {
            portrait = new Portrait { PersonId = person.Id, RegionCode = person.RegionCode };
            db.Portraits().Add(portrait);
        }

        (portrait.Key, portrait.ConsentId, portrait.Status, portrait.Refusal) = (Guid.CreateVersion7(), consent, PortraitStatus.Waiting, null);
        (portrait.SentSealed, portrait.PictureSealed, portrait.FaceSealed) = (vault.Seal(sent.Value, person.KeySealed ??= vault.NewPersonKey()), null, null);
        (portrait.AddedUtc, portrait.AddedBy) = (now, input.Actor.AccountId);
        await db.SaveChangesAsync(ct);
        // No name: the list of jobs is read by people who may not see the register.
        queue.Enqueue(db, PortraitWork.Kind, portrait.Id, "整理点名用的相片");
        await AuditTrail.AppendAsync(
            db, person.AuditStream(), input.Actor, nameof(AddPortrait), now, after: new { portrait = portrait.Key }, ct: ct, regionCode: person.RegionCode);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return portrait.Key;
    }

    private Task<long?> StandingAsync(long person, CancellationToken ct) => db.ConsentRecords().IgnoreQueryFilters()
        .Where(c => c.PersonId == person && c.Matter == ConsentMatter.Portrait && c.WithdrawnOn == null).OrderByDescending(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct);

    private static async Task<Result<byte[]>> SentAsync(Stream content, CancellationToken ct)
    {
        var head = new byte[ContentSniffer.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (length == 0)
        {
            return new PortraitEmpty();
        }

        if (ContentSniffer.Paper(head.AsSpan(0, length)) is null or PaperKind.Pdf)
        {
            return new PortraitNoPhoto();
        }

        try
        {
            await using var whole = new HeadedStream(head.AsMemory(0, length), content, PortraitRules.SentBytes);
            using var memory = new MemoryStream();
            await whole.CopyToAsync(memory, ct);
            return memory.ToArray();
        }
        catch (StreamTooLongException)
        {
            return new PortraitTooLarge();
        }
    }
}
