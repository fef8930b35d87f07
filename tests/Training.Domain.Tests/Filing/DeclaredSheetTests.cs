using DocumentFormat.OpenXml.Packaging;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

/// <summary>What other notices ask people to declare, through the three desks: numbers, differences with their reasons, returns, and paper.</summary>
public sealed class DeclaredSheetTests
{
    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 1, 8);

    private static readonly Dictionary<string, string?> Own = new()
    {
        ["A1"] = "1", ["A2"] = "1", ["A3"] = "4", ["B1"] = "1", ["B2"] = "3", ["C1"] = "5", ["C2"] = "1", ["C3"] = "6", ["C4"] = "1", ["C5"] = "1", ["C6"] = "6",
        ["D1"] = "5", ["D3"] = "5", ["D4"] = "4", ["D5"] = "4", ["D6"] = "5",
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task A_studio_marks_itself_county_and_city_answer_and_what_differs_needs_its_reason(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var desks = await Desks.SetAsync(db);
        await InForceAsync(db, "wenzhou-2018-88");
        await WorkOfAYearAsync(db, desks.Station);
        foreach (var month in Enumerable.Range(1, 12))
        {
            Own[$"D2:2025-{month:00}"] = "1";
        }

        // A body opens for its own stations, once a period.
        Assert.IsType<DeclaredNeedsPlace>((await desks.OpenAsync(desks.Body, station: null)).Refusal);
        Assert.IsType<DeclaredByStations>((await desks.OpenAsync(desks.County, station: null, county: "410922")).Refusal);
        Assert.IsType<NotFound>((await desks.OpenAsync(desks.County, desks.Station.Key)).Refusal);
        var key = Some.Right(await desks.OpenAsync(desks.Body, desks.Station.Key));
        Assert.IsType<DeclaredOverlaps>((await desks.OpenAsync(desks.Body, desks.Station.Key, period: "2025-Q4")).Refusal);

        // Refused at the fields, and nothing is written.
        var wrong = Assert.IsType<DeclaredWrong>((await desks.FillAsync(desks.Body, key, DeclaredColumn.Own, new(Own) { ["A3"] = "9", ["B2"] = "三", ["C1"] = " " }, pass: true)).Refusal);
        Assert.Equal(["Notes[A1]", "Notes[A2]", "Notes[B1]", "Values[A3]", "Values[B2]", "Values[C1]"], wrong.Faults.Select(f => f.Field).Where(f => f![^3] is 'A' or 'B' || f.StartsWith("Values", StringComparison.Ordinal)).Order());
        Assert.Contains("按记录是 0 分", wrong.Faults.Single(f => f.Field == "Notes[D3]").Message, StringComparison.Ordinal);
        Assert.Empty(await db.DeclaredFigures().ToListAsync());
        Assert.IsType<DeclaredNotYours>((await desks.FillAsync(desks.County, key, DeclaredColumn.Own, Own)).Refusal);
        Assert.IsType<DeclaredNotYours>((await desks.FillAsync(desks.County, key, DeclaredColumn.County, Own)).Refusal);

        // The studio: kept, then handed on; the mark that records do not bear out is flagged.
        var notes = Own.Keys.Select(k => k.Split(':')[0]).Distinct().ToDictionary(c => c, c => (string?)$" {c} 现场照片 ");
        Some.Right(await desks.FillAsync(desks.Body, key, DeclaredColumn.Own, Own, notes));
        Some.Right(await desks.FillAsync(desks.Body, key, DeclaredColumn.Own, Own, notes, pass: true));
        var view = (await desks.Read.FindAsync(key))!;
        Assert.Equal((DeclaredState.CountyAudit, 95m, "示范型"), (view.Sheet.State, view.Total(DeclaredColumn.Own), view.Grade(DeclaredColumn.Own)));
        Assert.Equal(["D3"], view.Lines.Where(l => l.Flag(DeclaredColumn.Own) is not null).Select(l => l.Item.Code));
        Assert.Equal(" A1 现场照片 ", view.Lines[0].Columns[DeclaredColumn.Own].Note);

        // The county: without a reason no, with one yes; the city sends back, the county answers, the city decides.
        var audited = new Dictionary<string, string?>(Own) { ["A3"] = "3", ["D3"] = "0" };
        var silent = Assert.IsType<DeclaredWrong>((await desks.FillAsync(desks.County, key, DeclaredColumn.County, audited, pass: true)).Refusal);
        Assert.Equal(["Notes[A3]", "Notes[D3]"], silent.Faults.Select(f => f.Field));
        var reasons = new Dictionary<string, string?> { ["A3"] = "院墙未修", ["D3"] = "八月没有活动" };
        Some.Right(await desks.FillAsync(desks.County, key, DeclaredColumn.County, audited, reasons, pass: true));
        Assert.IsType<NothingReturned>((await desks.ReturnAsync(desks.City, key, DeclaredColumn.City, [new("A3", " ")])).Refusal);
        Assert.IsType<DeclaredNotYours>((await desks.ReturnAsync(desks.County, key, DeclaredColumn.County, [new("A3", "x")])).Refusal);
        Some.Right(await desks.ReturnAsync(desks.City, key, DeclaredColumn.City, [new("A3", "请附照片"), new("", "总体再核")]));
        view = (await desks.Read.FindAsync(key))!;
        Assert.Equal((DeclaredState.CountyAudit, true), (view.Sheet.State, view.Sheet.SentBack));
        Assert.Equal(["A3 请附照片", " 总体再核"], view.Steps.Where(s => s.Words is not null).Select(s => $"{s.ItemCode} {s.Words}"));
        Some.Right(await desks.FillAsync(desks.County, key, DeclaredColumn.County, audited, new() { ["A3"] = "院墙未修，照片已附", ["D3"] = "八月没有活动" }, pass: true));
        Some.Right(await desks.FillAsync(desks.City, key, DeclaredColumn.City, audited, pass: true));

        view = (await desks.Read.FindAsync(key))!;
        Assert.Equal((DeclaredState.Done, 95m, 89m, 89m), (view.Sheet.State, view.Total(DeclaredColumn.Own), view.Total(DeclaredColumn.County), view.Total(DeclaredColumn.City)));
        Assert.IsType<DeclaredNotYours>((await desks.FillAsync(desks.City, key, DeclaredColumn.City, audited)).Refusal);

        // One row counts of each number, and the evaluator comes to the city's total.
        var counted = await db.DeclaredFigures().Where(f => f.ReplacedUtc == null).ToListAsync();
        Assert.Equal(Own.Count, counted.Count);
        Assert.All(counted, f => Assert.Equal(DeclaredColumn.City, f.Column));
        Assert.Equal(89, ScoreSheet.Of(await EvaluateAsync(db, view.Definition, "2025"), desks.Station.Id).Total);
        Assert.Equal(2, await db.AuditEntries().CountAsync(a => a.Stream == view.Sheet.AuditStream() && a.Process == "ReturnDeclaredSheet" || a.Stream == view.Sheet.AuditStream() && a.Process == "OpenDeclaredSheet"));
        AssertPaper(view, "合计10095 示范型89 示范型89 示范型");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_district_declares_for_itself_street_by_street_and_the_city_decides(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var desks = await Desks.SetAsync(db);
        await InForceAsync(db, "shenzhen-service-worker");
        Assert.IsType<DeclaredByCounties>((await desks.OpenAsync(desks.Body, desks.Station.Key)).Refusal);
        var key = Some.Right(await desks.OpenAsync(desks.County, station: null, county: "410922"));
        var view = (await desks.Read.FindAsync(key))!;
        var towns = await db.Regions().Where(r => r.Level == RegionLevel.Township && r.Code >= Places.Qingfeng && r.Code < Places.Qingfeng + 1_000_000).OrderBy(r => r.Code).ToListAsync();
        Assert.Equal(towns.Count > 0 ? towns.Select(t => $"P2:{t.Code}") : ["P2"], view.Lines.Single(l => l.Item.Code == "P2").Slots.Select(s => s.Key));
        Assert.Empty(view.Lines.Single(l => l.Item.Code == "F3").Slots);

        var values = view.Lines.SelectMany(l => l.Slots).ToDictionary(s => s.Key, _ => (string?)"2");
        var of = view.Lines.SelectMany(l => l.Slots).ToDictionary(s => s.Key, s => (string?)(s.Key == "P1" ? "1" : "3"));
        var notes = view.Lines.ToDictionary(l => l.Item.Code, _ => (string?)"台账");
        foreach (var line in view.Lines.Where(l => l.Item.Measure.Aggregator == Aggregator.YesNo))
        {
            line.Slots.ToList().ForEach(s => values[s.Key] = "1");
        }

        var wrong = Assert.IsType<DeclaredWrong>((await desks.FillAsync(desks.County, key, DeclaredColumn.Own, values, notes, pass: true, of)).Refusal);
        Assert.Equal(["Of[P1]"], wrong.Faults.Select(f => f.Field));
        of["P1"] = "1900";
        Some.Right(await desks.FillAsync(desks.County, key, DeclaredColumn.Own, values, notes, pass: true, of));
        Assert.Equal(DeclaredState.CityReview, (await desks.Read.FindAsync(key))!.Sheet.State);
        Some.Right(await desks.ReturnAsync(desks.City, key, DeclaredColumn.City, [new("P1", "总数对不上")]));
        Assert.Equal(DeclaredState.Filling, (await desks.Read.FindAsync(key))!.Sheet.State);
        of["P1"] = "2000";
        Some.Right(await desks.FillAsync(desks.County, key, DeclaredColumn.Own, values, notes, pass: true, of));
        Some.Right(await desks.FillAsync(desks.City, key, DeclaredColumn.City, values, null, pass: true, of));
        view = (await desks.Read.FindAsync(key))!;
        Assert.Equal("2/2000（0.1%）", DeclaredWords.Of(view.Lines[0].Item, [.. view.Lines[0].Counts!.Numbers.Values]));
        Assert.Equal(FindingState.Met, (await EvaluateAsync(db, view.Definition, "2025")).InForce("P1").Counties[Places.Qingfeng].Verdict.State);
        AssertPaper(view, "2/2000（0.1%）");
    }

    [Theory]
    [InlineData("shanghai-2020-22")]
    [InlineData("zhanjiang-2020-25")]
    public async Task A_notice_of_counties_is_declared_decided_and_printed_in_its_own_words(string name)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var desks = await Desks.SetAsync(db);
        await InForceAsync(db, name);
        var key = Some.Right(await desks.OpenAsync(desks.County, station: null, county: "410922"));
        var view = (await desks.Read.FindAsync(key))!;
        Assert.Contains(view.Lines, l => l.Asks == LineAsks.Figure);
        var slots = view.Lines.SelectMany(l => l.Slots, (l, s) => (Line: l, Slot: s)).ToList();
        var values = slots.ToDictionary(s => s.Slot.Key, s => (string?)(s.Line.Item.Measure.Aggregator == Aggregator.YesNo ? "1" : "90"));
        var of = slots.ToDictionary(s => s.Slot.Key, _ => (string?)"100");
        Some.Right(await desks.FillAsync(desks.County, key, DeclaredColumn.Own, values, view.Lines.ToDictionary(l => l.Item.Code, _ => (string?)"登记簿"), pass: true, of));
        Some.Right(await desks.FillAsync(desks.City, key, DeclaredColumn.City, values, null, pass: true, of));
        view = (await desks.Read.FindAsync(key))!;
        Assert.Equal(DeclaredState.Done, view.Sheet.State);
        Assert.All(view.Lines.Where(l => l.Asks == LineAsks.Figure), l => Assert.Null(l.Flag(DeclaredColumn.City)));
        AssertPaper(view, "90/100（90%）");
    }

    [Fact]
    public async Task The_notice_in_force_asks_nobody_to_declare()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var desks = await Desks.SetAsync(db);
        Assert.IsType<StandardAsksNothing>((await desks.OpenAsync(desks.Body, desks.Station.Key)).Refusal);
        Assert.IsType<PeriodNotBegun>((await desks.OpenAsync(desks.Body, desks.Station.Key, period: "2027")).Refusal);
        Assert.IsType<NoSuchPeriod>((await desks.OpenAsync(desks.Body, desks.Station.Key, period: "去年")).Refusal);
    }

    [Fact]
    public void Five_rule_sets_name_what_stands_in_each_column_of_their_own_form()
    {
        foreach (var name in StandardReader.Siblings.Append(StandardReader.Shipped))
        {
            var json = StandardReader.ShippedJson(name);
            var definition = StandardReader.Read(json).Value!;
            Assert.Equal(definition.Form.Columns.Count, definition.Form.Cells.Count);
            Assert.Equal(name != StandardReader.Shipped, DeclaredRules.Asks(definition));
            var broken = StandardReader.Read(json.Replace("\"columns\": [", "\"columns\": [\"多一栏\", ", StringComparison.Ordinal));
            Assert.Contains("三样要一样多", Assert.IsType<BrokenStandard>(broken.Refusal).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>As many lines as the notice has items, its own columns, and the words of a few cells.</summary>
    private static void AssertPaper(DeclaredView view, string printed)
    {
        var paper = FormPaper.Of(view);
        var table = paper.Blocks.OfType<PaperTable>().Single();
        var form = view.Definition.Form;
        Assert.Equal(form.Columns, table.Head);
        Assert.Equal(view.Lines.Count + (view.IsScored ? 1 : 0) + form.Foot.Count, table.Rows.Count);
        Assert.All(table.Rows, r => Assert.Equal(form.Columns.Count, r.Cells.Sum(c => c.Span)));
        using var stream = new MemoryStream(WordPaper.Write(paper));
        using var word = WordprocessingDocument.Open(stream, false);
        var text = word.MainDocumentPart!.Document!.InnerText;
        Assert.Contains(view.Definition.Title, text, StringComparison.Ordinal);
        Assert.DoesNotContain("{rows}", text, StringComparison.Ordinal);
        Assert.Contains(printed, text, StringComparison.Ordinal);
    }

    /// <summary>A sibling's notice as if this city had issued it, from the start of 2025.</summary>
    private static async Task InForceAsync(TrainingDbContext db, string name)
    {
        var file = System.Text.Json.Nodes.JsonNode.Parse(StandardReader.ShippedJson(name))!;
        (file["regionCode"], file["inForceFrom"]) = (Places.City, "2025-01");
        Some.Right(await new ImportStandard(db, Clock).RunAsync(file.ToJsonString(), Actor.Job));
    }

    /// <summary>Eleven classes (none in August) and four visits to families who are pleased.</summary>
    private static async Task WorkOfAYearAsync(TrainingDbContext db, Station studio)
    {
        foreach (var month in Enumerable.Range(1, 12).Where(m => m != 8))
        {
            await Some.ClosedRollAsync(db, await Some.SessionAsync(db, studio, new DateOnly(2025, month, 9)), await Some.PeopleAsync(db, 3));
        }

        var trainer = await Some.TrainerAsync(db);
        var (file, learner) = await Some.HouseholdFileAsync(db, studio, await Some.PersonAsync(db));
        foreach (var month in Enumerable.Range(1, 4))
        {
            await Some.HomeVisitAsync(db, file, trainer, new DateOnly(2025, month, 20), learner, v => v.Satisfaction = Satisfaction.Satisfied);
        }
    }

    private static async Task<Evaluation> EvaluateAsync(TrainingDbContext db, StandardDefinition definition, string key)
    {
        Assert.True(SheetPeriod.TryParse(key, out var period));
        return await new EvaluateStandard(db).RunAsync(new() { Standard = new(0, definition), RegionCode = Places.Qingfeng, Period = period, Today = Clock.Today() });
    }

    private sealed record Desks(TrainingDbContext Db, Station Station, Actor Body, Actor County, Actor City)
    {
        public ReadDeclaredSheets Read => new(Db, new(Db), new(Db), Clock);

        private TellDeclared Tell => new(Db, new Officers(Db), Clock);

        public static async Task<Desks> SetAsync(TrainingDbContext db)
        {
            var organization = await Some.OrganizationAsync(db);
            var station = await Some.StationAsync(db, with: s => (s.InUseFrom, s.OrganizationId) = (new DateOnly(2024, 12, 1), organization.Id));
            var stage = new FilingStage(db, Clock, new(Path.GetTempPath()));
            return new(db, station, (await stage.SignerAsync("孙海峰", organization.Id)).Actor, (await stage.SignerAsync("张静怡")).Actor, (await stage.SignerAsync("周志远")).Actor);
        }

        public Task<Result<Guid>> OpenAsync(Actor actor, Guid? station, string period = "2025", string? county = null) =>
            new OpenDeclaredSheet(Db, new(Db), Clock).RunAsync(new() { Actor = actor, Station = station, County = county, Period = period });

        public Task<Result<Done>> FillAsync(
            Actor actor, Guid key, DeclaredColumn column, Dictionary<string, string?> values, Dictionary<string, string?>? notes = null, bool pass = false, Dictionary<string, string?>? of = null) =>
            new FillDeclaredSheet(Db, Read, Tell, Clock).RunAsync(new() { Actor = actor, SheetKey = key, Column = column, Values = values, Notes = notes ?? [], Of = of ?? [], Pass = pass });

        public Task<Result<Done>> ReturnAsync(Actor actor, Guid key, DeclaredColumn column, ReturnedLine[] lines) => new ReturnDeclaredSheet(Db, Read, Tell, Clock).RunAsync(actor, key, column, lines);
    }
}
