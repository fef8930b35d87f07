using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Web.Tests.Doors;

/// <summary>
/// A form may name records in its fields as well as in its address. Every such field of the site stands in forms.tsv with a record of the
/// neighbour; sending it changes nothing of the neighbour's, whoever sends it.
/// </summary>
public class FormIdsTests(World world) : IClassFixture<World>
{
    private static readonly IReadOnlyList<string[]> Table =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Doors", "forms.tsv")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))];

    [Fact]
    public void Every_field_that_names_a_record_stands_in_the_table()
    {
        var fields = Fields().Select(f => $"{f.Route} {f.Field}").Distinct().Order().ToList();

        Assert.Equal([], fields.Except(Table.Select(r => $"{r[0]} {r[1]}")));
        Assert.Equal([], Table.Select(r => $"{r[0]} {r[1]}").Except(fields).Order());
    }

    [Fact]
    public async Task A_neighbours_record_in_a_field_changes_nothing_of_the_neighbours()
    {
        var before = await NeighbourAsync();
        foreach (var row in Table.Where(r => r[2] != "-"))
        {
            var door = Door.All.Single(d => d.Method == "POST" && d.Route == row[0]);
            foreach (var who in Roles.All.Where(who => door.Admits(who) && who != Roles.CityOfficer))
            {
                var pass = world.PassOf(who);
                using var client = world.Site.Bare();
                using var request = new HttpRequestMessage(HttpMethod.Post, world.Resolve(door.Own));
                request.Headers.Add("Cookie", pass.Cookies);
                request.Headers.Add("X-CSRF-Token", pass.Token);
                request.Content = new FormUrlEncodedContent([KeyValuePair.Create(row[1], world.Resolve(row[2]))]);
                using var response = await client.SendAsync(request);
                Assert.True(response.StatusCode != HttpStatusCode.InternalServerError, $"{row[0]} {row[1]} broke for {who}");
            }
        }

        Assert.Equal(before, await NeighbourAsync());
    }

    private async Task<string> NeighbourAsync()
    {
        await using var db = world.Site.Database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        var lines = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IRegionScoped))))
        {
            var rows = (Task<List<string>>)typeof(FormIdsTests).GetMethod(nameof(RowsAsync), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
            lines.AddRange((await rows).Select(row => $"{entity.ClrType.Name} {row}"));
        }

        Assert.True(lines.Count > 50);
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> RowsAsync<T>(TrainingDbContext db)
        where T : class
    {
        var rows = await db.Set<T>().AsNoTracking().ToListAsync();
        var columns = db.Model.FindEntityType(typeof(T))!.GetProperties().ToList();
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
                ? parameter.ParameterType.GetProperties().Where(p => p.CanWrite && NamesRecord(p.PropertyType, p.Name)).Select(p => p.Name)
                : []
        select (route, field);

    private static bool NamesRecord(Type type, string name)
    {
        var one = type.IsGenericType && type.GetGenericArguments() is [var argument] ? argument : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        return one == typeof(Guid) || (one == typeof(long) && !name.EndsWith("Bytes", StringComparison.Ordinal))
            || (one == typeof(string) && (name.EndsWith("Code", StringComparison.Ordinal) || name.EndsWith("Key", StringComparison.Ordinal)));
    }
}
