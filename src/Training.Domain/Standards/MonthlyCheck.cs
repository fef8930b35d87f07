using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>The month has not begun, so there is nothing to check.</summary>
public sealed record MonthNotBegun(Month Month) : Refusal($"{Month.Year}年{Month.MonthOfYear}月还没到，没有可算的。", "month");

/// <summary>What a check came to, and how it differs from the one before.</summary>
public sealed record CheckReport
{
    public required CheckRun Run { get; init; }

    public required Evaluation Evaluation { get; init; }

    public required IReadOnlyList<FindingDifference> Differences { get; init; }
}

/// <summary>A finding that came out otherwise than it was stored.</summary>
public sealed record FindingDifference(string ItemCode, string Reading, long RegionCode, long? StationId, decimal OldValue, FindingState OldState, decimal NewValue, FindingState NewState);

/// <summary>
/// Checks one month of a city against its standard, every item and reading, and stores the findings: one run a month and version. Run
/// again it stores the same rows or reports the difference; in a closed month each difference is kept as a dated correction.
/// </summary>
public sealed class MonthlyCheck(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    private const string LateReason = "关账后又有记录传上来或更正";

    public async Task<Result<CheckReport>> RunAsync(Month month, long regionCode, Actor actor, CancellationToken ct = default)
    {
        var today = clock.Today();
        if (month.FirstDay > today)
        {
            return new MonthNotBegun(month);
        }

        var standard = await standards.ForAsync(month, regionCode, ct);
        var range = RegionCodes.RangeOf(regionCode);
        var rolls = await ChangedMonths.ReadAsync(db, db.Sessions().Where(s => s.Month == month && s.RegionCode >= range.From && s.RegionCode < range.Until), ct);
        var evaluation = await evaluate.RunAsync(
            new() { Standard = standard, RegionCode = regionCode, Period = SheetPeriod.Of(month), Today = today, WithAlternatives = true }, ct);
        var nowUtc = clock.UtcNow();
        var run = await db.CheckRuns().FirstOrDefaultAsync(r => r.Month == month && r.StandardVersionId == standard.VersionId && r.RegionCode == regionCode, ct);
        var before = run is null ? [] : await db.Findings().Where(f => f.CheckRunId == run.Id).ToListAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (run is null)
        {
            run = new() { StandardVersionId = standard.VersionId, RegionCode = regionCode, Month = month, FirstRunUtc = nowUtc, LastRunUtc = nowUtc };
            db.CheckRuns().Add(run);
            await db.SaveChangesAsync(ct);
        }

        var found = FindingsOf(evaluation, run).ToList();
        var differences = Store(run, before, found, nowUtc);
        run.LastRunUtc = nowUtc;
        run.Stations = evaluation.Stations.Count;
        run.Findings = found.Count;
        run.Differences = differences.Count;
        if (run.ClosedUtc is null && today >= standard.Definition.Settings.ClosesOn(month))
        {
            run.ClosedUtc = nowUtc;
        }

        await KeepAsync(run, evaluation, rolls, ct);
        await NameAsync(run, evaluation, ct);
        await db.FindingChanges().Where(c => c.CheckRunId == run.Id).ExecuteDeleteAsync(ct);
        db.FindingChanges().AddRange(differences.Select(d => new FindingChange
        {
            CheckRunId = run.Id, RegionCode = d.RegionCode, StationId = d.StationId, ItemCode = d.ItemCode, Reading = d.Reading,
            OldValue = d.OldValue, OldState = d.OldState, NewValue = d.NewValue, NewState = d.NewState,
        }));
        await AuditTrail.AppendAsync(db, $"check/{RegionCodes.Short(regionCode)}/{month}", actor, nameof(MonthlyCheck), nowUtc,
            after: new { Findings = found.Count, Differences = differences.Count, standard.VersionId }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new CheckReport { Run = run, Evaluation = evaluation, Differences = differences };
    }

    /// <summary>The findings that an evaluation amounts to: one a station and month or one a county, for every reading.</summary>
    public static IEnumerable<Finding> FindingsOf(Evaluation evaluation, CheckRun run)
    {
        foreach (var outcome in evaluation.Outcomes)
        {
            foreach (var county in outcome.Counties.Values)
            {
                yield return New(run, outcome.Reading, county.CountyCode, null, county.Total, county.Verdict, null);
                foreach (var place in county.Places)
                {
                    yield return New(run, outcome.Reading, place.Station.RegionCode, place.Station.StationId, place.Tally, place.Verdict, place.Reason);
                }
            }
        }
    }

    /// <summary>What of each station's rolls this check had before it.</summary>
    private async Task KeepAsync(
        CheckRun run, Evaluation evaluation, IReadOnlyDictionary<(long StationId, Month Month), (int Rolls, long Versions)> rolls, CancellationToken ct)
    {
        var known = await db.CheckedStations().Where(c => c.CheckRunId == run.Id).ToDictionaryAsync(c => c.StationId, ct);
        foreach (var station in evaluation.Stations)
        {
            if (!known.TryGetValue(station.StationId, out var kept))
            {
                kept = new() { CheckRunId = run.Id, StationId = station.StationId, RegionCode = station.RegionCode, Month = run.Month };
                db.CheckedStations().Add(kept);
            }

            (kept.Rolls, kept.Versions) = rolls.GetValueOrDefault((station.StationId, run.Month));
        }
    }

    /// <summary>By which clause, measure and rulings each reading was judged.</summary>
    private async Task NameAsync(CheckRun run, Evaluation evaluation, CancellationToken ct)
    {
        var known = await db.CheckedReadings().Where(r => r.CheckRunId == run.Id).ToDictionaryAsync(r => (r.ItemCode, r.Reading), ct);
        foreach (var reading in evaluation.Outcomes.Select(o => o.Reading))
        {
            var said = string.Join('；', reading.Rulings.Select(r => r.Words));
            var now = new CheckedReading
            {
                CheckRunId = run.Id, ItemCode = reading.Item.Code, Reading = reading.Name, Clause = reading.Item.Clause, Metric = reading.Measure.Metric,
                Threshold = reading.Measure.Threshold, Rulings = said.Length <= CheckedReading.RulingsMaxLength ? said : said[..CheckedReading.RulingsMaxLength],
            };
            if (known.Remove((now.ItemCode, now.Reading), out var then))
            {
                now.Id = then.Id;
                db.Entry(then).CurrentValues.SetValues(now);
            }
            else
            {
                db.CheckedReadings().Add(now);
            }
        }

        db.CheckedReadings().RemoveRange(known.Values);
    }

    private static Finding New(CheckRun run, ItemReading reading, long regionCode, long? stationId, MetricTally tally, Verdict verdict, string? reason) => new()
    {
        CheckRunId = run.Id,
        RegionCode = regionCode,
        StationId = stationId,
        Month = run.Month,
        ItemCode = reading.Item.Code,
        Reading = reading.Name,
        Value = Math.Round(verdict.Value, 2),
        Required = verdict.Required,
        Numerator = tally.Numerator,
        Denominator = tally.Denominator,
        Records = tally.Rows,
        State = verdict.State,
        ShortBy = Math.Round(verdict.ShortBy, 2),
        Reason = reason,
    };

    private List<FindingDifference> Store(CheckRun run, List<Finding> before, List<Finding> found, DateTime nowUtc)
    {
        static (string, string, long?, long) Key(Finding f) => (f.ItemCode, f.Reading, f.StationId, f.StationId is null ? f.RegionCode : 0);

        var differences = new List<FindingDifference>();
        var old = before.ToDictionary(Key);
        foreach (var now in found)
        {
            if (!old.Remove(Key(now), out var then))
            {
                db.Findings().Add(now);
                if (before.Count > 0)
                {
                    Differ(now, 0, FindingState.Empty, now.Value, now.State);
                }

                continue;
            }

            if ((then.Value, then.State, then.Numerator, then.Denominator, then.Records) != (now.Value, now.State, now.Numerator, now.Denominator, now.Records))
            {
                Differ(now, then.Value, then.State, now.Value, now.State);
            }

            now.Id = then.Id;
            db.Entry(then).CurrentValues.SetValues(now);
        }

        foreach (var gone in old.Values)
        {
            Differ(gone, gone.Value, gone.State, 0, FindingState.Empty);
            db.Findings().Remove(gone);
        }

        return differences;

        void Differ(Finding about, decimal oldValue, FindingState oldState, decimal newValue, FindingState newState)
        {
            differences.Add(new(about.ItemCode, about.Reading, about.RegionCode, about.StationId, oldValue, oldState, newValue, newState));
            if (run.ClosedUtc is not null)
            {
                db.FindingCorrections().Add(new()
                {
                    CheckRunId = run.Id, RegionCode = about.RegionCode, StationId = about.StationId, ItemCode = about.ItemCode, Reading = about.Reading,
                    FoundUtc = nowUtc, OldValue = oldValue, OldState = oldState, NewValue = newValue, NewState = newState, Reason = LateReason,
                });
            }
        }
    }
}
