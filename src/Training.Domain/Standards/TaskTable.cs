using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>One requirement over all counties of a division for a period.</summary>
public sealed record TaskLine(StandardItem Item, string Section, ItemOutcome Outcome)
{
    public int CountiesMet => Outcome.Counties.Values.Count(c => c.IsMet);
}

public sealed record TaskTableReport(StandardOfMonth Standard, SheetPeriod Period, DateOnly CutOff, IReadOnlyList<long> Counties, IReadOnlyList<TaskLine> Lines, Evaluation Evaluation);

/// <summary>量化任务表: what every county has to do in a month, quarter or year and what it has done; the same evaluation that fills their sheets.</summary>
public sealed class TaskTable(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    public async Task<Result<TaskTableReport>> RunAsync(SheetPeriod period, long regionCode, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(regionCode) || db.Scope.IsStationBound)
        {
            return new NotFound("这个县区");
        }

        if (period.First.FirstDay > clock.Today())
        {
            return new MonthNotBegun(period.First);
        }

        var standard = await standards.ForAsync(period.Last, RegionCodes.CityOf(regionCode), ct);
        var evaluation = await evaluate.RunAsync(new() { Standard = standard, RegionCode = regionCode, Period = period, Today = clock.Today() }, ct);
        var lines = standard.Definition.Sections.SelectMany(s => s.Items.Select(i => new TaskLine(i, s.Name, evaluation.InForce(i.Code))));
        var beside = standard.Definition.Duties.Select(d => d.AsItem()).OfType<StandardItem>().Select(i => new TaskLine(i, "表外", evaluation.InForce(i.Code)));
        return new TaskTableReport(standard, period, evaluation.CutOff, evaluation.CountyCodes, [.. lines, .. beside], evaluation);
    }
}
