using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record MergePersonsInput
{
    public required Actor Actor { get; init; }

    /// <summary>The row that is joined to the other.</summary>
    public required Guid FromKey { get; init; }

    /// <summary>The row that stands for both from now on.</summary>
    public required Guid IntoKey { get; init; }

    public required string? Why { get; init; }

    /// <summary>Their two households are one too, so that the family is counted once.</summary>
    public bool SameHousehold { get; init; }
}

public sealed record WhyMissing() : Refusal("写一句根据什么判断的，以后的人要看得懂。", nameof(MergePersonsInput.Why));

public sealed record WhyTooLong() : Refusal($"理由最多 {PersonMatch.WhyMaxLength} 个字。", nameof(MergePersonsInput.Why));

public sealed record OneRowTwice() : Refusal("这是同一条登记，不用合并。");

public sealed record AlreadyMerged() : Refusal("其中一条已经并到别人名下了。从合并记录里先撤销，再重新合并。");

public sealed record NumbersDiffer() : Refusal("两条登记的身份证号不一样，是两个人。如果有一个号写错了，先改好再合并。");

/// <summary>
/// Joins two rows that somebody found to be one person. Only the link is set: every roll, visit, service and account stays on the row it
/// was written on, and counts follow the link. Takes a reason and can be taken back at any time (<see cref="UndoMerge"/>).
/// </summary>
public sealed class MergePersons(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(MergePersonsInput input, CancellationToken ct = default)
    {
        if (Reason.Refuses(input.Why) is { } refusal)
        {
            return refusal;
        }

        if (input.FromKey == input.IntoKey)
        {
            return new OneRowTwice();
        }

        var from = await db.People().SingleOrDefaultAsync(p => p.Key == input.FromKey, ct);
        var into = await db.People().SingleOrDefaultAsync(p => p.Key == input.IntoKey, ct);
        if (from is null || into is null)
        {
            return new NotFound("这两个人");
        }

        if (from.CanonicalId is not null || into.CanonicalId is not null)
        {
            return new AlreadyMerged();
        }

        if (from.IdNumberIndex is { } number && into.IdNumberIndex is { } other && !number.AsSpan().SequenceEqual(other))
        {
            return new NumbersDiffer();
        }

        var now = clock.UtcNow();
        var merge = new PersonMerge
        {
            Key = Guid.CreateVersion7(), FromId = from.Id, IntoId = into.Id, RegionCode = MatchBlock.CommonRegion([from.RegionCode, into.RegionCode]),
            AtUtc = now, ById = input.Actor.AccountId, Why = input.Why!.Trim(),
        };
        if (input.SameHousehold)
        {
            await JoinHouseholdsAsync(merge, from, into, ct);
        }

        db.PersonMerges().Add(merge);
        var touched = await MergeLinks.RenewAsync(db, merge, ct);
        await SettleMatchesAsync(from, into, now, input, ct);
        foreach (var person in (Person[])[from, into])
        {
            await AuditTrail.AppendAsync(
                db, person.AuditStream(), input.Actor, nameof(MergePersons), now,
                after: new { merge = merge.Key, from = from.Key, into = into.Key, rows = touched.Count, household = merge.HouseholdId is not null },
                reason: merge.Why, ct: ct);
        }

        return await Saving.TryAsync(db, merge.Key, ct);
    }

    private async Task JoinHouseholdsAsync(PersonMerge merge, Person from, Person into, CancellationToken ct)
    {
        var households = await db.Households().IgnoreQueryFilters().Where(h => h.Id == from.HouseholdId || h.Id == into.HouseholdId)
            .ToDictionaryAsync(h => h.Id, h => h.CanonicalId ?? h.Id, ct);
        if (from.HouseholdId is { } own && into.HouseholdId is { } other && households[own] != households[other])
        {
            (merge.HouseholdId, merge.IntoHouseholdId) = (households[own], households[other]);
        }
    }

    /// <summary>The proposal for the two is settled; other proposals for the joined row are looked at again under its new name.</summary>
    private async Task SettleMatchesAsync(Person from, Person into, DateTime now, MergePersonsInput input, CancellationToken ct)
    {
        var pair = MatchBlock.Pair(from.Id, into.Id);
        foreach (var match in await db.PersonMatches().IgnoreQueryFilters().Where(m => m.FirstId == from.Id || m.SecondId == from.Id).ToListAsync(ct))
        {
            if ((match.FirstId, match.SecondId) == pair)
            {
                (match.State, match.DecidedUtc, match.DecidedBy, match.Why) = (MatchState.Merged, now, input.Actor.AccountId, input.Why!.Trim());
            }
            else if (match.State is MatchState.Proposed)
            {
                match.State = MatchState.Lapsed;
            }
        }
    }
}

/// <summary>The sentence that every decision about persons takes.</summary>
internal static class Reason
{
    public static Refusal? Refuses(string? why) =>
        string.IsNullOrWhiteSpace(why) ? new WhyMissing() : why.Trim().Length > PersonMatch.WhyMaxLength ? new WhyTooLong() : null;
}

internal static class Saving
{
    public static async Task<Result<T>> TryAsync<T>(TrainingDbContext db, T value, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return value;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }
    }
}
