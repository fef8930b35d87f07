using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Domain.Standards;

/// <summary>One station in a checked month, by the items that were asked for.</summary>
public sealed record StationMonth(long StationId, string Name, long RegionCode, IReadOnlyDictionary<string, Finding> Found);

/// <summary>What a stored check found at each station, one station after the other, by division.</summary>
public sealed class ReadStationMonths(TrainingDbContext db)
{
    /// <param name="run">The check.</param>
    /// <param name="regionCode">A city or a county.</param>
    /// <param name="items">In the reading in force.</param>
    /// <param name="ct">Ends the reading.</param>
    public async IAsyncEnumerable<StationMonth> RunAsync(CheckRun run, long regionCode, IReadOnlyCollection<string> items, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(regionCode);
        var rows =
            from finding in db.Findings().AsNoTracking()
            where finding.CheckRunId == run.Id && finding.Reading == "" && items.Contains(finding.ItemCode) && finding.RegionCode >= codes.From && finding.RegionCode < codes.Until
            join station in db.Stations() on finding.StationId equals (long?)station.Id
            orderby finding.RegionCode, finding.StationId, finding.ItemCode
            select new { station.Id, station.Name, Finding = finding };
        StationMonth? last = null;
        var found = new Dictionary<string, Finding>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (last is not null && last.StationId != row.Id)
            {
                yield return last;
            }

            if (last?.StationId != row.Id)
            {
                found = [];
                last = new(row.Id, row.Name, row.Finding.RegionCode, found);
            }

            found[row.Finding.ItemCode] = row.Finding;
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}
