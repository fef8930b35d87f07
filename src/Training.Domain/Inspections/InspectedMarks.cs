using Microsoft.EntityFrameworkCore;
using Training.Domain.Households;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Inspections;

/// <summary>How one record stands after its last inspection.</summary>
public sealed record InspectedMark(Guid Key, InspectionState State, InspectionVerdict? Verdict)
{
    public string Words => InspectionWords.Mark(State, Verdict);

    public bool IsFault => State is not (InspectionState.Hearing or InspectionState.Answered) && Verdict is not InspectionVerdict.True;
}

/// <summary>What was inspected of one kind, and what came out.</summary>
public sealed record InspectedCount(int All, int Partly, int False, int Unsettled);

/// <summary>The line of a sheet about spot checks: 抽查 n 场、m 户，不属实 k.</summary>
public sealed record InspectedSum(InspectedCount Sessions, InspectedCount Homes)
{
    public bool IsEmpty => Sessions.All + Homes.All == 0;

    public InspectedCount? Of(string metric) =>
        metric is OnSiteMetrics.Sessions or OnSiteMetrics.Minutes or OnSiteMetrics.People or OnSiteMetrics.Topics ? Sessions
        : metric.StartsWith("athome.", StringComparison.Ordinal) ? Homes
        : null;
}

/// <summary>
/// Verdicts of spot checks for the records behind a sheet's figures. A verdict stands beside a record and changes no figure: figures change when the record is
/// corrected. What was drawn and not looked at is not told.
/// </summary>
public sealed class InspectedMarks(TrainingDbContext db)
{
    private const int AtOnce = 500;

    /// <summary>Marks of those rows that were inspected, by kind of record and id.</summary>
    public async Task<IReadOnlyDictionary<(RecordKind, long), InspectedMark>> OfAsync(IEnumerable<(RecordKind Kind, long Id)> rows, CancellationToken ct = default)
    {
        var marks = new Dictionary<(RecordKind, long), InspectedMark>();
        var subjects = new Dictionary<(InspectedKind, long), List<(RecordKind, long)>>();
        foreach (var group in rows.Distinct().GroupBy(r => r.Kind))
        {
            foreach (var ids in group.Select(r => r.Id).Chunk(AtOnce))
            {
                foreach (var (id, subject) in await SubjectsAsync(group.Key, ids, ct))
                {
                    var kind = group.Key == RecordKind.Session ? InspectedKind.Session : InspectedKind.Home;
                    subjects.TryAdd((kind, subject), []);
                    subjects[(kind, subject)].Add((group.Key, id));
                }
            }
        }

        foreach (var kind in subjects.Keys.GroupBy(k => k.Item1))
        {
            foreach (var ids in kind.Select(k => k.Item2).Chunk(AtOnce))
            {
                var found = await db.Inspections().AsNoTracking().Where(i => i.Kind == kind.Key && ids.Contains(i.RecordId) && i.State != InspectionState.Drawn)
                    .OrderBy(i => i.Id).Select(i => new { i.RecordId, i.Key, i.State, i.Verdict }).ToListAsync(ct);
                foreach (var row in found)
                {
                    foreach (var record in subjects[(kind.Key, row.RecordId)])
                    {
                        marks[record] = new(row.Key, row.State, row.Verdict);
                    }
                }
            }
        }

        return marks;
    }

    /// <summary>What was inspected of a county's records of some months.</summary>
    public async Task<InspectedSum> SumAsync(long county, Month first, Month last, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var there = db.Inspections().AsNoTracking().Where(i => i.RegionCode >= range.From && i.RegionCode < range.Until && i.State != InspectionState.Drawn);
        var sessions = await there.Where(i => i.Kind == InspectedKind.Session && db.Sessions().Any(s => s.Id == i.RecordId && s.Month >= first && s.Month <= last))
            .Select(i => new Said(i.RecordId, i.Id, i.SettledUtc != null, i.Verdict)).ToListAsync(ct);
        var homes = await there.Where(i => i.Kind == InspectedKind.Home
                && db.HomeVisits().Any(v => v.HouseholdFileId == i.RecordId && v.Status == VisitStatus.Completed && v.Month >= first && v.Month <= last))
            .Select(i => new Said(i.RecordId, i.Id, i.SettledUtc != null, i.Verdict)).ToListAsync(ct);
        return new(Count(sessions), Count(homes));
    }

    /// <summary>A record that was inspected twice counts by its last inspection.</summary>
    private static InspectedCount Count(IEnumerable<Said> said)
    {
        var last = said.GroupBy(s => s.RecordId).Select(g => g.MaxBy(s => s.Id)!).ToList();
        return new(last.Count, last.Count(s => s is { Settled: true, Verdict: InspectionVerdict.Partly }), last.Count(s => s is { Settled: true, Verdict: InspectionVerdict.False }), last.Count(s => !s.Settled));
    }

    /// <summary>What the inspections are about: the class itself, or the household's file.</summary>
    private async Task<IReadOnlyList<(long Id, long Subject)>> SubjectsAsync(RecordKind kind, long[] ids, CancellationToken ct) => kind switch
    {
        RecordKind.Session or RecordKind.HouseholdFile => [.. ids.Select(id => (id, id))],
        RecordKind.HomeVisit => [.. (await db.HomeVisits().AsNoTracking().Where(v => ids.Contains(v.Id)).Select(v => new { v.Id, v.HouseholdFileId }).ToListAsync(ct)).Select(v => (v.Id, v.HouseholdFileId))],
        RecordKind.PersonFile => [.. (await db.PersonFiles().AsNoTracking().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.HouseholdFileId }).ToListAsync(ct)).Select(f => (f.Id, f.HouseholdFileId))],
        _ => [],
    };

    private sealed record Said(long RecordId, long Id, bool Settled, InspectionVerdict? Verdict);
}
