using Training.Architecture.Tests.Reading;
using Training.Architecture.Tests.Rules;

namespace Training.Architecture.Tests;

public class FloorTests
{
    [Fact]
    public void Rooms_use_only_what_is_below_them_and_no_circle_on_their_own_floor() =>
        Assert.Empty(FloorRules.Violations(CompiledTypes.Domain, House.Floors));

    [Fact]
    public void Going_up_is_found() =>
        Assert.Equal(
            ["Training.Domain.Attendance.Roll (floor 5) uses Training.Domain.Standards.Metric (floor 6)"],
            FloorRules.Violations([Sample("Attendance.Roll", "Standards.Metric", "Stations.Station")], House.Floors));

    [Fact]
    public void A_circle_on_one_floor_is_found()
    {
        var violations = FloorRules.Violations(
            [Sample("Sessions.Session", "Attendance.Roll"), Sample("Attendance.Roll", "Courses.Course"), Sample("Courses.Course", "Sessions.Session")],
            House.Floors);

        Assert.Contains(violations, v => v.StartsWith("Sessions comes back to itself", StringComparison.Ordinal));
    }

    [Fact]
    public void A_room_that_the_house_does_not_have_is_found() =>
        Assert.Equal(["Room Extras stands on no floor of the house"], FloorRules.Violations([Sample("Stations.Station", "Extras.Thing")], House.Floors));

    [Fact]
    public void What_is_read_from_the_assemblies_are_real_references()
    {
        var pages = CompiledTypes.All.Single(t => t.FullName == "Program" && t.Mentions.Contains("Microsoft.AspNetCore.Builder.WebApplication"));

        Assert.Contains("Microsoft.AspNetCore.Builder.WebApplication::CreateBuilder", pages.Mentions);
        Assert.NotEmpty(CompiledTypes.Domain);
    }

    private static CompiledType Sample(string type, params string[] uses) =>
        new(House.Domain + type, uses.Select(u => House.Domain + u).ToHashSet());
}
