using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

public enum QuotaCellState
{
    Met,

    /// <summary>More than was asked.</summary>
    More,

    /// <summary>The month runs and enough is planned.</summary>
    Open,

    /// <summary>The month runs and not enough is planned.</summary>
    Risk,
    Short,

    /// <summary>Nothing at all in a month that is over.</summary>
    None,
    Exempt,

    /// <summary>The month has not begun, or nothing is there to be judged.</summary>
    Later,

    /// <summary>Before the station's first day, or after its last.</summary>
    Outside,
}

public sealed record QuotaCell(Month Month, QuotaCellState State, long Count, decimal ShortBy, string? Reason)
{
    /// <summary>When the month was checked, if rolls changed after that: the stored result waits for the next check.</summary>
    public DateTime? ChangedSinceUtc { get; init; }
}

public sealed record QuotaLine(StationLife Station, IReadOnlyList<QuotaCell> Cells)
{
    public int Due => Cells.Count(c => c.State is QuotaCellState.Met or QuotaCellState.More or QuotaCellState.Short or QuotaCellState.None);

    public int Met => Cells.Count(c => c.State is QuotaCellState.Met or QuotaCellState.More);
}

/// <summary>One requirement of a county's stations over the months of a year.</summary>
public sealed record QuotaYear
{
    public required ItemReading Reading { get; init; }

    public required int Year { get; init; }

    public required Month Now { get; init; }

    public required IReadOnlyList<QuotaLine> Lines { get; init; }

    public IEnumerable<QuotaCell> Cells => Lines.SelectMany(l => l.Cells);
}

/// <summary>Reads the months of a year against one monthly requirement; for the running month it looks at what is still planned.</summary>
public sealed class ReadQuotaYear(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, ChangedMonths changes, TimeProvider clock)
{
    public async Task<Result<QuotaYear>> RunAsync(long county, int year, string itemCode, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(county) || !db.Scope.Holds(county + 999_999) || db.Scope.IsStationBound)
        {
            return new NotFound("这个县区");
        }

        var today = clock.Today();
        var now = Month.Of(today);
        var period = SheetPeriod.YearOf(Month.From(year, 1));
        var standard = await standards.ForAsync(period.Last, county, ct);
        if (standard.Definition.Item(itemCode) is not { Measure: { IsMonthly: true, Scope: MeasureScope.Station } })
        {
            return new NotFound("这一项指标");
        }

        var evaluation = await evaluate.RunAsync(
            new() { Standard = standard, RegionCode = county, Period = period, Today = today, Items = [itemCode] }, ct);
        var outcome = evaluation.InForce(itemCode);
        var places = outcome.Counties[county].Places.ToDictionary(p => (p.Station.StationId, p.Month));
        var changed = (await changes.RunAsync(county, period.First, period.Last, ct)).ToDictionary(c => (c.StationId, c.Month), c => c.CheckedUtc);
        var planned = await PlannedAsync(county, now, ct);
        return new QuotaYear
        {
            Reading = outcome.Reading,
            Year = year,
            Now = now,
            Lines =
            [
                .. evaluation.Stations.OrderBy(s => s.Kind).ThenBy(s => s.RegionCode).ThenBy(s => s.StationId).Select(s => new QuotaLine(s,
                    [.. period.Months.Select(m => CellOf(m, now, outcome.Reading.Measure, places.GetValueOrDefault((s.StationId, m)), planned.GetValueOrDefault(s.StationId)) with
                    {
                        ChangedSinceUtc = m < now && changed.TryGetValue((s.StationId, m), out var at) ? at : null,
                    })])),
            ],
        };
    }

    private static QuotaCell CellOf(Month month, Month now, Measure measure, PlaceFigure? place, int planned)
    {
        if (month > now)
        {
            return new(month, QuotaCellState.Later, 0, 0, "还没到");
        }

        if (place is null)
        {
            return new(month, QuotaCellState.Outside, 0, 0, "不在用");
        }

        var count = measure.Aggregator switch
        {
            Aggregator.Minimum => place.Tally.RowsMet,
            Aggregator.Qualifying => place.Tally.Numerator,
            _ => place.Tally.Rows,
        };
        var state = place.Verdict.State switch
        {
            FindingState.Exempt => QuotaCellState.Exempt,
            FindingState.Met => measure.Aggregator != Aggregator.Minimum && count > measure.Threshold ? QuotaCellState.More : QuotaCellState.Met,
            FindingState.Empty => month == now ? QuotaCellState.Open : QuotaCellState.Later,
            _ when month == now && measure.Aggregator == Aggregator.Qualifying =>
                count + planned >= measure.Threshold ? QuotaCellState.Open : QuotaCellState.Risk,
            _ when month == now && measure.Aggregator == Aggregator.Count => QuotaCellState.Risk,
            _ => place.Tally.Rows == 0 ? QuotaCellState.None : QuotaCellState.Short,
        };
        return new(month, state, count, place.Verdict.ShortBy, place.Reason);
    }

    private async Task<Dictionary<long, int>> PlannedAsync(long county, Month now, CancellationToken ct)
    {
        var codes = RegionCodes.RangeOf(county);
        return await db.Sessions().AsNoTracking()
            .Where(s => s.Month == now && (s.Status == SessionStatus.Planned || s.Status == SessionStatus.Running)
                && s.Form != TeachingForm.OneToOne && s.RegionCode >= codes.From && s.RegionCode < codes.Until)
            .GroupBy(s => s.StationId)
            .Select(g => new { StationId = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.StationId, g => g.Count, ct);
    }
}
