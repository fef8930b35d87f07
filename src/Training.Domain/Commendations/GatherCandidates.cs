using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Commendations;

/// <summary>
/// Who may be praised in a city for a period, with the rows behind every figure. The rows are those of the metrics; whose they are is told by the station, the station's body, and
/// the names on cards, visits and services. One statement a figure, none in a loop over candidates.
/// </summary>
public sealed class GatherCandidates(TrainingDbContext db, StandardInForce standards, ServedFamilies families, FindBars bars)
{
    public async Task<IReadOnlyList<GatheredCandidate>> RunAsync(CommendationDefinition definition, long city, SheetPeriod period, CancellationToken ct = default)
    {
        var standard = await standards.ForAsync(period.Last, city, ct);
        var limits = StandardInForce.ThresholdsOf(standard.Definition, period.Last);
        var window = new MetricWindow
        {
            Codes = RegionCodes.RangeOf(city), First = period.First, Last = period.Last, CutOff = period.Last.LastDay, People = limits.People, Minutes = limits.Minutes,
        };
        var rows = new Dictionary<MeasureCode, IReadOnlyList<MetricRow>>
        {
            [MeasureCode.Sessions] = await MetricTallies.Rows(db, OnSiteMetrics.Sessions, window).ToListAsync(ct),
            [MeasureCode.Satisfaction] = await MetricTallies.Rows(db, AtHomeMetrics.Answers, window).ToListAsync(ct),
            [MeasureCode.Records] = await MetricTallies.Rows(db, OnlineMetrics.Completeness, window).ToListAsync(ct),
            [MeasureCode.Services] = await MetricTallies.Rows(db, SocialWorkMetrics.Services, window).ToListAsync(ct),
            [MeasureCode.Households] = await ReachedAsync(window, ct),
        };
        var doers = await DoersAsync(window, ct);
        var stations = await db.Stations().AsNoTracking()
            .Where(s => s.RegionCode >= window.Codes.From && s.RegionCode < window.Codes.Until && s.InUseFrom != null && s.InUseFrom <= window.CutOff).ToListAsync(ct);
        var body = stations.Where(s => s.OrganizationId is not null).ToDictionary(s => s.Id, s => s.OrganizationId!.Value);
        var kinds = await db.Trainers().AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Kind, ct);

        var ofStations = Share(rows, r => r.StationId == 0 ? [] : [r.StationId]);
        var ofBodies = Share(rows, r => body.TryGetValue(r.StationId, out var organization) ? [organization] : []);
        var ofPeople = Share(rows, r => doers[(r.Kind, r.RecordId)]);
        var found = stations.Select(s => Candidate(definition, PraisedKind.Station, RegionCodes.CountyOf(s.RegionCode), s.Id, ofStations))
            .Concat(stations.Where(s => s.OrganizationId is not null).Select(s => (County: RegionCodes.CountyOf(s.RegionCode), Body: s.OrganizationId!.Value)).Distinct()
                .Select(s => Candidate(definition, PraisedKind.Organization, s.County, s.Body, ofBodies)))
            .Concat(ofPeople.Keys.Select(k => (k.County, k.Subject)).Distinct()
                .Select(k => Candidate(definition, KindOf(kinds[k.Subject]), k.County, k.Subject, ofPeople)))
            .ToList();
        return await bars.AddAsync(definition, city, period, found, ct);
    }

    private static PraisedKind KindOf(TalentKind kind) => Trainer.IsProfessional(kind) ? PraisedKind.Lecturer : PraisedKind.Helper;

    private static GatheredCandidate Candidate(
        CommendationDefinition definition, PraisedKind kind, long county, long subject, Dictionary<(long County, long Subject, MeasureCode Code), List<MetricRow>> shared) => new()
    {
        Kind = kind, County = county, Subject = subject,
        Rows = definition.Of(kind).Measures.ToDictionary(m => m.Code, m => m.Code == MeasureCode.Households
            ? OncePerHousehold(shared.GetValueOrDefault((county, subject, m.Code)) ?? [])
            : (IReadOnlyList<MetricRow>)(shared.GetValueOrDefault((county, subject, m.Code)) ?? [])),
    };

    /// <summary>A row that is several people's counts for each of them.</summary>
    private static Dictionary<(long County, long Subject, MeasureCode Code), List<MetricRow>> Share(
        Dictionary<MeasureCode, IReadOnlyList<MetricRow>> rows, Func<MetricRow, IEnumerable<long>> whose)
    {
        var shared = new Dictionary<(long, long, MeasureCode), List<MetricRow>>();
        foreach (var (code, all) in rows)
        {
            foreach (var row in all)
            {
                foreach (var subject in whose(row))
                {
                    var key = (RegionCodes.CountyOf(row.RegionCode), subject, code);
                    (shared.TryGetValue(key, out var own) ? own : shared[key] = []).Add(row);
                }
            }
        }

        return shared;
    }

    /// <summary>From pairs of record and household to households, each with how many records reached it.</summary>
    private static IReadOnlyList<MetricRow> OncePerHousehold(IEnumerable<MetricRow> pairs) =>
    [
        .. pairs.GroupBy(p => p.Member).Select(g => new MetricRow { Kind = RecordKind.Household, RecordId = g.Key, Numerator = g.Count(), Denominator = 1 }),
    ];

    private async Task<IReadOnlyList<MetricRow>> ReachedAsync(MetricWindow window, CancellationToken ct)
    {
        var pairs = new List<MetricRow>();
        foreach (var touches in families.Records(window.Codes))
        {
            pairs.AddRange(await touches.Where(t => t.Month >= window.First && t.Month <= window.Last).Distinct()
                .Select(t => new MetricRow
                {
                    RegionCode = t.RegionCode, StationId = t.StationId, Month = t.Month, Kind = t.Kind, RecordId = t.RecordId, Numerator = 1, Denominator = 1, Member = t.HouseholdId, Excluded = 0,
                }).ToListAsync(ct));
        }

        return pairs;
    }

    /// <summary>Who taught a class, visited, helped: pool members by record.</summary>
    private async Task<ILookup<(RecordKind, long), long>> DoersAsync(MetricWindow window, CancellationToken ct)
    {
        var (first, last, codes) = (window.First, window.Last, window.Codes);
        var cards = await (
            from card in db.SessionTrainers()
            join session in db.Sessions() on card.SessionId equals session.Id
            where session.Month >= first && session.Month <= last && session.RegionCode >= codes.From && session.RegionCode < codes.Until
            select new { Id = card.SessionId, card.TrainerId }).Distinct().ToListAsync(ct);
        var visits = await db.Set<Households.HomeVisit>().Where(v => v.Month >= first && v.Month <= last && v.RegionCode >= codes.From && v.RegionCode < codes.Until)
            .Select(v => new { v.Id, v.TrainerId }).ToListAsync(ct);
        var services = await db.HelpServices().Where(s => s.Month >= first && s.Month <= last && s.RegionCode >= codes.From && s.RegionCode < codes.Until)
            .Select(s => new { s.Id, s.TrainerId }).ToListAsync(ct);
        return cards.Select(c => (Record: (RecordKind.Session, c.Id), c.TrainerId))
            .Concat(visits.Select(v => (Record: (RecordKind.HomeVisit, v.Id), v.TrainerId)))
            .Concat(services.Select(s => (Record: (RecordKind.HelpService, s.Id), s.TrainerId)))
            .ToLookup(d => d.Record, d => d.TrainerId);
    }
}
