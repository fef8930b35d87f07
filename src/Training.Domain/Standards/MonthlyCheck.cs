using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>The month has not begun, so there is nothing to check.</summary>
public sealed record MonthNotBegun(Month Month) : Refusal($"{Month.Year}年{Month.MonthOfYear}月还没到，没有可算的。", "month");

/// <summary>
/// Checks one month of a city against its standard, every item and reading, and stores the findings: one run a month and version. Run
/// again it stores the same rows or keeps the difference; in a closed month each difference is a dated correction. Everything is judged before
/// anything is written, and written in one transaction.
/// </summary>
public sealed class MonthlyCheck(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    /// <summary>The most findings, or stations, that are held at a time.</summary>
    public int BatchRows { get; init; } = 20_000;

    /// <param name="month">Which has begun.</param>
    /// <param name="regionCode">A city.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="stored">Told after each batch what part of the findings is stored, in per cent; none counts before all are.</param>
    /// <param name="ct">Ends the check; then the run before stands as it was.</param>
    public async Task<Result<CheckRun>> RunAsync(Month month, long regionCode, Actor actor, Action<double>? stored = null, CancellationToken ct = default)
    {
        var today = clock.Today();
        if (month.FirstDay > today)
        {
            return new MonthNotBegun(month);
        }

        var standard = await standards.ForAsync(month, regionCode, ct);
        var rolls = await ChangedMonths.ReadAsync(db, regionCode, month, ct);
        using var spool = new FindingSpool(month, BatchRows);
        var evaluation = await evaluate.RunAsync(
            new()
            {
                Standard = standard,
                RegionCode = regionCode,
                Period = SheetPeriod.Of(month),
                Today = today,
                WithAlternatives = true,
                OnPlace = (reading, place) => spool.Add(New(month, reading, place.Station.RegionCode, place.Station.StationId, place.Tally, place.Verdict, place.Reason)),
            }, ct);
        var counties = evaluation.Outcomes
            .SelectMany(o => o.Counties.Values.Select(c => New(month, o.Reading, c.CountyCode, null, c.Total, c.Verdict, null))).ToList();

        var nowUtc = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var run = await HoldAsync(month, regionCode, standard.VersionId, nowUtc, ct);
        var all = Math.Max(1, spool.Count + counties.Count);
        var store = new StoreFindings(db, run, nowUtc, stored is null ? null : done => stored(100.0 * done / all));
        await store.RunAsync(spool, counties, BatchRows, ct);
        run.Stations = evaluation.Stations.Count;
        run.Findings = spool.Count + counties.Count;
        run.Differences = store.Differences;
        if (run.ClosedUtc is null && today >= standard.Definition.Settings.ClosesOn(month))
        {
            run.ClosedUtc = nowUtc;
        }

        await KeepAsync(run, evaluation, rolls, ct);
        await NameAsync(run, evaluation, ct);
        await AuditTrail.AppendAsync(db, $"check/{RegionCodes.Short(regionCode)}/{month}", actor, nameof(MonthlyCheck), nowUtc,
            after: new { run.Findings, run.Differences, standard.VersionId }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return run;
    }

    /// <summary>The month's run, held until the transaction ends: of two checks at once the second one waits, or fails whole.</summary>
    private async Task<CheckRun> HoldAsync(Month month, long regionCode, long versionId, DateTime nowUtc, CancellationToken ct)
    {
        var run = await db.CheckRuns().FirstOrDefaultAsync(r => r.Month == month && r.StandardVersionId == versionId && r.RegionCode == regionCode, ct);
        if (run is null)
        {
            run = new() { StandardVersionId = versionId, RegionCode = regionCode, Month = month, FirstRunUtc = nowUtc };
            db.CheckRuns().Add(run);
        }

        run.LastRunUtc = nowUtc;
        await db.SaveChangesAsync(ct);
        return run;
    }

    /// <summary>What of each station's rolls this check had before it.</summary>
    private async Task KeepAsync(CheckRun run, Evaluation evaluation, IReadOnlyDictionary<long, (int Rolls, long Versions)> rolls, CancellationToken ct)
    {
        foreach (var stations in evaluation.Stations.Chunk(BatchRows))
        {
            var (from, until) = (stations[0].StationId, stations[^1].StationId);
            var known = await db.CheckedStations().AsNoTracking().Where(c => c.CheckRunId == run.Id && c.StationId >= from && c.StationId <= until)
                .ToDictionaryAsync(c => c.StationId, ct);
            var (written, outdated) = (new List<CheckedStation>(), new List<long>());
            foreach (var station in stations)
            {
                var (count, versions) = rolls.GetValueOrDefault(station.StationId);
                if (known.TryGetValue(station.StationId, out var kept))
                {
                    if ((kept.Rolls, kept.Versions) == (count, versions))
                    {
                        continue;
                    }

                    outdated.Add(kept.Id);
                }

                written.Add(new()
                {
                    CheckRunId = run.Id, StationId = station.StationId, RegionCode = kept?.RegionCode ?? station.RegionCode, Month = run.Month, Rolls = count, Versions = versions,
                });
            }

            if (outdated.Count > 0)
            {
                await db.CheckedStations().Where(c => outdated.Contains(c.Id)).ExecuteDeleteAsync(ct);
            }

            await db.InsertManyUnkeyedAsync(written, ct);
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

    private static Finding New(Month month, ItemReading reading, long regionCode, long? stationId, MetricTally tally, Verdict verdict, string? reason) => new()
    {
        RegionCode = regionCode,
        StationId = stationId,
        Month = month,
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
}
