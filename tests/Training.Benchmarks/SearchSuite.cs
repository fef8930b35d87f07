using Microsoft.EntityFrameworkCore;
using Training.Benchmarks.Http;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// A search over a register of 1,000,000 people: by initials, by the beginning of a name, by what stands inside it and by a whole number,
/// within a county and within the city, on the register's page and beside the roll. The lower limit is the product's own statements sent bare.
/// </summary>
internal static class SearchSuite
{
    private const int People = 1_000_000;
    private const int Rounds = 21;
    private const int WarmUp = 5;
    private const string Surnames = "王王王王李李李李张张张张刘刘刘陈陈杨杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾单仇解翟";
    private const string Given = "秀英桂兰玉珍凤淑芝素爱花枝翠巧春梅金菊荣雪芹月彩霞美华建国强德福永志长河保文军学庆新民田山柱天宝成林刚大海涛丰双喜俊岭贵铁广世杰运生清泉红旗";

    private static readonly (string Text, string What)[] Searches =
    [
        ("z", "one initial"),
        ("zx", "two initials"),
        ("zxy", "three initials"),
        ("张", "a surname"),
        ("张秀", "the beginning of a name"),
        ("秀英", "inside a name"),
        ("15400012345", "a telephone number"),
        ("2345", "the end of a telephone number"),
    ];

    /// <param name="only">Only the searches that have this in their name, on PostgreSQL alone where that is there; all when null.</param>
    public static async Task RunAsync(string? only)
    {
        if (only is null || !PostgresServer.IsThere)
        {
            await RunAsync(DatabaseProvider.Sqlite, only);
        }

        if (PostgresServer.IsThere)
        {
            await RunAsync(DatabaseProvider.Postgres, only);
        }
    }

    private static async Task RunAsync(DatabaseProvider on, string? only)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        using var folder = new TemporaryFolder();
        var vault = new Vault(new DataFolder(folder.Path));
        await FillAsync(database, vault);
        var county = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);
        var city = AccessScope.Of([RegionCodes.RangeOf(Places.City)]);
        foreach (var (text, what) in Searches.Where(s => only is null || s.What.Contains(only, StringComparison.Ordinal)))
        {
            await CaseAsync(database, on, county, $"register, county: {what} ({text})", db => PageAsync(db, vault, text));
            await CaseAsync(database, on, city, $"register, city: {what} ({text})", db => PageAsync(db, vault, text));
            await CaseAsync(database, on, county, $"roll: {what} ({text})", db => FindAsync(db, vault, text));
        }
    }

    private static async Task<int> PageAsync(TrainingDbContext db, Vault vault, string text) =>
        (await new PersonRegister(db, vault).RunAsync(new() { Text = text })).Lines.Count;

    private static async Task<int> FindAsync(TrainingDbContext db, Vault vault, string text) =>
        (await new FindPeople(db, vault, FakeClock.Ordinary()).RunAsync(new() { Text = text, CountyCode = Places.Qingfeng })).Value!.Count;

    private static async Task CaseAsync(TestDatabase database, DatabaseProvider on, AccessScope scope, string name, Func<TrainingDbContext, Task<int>> search)
    {
        var recorder = new CommandRecorder();
        int found;
        await using (var db = Database.Opener(database, scope, recorder)())
        {
            found = await search(db);
        }

        await using var lower = Database.Opener(database)();
        await lower.Database.OpenConnectionAsync();
        var commands = recorder.Replayable(lower.Database.GetDbConnection());
        var open = Database.Opener(database, scope);
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                await using var db = open();
                await search(db);
            },
            async () =>
            {
                foreach (var command in commands)
                {
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync())
                    {
                        GC.KeepAlive(reader.GetValue(0));
                    }
                }
            },
            Rounds, WarmUp);
        var server = await ServerCpuAsync(on, async () =>
        {
            await using var db = open();
            await search(db);
        });
        Measure.Print(new
        {
            suite = "search", name, provider = on.ToString(), people = People, found, statements = commands.Count,
            cpu_ms = Measure.Rounded(product.CpuMs), database_cpu_ms = server, wall_ms = Measure.Rounded(product.WallMs),
            lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.WallMs / bare.WallMs),
        });
    }

    /// <summary>
    /// What the processes of PostgreSQL spend on a search. They are counted in hundredths of a second, so the search runs until two seconds
    /// of them are spent, a hundred times at most.
    /// </summary>
    private static async Task<double?> ServerCpuAsync(DatabaseProvider on, Func<Task> search)
    {
        if (on != DatabaseProvider.Postgres || Environment.GetEnvironmentVariable("TRAINING_TEST_POSTGRES_FOLDER") is not { } folder)
        {
            return null;
        }

        var (before, rounds) = (ServerCpu.DatabaseMs(folder), 0);
        while (rounds < 100 && ServerCpu.DatabaseMs(folder) - before < 2000)
        {
            await search();
            rounds++;
        }

        return Measure.Rounded((ServerCpu.DatabaseMs(folder) - before) / rounds);
    }

    /// <summary>Spread over the villages of the shipped division list; the same rows every time. One in fifty has a telephone that is looked for.</summary>
    private static async Task FillAsync(TestDatabase database, Vault vault)
    {
        await using var db = database.Open();
        var villages = await db.Regions().Where(r => r.Level == RegionLevel.Village).OrderBy(r => r.Code).Select(r => r.Code).ToListAsync();
        var dice = new Random(2026);
        var surnames = Surnames.EnumerateRunes().ToList();
        var given = Given.EnumerateRunes().ToList();
        var rows = new List<Person>(50_000);
        for (var i = 1; i <= People; i++)
        {
            var name = $"{surnames[dice.Next(surnames.Count)]}{given[dice.Next(given.Count)]}{(dice.Next(10) < 8 ? given[dice.Next(given.Count)].ToString() : "")}";
            var person = Person.Named(name, villages[i % villages.Count], $"{dice.Next(1, 30)}号楼");
            (person.Id, person.AwaitsMatching) = (i, false);
            person.BirthDate = new DateOnly(1936, 1, 1).AddDays(dice.Next(14_000));
            if (i % 50 == 45 && MobileNumber.TryParse($"154{i:00000000}", out var phone))
            {
                (person.PhoneIndex, person.PhoneTailIndex) = (vault.PhoneIndex(phone), vault.PhoneTailIndex(phone.Tail));
            }

            rows.Add(person);
            if (rows.Count == 50_000 || i == People)
            {
                await db.InsertManyAsync(rows);
                rows.Clear();
            }
        }

        if (database.Provider is DatabaseProvider.Postgres)
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE \"Person\"");
        }
    }
}
