using System.Globalization;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Overview;

/// <param name="Notices">Public notices of the division that take objections now.</param>
/// <param name="Own">A body sees its own stations alone, so the county's stocks are not shown to it.</param>
public sealed record OverviewPage(long Code, bool IsCity, bool Own, IReadOnlyDictionary<long, string> Names, ProgressReport Report, int Notices)
{
    public string Name => Names.GetValueOrDefault(Code, "");

    public DateOnly Today => ShanghaiTime.DateOf(Report.AsOfUtc);

    /// <summary>How much of the year is over, for the line at which an even pace would stand.</summary>
    public double Elapsed => Today.DayOfYear / (DateTime.IsLeapYear(Today.Year) ? 366.0 : 365.0);

    public IReadOnlyList<Aim> Aims => IsCity
        ?
        [
            Aim.Of("培训站点", (int)Report.Counties.Sum(county => county.Stations.Value), CityAims.Stations, "个"),
            Aim.Of("讲师", Report.Lecturers, CityAims.Lecturers, "人"),
            Aim.Of("社工、志愿者", Report.SocialWorkersAndVolunteers, CityAims.SocialWorkersAndVolunteers, "人"),
            Aim.Of("服务家庭", Report.Families.Total, CityAims.Families, "户", Elapsed),
        ]
        :
        [
            Aim.Of("培训站点", County.Stations, "个"),
            Aim.Of("专业人才", County.Professionals, "人"),
            Aim.Of("社工人才", County.SocialWorkers, "人"),
        ];

    /// <summary>The aims at the end of each month of the year; empty in a county.</summary>
    public IReadOnlyList<AimsOfMonth> Months { get; init; } = [];

    public CountyProgress County => Report.Counties[0];

    public IReadOnlyList<LineChart> Charts => Months.Count == 0 ? [] :
    [
        new("在用的站点", "个", CityAims.Stations, [.. Months.Select(m => (m.Month.MonthOfYear, m.AllStations))]),
        new("人才", "人", CityAims.Lecturers + CityAims.SocialWorkersAndVolunteers, [.. Months.Select(m => (m.Month.MonthOfYear, m.Talents))]),
    ];

    /// <summary>Kinds of stations with what the notice asks of each; the other two kinds have no number of their own.</summary>
    public IReadOnlyList<(StationKind Kind, int Now, int? Asked)> Kinds => Months.Count == 0 ? [] :
    [
        .. Months[^1].Stations.Select(s => (s.Key, s.Value, s.Key switch
        {
            StationKind.StreetElderCare => (int?)CityAims.StreetStations,
            StationKind.CommunityDayCare => CityAims.DayCareCentres,
            StationKind.VillageHappinessHome => CityAims.HappinessHomes,
            _ => null,
        })),
    ];

    /// <summary>Families at the end of each month of the year, until the running one.</summary>
    public IReadOnlyList<(int Month, int Families)> Cumulated
    {
        get
        {
            var sum = 0;
            return [.. Enumerable.Range(1, Report.Month.MonthOfYear).Select(month =>
                (month, sum += Report.Families.Months.Where(line => line.Month.MonthOfYear == month).Sum(line => line.Total)))];
        }
    }

    public IEnumerable<PlaceFigure> Behind => Report.Stations.Where(place => place.Verdict.State == FindingState.Short)
        .OrderByDescending(place => place.Verdict.ShortBy).ThenBy(place => place.Station.RegionCode);

    public string CountyOf(PlaceFigure place) => Names.GetValueOrDefault(RegionCodes.CountyOf(place.Station.RegionCode), "");

    public static string Number(decimal value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>One leading figure with what is asked of it.</summary>
/// <param name="Pace">Where an even pace would stand today; null for a stock.</param>
public sealed record Aim(string Title, int Now, int Required, string Unit, MarkKind Kind, string Say, double? Pace)
{
    public static Aim Of(string title, Verdict verdict, string unit) => Of(title, (int)verdict.Value, (int)verdict.Required, unit);

    public static Aim Of(string title, int now, int required, string unit, double? elapsed = null)
    {
        var pace = elapsed is { } share ? required * share : (double?)null;
        var (kind, say) = now >= required ? (MarkKind.Met, now > required ? $"已达标，超 {OverviewPage.Number(now - required)} {unit}" : "已达标")
            : pace is { } even && now < even ? (MarkKind.Risk, $"比匀速少 {OverviewPage.Number((int)(even - now))} {unit}")
            : (pace is null ? MarkKind.Short : MarkKind.Wait, $"还差 {OverviewPage.Number(required - now)} {unit}");
        return new(title, now, required, unit, kind, say, pace);
    }
}

/// <summary>A stock month by month against its aim.</summary>
public sealed record LineChart(string Title, string Unit, int Aim, IReadOnlyList<(int Month, int Value)> Points);
