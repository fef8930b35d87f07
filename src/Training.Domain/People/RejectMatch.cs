using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record RejectMatchInput
{
    public required Actor Actor { get; init; }

    public required Guid MatchKey { get; init; }

    public required string? Why { get; init; }
}

public sealed record AlreadyDecided() : Refusal("这一对已经有人判断过了。刷新看看是谁、怎么判断的。");

/// <summary>Writes down that two rows are two people. The pair is never proposed again.</summary>
public sealed class RejectMatch(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(RejectMatchInput input, CancellationToken ct = default)
    {
        var match = await db.PersonMatches().SingleOrDefaultAsync(m => m.Key == input.MatchKey, ct);
        if (match is null)
        {
            return new NotFound("这一对");
        }

        if (Reason.Refuses(input.Why) is { } refusal)
        {
            return refusal;
        }

        if (match.State is MatchState.Merged or MatchState.NotSame)
        {
            return new AlreadyDecided();
        }

        var now = clock.UtcNow();
        (match.State, match.DecidedUtc, match.DecidedBy, match.Why) = (MatchState.NotSame, now, input.Actor.AccountId, input.Why!.Trim());
        var keys = await db.People().IgnoreQueryFilters().Where(p => p.Id == match.FirstId || p.Id == match.SecondId).Select(p => p.Key).ToListAsync(ct);
        foreach (var key in keys)
        {
            await AuditTrail.AppendAsync(
                db, Person.AuditStream(key), input.Actor, nameof(RejectMatch), now, after: new { match = match.Key, match.State }, reason: match.Why, ct: ct);
        }

        return await Saving.TryAsync(db, default(Done), ct);
    }
}
