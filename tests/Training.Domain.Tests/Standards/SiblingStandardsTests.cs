using Training.Domain.Households;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>Notices of four other cities, carried by the same evaluator: a file each, and a small sheet that was reckoned by hand.</summary>
public sealed class SiblingStandardsTests
{
    [Fact]
    public void Every_sibling_is_a_file_that_the_reader_takes()
    {
        foreach (var name in StandardReader.Siblings)
        {
            var read = StandardReader.Read(StandardReader.ShippedJson(name));
            Assert.True(read.Ok, $"{name}: {(read.Ok ? "" : read.Refusal.Message)}");
            Assert.Equal(name, read.Value.Id);
        }
    }

    [Fact]
    public void The_points_of_a_scored_standard_come_to_a_hundred_and_parts_must_add_up()
    {
        var json = StandardReader.ShippedJson("wenzhou-2018-88");
        var definition = StandardReader.Read(json).Value!;
        Assert.Equal([20, 14, 36, 30], definition.Sections.Select(s => s.Items.Sum(i => i.Scoring!.Points)));
        var broken = StandardReader.Read(json.Replace("\"name\": \"上墙\", \"points\": 3", "\"name\": \"上墙\", \"points\": 2", StringComparison.Ordinal));
        Assert.Contains("各部分加起来要正好是 6 分", Assert.IsType<BrokenStandard>(broken.Refusal).Message, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_studio_of_Wenzhou_is_marked_item_by_item_and_falls_into_its_grade(DatabaseProvider provider)
    {
        const long Street = 330302001001;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var studio = await Some.StationAsync(db, Street, s => s.InUseFrom = new DateOnly(2024, 12, 1));
        foreach (var (name, given) in ((string, long)[])
            [("office", 1), ("sign", 1), ("tidiness", 3), ("head", 1), ("team", 3), ("rules", 5), ("staff-shown", 1), ("accounts", 6), ("plan", 1), ("files", 1), ("ledger", 9), ("services", 5), ("flow", 4)])
        {
            Declare(db, name, Street, studio.Id, Month.From(2025, 3), given);
        }

        for (var month = 1; month <= 12; month++)
        {
            Declare(db, "reception-day", Street, studio.Id, Month.From(2025, month), 1);
            if (month != 8)
            {
                var session = await Some.SessionAsync(db, studio, new DateOnly(2025, month, 9));
                await Some.ClosedRollAsync(db, session, await Some.PeopleAsync(db, 3, Street));
            }
        }

        var trainer = await Some.TrainerAsync(db, county: 330302000000);
        var (file, learner) = await Some.HouseholdFileAsync(db, studio, await Some.PersonAsync(db, Street));
        foreach (var (month, pleased) in ((int, Satisfaction)[])
            [(1, Satisfaction.Satisfied), (2, Satisfaction.FairlySatisfied), (3, Satisfaction.Satisfied), (4, Satisfaction.Satisfied)])
        {
            await Some.HomeVisitAsync(db, file, trainer, new DateOnly(2025, month, 20), learner, v => v.Satisfaction = pleased);
        }

        await db.SaveChangesAsync();
        var sheet = ScoreSheet.Of(await EvaluateAsync(db, "wenzhou-2018-88", 330302000000, "2025"), studio.Id);
        Assert.Equal(
            "A1 8|A2 8|A3 3|B1 6|B2 8|C1 5|C2 6|C3 6|C4 6|C5 6|C6 6|D1 3|D2 5|D3 0|D4 4|D5 4|D6 5",
            string.Join('|', sheet.Marks.Select(m => $"{m.Item.Code} {m.Points:0.##}")));
        Assert.Equal(89, sheet.Total);
        Assert.Equal("示范型", sheet.Grade);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Workers_of_Shenzhen_are_held_against_the_elders_who_live_there_and_each_against_her_hours(DatabaseProvider provider)
    {
        const long District = 440303000000;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var december = Month.From(2025, 12);
        Declare(db, "workers-per-elders", District, 0, december, 12, 12_001);
        Declare(db, "workers-of-street", District + 1_000, 0, december, 2);
        Declare(db, "workers-of-street", District + 2_000, 0, december, 1);
        Declare(db, "class-hours", District + 1_000, 0, december, 64);
        Declare(db, "class-hours", District + 2_000, 0, december, 59);
        Declare(db, "registered", District, 0, december, 600, 1_000);
        Declare(db, "appraisal", District, 0, Month.From(2025, 6), 1);
        await db.SaveChangesAsync();
        Assert.Equal(
            "P1 0.1 Short|P2 1 Met|P3 0 Short|P4 59 Short|F1 60 Met|F2 0 Short|F3 0 Short|F4 0 Short|F5 0 Short|G1 1 Met|G2 0 Short",
            await SaidAsync(db, "shenzhen-service-worker", District, "2025"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Targets_of_Shanghai_rise_with_the_date(DatabaseProvider provider)
    {
        const long District = 310101000000;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        foreach (var month in (Month[])[Month.From(2020, 11), Month.From(2020, 12), Month.From(2021, 12), Month.From(2022, 12)])
        {
            Declare(db, "village-points", District, 0, month, 79, 100);
        }

        await db.SaveChangesAsync();
        var said = new List<string>();
        foreach (var key in (string[])["2020-11", "2020-12", "2021-12", "2022-12"])
        {
            var figure = (await EvaluateAsync(db, "shanghai-2020-22", District, key)).InForce("N1").Counties[District];
            said.Add($"{key} {figure.Verdict.Value:0.##} of {figure.Verdict.Required:0.##} {figure.Verdict.State}");
        }

        Assert.Equal(["2020-11 79 of 0 Met", "2020-12 79 of 50 Met", "2021-12 79 of 80 Short", "2022-12 79 of 100 Short"], said);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_professionals_of_Zhanjiang_are_one_figure_of_the_city_in_each_county(DatabaseProvider provider)
    {
        const long Chikan = 440802000000;
        const long Xiashan = 440803000000;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var december = Month.From(2021, 12);
        Declare(db, "professionals-trained", Chikan, 0, december, 1_200);
        Declare(db, "professionals-trained", Xiashan, 0, december, 800);
        Declare(db, "county-centre", Chikan, 0, december, 1);
        Declare(db, "pilot-estates", Chikan, 0, december, 2);
        Declare(db, "town-centres", Chikan, 0, december, 8, 8);
        Declare(db, "rural-covered", Chikan, 0, december, 59, 100);
        await db.SaveChangesAsync();
        Assert.Equal("K1 1 Met|K2 2 Short|K3 100 Met|K4 0 Met|K5 0 Short|K6 59 Short|L1 2000 Met|L2 0 Short", await SaidAsync(db, "zhanjiang-2020-25", Chikan, "2021-12"));
        Assert.Contains("L1 2000 Met", await SaidAsync(db, "zhanjiang-2020-25", Xiashan, "2021-12"), StringComparison.Ordinal);
    }

    private static void Declare(TrainingDbContext db, string name, long region, long station, Month month, long numerator, long denominator = 1) =>
        db.DeclaredFigures().Add(new()
        {
            Key = Guid.CreateVersion7(), Name = name, RegionCode = region, StationId = station, Month = month, Numerator = numerator, Denominator = denominator,
            Note = "现场核对", RecordedUtc = FakeClock.Shanghai(2026, 1, 5).GetUtcNow().UtcDateTime,
        });

    private static async Task<string> SaidAsync(TrainingDbContext db, string standard, long county, string period)
    {
        var evaluation = await EvaluateAsync(db, standard, county, period);
        return string.Join('|', evaluation.Outcomes.Select(o => $"{o.Reading.Item.Code} {o.Counties[county].Verdict.Value:0.##} {o.Counties[county].Verdict.State}"));
    }

    private static async Task<Evaluation> EvaluateAsync(TrainingDbContext db, string standard, long county, string key)
    {
        Assert.True(SheetPeriod.TryParse(key, out var period));
        return await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = new(0, StandardReader.Read(StandardReader.ShippedJson(standard)).Value!),
            RegionCode = county,
            Period = period,
            Today = new DateOnly(2026, 11, 22),
        });
    }
}
