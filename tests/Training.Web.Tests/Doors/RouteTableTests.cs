using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;

namespace Training.Web.Tests.Doors;

/// <summary>Every route the site has × every role × own and other county, from the site's own list of endpoints.</summary>
public class RouteTableTests(World world) : IClassFixture<World>
{
    public static TheoryData<string, string, string> OwnThings => Rows();

    [Fact]
    public void Every_endpoint_stands_in_the_table_and_nothing_else_does()
    {
        var endpoints = world.Site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(endpoint => Methods(endpoint).Select(method => $"{method} /{endpoint.RoutePattern.RawText?.TrimStart('/')}"))
            .Where(line => !line.StartsWith("HEAD ", StringComparison.Ordinal))
            .ToHashSet();
        var table = Door.All.Select(door => $"{door.Method} {door.Route}").ToList();

        Assert.Equal([], endpoints.Except(table).Order());
        Assert.Equal([], table.Except(endpoints).Order());
        Assert.Equal(table.Distinct().Count(), table.Count);
    }

    [Theory]
    [MemberData(nameof(OwnThings))]
    public async Task Own(string method, string route, string who)
    {
        var door = The(method, route);
        var expected = door.Admits(who) ? door.OwnAnswerFor(who) : who == World.Visitor ? "sign-in" : "403";

        Assert.Contains(await AskAsync(door.Method, door.OwnFor(who), who), expected.Split('|'));
    }

    [Fact]
    public async Task Other_county()
    {
        var wrong = new List<string>();
        foreach (var door in Door.All.Where(d => d.Other != "-"))
        {
            foreach (var who in Roles.All.Where(who => door.Admits(who) && who != Roles.CityOfficer))
            {
                var answer = await AskAsync(door.Method, door.OtherFor(who), who);
                if (!door.OtherAnswer.Split('|').Contains(answer))
                {
                    wrong.Add($"{door.Method} {door.Route} answered {who} of another county {answer}, not {door.OtherAnswer}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>What belongs to a station, its households and its body is shut for the accounts of another station of the same county.</summary>
    [Fact]
    public async Task Another_station_of_the_own_county()
    {
        string[] ofStation = ["{station}", "{session.", "{roll.key}", "{closed.roll.key}", "{person.key}", "{household.", "{organization.key}", "{agreement.key}", "{paper.key}", "{filing.key}", "{part.key}"];
        var wrong = new List<string>();
        var asked = 0;
        foreach (var door in Door.All.Where(d => d.Other != "-" && ofStation.Any(name => d.Own.Contains(name, StringComparison.Ordinal))))
        {
            foreach (var who in World.StationBound.Where(door.Admits))
            {
                asked++;
                var answer = await AskAsync(door.Method, door.OtherFor(who).Replace("{other.", "{next.", StringComparison.Ordinal), who);
                if (!door.OtherAnswer.Split('|').Contains(answer))
                {
                    wrong.Add($"{door.Method} {door.Route} answered {who} of another station {answer}, not {door.OtherAnswer}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 20, $"Only {asked} doors were tried.");
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_form_that_did_not_come_from_the_site()
    {
        foreach (var door in Door.All.Where(d => d.Method is not ("GET" or "ANY" or "OPTIONS")))
        {
            var who = World.Everybody.First(door.Admits);
            var answer = await AskAsync(door.Method, door.OwnFor(who), who, withToken: false);
            Assert.True(answer == "400", $"{door.Method} {door.Route} answered {answer} without a token");
        }
    }

    private static Door The(string method, string route) => Door.All.Single(d => d.Method == method && d.Route == route);

    private static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var door in Door.All)
        {
            foreach (var who in World.Everybody)
            {
                rows.Add(door.Method, door.Route, who);
            }
        }

        return rows;
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } methods ? methods.HttpMethods : ["ANY"];

    private async Task<string> AskAsync(string method, string path, string who, bool withToken = true)
    {
        var pass = (path.Contains("sign-out", StringComparison.Ordinal) || path.Contains("own-session", StringComparison.Ordinal)) ? await world.OwnPassAsync(who) : world.PassOf(who);
        using var client = world.Site.Bare();
        using var request = new HttpRequestMessage(method == "ANY" ? HttpMethod.Get : new HttpMethod(method), world.Resolve(path));
        request.Headers.Add("Cookie", pass.Cookies);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new FormUrlEncodedContent([]);
            if (withToken)
            {
                request.Headers.Add("X-CSRF-Token", pass.Token);
            }
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var to = response.Headers.Location is { } location ? (location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString) : "";
        return to.StartsWith("/sign-in", StringComparison.Ordinal) && who == World.Visitor
            ? "sign-in"
            : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
    }
}
