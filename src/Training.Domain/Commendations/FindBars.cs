using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Inspections;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Commendations;

/// <summary>
/// What keeps candidates off a list: what the monthly check found short, what a spot check found or has not settled, a sheet that was sent back, and whether they were in
/// use, open, in the pool on the period's last day. Only what the definition names is asked.
/// </summary>
public sealed class FindBars(TrainingDbContext db)
{
    public async Task<IReadOnlyList<GatheredCandidate>> AddAsync(
        CommendationDefinition definition, long city, SheetPeriod period, IReadOnlyList<GatheredCandidate> candidates, CancellationToken ct = default)
    {
        var day = period.Last.LastDay;
        var codes = RegionCodes.RangeOf(city);
        var checkedMonths = await CheckedAsync(city, period, ct);
        var seen = await InspectedAsync(codes, period, ct);
        var returned = await ReturnedAsync(codes, period, ct);
        var stations = await db.Stations().AsNoTracking().Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until).ToDictionaryAsync(s => s.Id, ct);
        var suspended = (await db.StationSuspensions().AsNoTracking().Where(s => s.FromDate <= day && (s.UntilDate == null || s.UntilDate > day)).Select(s => s.StationId).ToListAsync(ct)).ToHashSet();
        var bodies = await db.Organizations().AsNoTracking().Where(o => o.RegionCode >= codes.From && o.RegionCode < codes.Until).ToDictionaryAsync(o => o.Id, ct);
        var members = (await db.PoolMemberships().AsNoTracking().Where(m => m.FromDate <= day && (m.UntilDate == null || m.UntilDate > day)).Select(m => m.TrainerId).ToListAsync(ct)).ToHashSet();
        var lapsed = (await db.Trainers().AsNoTracking().Where(t => t.PapersLapsedOn != null && t.PapersLapsedOn <= day).Select(t => t.Id).ToListAsync(ct)).ToHashSet();
        return [.. candidates.Select(c => c with { Bars = [.. definition.Of(c.Kind).Bars.Select(b => Words(b, c) is { } words ? new CandidateBar(b.Rule, words) : null).OfType<CandidateBar>()], InspectedTrue = Of(c).Count(i => i.True) })];

        IEnumerable<Seen> Of(GatheredCandidate c) => seen.Where(i => RegionCodes.CountyOf(i.RegionCode) == c.County && (c.Kind switch
        {
            PraisedKind.Station => i.StationId == c.Subject,
            PraisedKind.Organization => stations.GetValueOrDefault(i.StationId)?.OrganizationId == c.Subject,
            _ => i.Trainers.Contains(c.Subject),
        }));

        string? Words(BarDefinition bar, GatheredCandidate c) => bar.Rule switch
        {
            BarRule.NotInUse => stations[c.Subject] is var s && (s.TakenOffOn <= day || suspended.Contains(s.Id)) ? "期末没有在用" : null,
            BarRule.Closed => bodies.GetValueOrDefault(c.Subject)?.IsOpenOn(day) == false ? "期末已经停办" : null,
            BarRule.NotInPool => members.Contains(c.Subject) ? null : "期末不在人才库",
            BarRule.PapersLapsed => lapsed.Contains(c.Subject) ? "岗位要的证书过期" : null,
            BarRule.InspectionOpen => Of(c).Count(i => i.Open) is > 0 and var open ? $"{open} 条抽查还没有结论或者没有整改完" : null,
            BarRule.InspectionFault => Of(c).Count(i => i.Fault) is > 0 and var fault ? $"{fault} 条抽查结论是部分属实或不属实" : null,
            BarRule.ReturnOpen => returned.Contains((c.County, c.Subject)) ? "这一期的填报被退回，还没有改好" : null,
            BarRule.FailedMonths => Failed(bar, c),
            BarRule.TooFew => null, // follows from the figures: CommendationRules
            _ => throw new InvalidOperationException($"No rule for {bar.Rule}."),
        };

