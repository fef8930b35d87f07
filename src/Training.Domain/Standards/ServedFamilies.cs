using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Courses.Watching;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;

namespace Training.Domain.Standards;

public enum ServiceSource
{
    /// <summary>On a closed roll.</summary>
    Station,

    /// <summary>A completed visit.</summary>
    Home,

    /// <summary>A help service.</summary>
    Help,

    /// <summary>Lessons watched signed in, ten minutes in a month at least.</summary>
    Replay,
}

/// <summary>Households first reached in a month, by county; a household that several sources reached stands in each of them.</summary>
/// <param name="Total">New in this month, whichever way, each once.</param>
public sealed record FamiliesOfMonth(long CountyCode, Month Month, int Total, IReadOnlyDictionary<ServiceSource, int> BySource);

/// <summary>One record and one household that it reached, each pair as often as the record tells it.</summary>
public sealed class FamilyTouch
{
    public RecordKind Kind { get; init; }

    public long RecordId { get; init; }

    public long StationId { get; init; }

    public long HouseholdId { get; init; }

    public Month Month { get; init; }

    public long RegionCode { get; init; }
}

public sealed record FamilyFigures(IReadOnlyList<FamiliesOfMonth> Months, int PeopleWithoutHousehold)
{
    public int Total => Months.Sum(month => month.Total);

    public int In(long countyCode) => Months.Where(month => month.CountyCode == countyCode).Sum(month => month.Total);

    public int From(ServiceSource source) => Months.Sum(month => month.BySource.GetValueOrDefault(source));
}

/// <summary>
/// 服务家庭: distinct households with somebody on a closed roll, a completed visit, a help service or ten minutes of lessons watched signed in
/// in the year, counted in the month in which they were first reached. People whose household nobody knows are told apart and count nothing. One statement a source, each
/// giving one row a household.
/// </summary>
public sealed class ServedFamilies(TrainingDbContext db)
{
    /// <summary>By the server's clock, of all who live in the household together.</summary>
    public const long ReplayMs = 10 * 60_000;

    public async Task<FamilyFigures> RunAsync(long regionCode, Month first, Month last, CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(regionCode);
        var reached = new Dictionary<long, Family>();
        var sources = new (ServiceSource Source, IQueryable<FamilyTouch> Touches)[]
        {
            (ServiceSource.Station, AtStations(codes)),
            (ServiceSource.Home, AtHome(codes)),
            (ServiceSource.Help, Helped(codes)),
            (ServiceSource.Replay, Replayed(codes)),
        };
        foreach (var (source, touches) in sources)
        {
            var households =
                from touch in touches
                where touch.Month >= first && touch.Month <= last
                group touch by touch.HouseholdId into household
                select new { Id = household.Key, First = household.Min(touch => touch.Month), Region = household.Min(touch => touch.RegionCode) };
            await foreach (var household in households.AsAsyncEnumerable().WithCancellation(ct))
            {
                if (!reached.TryGetValue(household.Id, out var family))
                {
                    reached[household.Id] = family = new Family(RegionCodes.CountyOf(household.Region));
                }

                family.Firsts[(int)source] = household.First;
            }
        }

        var months = reached.Values.GroupBy(family => (family.CountyCode, Month: family.Firsts.Where(month => month != default).Min()))
            .Select(group => new FamiliesOfMonth(
                group.Key.CountyCode, group.Key.Month, group.Count(),
                Enum.GetValues<ServiceSource>().ToDictionary(source => source, source => group.Count(family => family.Firsts[(int)source] != default))))
            .OrderBy(month => month.CountyCode).ThenBy(month => month.Month).ToList();
        return new FamilyFigures(months, await UnknownAsync(codes, first, last, ct));
    }

    /// <summary>What records of stations tell, one query a source: closed rolls, completed visits, help services.</summary>
    public IReadOnlyList<IQueryable<FamilyTouch>> Records(CodeRange codes) => [AtStations(codes), AtHome(codes), Helped(codes)];

