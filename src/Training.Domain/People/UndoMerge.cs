using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record UndoMergeInput
{
    public required Actor Actor { get; init; }

    public required Guid MergeKey { get; init; }

    public required string? Why { get; init; }

    /// <summary>They were found to be two: the pair is not proposed again. Otherwise it waits to be looked at once more.</summary>
    public bool NotSame { get; init; }
}

public sealed record AlreadyUndone() : Refusal("这次合并已经撤销过了。");

/// <summary>Takes a merge back: every row stands again as it did without that decision, in whatever order merges are taken back.</summary>
public sealed class UndoMerge(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(UndoMergeInput input, CancellationToken ct = default)
    {
        if (Reason.Refuses(input.Why) is { } refusal)
        {
            return refusal;
        }

        var merge = await db.PersonMerges().SingleOrDefaultAsync(m => m.Key == input.MergeKey, ct);
        if (merge is null)
        {
            return new NotFound("这次合并");
        }

        if (merge.UndoneUtc is not null)
        {
            return new AlreadyUndone();
        }

        var now = clock.UtcNow();
        (merge.UndoneUtc, merge.UndoneById, merge.WhyUndone) = (now, input.Actor.AccountId, input.Why!.Trim());
        var touched = await MergeLinks.RenewAsync(db, merge, ct);
        var (first, second) = MatchBlock.Pair(merge.FromId, merge.IntoId);
        var match = await db.PersonMatches().IgnoreQueryFilters().SingleOrDefaultAsync(m => m.FirstId == first && m.SecondId == second, ct);
        if (match is null && input.NotSame)
        {
            match = new PersonMatch
            {
                Key = Guid.CreateVersion7(), FirstId = first, SecondId = second, RegionCode = merge.RegionCode, Score = 1, Reasons = "", FoundUtc = now,
            };
            db.PersonMatches().Add(match);
        }

        if (match is not null)
        {
            match.State = input.NotSame ? MatchState.NotSame : MatchState.Proposed;
            match.DecidedUtc = input.NotSame ? now : null;
            match.DecidedBy = input.NotSame ? input.Actor.AccountId : null;
            match.Why = input.NotSame ? merge.WhyUndone : null;
        }

        foreach (var person in touched.Where(p => p.Id == merge.FromId || p.Id == merge.IntoId))
        {
            await AuditTrail.AppendAsync(
                db, person.AuditStream(), input.Actor, nameof(UndoMerge), now, new { merge = merge.Key }, new { rows = touched.Count, input.NotSame },
                merge.WhyUndone, ct);
        }

        return await Saving.TryAsync(db, default(Done), ct);
    }
}
