using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>An objection as the officer who answers it reads it; who sent it stays masked.</summary>
public sealed record ObjectionLine(
    Guid Key, Guid? ItemKey, string? About, string Text, DateTime ReceivedUtc, string? NameMasked, string? ContactMasked,
    DateTime? AnsweredUtc, bool? Upheld, string? Answer);

public sealed record ObjectorContact(string? Name, string? Contact);

public sealed record PurposeMissing() : Refusal(
    $"写明为什么要看，1 到 {PublicNotice.ReasonMaxLength} 个字。会记下您的名字、时间和用途。", "Purpose");

public sealed class ReadObjections(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<IReadOnlyList<ObjectionLine>> OfAsync(Guid noticeKey, CancellationToken ct = default)
    {
        var rows = await (
            from objection in db.NoticeObjections().AsNoTracking()
            join notice in db.PublicNotices() on objection.NoticeId equals notice.Id
            where notice.Key == noticeKey
            join item in db.NoticeItems() on objection.NoticeItemId equals (long?)item.Id into items
            from item in items.DefaultIfEmpty()
            orderby objection.Id
            select new { Objection = objection, ItemKey = item == null ? (Guid?)null : item.Key, About = item == null ? null : item.Name }).ToListAsync(ct);
        return
        [
            .. rows.Select(row => new ObjectionLine(
                row.Objection.Key, row.ItemKey, row.About, row.Objection.Text, row.Objection.ReceivedUtc,
                row.Objection.NameSealed is { } name ? NoticeWords.Masked(vault.Open(name, OpeningPurpose.ShowMasked)) : null,
                row.Objection.ContactSealed is { } contact ? Tail(vault.Open(contact, OpeningPurpose.ShowMasked)) : null,
                row.Objection.AnsweredUtc, row.Objection.Upheld, row.Objection.Answer)),
        ];
    }

    /// <summary>Opens who sent an objection, for a purpose that is written down.</summary>
    public async Task<Result<ObjectorContact>> OpenContactAsync(Guid noticeKey, Guid objectionKey, Actor actor, string? purpose, CancellationToken ct = default)
    {
        var notice = await db.PublicNotices().AsNoTracking().SingleOrDefaultAsync(n => n.Key == noticeKey, ct);
        var objection = notice is null ? null : await db.NoticeObjections().AsNoTracking().SingleOrDefaultAsync(o => o.Key == objectionKey && o.NoticeId == notice.Id, ct);
        if (notice is null || objection is null)
        {
            return new NotFound("这条异议");
        }

        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > PublicNotice.ReasonMaxLength)
        {
            return new PurposeMissing();
        }

        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), actor, nameof(OpenContactAsync)[..^5], clock.UtcNow(), after: new { objection.Key }, reason: purpose, ct: ct);
        await db.SaveChangesAsync(ct);
        return new ObjectorContact(
            objection.NameSealed is { } name ? vault.Open(name, OpeningPurpose.ShowWhole) : null,
            objection.ContactSealed is { } contact ? vault.Open(contact, OpeningPurpose.ShowWhole) : null);
    }

    private static string Tail(string contact) => contact.Length <= 4 ? "****" : "****" + contact[^4..];
}
