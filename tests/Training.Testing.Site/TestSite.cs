using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Testing.Site;

/// <summary>
/// The whole site, as it is started for people, on a prepared database of its own and an empty data folder. <c>StartAsync</c>
/// answers inside the process; <c>ListenAsync</c> also listens on a free port, for a browser.
/// </summary>
public sealed class TestSite : IAsyncDisposable
{
    /// <summary>Of every account that tests make.</summary>
    public const string Password = "correct horse battery";

    private readonly string folder;
    private readonly Factory factory;
    private readonly Dictionary<string, TestClient> clients = [];
    private int accounts;

    private TestSite(TestDatabase database, string folder, Factory factory)
    {
        Database = database;
        this.folder = folder;
        this.factory = factory;
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => factory.Services;

    public DataFolder Folder => Services.GetRequiredService<DataFolder>();

    /// <summary>Where a browser finds the site; only after <see cref="ListenAsync"/>.</summary>
    public Uri Address => factory.ClientOptions.BaseAddress;

    /// <param name="on">SQLite unless the test is about the database.</param>
    /// <param name="clock">The machine's own unless given.</param>
    /// <param name="settings">Further configuration, for example Demonstration, or Jobs:Enabled for a site with its jobs inside.</param>
    public static Task<TestSite> StartAsync(
        DatabaseProvider on = DatabaseProvider.Sqlite, TimeProvider? clock = null, IReadOnlyDictionary<string, string>? settings = null) =>
        OpenAsync(on, clock, settings, listen: false);

    /// <inheritdoc cref="StartAsync(DatabaseProvider, TimeProvider, IReadOnlyDictionary{string, string})"/>
    public static Task<TestSite> ListenAsync(
        DatabaseProvider on = DatabaseProvider.Sqlite, TimeProvider? clock = null, IReadOnlyDictionary<string, string>? settings = null) =>
        OpenAsync(on, clock, settings, listen: true);

    /// <summary>The site's database seen without limits, beside the site.</summary>
    public TrainingDbContext Open() => Database.Open();

    /// <summary>
    /// A second site on the same database and folder, in a process of its own. Accounts and rows are made here, people go there.
    /// </summary>
    public Task<SiteProcess> ProcessAsync(IReadOnlyDictionary<string, string>? settings = null, string urls = "http://127.0.0.1:0") =>
        SiteProcess.StartAsync(
            new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
            {
                ["Data"] = folder, ["Database:Provider"] = Database.Provider.ToString(), ["Database:Connection"] = Database.ConnectionString,
            },
            urls);

    /// <summary>Somebody without an account.</summary>
    public TestClient Visitor()
    {
        var cookies = new CookieContainer();
        return new TestClient(factory.CreateDefaultClient(factory.ClientOptions.BaseAddress, new CookieContainerHandler(cookies)), cookies);
    }

    /// <summary>Sends exactly what it is given: no cookies kept, no redirect followed.</summary>
    public HttpClient Bare() => factory.CreateDefaultClient(factory.ClientOptions.BaseAddress);

    /// <summary>An account with one role, authority over a division and, if given, bound to stations; signed in through the sign-in page.</summary>
    public async Task<TestClient> SignedInAsync(
        string role, long region = Places.Qingfeng, IEnumerable<long>? stations = null, Action<Account>? with = null)
    {
        var account = await AccountAsync(role, region, stations, with);
        var client = Visitor();
        await client.SignInAsync(account.UserName!, Password);
        return client;
    }

    /// <summary>One signed-in account a role and region for the whole of a test class.</summary>
    public async Task<TestClient> SharedAsync(string role, long region = Places.Qingfeng)
    {
        if (!clients.TryGetValue($"{role} {region}", out var client))
        {
            clients[$"{role} {region}"] = client = await SignedInAsync(role, region);
        }

        return client;
    }

    public async Task<Account> AccountAsync(
        string role, long region = Places.Qingfeng, IEnumerable<long>? stations = null, Action<Account>? with = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        using var arranging = HistoryWatch.Arranging();
        var number = Interlocked.Increment(ref accounts);
        var account = new Account { UserName = $"{role.ToLowerInvariant()}{number}", DisplayName = $"{Roles.ChineseName(role)}{number}" };
        with?.Invoke(account);
        Succeed(await users.CreateAsync(account, Password));
        Succeed(await users.AddToRoleAsync(account, role));
        db.AccountRegions().Add(new AccountRegion { AccountId = account.Id, RegionCode = region });
        db.AccountStations().AddRange((stations ?? []).Select(s => new AccountStation { AccountId = account.Id, StationId = s }));
        await db.SaveChangesAsync();
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        await factory.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<TestSite> OpenAsync(
        DatabaseProvider on, TimeProvider? clock, IReadOnlyDictionary<string, string>? settings, bool listen)
    {
        var database = await TestDatabase.CreateAsync(on);
        var folder = Directory.CreateTempSubdirectory("training-site-").FullName;
        var factory = new Factory(database, folder, clock, settings ?? new Dictionary<string, string>());
        if (listen)
        {
            factory.UseKestrel(0);
            factory.StartServer();
        }

        return new TestSite(database, folder, factory);
    }

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", result.Errors.Select(e => e.Description)));
        }
    }

    private sealed class Factory(TestDatabase database, string folder, TimeProvider? clock, IReadOnlyDictionary<string, string> settings)
        : WebApplicationFactory<FrontEnd>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // As people run it: the developer's exception page would hide what they get to see.
            builder.UseEnvironment("Production");
            builder.UseContentRoot(AppContext.BaseDirectory);
            builder.UseSetting("Data", folder);
            builder.UseSetting("Database:Provider", database.Provider.ToString());
            builder.UseSetting("Database:Connection", database.ConnectionString);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("Jobs:Enabled", "false");
            // Every test comes from one address; the limits are tested where they are meant.
            builder.UseSetting("Accounts:SecondFactorFor", "");
            builder.UseSetting("Limits:SignInsAMinute", "100000");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureTestServices(services =>
            {
                // Hashing as slowly as the product does is a tenth of a second an account; that it does so has a test of its own.
                services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1);
                services.ConfigureDbContext<SqliteTrainingDbContext>(o => o.AddInterceptors(SqlServerTranslation.Instance, HistoryWatch.Instance));
                services.ConfigureDbContext<PostgresTrainingDbContext>(o => o.AddInterceptors(HistoryWatch.Instance));
                if (clock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(clock));
                }
            });
        }
    }
}
