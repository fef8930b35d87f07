using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.SocialWork;

namespace Training.Domain.Standards;

/// <summary>社工帮学: items B1 to B3.</summary>
public static class SocialWorkMetrics
{
    public const string Posts = "socialwork.posts";
    public const string PostsByCommunity = "socialwork.posts-community";
    public const string Services = "socialwork.services";
    public const string Households = "socialwork.households";
    public const string HouseholdsOfMonth = "socialwork.households-month";


    public static readonly IReadOnlyDictionary<string, Metric> All = new Dictionary<string, Metric>
    {
        [Posts] = StationsWithPost,
        [PostsByCommunity] = CommunitiesWithPost,
        [Services] = HelpServices,
        [Households] = HouseholdsEachTime,
        [HouseholdsOfMonth] = HouseholdsEachMonth,
    };

    /// <summary>B1: stations in use on the cut-off day, and how many named social workers each has.</summary>
    private static IQueryable<MetricRow> StationsWithPost(TrainingDbContext db, MetricWindow window) =>
        from station in OnSiteMetrics.StationsOn(db, window)
        join posts in PostsByStation(db, window) on station.Id equals posts.StationId into named
        from posts in named.DefaultIfEmpty()
        join stretch in OnSiteMetrics.SuspendedOn(db, window.CutOff) on station.Id equals stretch.StationId into stretches
        from stretch in stretches.DefaultIfEmpty()
        select new MetricRow
        {
            RegionCode = station.RegionCode,
            StationId = station.Id,
            Month = window.Last,
            Kind = RecordKind.Station,
            RecordId = station.Id,
            Numerator = (int?)posts.Posts ?? 0,
            Denominator = 1,
            Excluded = ((int?)stretch.Stretches ?? 0) > 0 ? (int)Exclusion.Suspended : 0,
            Member = 0,
        };

    /// <summary>D14, the other reading: every community and village, and how many stations with a social worker stand in it.</summary>
    private static IQueryable<MetricRow> CommunitiesWithPost(TrainingDbContext db, MetricWindow window)
    {
        var served = from station in OnSiteMetrics.StationsOn(db, window)
                     join posts in PostsByStation(db, window) on station.Id equals posts.StationId
                     group posts by station.RegionCode into regions
                     select new { Code = regions.Key, Stations = regions.Count() };
        // A community that was merged owes nothing from the day on which it is former.
        var last = window.Last.LastDay;
        return from village in db.Regions()
               where village.Level == RegionLevel.Village && village.Code >= window.Codes.From && village.Code < window.Codes.Until
                   && (village.FormerFrom == null || village.FormerFrom > last)
               join one in served on village.Code equals one.Code into found
               from one in found.DefaultIfEmpty()
               select new MetricRow
               {
                   RegionCode = village.Code,
                   StationId = 0,
                   Month = window.Last,
                   Kind = RecordKind.Region,
                   RecordId = village.Code,
                   Numerator = (int?)one.Stations ?? 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>B2: six-help services.</summary>
    private static IQueryable<MetricRow> HelpServices(TrainingDbContext db, MetricWindow window) =>
        from service in InMonths(db, window)
        select new MetricRow
        {
            RegionCode = service.RegionCode,
            StationId = service.StationId,
            Month = service.Month,
            Kind = RecordKind.HelpService,
            RecordId = service.Id,
            Numerator = 1,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>B3: distinct households that each service reached.</summary>
    private static IQueryable<MetricRow> HouseholdsEachTime(TrainingDbContext db, MetricWindow window)
    {
        // A household that was written twice is one.
        var reached =
            from one in db.HelpServiceHouseholds()
            join household in db.Households().IgnoreQueryFilters([nameof(Household)]) on one.HouseholdId equals household.Id
            group household.CanonicalId ?? household.Id by one.HelpServiceId into g
            select new { ServiceId = g.Key, Households = g.Distinct().Count() };
        return from service in InMonths(db, window)
               join households in reached on service.Id equals households.ServiceId into counted
               from households in counted.DefaultIfEmpty()
               select new MetricRow
               {
                   RegionCode = service.RegionCode,
                   StationId = service.StationId,
                   Month = service.Month,
                   Kind = RecordKind.HelpService,
                   RecordId = service.Id,
                   Numerator = (int?)households.Households ?? 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>D1, the other reading of B3: distinct households that a station's services reached in a month.</summary>
    private static IQueryable<MetricRow> HouseholdsEachMonth(TrainingDbContext db, MetricWindow window) =>
        from service in InMonths(db, window)
        join one in db.HelpServiceHouseholds() on service.Id equals one.HelpServiceId
        join household in db.Households().IgnoreQueryFilters([nameof(Household)]) on one.HouseholdId equals household.Id
        group one by new { service.RegionCode, service.StationId, service.Month, HouseholdId = household.CanonicalId ?? household.Id } into reached
        select new MetricRow
        {
            RegionCode = reached.Key.RegionCode,
            StationId = reached.Key.StationId,
            Month = reached.Key.Month,
            Kind = RecordKind.Household,
            RecordId = reached.Key.HouseholdId,
            Numerator = reached.Count(),
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    private static IQueryable<HelpService> InMonths(TrainingDbContext db, MetricWindow window) =>
        db.HelpServices().Where(s => s.Month >= window.First && s.Month <= window.Last
            && s.RegionCode >= window.Codes.From && s.RegionCode < window.Codes.Until);

    private static IQueryable<StationPosts> PostsByStation(TrainingDbContext db, MetricWindow window) =>
        db.SocialWorkerPosts().Where(p => p.FromDate <= window.CutOff && (p.UntilDate == null || p.UntilDate > window.CutOff))
            .GroupBy(p => p.StationId)
            .Select(g => new StationPosts { StationId = g.Key, Posts = g.Select(p => p.TrainerId).Distinct().Count() });

    private sealed class StationPosts
    {
        public long StationId { get; init; }

        public int Posts { get; init; }
    }
}
