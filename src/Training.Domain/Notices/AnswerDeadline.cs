using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record AnswerDeadlineInput
{
    public required Actor Actor { get; init; }

    /// <summary>Divisions for which the account speaks: those it is an officer of, not those below.</summary>
    public required IReadOnlyCollection<long> Divisions { get; init; }

    public required Guid NoticeKey { get; init; }

    /// <summary>Null: nothing was chosen.</summary>
    public required bool? Agree { get; init; }

    /// <summary>Lines that are objected to; none: all of them.</summary>
    public IReadOnlyCollection<Guid> ItemKeys { get; init; } = [];

    /// <summary>Needed to object.</summary>
    public string? Reason { get; init; }
}

public sealed record DeadlineVerdictMissing() : Refusal("选一下：同意，还是不同意。", nameof(AnswerDeadlineInput.Agree));

public sealed record DeadlineReasonMissing() : Refusal(
    $"不同意要写明理由，{AnswerDeadline.ReasonMinLength} 到 {NoticeObjection.TextMaxLength} 个字，对方会看到。", nameof(AnswerDeadlineInput.Reason));

public sealed record DeadlineIsOver(DateOnly LastDay) : Refusal($"答复的期限到{LastDay:M月d日}已经满了，没有答复就是同意，不能再改。");

/// <summary>The party of a deadline agrees or objects before its window is over; either ends it at once. Silence is left to <see cref="ConcludeNotice"/>.</summary>
public sealed class AnswerDeadline(TrainingDbContext db, EndNotice end, TimeProvider clock)
{
    public const int ReasonMinLength = 5;

    public async Task<Result<Done>> RunAsync(AnswerDeadlineInput input, CancellationToken ct = default)
    {
        var notice = await end.FindAsync(input.NoticeKey, ct);
        if (notice is not { Audience: NoticeAudience.Party, PartyRegionCode: { } party } || !input.Divisions.Contains(party))
        {
            return new NotFound("这件事");
        }

        var nowUtc = clock.UtcNow();
        if (notice.State != NoticeState.Running)
        {
            return new NoticeIsOver();
        }

        if (!NoticeRules.IsOpen(notice, nowUtc))
        {
            return new DeadlineIsOver(notice.LastDay);
        }

        if (input.Agree is not { } agree)
        {
            return new DeadlineVerdictMissing();
        }

        if (agree)
        {
            return await end.RunAsync(notice, NoticeEnding.ByParty, _ => NoticeOutcome.Passed, input.Actor, nameof(AnswerDeadline), null, ct);
        }

        var reason = input.Reason ?? "";
        if (reason.Trim().Length < ReasonMinLength || reason.Length > NoticeObjection.TextMaxLength)
        {
            return new DeadlineReasonMissing();
        }

        var against = notice.Items.Where(i => input.ItemKeys.Count == 0 || input.ItemKeys.Contains(i.Key)).ToList();
        db.NoticeObjections().AddRange(against.Select(item => new NoticeObjection
        {
            Key = Guid.CreateVersion7(), NoticeId = notice.Id, NoticeItemId = item.Id, RegionCode = notice.RegionCode, ReceivedUtc = nowUtc, Text = reason,
            AccountId = input.Actor.AccountId, AnsweredUtc = nowUtc, AnsweredBy = input.Actor.AccountId, Upheld = true,
        }));
        return await end.RunAsync(
            notice, NoticeEnding.ByParty, item => against.Contains(item) ? NoticeOutcome.StruckOff : NoticeOutcome.Passed, input.Actor, nameof(AnswerDeadline), null, ct);
    }
}
