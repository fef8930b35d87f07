using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Tests.Standards;
using Training.Testing;
using Microsoft.EntityFrameworkCore;

namespace Training.Domain.Tests.Filing;

public sealed class StandardSheetTests
{
    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 11, 22);

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_figure_opens_as_many_rows_as_it_counts(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider);
        await using var db = database.Open();
        foreach (var period in (string[])["2026-08", "2026-Q3", "2026"])
        {
            var sheet = (await Sheets(db).RunAsync("410922", period)).Value!;
            Assert.Equal([7, 4, 3, 4], sheet.Sections.Select(s => s.Lines.Count));
            Assert.Equal(["T1", "T2", "T3", "T4"], sheet.Duties.Select(d => d.Line!.Item.Code));
            foreach (var line in sheet.Lines.Concat(sheet.Duties.Select(d => d.Line!)))
            {
                var opened = (await Figures(db).RunAsync("410922", period, line.Item.Code, pageSize: 100_000)).Value!;
                Assert.Equal(line.Figure.Total.Rows, opened.Rows.Count);
                Assert.Equal(opened.All, opened.Rows.Count);
                Assert.Equal(opened.All, opened.Qualifying + opened.Failing);
                Assert.Equal(line.Figure.Total.Numerator, opened.Rows.Sum(r => r.Row.Numerator));
                Assert.Equal(opened.Failing, opened.Rows.TakeWhile(r => r.Fails).Count());
                Assert.All(opened.Rows, r => Assert.NotEqual("", r.Title));
            }
        }
    }

    [Fact]
    public async Task The_sheet_speaks_as_the_office_does()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var station = await Some.StationAsync(db, with: s => s.Name = "岳村集村");
        var trainer = await Some.TrainerAsync(db);
        var people = await Some.PeopleAsync(db, 34);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13), trainer), people, 68);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 21), trainer), people.Take(27), 65);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 29), trainer), people.Take(31), 50);

        var sheet = (await Sheets(db).RunAsync("410922", "2026-10")).Value!;
        SheetLine Line(string code) => sheet.Lines.Single(l => l.Item.Code == code);
        Assert.Equal(("清丰县", "2026年10月"), (sheet.CountyName, sheet.Period.Label));
        Assert.Equal(new SheetText("", "3 次", "，1 站中 0 站达标"), Line("J2").Text);
        Assert.Equal("差 1 站：岳村集村", Line("J2").Remark);
        Assert.Equal(("183 分钟，2 次满 1 小时", "1 次差 10 分钟"), (Line("J3").Text.ToString(), Line("J3").Remark));
        Assert.Equal(("92 人次，2 次满 30 人", "1 次差 3 人"), (Line("J4").Text.ToString(), Line("J4").Remark));
        Assert.Equal(("1 人", "差 6 人"), (Line("J5").Text.ToString(), Line("J5").Remark));
        Assert.Equal("差 4 类", Line("J7").Remark);
        Assert.Equal("按每次10户", Line("B3").Reading);
        Assert.Equal("花名册 3 份", Line("J2").Evidence);

        var opened = (await Figures(db).RunAsync("410922", "2026-10", "J2")).Value!;
        Assert.Equal(
            ["2026-10-21|岳村集村|65 分钟，27 人|差 3 人", "2026-10-29|岳村集村|50 分钟，31 人|差 10 分钟", "2026-10-13|岳村集村|68 分钟，34 人|"],
            opened.Rows.Select(r => $"{r.Day:yyyy-MM-dd}|{r.Station}|{r.Value}|{r.Short}"));

        var year = (await Sheets(db).RunAsync("410922", "2026")).Value!;
        Assert.Equal("3 次，11 站月中 0 站月达标（0%）", year.Lines.Single(l => l.Item.Code == "J2").Text.ToString());
    }

    [Theory]
    [InlineData("410922", "2026-13", typeof(NoSuchPeriod))]
    [InlineData("410922", "2027-01", typeof(PeriodNotBegun))]
    [InlineData("4109", "2026-10", typeof(NoSuchCounty))]
    [InlineData("410999", "2026-10", typeof(NoSuchCounty))]
    [InlineData("410902", "2026-10", typeof(NoSuchCounty))]
    public async Task What_cannot_be_filled_is_refused_with_a_sentence(string county, string period, Type refusal)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));
        var result = await Sheets(db).RunAsync(county, period);
        Assert.IsType(refusal, result.Refusal);
        Assert.EndsWith("。", result.Refusal!.Message);
    }

    [Fact]
    public async Task The_word_file_is_valid_and_carries_the_official_layout()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await Some.StationAsync(db);
        var file = WordPaper.Write(SheetPaper.Of((await Sheets(db).RunAsync("410922", "2026-10")).Value!));
        using var word = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(word).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var body = word.MainDocumentPart!.Document.Body!;
        var rows = body.Descendants<TableRow>().ToList();
        Assert.Equal(1 + 18 + 2, rows.Count);
        Assert.Equal("项目名称|序号|项目内容|具体要求|实施情况|佐证材料|备注", string.Join("|", rows[0].Elements<TableCell>().Select(c => c.InnerText)));
        Assert.NotNull(rows[0].TableRowProperties!.GetFirstChild<TableHeader>());
        Assert.Equal(4, body.Descendants<VerticalMerge>().Count(m => m.Val?.Value == MergedCellValues.Restart));
        Assert.Equal("承接主体负责人：（签字）|单位：（盖章）", string.Join("|", rows[19].Elements<TableCell>().Select(c => c.InnerText)));
        Assert.Equal("县区审核意见：|县（区）：（盖章）", string.Join("|", rows[20].Elements<TableCell>().Select(c => c.InnerText)));
        Assert.Equal(["濮阳市养老服务技能进街道进社区进家庭标准", "县区：清丰县", "佐证材料可另附"], body.Elements<Paragraph>().Select(p => p.InnerText));
        Assert.Equal("方正小标宋简体", body.Elements<Paragraph>().First().Descendants<RunFonts>().Single().EastAsia);
        Assert.Equal("44", body.Elements<Paragraph>().First().Descendants<FontSize>().Single().Val);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Checking_a_month_twice_stores_the_same_and_a_late_change_of_a_closed_month_is_a_correction(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        long stationId;
        await using (var db = database.Open())
        {
            var station = await Some.StationAsync(db);
            stationId = station.Id;
            var people = await Some.PeopleAsync(db, 31);
            await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13)), people, 68);
        }

        async Task<CheckRun> RunAsync()
        {
            await using var db = database.Open();
            return (await new MonthlyCheck(db, new(db), new(db), Clock).RunAsync(Month.From(2026, 10), Places.City, Actor.Job)).Value!;
        }

        async Task<IReadOnlyList<ChangedMonth>> ChangedAsync()
        {
            await using var db = database.Open();
            var changes = new ChangedMonths(db);
            var changed = await changes.RunAsync(Places.City, Month.From(2026, 1), Month.From(2026, 12));
            Assert.Equal(changed, ((ChangedMonth?[])[await changes.OfStationAsync(stationId, Month.From(2026, 10))]).OfType<ChangedMonth>());
            Assert.Equal(changed.Select(c => c.Month).Distinct(), await changes.MonthsAsync(Places.City, Month.From(2026, 1), Month.From(2026, 12)));
            return changed;
        }

        var first = await RunAsync();
        Assert.NotNull(first.ClosedUtc);
        var again = await RunAsync();
        Assert.Empty(await ChangedAsync());
        Assert.Equal((first.Id, first.Findings, 0), (again.Id, again.Findings, again.Differences));
        await using (var db = database.Open())
        {
            await Some.ClosedRollAsync(db, await Some.SessionAsync(db, await db.Set<Training.Domain.Stations.Station>().SingleAsync(), new DateOnly(2026, 10, 30)), await db.Set<Training.Domain.People.Person>().Take(31).ToListAsync(), 61);
        }

        Assert.Equal([(stationId, Month.From(2026, 10))], (await ChangedAsync()).Select(c => (c.StationId, c.Month)));
        var late = await RunAsync();
        // What an earlier check of the month saw does not count where a later one saw the station too.
        await EarlierCheckAsync(database, first, stationId);
        Assert.Empty(await ChangedAsync());
        await using (var db = database.Open())
        {
            Assert.Contains(await db.FindingChanges().ToListAsync(), d => d is { ItemCode: "J2", OldState: FindingState.Short, NewState: FindingState.Met } && d.StationId == stationId);
            // A correction of a closed roll raises its version, whatever it changed.
            (await db.Rolls().FirstAsync()).HeadCount = 30;
            await db.SaveChangesAsync();
        }

        Assert.Single(await ChangedAsync());
        Assert.Equal(0, (await RunAsync()).Differences);
        Assert.Empty(await ChangedAsync());
        await using var read = database.Open();
        Assert.Equal(late.Differences, await read.FindingCorrections().CountAsync());
        Assert.Equal(2, (await read.Findings().SingleAsync(f => f.StationId == stationId && f.ItemCode == "J2")).Value);
        Assert.Equal(late.Findings, await read.Findings().CountAsync());
        await using var other = database.Open();
        Assert.IsType<MonthNotBegun>((await new MonthlyCheck(other, new(other), new(other), Clock).RunAsync(Month.From(2027, 1), Places.City, Actor.Job)).Refusal);
    }

    /// <summary>By another text of the standard, when the station had no roll yet.</summary>
    private static async Task EarlierCheckAsync(TestDatabase database, CheckRun later, long stationId)
    {
        await using var db = database.Open();
        var version = await db.StandardVersions().AsNoTracking().SingleAsync();
        (version.Id, version.Number, version.Sha256, version.RegionCode) = (0, 2, new string('b', 64), 411000_000000);
        db.StandardVersions().Add(version);
        using var arranging = HistoryWatch.Arranging();
        await db.SaveChangesAsync();
        var run = new CheckRun { StandardVersionId = version.Id, RegionCode = later.RegionCode, Month = later.Month, FirstRunUtc = later.FirstRunUtc.AddDays(-1), LastRunUtc = later.FirstRunUtc.AddDays(-1) };
        db.CheckRuns().Add(run);
        await db.SaveChangesAsync();
        db.CheckedStations().Add(new() { CheckRunId = run.Id, StationId = stationId, RegionCode = Places.QingfengVillage, Month = run.Month });
        await db.SaveChangesAsync();
    }

    private static BuildStandardSheet Sheets(TrainingDbContext db) => new(db, new(db), new(db), Clock);

    private static OpenFigure Figures(TrainingDbContext db) => new(db, Sheets(db), new(db), new(db), new(db), Clock);
}
