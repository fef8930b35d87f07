using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record FileObjectionInput
{
    public required Guid NoticeKey { get; init; }

    /// <summary>Made with the form; the same form sent twice is one objection.</summary>
    public required Guid ObjectionKey { get; init; }

    /// <summary>The line it is against; null: the notice as a whole.</summary>
    public Guid? ItemKey { get; init; }

    public required string Text { get; init; }

    public string? Name { get; init; }

    public string? Contact { get; init; }
}

public sealed record ObjectionTextBad() : Refusal(
    $"写清楚哪里不对、怎么知道的，{FileObjection.TextMinLength} 到 {NoticeObjection.TextMaxLength} 个字。", nameof(FileObjectionInput.Text));

public sealed record ObjectionFieldLong(string What, int Most, string Name) : Refusal($"{What}最多 {Most} 个字。", Name);

public sealed record WindowIsOver(DateOnly LastDay) : Refusal(
    $"公示期到{LastDay:M月d日}已经满了，这里不再收异议。还有情况要反映，打公示上的监督电话。");

public sealed record NoticeIsOver() : Refusal("这件公示已经结束，不能再改。");

/// <summary>
/// Receives an objection from anybody, without an account, while the window runs. Name and contact may be left out: whoever fears to be
/// known still has to be heard, and an objection is judged by its facts. What is given is sealed.
/// </summary>
public sealed class FileObjection(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int TextMinLength = 5;

    public async Task<Result<NoticeObjection>> RunAsync(FileObjectionInput input, CancellationToken ct = default)
    {
        // A visitor's scope reaches nothing; a public notice is everybody's.
        var notice = await db.PublicNotices().IgnoreQueryFilters().Include(n => n.Items)
            .SingleOrDefaultAsync(n => n.Key == input.NoticeKey && n.Audience == NoticeAudience.Public, ct);
        if (notice is null)
        {
            return new NotFound("这件公示");
        }

        if (await db.NoticeObjections().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(o => o.Key == input.ObjectionKey, ct) is { } before)
        {
            // A key that stands on another notice was not made with this form.
            return before.NoticeId == notice.Id ? before : new NotFound("这张表");
        }

        var nowUtc = clock.UtcNow();
        if (!NoticeRules.IsOpen(notice, nowUtc))
        {
            return notice.State == NoticeState.Running ? new WindowIsOver(notice.LastDay) : new NoticeIsOver();
        }

        var item = input.ItemKey is { } key ? notice.Items.SingleOrDefault(i => i.Key == key) : null;
        if (Check(input, item) is { } refusal)
        {
            return refusal;
        }

        var objection = new NoticeObjection
        {
            Key = input.ObjectionKey, NoticeId = notice.Id, NoticeItemId = item?.Id, RegionCode = notice.RegionCode, ReceivedUtc = nowUtc, Text = input.Text,
            NameSealed = string.IsNullOrEmpty(input.Name) ? null : vault.Seal(input.Name),
            ContactSealed = string.IsNullOrEmpty(input.Contact) ? null : vault.Seal(input.Contact),
        };
        db.NoticeObjections().Add(objection);
        if (notice.OpenedBy is { } publisher)
        {
            Inbox.Add(db, [publisher], new InboxNote($"收到一条异议：{notice.Title}", "核实以后在这件公示里答复。", $"/notice-board/{notice.Key}"), nowUtc);
        }

        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), new Actor(null), nameof(FileObjection), nowUtc,
            after: new { objection.Key, Item = item?.Key, Named = objection.NameSealed is not null }, ct: ct);
        await db.SaveChangesAsync(ct);
        return objection;
    }

    private static Refusal? Check(FileObjectionInput input, NoticeItem? item) =>
        input.ItemKey is not null && item is null ? new NotFound("要反映的对象")
        : input.Text.Trim().Length < TextMinLength || input.Text.Length > NoticeObjection.TextMaxLength ? new ObjectionTextBad()
        : input.Name?.Length > NoticeObjection.NameMaxLength ? new ObjectionFieldLong("姓名", NoticeObjection.NameMaxLength, nameof(input.Name))
        : input.Contact?.Length > NoticeObjection.ContactMaxLength ? new ObjectionFieldLong("联系方式", NoticeObjection.ContactMaxLength, nameof(input.Contact))
        : null;
}