        string? Failed(BarDefinition bar, GatheredCandidate c)
        {
            var own = checkedMonths.Where(m => bar.Items.Contains(m.Item) && (c.Kind == PraisedKind.Station ? m.StationId == c.Subject
                : RegionCodes.CountyOf(m.RegionCode) == c.County && stations.GetValueOrDefault(m.StationId)?.OrganizationId == c.Subject)).ToLookup(m => (m.StationId, m.Month));
            var failed = own.Where(m => m.Any(f => f.Short)).ToList();
            return failed.Count * 100 <= own.Count * bar.MostPercent ? null
                : c.Kind == PraisedKind.Station
                    ? string.Join('；', failed.OrderBy(m => m.Key.Month).Select(m => $"{m.Key.Month} 核算没达标（{string.Join('、', m.Where(f => f.Short).Select(f => f.Item).Order(StringComparer.Ordinal))}）"))
                    : $"{own.Count} 个站月里 {failed.Count} 个核算没达标，超过 {bar.MostPercent}%";
        }
    }

    /// <summary>Findings in force of the closed months, of stations that owed something.</summary>
    private async Task<List<Checked>> CheckedAsync(long city, SheetPeriod period, CancellationToken ct)
    {
        var (first, last) = (period.First, period.Last);
        var runs = (await db.CheckRuns().AsNoTracking().Where(r => r.RegionCode == city && r.Month >= first && r.Month <= last).ToListAsync(ct))
            .GroupBy(r => r.Month).Select(g => g.MaxBy(r => r.LastRunUtc)!.Id).ToList();
        return await db.Findings().AsNoTracking()
            .Where(f => runs.Contains(f.CheckRunId) && f.Reading == "" && f.StationId != null && (f.State == FindingState.Met || f.State == FindingState.Short))
            .Select(f => new Checked { StationId = f.StationId!.Value, RegionCode = f.RegionCode, Month = f.Month, Item = f.ItemCode, Short = f.State == FindingState.Short }).ToListAsync(ct);
    }

    /// <summary>The last inspection of each of the period's records, with whose record it is.</summary>
    private async Task<List<Seen>> InspectedAsync(CodeRange codes, SheetPeriod period, CancellationToken ct)
    {
        var (first, last) = (period.First, period.Last);
        var there = db.Inspections().AsNoTracking().Where(i => i.RegionCode >= codes.From && i.RegionCode < codes.Until && i.State != InspectionState.Drawn);
        var rows = await there.Where(i => i.Kind == InspectedKind.Session && db.Sessions().Any(s => s.Id == i.RecordId && s.Month >= first && s.Month <= last)).ToListAsync(ct);
        rows.AddRange(await there.Where(i => i.Kind == InspectedKind.Home
            && db.HomeVisits().Any(v => v.HouseholdFileId == i.RecordId && v.Status == VisitStatus.Completed && v.Month >= first && v.Month <= last)).ToListAsync(ct));
        var found = rows.GroupBy(i => (i.Kind, i.RecordId)).Select(g => g.MaxBy(i => i.Id)!).ToList();
        var classes = found.Where(i => i.Kind == InspectedKind.Session).Select(i => i.RecordId).ToList();
        var homes = found.Where(i => i.Kind == InspectedKind.Home).Select(i => i.RecordId).ToList();
        var taught = (await db.SessionTrainers().Where(c => classes.Contains(c.SessionId)).Select(c => new { Id = c.SessionId, c.TrainerId }).ToListAsync(ct)).ToLookup(c => c.Id, c => c.TrainerId);
        var visited = (await db.HomeVisits().Where(v => homes.Contains(v.HouseholdFileId) && v.Status == VisitStatus.Completed && v.Month >= first && v.Month <= last)
            .Select(v => new { Id = v.HouseholdFileId, v.TrainerId }).ToListAsync(ct)).ToLookup(v => v.Id, v => v.TrainerId);
        return found.ConvertAll(i => new Seen
        {
            StationId = i.StationId, RegionCode = i.RegionCode, Trainers = [.. (i.Kind == InspectedKind.Session ? taught : visited)[i.RecordId]],
            Open = i.State != InspectionState.Closed, Fault = i.SettledUtc != null && i.Verdict is not (null or InspectionVerdict.True),
            True = i.State == InspectionState.Closed && i.Verdict == InspectionVerdict.True,
        });
    }

    /// <summary>Bodies whose part-sheet, or whose led sheet, of the period came back and has not gone out again.</summary>
    private async Task<HashSet<(long County, long Body)>> ReturnedAsync(CodeRange codes, SheetPeriod period, CancellationToken ct)
    {
        var filings = (await db.Filings().AsNoTracking().Where(f => f.RegionCode >= codes.From && f.RegionCode < codes.Until)
                .Select(f => new { f.Id, f.RegionCode, f.Period, f.LeadOrganizationId, f.State }).ToListAsync(ct))
            .Where(f => SheetPeriod.TryParse(f.Period, out var of) && of.First <= period.Last && of.Last >= period.First).ToDictionary(f => f.Id);
        var ids = filings.Keys.ToList();
        var parts = await db.FilingParts().AsNoTracking().Where(p => ids.Contains(p.FilingId) && p.State == PartState.Returned).Select(p => new { p.RegionCode, p.OrganizationId }).ToListAsync(ct);
        return [.. parts.Select(p => (p.RegionCode, p.OrganizationId)), .. filings.Values.Where(f => f.State == FilingState.Returned).Select(f => (f.RegionCode, f.LeadOrganizationId))];
    }

    private sealed class Checked
    {
        public long StationId { get; init; }

        public long RegionCode { get; init; }

        public Month Month { get; init; }

        public required string Item { get; init; }

        public bool Short { get; init; }
    }

    private sealed class Seen
    {
        public long StationId { get; init; }

        public long RegionCode { get; init; }

        public required IReadOnlyList<long> Trainers { get; init; }

        public bool Open { get; init; }

        public bool Fault { get; init; }

        public bool True { get; init; }
    }
}
