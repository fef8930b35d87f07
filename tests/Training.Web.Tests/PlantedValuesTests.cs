using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>
/// Values of one person are planted, everybody walks the site, somebody opens one; then the values are looked for: in every byte of the
/// database and of the data folder, in every line of the log, and on every page that anybody came to.
/// </summary>
public sealed class PlantedValuesTests : IAsyncLifetime
{
    private const string Phone = "15477770123";
    private const string IdNumber = "410922194602070025";
    private const string Address = "清丰县固城镇暗号胡同 77 号";
    private const string Plan = "每周三次坐位平衡训练暗号";
    private const int MostPages = 60;

    private static readonly string[] Planted = [Phone, IdNumber, Address, Plan];

    private readonly Heard log = new();
    private TestSite site = null!;
    private Station station = null!;
    private Person person = null!;

    /// <summary>For the family's account: somebody who reads the own file reads it whole.</summary>
    private Person neighbour = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Shanghai(2026, 11, 18), settings: new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Debug" });
        site.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await using var db = site.Open();
        var vault = site.Services.GetRequiredService<Vault>();
        station = await Some.StationAsync(db, with: s => s.Name = "滨河社区日间照料中心");
        var trainer = await Some.TrainerAsync(db);
        person = await Some.PersonAsync(db, name: "王桂兰");
        Assert.True(MobileNumber.TryParse(Phone, out var phone));
        Assert.True(ResidentIdNumber.TryParse(IdNumber, out var number));
        vault.SetPhone(person, phone);
        vault.SetIdNumber(person, number);
        vault.SetAddress(person, Address);
        var (file, learner) = await Some.HouseholdFileAsync(db, station, person);
        vault.SetGround(person, learner, EligibilityGround.Disabled);
        vault.SetPlan(person, learner, Plan, new DateOnly(2026, 2, 2));
        await Some.HomeVisitAsync(db, file, trainer, new DateOnly(2026, 10, 20), learner);
        var held = await Some.SessionAsync(db, station, new DateOnly(2026, 10, 14), trainer);
        var others = await Some.PeopleAsync(db, 30);
        neighbour = others[0];
        await Some.ClosedRollAsync(db, held, [person, .. others]);
        db.StationMembers().Add(new StationMember { StationId = station.Id, RegionCode = station.RegionCode, PersonId = person.Id, FromDate = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Nowhere_in_clear()
    {
        var shown = new List<string>();
        var pages = 0;
        foreach (var role in Roles.All.Prepend("visitor"))
        {
            using var client = role == "visitor"
                ? site.Visitor()
                : await site.SignedInAsync(role, role == Roles.CityOfficer ? Places.City : Places.Qingfeng, [station.Id], a => a.PersonId = role == Roles.Family ? neighbour.Id : null);
            pages += await WalkAsync(client, role, shown);
        }

        Assert.Empty(shown);
        Assert.True(pages > 60, $"Only {pages} pages were walked.");

        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var ask = await officer.PageAsync($"/privacy/people/{person.Key}/open?field=Phone");
        using var opened = await officer.SendAsync(ask, "form.form", ("Purpose", "TellOfClass"));
        Assert.Contains(Phone, await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.DoesNotContain(log.Lines, line => Planted.Any(value => line.Contains(value, StringComparison.Ordinal)));
        Assert.NotEmpty(log.Lines);
        SqliteConnection.ClearAllPools();
        var database = new SqliteConnectionStringBuilder(site.Database.ConnectionString).DataSource;
        var files = Directory.EnumerateFiles(site.Folder.Root, "*", SearchOption.AllDirectories).Append(database).Append($"{database}-wal").Where(File.Exists).ToList();
        Assert.All(files, path =>
        {
            var bytes = File.ReadAllBytes(path);
            Assert.All(Planted, value =>
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)) < 0, $"{value} stands in {Path.GetFileName(path)}");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(value)) < 0, $"{value} stands in {Path.GetFileName(path)}");
            });
        });
        Assert.True(File.ReadAllBytes(database).AsSpan().IndexOf(Encoding.UTF8.GetBytes("王桂兰")) >= 0, "what is not sealed would be found");
    }

    private static async Task<int> WalkAsync(TestClient client, string who, List<string> shown)
    {
        var seen = new HashSet<string> { "/", "/desk", "/today", "/privacy?words=wgl", "/history" };
        var next = new Queue<string>(seen);
        var read = 0;
        while (next.TryDequeue(out var path) && read < MostPages)
        {
            using var response = await client.GetAsync(path);
            var landed = response;
            for (var hops = 0; landed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && hops < 4; hops++)
            {
                landed = await client.GetAsync(landed.Headers.Location!.ToString());
            }

            if (landed.StatusCode != HttpStatusCode.OK)
            {
                continue;
            }

            read++;
            var text = await landed.Content.ReadAsStringAsync();
            shown.AddRange(Planted.Where(value => text.Contains(value, StringComparison.Ordinal)).Select(value => $"{who} {path}: {value}"));
            if (landed.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            foreach (var link in (await TestClient.ReadAsync(landed)).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]))
            {
                if (link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && seen.Add(link))
                {
                    next.Enqueue(link);
                }
            }
        }

        return read;
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
