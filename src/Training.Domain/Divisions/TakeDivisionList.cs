using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Divisions;

public sealed record TakeDivisionListInput
{
    public required Actor Actor { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Day from which the list holds.</summary>
    public required DateOnly? EffectiveOn { get; init; }

    /// <summary>Where the list comes from, for example the bureau's letter.</summary>
    public required string? Reason { get; init; }
}

public sealed record ListDayMissing() : Refusal("写明新区划从哪一天起用。", nameof(TakeDivisionListInput.EffectiveOn));

public sealed record ListDayAhead() : Refusal("这一天还没有到，到了再导入。", nameof(TakeDivisionListInput.EffectiveOn));

public sealed record ListSourceMissing() : Refusal("写一句这份表从哪里来，比如哪份通知，最多 500 个字。", nameof(TakeDivisionListInput.Reason));

public sealed record ListChangesNothing() : Refusal("没有变化，名册里已经是这样了。");

/// <summary>
/// Puts a new official list of divisions in force, whole: new codes are added, names put right, and codes that the list no longer has become
/// former from its day on. Nothing is deleted and no record changes its code.
/// </summary>
public sealed class TakeDivisionList(TrainingDbContext db, DivisionLists lists, TimeProvider clock)
{
    public async Task<Result<DivisionPlan>> RunAsync(TakeDivisionListInput input, CancellationToken ct = default)
    {
        if (input.EffectiveOn is not { } day)
        {
            return new ListDayMissing();
        }

        var nowUtc = clock.UtcNow();
        if (day > ShanghaiTime.DateOf(nowUtc))
        {
            return new ListDayAhead();
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > 500)
        {
            return new ListSourceMissing();
        }

        var found = await lists.FindAsync(input.Sha256, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var plan = found.Value.Plan;
        if (!plan.ChangesSomething)
        {
            return new ListChangesNothing();
        }

        var known = await db.Regions().ToDictionaryAsync(r => r.Code, ct);
        void Tell(long code, RegionChangeKind kind, string? before, string? after) => db.RegionChanges().Add(new RegionChange
        {
            RegionCode = code, Kind = kind, Before = before, After = after, EffectiveOn = day, AtUtc = nowUtc, ActorId = input.Actor.AccountId, ListSha256 = input.Sha256,
        });

        foreach (var line in plan.Added)
        {
            db.Regions().Add(Region.Of(line));
            Tell(line.Code, RegionChangeKind.Added, null, line.Name);
        }

        foreach (var (line, before) in plan.Renamed)
        {
            known[line.Code].Take(line);
            Tell(line.Code, RegionChangeKind.Renamed, before, line.Name);
        }

        foreach (var (line, before) in plan.Moved)
        {
            known[line.Code].Take(line);
            Tell(line.Code, RegionChangeKind.Moved, Said(before), Said(line.ParentCode));
        }

        foreach (var line in plan.Returned)
        {
            Tell(line.Code, RegionChangeKind.Returned, known[line.Code].Name, line.Name);
            known[line.Code].Take(line);
        }

        foreach (var (region, successor) in plan.Vanished)
        {
            (known[region.Code].FormerFrom, known[region.Code].SuccessorCode) = (day, successor?.Code);
            Tell(region.Code, RegionChangeKind.Vanished, region.Name, Said(successor?.Code));
        }

        await AuditTrail.AppendAsync(
            db, "regions", input.Actor, nameof(TakeDivisionList), nowUtc,
            after: new
            {
                input.Sha256, EffectiveOn = day, Added = plan.Added.Count, Renamed = plan.Renamed.Count, Moved = plan.Moved.Count, Returned = plan.Returned.Count,
                Vanished = plan.Vanished.Count,
            },
            reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return plan;
    }

    private static string? Said(long? code) => code?.ToString(CultureInfo.InvariantCulture);
}