    /// <summary>
    /// Somebody on a roll counts for the household of the person that the row turned out to be, and that for the one it turned out to be. The
    /// records were cut to the scope; the person may live elsewhere, so the links are followed past the filters of people.
    /// </summary>
    private IQueryable<FamilyTouch> AtStations(CodeRange codes) => Anywhere(
        from entry in Present(codes)
        join person in db.People() on entry.PersonId equals person.Id
        join whole in db.People() on person.CanonicalId ?? person.Id equals whole.Id
        join household in db.Households() on whole.HouseholdId ?? person.HouseholdId equals household.Id
        select new FamilyTouch { Kind = RecordKind.Session, RecordId = entry.SessionId, StationId = entry.StationId, HouseholdId = household.CanonicalId ?? household.Id, Month = entry.Month, RegionCode = entry.RegionCode });

    private IQueryable<FamilyTouch> AtHome(CodeRange codes) => Anywhere(
        from visit in db.HomeVisits()
        join file in db.HouseholdFiles() on visit.HouseholdFileId equals file.Id
        join household in db.Households() on file.HouseholdId equals household.Id
        where visit.Status == VisitStatus.Completed && visit.RegionCode >= codes.From && visit.RegionCode < codes.Until
        select new FamilyTouch { Kind = RecordKind.HomeVisit, RecordId = visit.Id, StationId = visit.StationId, HouseholdId = household.CanonicalId ?? household.Id, Month = visit.Month, RegionCode = visit.RegionCode });

    private IQueryable<FamilyTouch> Helped(CodeRange codes) => Anywhere(
        from service in db.HelpServices()
        join reached in db.HelpServiceHouseholds() on service.Id equals reached.HelpServiceId
        join household in db.Households() on reached.HouseholdId equals household.Id
        where service.RegionCode >= codes.From && service.RegionCode < codes.Until
        select new FamilyTouch { Kind = RecordKind.HelpService, RecordId = service.Id, StationId = service.StationId, HouseholdId = household.CanonicalId ?? household.Id, Month = service.Month, RegionCode = service.RegionCode });

    /// <summary>A household belongs to where the watcher lives.</summary>
    private IQueryable<FamilyTouch> Replayed(CodeRange codes) =>
        from sitting in db.WatchSittings()
        join person in db.People().IgnoreQueryFilters() on sitting.PersonId equals person.Id
        join whole in db.People().IgnoreQueryFilters() on person.CanonicalId ?? person.Id equals whole.Id
        join household in db.Households().IgnoreQueryFilters() on whole.HouseholdId ?? person.HouseholdId equals household.Id
        where whole.RegionCode >= codes.From && whole.RegionCode < codes.Until
        group new { sitting.WatchedMs, whole.RegionCode } by new { Id = household.CanonicalId ?? household.Id, sitting.Month } into watched
        where watched.Sum(w => w.WatchedMs) >= ReplayMs
        select new FamilyTouch { HouseholdId = watched.Key.Id, Month = watched.Key.Month, RegionCode = watched.Min(w => w.RegionCode) };

    private static IQueryable<FamilyTouch> Anywhere(IQueryable<FamilyTouch> touches) =>
        touches.IgnoreQueryFilters([nameof(Person), nameof(Household), IPersonRow.StationFilter]);

    private async Task<int> UnknownAsync(CodeRange codes, Month first, Month last, CancellationToken ct) => await (
        from entry in Present(codes).IgnoreQueryFilters([nameof(Person), nameof(Household), IPersonRow.StationFilter])
        join person in db.People() on entry.PersonId equals person.Id into people
        from person in people.DefaultIfEmpty()
        join whole in db.People() on person.CanonicalId equals whole.Id into wholes
        from whole in wholes.DefaultIfEmpty()
        where entry.Month >= first && entry.Month <= last && person.HouseholdId == null && whole.HouseholdId == null
        select whole != null ? whole.Key : entry.AttendeeKey).Distinct().CountAsync(ct);

    private IQueryable<RollEntry> Present(CodeRange codes) =>
        from entry in db.RollEntries()
        join roll in db.Rolls() on entry.RollId equals roll.Id
        where roll.Status == RollStatus.Closed && entry.Present && !entry.InConflict && !entry.IsStaff
            && entry.RegionCode >= codes.From && entry.RegionCode < codes.Until
        select entry;

    private sealed class Family(long countyCode)
    {
        public long CountyCode { get; } = countyCode;

        public Month[] Firsts { get; } = new Month[Enum.GetValues<ServiceSource>().Length];
    }
}
