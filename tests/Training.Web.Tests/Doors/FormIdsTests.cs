using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests.Doors;

/// <summary>
/// A form may name records in its fields as well as in its address. Every such field of the site stands in forms.tsv with a record of the
/// neighbour; sending it is refused and writes nothing, whoever sends it.
/// </summary>
public class FormIdsTests(World world) : IClassFixture<World>
{
    private static readonly IReadOnlyList<string[]> Table =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Doors", "forms.tsv")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))];

    [Fact]
    public void Every_field_that_names_a_record_stands_in_the_table()
    {
        var fields = Fields().Select(f => $"{f.Route} {f.Field}").Distinct().Order().ToList();

        Assert.Equal("", string.Join('\n', fields.Except(Table.Select(r => $"{r[0]} {r[1]}"))));
        Assert.Equal("", string.Join('\n', Table.Select(r => $"{r[0]} {r[1]}").Except(fields).Order()));
    }

    [Fact]
    public async Task A_neighbours_record_in_a_field_is_refused_and_nothing_is_written()
    {
        var wrong = new List<string>();
        var asked = 0;
        foreach (var row in Table.Where(r => r[2] != "-").OrderBy(LeavesAside))
        {
            var door = Door.All.Single(d => d.Method == "POST" && d.Route == row[0]);
            foreach (var who in Roles.All.Where(who => door.Admits(who) && who != Roles.CityOfficer))
            {
                foreach (var neighbour in Neighbours(row[2], who))
                {
                    asked++;
                    var before = await RowsAsync(LeavesAside(row));
                    var answer = await SendAsync(door, who, row[1], neighbour, row.ElementAtOrDefault(4));
                    if (!row[3].Split('|').Contains(answer))
                    {
                        wrong.Add($"{row[0]} {row[1]}={neighbour} answered {who} {answer}, not {row[3]}");
                    }

                    wrong.AddRange((await RowsAsync(LeavesAside(row))).Except(before).Select(line => $"{row[0]} {row[1]}={neighbour} by {who} wrote {line}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 60, $"Only {asked} forms were sent.");
    }

    /// <summary>The forms above want nothing but the record: with one's own in the field they are taken.</summary>
    [Fact]
    public async Task The_same_form_with_ones_own_record_is_taken()
    {
        var wrong = new List<string>();
        foreach (var row in Table.Where(r => r[2] != "-" && !LeavesAside(r) && !r[3].Contains("302", StringComparison.Ordinal) && r.ElementAtOrDefault(5) != "-"))
        {
            var door = Door.All.Single(d => d.Method == "POST" && d.Route == row[0]);
            var who = Roles.All.First(who => door.Admits(who) && who != Roles.CityOfficer);
            using var response = await AskAsync(door, who, row[1], row[2].Replace("{other.", "{", StringComparison.Ordinal).Replace("{far.", "{", StringComparison.Ordinal), row.ElementAtOrDefault(4));
            var shows = row.ElementAtOrDefault(5) == "200";
            var said = response.StatusCode == System.Net.HttpStatusCode.OK ? (await TestClient.ReadAsync(response)).QuerySelector(".error-list")?.TextContent : null;
            if (response.StatusCode != (shows ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.Redirect) || said is not null)
            {
                wrong.Add($"{row[0]} {row[1]} answered {who} {(int)response.StatusCode} {said?.ReplaceLineEndings(" ")}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool LeavesAside(string[] row) => row[3].Split('|').Contains("own");

    /// <summary>Those of the other county, and for accounts of a station those of the next station of the own county as well; the pool is the county's.</summary>
    private static IEnumerable<string> Neighbours(string name, string who) =>
        World.StationBound.Contains(who) && !((string[])["county", "village", "worker"]).Any(shared => name.Contains(shared, StringComparison.Ordinal))
            ? [name, name.Replace("{other.", "{next.", StringComparison.Ordinal)]
            : [name];

    private async Task<string> SendAsync(Door door, string who, string field, string value, string? rest)
    {
        using var response = await AskAsync(door, who, field, value, rest);
        return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    private async Task<HttpResponseMessage> AskAsync(Door door, string who, string field, string value, string? rest)
    {
        var pass = world.PassOf(who);
        using var client = world.Site.Bare();
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Resolve(door.Own));
        request.Headers.Add("Cookie", pass.Cookies);
        request.Headers.Add("X-CSRF-Token", pass.Token);
        var others = rest is null or "-" ? [] : world.Resolve(rest).Split('&').Select(part => part.Split('=', 2)).Select(part => KeyValuePair.Create(part[0], part[1]));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create(field, world.Resolve(value)), .. others]);
        return await client.SendAsync(request);
    }

    /// <summary>Every row of the database, or of the neighbour county alone, without what any visit leaves behind.</summary>
    private async Task<HashSet<string>> RowsAsync(bool ofNeighbour)
    {
        await using var db = world.Site.Database.Open(ofNeighbour ? AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]) : AccessScope.Everything);
        var lines = new HashSet<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && !e.HasSharedClrType && e.ClrType != typeof(AccountSession) && (!ofNeighbour || e.ClrType.IsAssignableTo(typeof(IRegionScoped)))))
        {
            var rows = (Task<List<string>>)typeof(FormIdsTests).GetMethod(nameof(LinesAsync), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
            lines.UnionWith((await rows).Select(row => $"{entity.ClrType.Name} {row}"));
        }

        Assert.True(lines.Count > 50);
        return lines;
    }

    private static async Task<List<string>> LinesAsync<T>(TrainingDbContext db)
        where T : class
    {
        var rows = await db.Set<T>().AsNoTracking().ToListAsync();
        var columns = db.Model.FindEntityType(typeof(T))!.GetProperties().Where(c => !c.IsShadowProperty()).ToList();
        return rows.ConvertAll(row => string.Join('|', columns.Select(c => c.GetGetter().GetClrValue(row) switch
        {
            byte[] bytes => Convert.ToHexString(bytes),
            var value => FormattableString.Invariant($"{value}"),
        })));
    }

    /// <summary>Guids and numbers that a form can carry: parameters of actions and properties of the forms they take, not what stands in the address.</summary>
    private IEnumerable<(string Route, string Field)> Fields() =>
        from action in world.Site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
        where action.MethodInfo.GetCustomAttributes().Any(a => a.GetType().Name == "HttpPostAttribute")
        let route = "/" + action.AttributeRouteInfo!.Template!.TrimStart('/')
        from parameter in action.Parameters
        where parameter.BindingInfo?.BindingSource is null or { IsFromRequest: true }
        where parameter.BindingInfo?.BindingSource != BindingSource.Body && parameter.BindingInfo?.BindingSource != BindingSource.Path
        from field in NamesRecord(parameter.ParameterType, parameter.Name)
            ? route.Contains($"{{{parameter.Name}", StringComparison.OrdinalIgnoreCase) ? [] : [parameter.Name]
            : parameter.ParameterType.Assembly == typeof(Training.Web.Hosting.Policies).Assembly
                ? parameter.ParameterType.GetProperties().Where(p => p.CanWrite && p.GetCustomAttribute<BindNeverAttribute>() is null && NamesRecord(p.PropertyType, p.Name)).Select(p => p.Name)
                : []
        select (route, field);

    private static bool NamesRecord(Type type, string name)
    {
        var one = type.IsGenericType && type.GetGenericArguments() is [var argument] ? argument : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        return !name.Equals("Version", StringComparison.OrdinalIgnoreCase) && (one == typeof(Guid) || name == "To" || (one == typeof(long) && !name.EndsWith("Bytes", StringComparison.Ordinal))
            || (one == typeof(string) && (name.EndsWith("Code", StringComparison.Ordinal) || name.EndsWith("Key", StringComparison.Ordinal))));
    }
}
