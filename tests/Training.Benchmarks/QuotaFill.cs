using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// One month of 120, 12,000 or 620,000 stations (all villages of the country): filled here, measured by processes of their own that have filled
/// nothing, so that the memory they report is theirs.
/// </summary>
internal static class QuotaFill
{
    /// <summary>Of 25 to 35 who come to a class, 30 in the mean: 37 million entries a month in all villages of the country.</summary>
    private const int PeopleOfStation = 35;

    public static async Task RunAsync(int stations)
    {
        foreach (var provider in (DatabaseProvider[])[DatabaseProvider.Sqlite, .. PostgresServer.IsThere ? [DatabaseProvider.Postgres] : Array.Empty<DatabaseProvider>()])
        {
            await using var database = await FillAsync(provider, stations);
            foreach (var (phase, _) in QuotaScale.Phases)
            {
                await OwnProcess.RunAsync($"{phase}={Words(database, stations)}");
            }
        }
    }

    /// <summary>Fills and leaves the database; prints what the phases take, to be measured later (<c>sqlite:620000</c>).</summary>
    public static async Task LeaveAsync(string what)
    {
        var (provider, stations) = (what.Split(':')[0], int.Parse(what.Split(':')[1], CultureInfo.InvariantCulture));
        Console.WriteLine(Words(await FillAsync(Enum.Parse<DatabaseProvider>(provider, ignoreCase: true), stations), stations));
    }

    private static string Words(TestDatabase database, int stations) => $"{database.Provider}|{stations}|{database.ConnectionString}";

    private static async Task<TestDatabase> FillAsync(DatabaseProvider on, int stations)
    {
        var database = await TestDatabase.CreateAsync(on);
        await using var db = Database.Opener(database)();
        await SampleCity.FillAsync(db, 10, 10, PeopleOfStation);
        await new ImportStandard(db, QuotaScale.Clock).EnsureShippedAsync();
        if (stations > SampleCity.Stations)
        {
            await CityCopies.AddAsync(db, (stations / SampleCity.Stations) - 1);
        }

        await CityStaff.AddAsync(db);
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        SqliteConnection.ClearAllPools();
        return database;
    }
}
