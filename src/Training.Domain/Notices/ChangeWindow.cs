using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record NoticeReasonBad() : Refusal($"写明原因，1 到 {PublicNotice.ReasonMaxLength} 个字，会和公示一起公开。", nameof(NoticeChange.Reason));

public sealed record WindowPassed() : Refusal("期限已经满了，只能办结，不能撤回或者延长。");

public sealed record NoticeChange
{
    public required Actor Actor { get; init; }

    public required Guid NoticeKey { get; init; }

    /// <summary>Published with the notice.</summary>
    public required string Reason { get; init; }

    /// <summary>Working days to add; only for an extension.</summary>
    public int Days { get; init; }

    internal Refusal? Check(PublicNotice? notice, DateTime nowUtc) =>
        notice is null ? new NotFound("这件公示")
        : notice.State != NoticeState.Running ? new NoticeIsOver()
        : !NoticeRules.IsOpen(notice, nowUtc) ? new WindowPassed()
        : string.IsNullOrWhiteSpace(Reason) || Reason.Length > PublicNotice.ReasonMaxLength ? new NoticeReasonBad()
        : null;
}

/// <summary>Takes a notice back before its window is over. It decides nothing; its page stays, with the reason.</summary>
public sealed class WithdrawNotice(EndNotice end, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(NoticeChange input, CancellationToken ct = default)
    {
        var notice = await end.FindAsync(input.NoticeKey, ct);
        return input.Check(notice, clock.UtcNow()) is { } refusal
            ? refusal
            : await end.RunAsync(notice!, NoticeEnding.Withdrawn, _ => NoticeOutcome.Withdrawn, input.Actor, nameof(WithdrawNotice), input.Reason, ct);
    }
}

/// <summary>Makes a running window longer by working days; refused aloud where the calendar does not know the year it would reach.</summary>
public sealed class ExtendNotice(TrainingDbContext db, EndNotice end, TimeProvider clock)
{
    public async Task<Result<NoticeWindow>> RunAsync(NoticeChange input, CancellationToken ct = default)
    {
        var notice = await end.FindAsync(input.NoticeKey, ct);
        var nowUtc = clock.UtcNow();
        if (input.Check(notice, nowUtc) is { } refusal)
        {
            return refusal;
        }

        if (input.Days < 1 || notice!.WorkingDays + input.Days > NoticeRules.MostDays)
        {
            return new BadExtension(NoticeRules.MostDays - notice!.WorkingDays);
        }

        var window = NoticeRules.Window(await WorkingCalendars.LoadAsync(db, ct), notice.FromDate, notice.WorkingDays + input.Days, notice.Audience);
        if (!window.Ok)
        {
            return window.Refusal;
        }

        var before = new { notice.WorkingDays, notice.LastDay };
        notice.WorkingDays += input.Days;
        (notice.LastDay, notice.ConcludableFrom) = (window.Value.LastDay, window.Value.ConcludableFrom);
        (notice.ExtendedUtc, notice.ExtendReason) = (nowUtc, input.Reason);
        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), input.Actor, nameof(ExtendNotice), nowUtc, before, new { notice.WorkingDays, notice.LastDay }, input.Reason, ct);
        var saved = await db.SaveOrClashAsync(ct);
        return saved.Ok ? window.Value : saved.Refusal;
    }
}

public sealed record BadExtension(int Most) : Refusal(
    Most < 1 ? $"已经到了最长的 {NoticeRules.MostDays} 个工作日，不能再延。" : $"延长 1 到 {Most} 个工作日。", nameof(NoticeChange.Days));
