using Training.Domain.Inspections;

namespace Training.Web.Features.Filing;

/// <summary>What spot checks came to, as a sheet says it beside its figures.</summary>
public static class InspectedWords
{
    /// <summary>12 场课、5 户，不属实 1，部分属实 2，结论没定 1</summary>
    public static string Of(InspectedSum sum) => $"{sum.Sessions.All} 场课、{sum.Homes.All} 户{Rest(new(0, sum.Sessions.Partly + sum.Homes.Partly, sum.Sessions.False + sum.Homes.False, sum.Sessions.Unsettled + sum.Homes.Unsettled))}";

    public static string Of(InspectedCount count) => $"抽查 {count.All}{Rest(count)}";

    private static string Rest(InspectedCount count) =>
        $"，不属实 {count.False}{(count.Partly > 0 ? $"，部分属实 {count.Partly}" : "")}{(count.Unsettled > 0 ? $"，结论没定 {count.Unsettled}" : "")}";
}
