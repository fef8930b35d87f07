using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>One line to publish.</summary>
public sealed record NoticeLine
{
    public required Guid SubjectKey { get; init; }

    public required string Name { get; init; }

    /// <summary>The name is a natural person's, and is masked when the notice is over.</summary>
    public bool IsPerson { get; init; }

    public string? Unit { get; init; }

    public string? Remark { get; init; }
}

public sealed record OpenNoticeInput
{
    public required Actor Actor { get; init; }

    public required string Subject { get; init; }

    /// <summary>City or county that publishes.</summary>
    public required long RegionCode { get; init; }

    /// <summary>Makes it a deadline with tacit consent for this division's officers instead of a public notice.</summary>
    public long? PartyRegionCode { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public string? SupervisionPhone { get; init; }

    public required int WorkingDays { get; init; }

    public required IReadOnlyList<NoticeLine> Lines { get; init; }
}

public sealed record NoticeTextBad(string What, int Most, string Name) : Refusal($"{What}要有 1 到 {Most} 个字。", Name);

public sealed record NoticeNeedsLines() : Refusal("公示里至少要有一个对象。", nameof(OpenNoticeInput.Lines));

public sealed record NoticeLineBad(int Line, string Why) : Refusal($"第 {Line} 个对象：{Why}。", nameof(OpenNoticeInput.Lines));

public sealed record AlreadyOnNotice(string Names) : Refusal($"{Names} 已经在公示期内，等那一次结束再公示。", nameof(OpenNoticeInput.Lines));

/// <summary>
/// Publishes a notice as of today; its window is counted by the working calendar and refused aloud where a year is missing. A room whose
/// own change goes with it calls <see cref="AddAsync"/> and saves both at once.
/// </summary>
public sealed class OpenNotice(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public async Task<Result<PublicNotice>> RunAsync(OpenNoticeInput input, CancellationToken ct = default)
    {
        var added = await AddAsync(input, ct);
        if (added.Ok)
        {
            await db.SaveChangesAsync(ct);
        }

        return added;
    }

    /// <summary>Adds the notice, its lines and its first line of history to the context; the caller saves.</summary>
    public async Task<Result<PublicNotice>> AddAsync(OpenNoticeInput input, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(input.RegionCode) || !await db.Regions().AnyAsync(
            r => r.Code == input.RegionCode && (r.Level == RegionLevel.City || r.Level == RegionLevel.County), ct))
        {
            return new NotFound("发布公示的县区");
        }

        if (Check(input) is { } refusal)
        {
            return refusal;
        }

        if (input.PartyRegionCode is { } party && !Within(input.RegionCode, party))
        {
            throw new ArgumentException("A party sees the matter that it answers: its division holds the notice's.", nameof(input));
        }

        var keys = input.Lines.Select(l => l.SubjectKey).ToList();
        var running = await (
            from item in db.NoticeItems()
            where keys.Contains(item.SubjectKey)
            join notice in db.PublicNotices() on item.NoticeId equals notice.Id
            where notice.Subject == input.Subject && notice.State == NoticeState.Running
            orderby item.Id
            select item.Name).Take(3).ToListAsync(ct);
        if (running.Count > 0)
        {
            return new AlreadyOnNotice(string.Join('、', running));
        }

        var audience = input.PartyRegionCode is null ? NoticeAudience.Public : NoticeAudience.Party;
        var window = NoticeRules.Window(await WorkingCalendars.LoadAsync(db, ct), clock.Today(), input.WorkingDays, audience);
        if (!window.Ok)
        {
            return window.Refusal;
        }

        var opened = Make(input, audience, window.Value);
        db.PublicNotices().Add(opened);
        if (input.PartyRegionCode is { } answering)
        {
            Inbox.Add(
                db, await officers.OfAsync(answering, ct),
                new InboxNote($"等您答复：{opened.Title}", $"到 {opened.LastDay:yyyy年M月d日} 为止；没有答复就视为同意。", $"/deadlines/{opened.Key}"), opened.OpenedUtc);
        }

        await AuditTrail.AppendAsync(
            db, opened.AuditStream(), input.Actor, nameof(OpenNotice), opened.OpenedUtc,
            after: new { opened.Subject, opened.Audience, opened.RegionCode, opened.WorkingDays, opened.FromDate, opened.LastDay, Lines = keys }, ct: ct);
        return opened;
    }

    private PublicNotice Make(OpenNoticeInput input, NoticeAudience audience, NoticeWindow window) => new()
    {
        Key = Guid.CreateVersion7(),
        Subject = input.Subject,
        Audience = audience,
        RegionCode = input.RegionCode,
        PartyRegionCode = input.PartyRegionCode,
        Title = input.Title,
        Body = input.Body,
        SupervisionPhone = input.SupervisionPhone,
        WorkingDays = input.WorkingDays,
        FromDate = window.FromDate,
        LastDay = window.LastDay,
        ConcludableFrom = window.ConcludableFrom,
        State = NoticeState.Running,
        OpenedUtc = clock.UtcNow(),
        OpenedBy = input.Actor.AccountId,
        Items = [.. input.Lines.Select((line, index) => new NoticeItem
        {
            Key = Guid.CreateVersion7(), RegionCode = input.RegionCode, Ordinal = index + 1, SubjectKey = line.SubjectKey,
            Name = line.Name, IsPerson = line.IsPerson, Unit = line.Unit, Remark = line.Remark,
        })],
    };

    private static Refusal? Check(OpenNoticeInput input)
    {
        if (!Fits(input.Title, PublicNotice.TitleMaxLength))
        {
            return new NoticeTextBad("标题", PublicNotice.TitleMaxLength, nameof(input.Title));
        }

        if (!Fits(input.Body, PublicNotice.BodyMaxLength))
        {
            return new NoticeTextBad("正文", PublicNotice.BodyMaxLength, nameof(input.Body));
        }

        if (input.SupervisionPhone is { } phone && !Fits(phone, PublicNotice.PhoneMaxLength))
        {
            return new NoticeTextBad("监督电话", PublicNotice.PhoneMaxLength, nameof(input.SupervisionPhone));
        }

        if (input.Lines.Count == 0)
        {
            return new NoticeNeedsLines();
        }

        for (var i = 0; i < input.Lines.Count; i++)
        {
            var line = input.Lines[i];
            var why = !Fits(line.Name, NoticeItem.NameMaxLength) ? $"名称要有 1 到 {NoticeItem.NameMaxLength} 个字"
                : line.Unit?.Length > NoticeItem.UnitMaxLength ? $"单位或地址最多 {NoticeItem.UnitMaxLength} 个字"
                : line.Remark?.Length > NoticeItem.RemarkMaxLength ? $"说明最多 {NoticeItem.RemarkMaxLength} 个字"
                : input.Lines.Take(i).Any(other => other.SubjectKey == line.SubjectKey) ? "同一个对象写了两次"
                : null;
            if (why is not null)
            {
                return new NoticeLineBad(i + 1, why);
            }
        }

        return null;
    }

    private static bool Within(long region, long party) => RegionCodes.RangeOf(party) is var range && region >= range.From && region < range.Until;

    private static bool Fits(string text, int most) => text.Length <= most && !string.IsNullOrWhiteSpace(text);
}
