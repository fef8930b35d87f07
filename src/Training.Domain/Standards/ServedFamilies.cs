using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
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
}

/// <summary>Households first reached in a month, by county; a household that several sources reached stands in each of them.</summary>
/// <param name="Total">New in this month, whichever way, each once.</param>
public sealed record FamiliesOfMonth(long CountyCode, Month Month, int Total, IReadOnlyDictionary<ServiceSource, int> BySource);

public sealed record FamilyFigures(IReadOnlyList<FamiliesOfMonth> Months, int PeopleWithoutHousehold)
{
    public int Total => Months.Sum(month => month.Total);

    public int In(long countyCode) => Months.Where(month => month.CountyCode == countyCode).Sum(month => month.Total);

    public int From(ServiceSource source) => Months.Sum(month => month.BySource.GetValueOrDefault(source));
}

/// <summary>
/// 服务家庭: distinct households with somebody on a closed roll, a completed visit or a help service in the year, counted in the month in
/// which they were first reached. People whose household nobody knows are told apart and count nothing. One statement a source, each
/// giving one row a household.
/// </summary>
public sealed class ServedFamilies(TrainingDbContext db)
{
    public async Task<FamilyFigures> RunAsync(long regionCode, Month first, Month last, CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(regionCode);
        var reached = new Dictionary<long, Family>();
        var sources = new (ServiceSource Source, IQueryable<Touch> Touches)[]
        {
            (ServiceSource.Station, AtStations(codes)),
            (ServiceSource.Home, AtHome(codes)),
            (ServiceSource.Help, Helped(codes)),
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

    private IQueryable<Touch> AtStations(CodeRange codes) =>
        from entry in Present(codes)
        join person in db.People() on entry.PersonId equals person.Id
        where person.HouseholdId != null
        select new Touch { HouseholdId = person.HouseholdId!.Value, Month = entry.Month, RegionCode = entry.RegionCode };

    private IQueryable<Touch> AtHome(CodeRange codes) =>
        from visit in db.HomeVisits()
        join file in db.HouseholdFiles() on visit.HouseholdFileId equals file.Id
        where visit.Status == VisitStatus.Completed && visit.RegionCode >= codes.From && visit.RegionCode < codes.Until
        select new Touch { HouseholdId = file.HouseholdId, Month = visit.Month, RegionCode = visit.RegionCode };

    private IQueryable<Touch> Helped(CodeRange codes) =>
        from service in db.HelpServices()
        join household in db.HelpServiceHouseholds() on service.Id equals household.HelpServiceId
        where service.RegionCode >= codes.From && service.RegionCode < codes.Until
        select new Touch { HouseholdId = household.HouseholdId, Month = service.Month, RegionCode = service.RegionCode };

    private async Task<int> UnknownAsync(CodeRange codes, Month first, Month last, CancellationToken ct) => await (
        from entry in Present(codes)
        where entry.Month >= first && entry.Month <= last
            && (entry.PersonId == null || db.People().Any(person => person.Id == entry.PersonId && person.HouseholdId == null))
        select entry.AttendeeKey).Distinct().CountAsync(ct);

    private IQueryable<RollEntry> Present(CodeRange codes) =>
        from entry in db.RollEntries()
        join roll in db.Rolls() on entry.RollId equals roll.Id
        where roll.Status == RollStatus.Closed && entry.Present && !entry.InConflict && !entry.IsStaff
            && entry.RegionCode >= codes.From && entry.RegionCode < codes.Until
        select entry;

    private sealed class Touch
    {
        public long HouseholdId { get; init; }

        public Month Month { get; init; }

        public long RegionCode { get; init; }
    }

    private sealed class Family(long countyCode)
    {
        public long CountyCode { get; } = countyCode;

        public Month[] Firsts { get; } = new Month[Enum.GetValues<ServiceSource>().Length];
    }
}
