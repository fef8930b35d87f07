using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>Where the figures of a station's month stand, for the pages that lead there.</summary>
public static class FigureAddress
{
    /// <summary>The cell of 月度指标, opened, with the month's classes beside it.</summary>
    public static string OfMonth(long region, long station, Month month) =>
        $"/quota?county={County(region)}&year={month.Year}&item=J2&station={station}&month={month.MonthOfYear}#panel";

    public static string OfSheet(long region, Month month) => $"/sheets/{County(region)}/{month}";

    private static string County(long region) => RegionCodes.Short(RegionCodes.CountyOf(region));
}
