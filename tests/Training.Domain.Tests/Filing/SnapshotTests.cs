using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Tests.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

public sealed class SnapshotTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_filed_sheet_reads_back_as_the_sheet_it_was_and_all_eighteen_items_equal_a_slow_recount(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.Filed);
        var read = await new OpenSnapshot(scene.Db).RunAsync((await CompareFiling.InForceAsync(scene.Db, filing.Id))!);
        var live = (await scene.Stage.Sheets.RunAsync(FilingScene.County, FilingScene.Period)).Value!;
        Assert.Equal(Printed(live), Printed(read.Sheet));
        Assert.Equal(live.Duties.Select(d => d.Text), read.Sheet.Duties.Select(d => d.Text));

        var slow = new SlowRecount(scene.Db, Places.Qingfeng, Month.From(2026, 7), Month.From(2026, 9));
        var codes = read.Evaluation.Standard.Definition.Computed.Select(i => i.Code).ToList();
        Assert.Equal(18 + 4, codes.Count);
        Assert.Equal(codes.Select(c => $"{c} {slow.Count(c)}"), codes.Select(c => $"{c} {FigureWords.Of(read.Evaluation.InForce(c), Places.Qingfeng)}"));
        // Item by item the copied rows, too, are the records that the slow recount counted, and each is named among the records that were hashed.
        var hashed = read.Content.Records.Select(r => $"{r.Kind} {r.Id}").ToHashSet();
        foreach (var code in codes)
        {
            var rows = read.RowsOf(read.Evaluation.InForce(code)).Where(r => r.Exclusion == Exclusion.None).Select(r => $"{r.Kind} {r.RecordId}").Distinct().Order(StringComparer.Ordinal).ToList();
            Assert.Equal((code, string.Join('，', slow.Records(code))), (code, string.Join('，', rows)));
            Assert.All(rows, row => Assert.Contains(row, hashed));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_filed_figure_opens_the_rows_as_filed_whatever_the_records_say_now(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.Accepted);
        var live = (await scene.Stage.Sheets.RunAsync(FilingScene.County, FilingScene.Period)).Value!;
        foreach (var session in await scene.Db.Sessions().Where(s => s.Month >= Month.From(2026, 7) && s.Month <= Month.From(2026, 9)).ToListAsync())
        {
            session.TaughtMinutes = 1;
        }

        await scene.Db.RollEntries().ExecuteUpdateAsync(s => s.SetProperty(e => e.Present, false));
        await scene.Db.SaveChangesAsync();
        var read = await new OpenSnapshot(scene.Db).RunAsync((await CompareFiling.InForceAsync(scene.Db, filing.Id))!);
        var figures = new OpenFiledFigure(scene.Db, new(scene.Db));
        foreach (var line in live.Lines.Concat(live.Duties.Select(d => d.Line!)))
        {
            var opened = (await figures.RunAsync(read, line.Item.Code, pageSize: 100_000)).Value!;
            Assert.Equal(line.Figure.Total.Rows, opened.Rows.Count);
            Assert.Equal(line.Figure.Total.Numerator, opened.Rows.Sum(r => r.Row.Numerator));
            Assert.All(opened.Rows, r => Assert.NotEqual("", r.Title));
        }

        Assert.IsType<NotFound>((await figures.RunAsync(read, "X1")).Refusal);
        Assert.NotEqual(Printed(live), Printed((await scene.Stage.Sheets.RunAsync(FilingScene.County, FilingScene.Period)).Value!));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_filed_sheet_keeps_the_rulings_of_its_day_whatever_is_ruled_later(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        await RuleAsync(scene, "community-only", "濮民办〔2026〕12号");
        var filing = await scene.ToAsync(FilingState.Filed);
        var live = (await scene.Stage.Sheets.RunAsync(FilingScene.County, FilingScene.Period)).Value!;
        await RuleAsync(scene, "all-kinds", "濮民办〔2026〕15号");

        var snapshot = (await CompareFiling.InForceAsync(scene.Db, filing.Id))!;
        var open = new OpenSnapshot(scene.Db);
        var read = await open.RunAsync(snapshot);
        Assert.Equal(Printed(live), Printed(read.Sheet));
        Assert.Equal("onsite.community-stations", read.Evaluation.InForce("J1").Reading.Measure.Metric);
        Assert.Equal(["濮民办〔2026〕12号"], read.Content.Standard.Rulings.Select(r => r.Paper));
        Assert.Empty(await open.FaultsAsync(snapshot));
    }

    [Fact]
    public async Task The_parts_of_a_sheet_hold_what_their_bodies_did_and_nothing_else()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var parts = await scene.Db.FilingParts().OrderBy(p => p.Id).ToListAsync();
        var sheets = new List<StandardSheet>();
        foreach (var part in parts)
        {
            var snapshot = await scene.Db.FilingSnapshots().SingleAsync(s => s.PartId == part.Id);
            sheets.Add((await new OpenSnapshot(scene.Db).RunAsync(snapshot)).Sheet);
        }

        var county = (await scene.Stage.Sheets.RunAsync(FilingScene.County, FilingScene.Period)).Value!;
        long Held(StandardSheet sheet, string code) => sheet.Lines.Single(l => l.Item.Code == code).Figure.Total.Rows;
        Assert.Equal(["J1", "J2", "B2", "S1"], ((string[])["J1", "J2", "B2", "S1"]).Where(code => Held(county, code) == sheets.Sum(s => Held(s, code))));
        Assert.Equal(parts.Select(p => p.OrganizationName), sheets.Select(s => s.Body));
        Assert.True(sheets[0].Lines.Single(l => l.Item.Code == "J5").AsksCounty);
        Assert.Equal(FilingState.CountyReview, filing.State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_correction_after_acceptance_is_a_supplement_with_the_difference_and_the_old_sheet_stays(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.Accepted);
        var stage = scene.Stage;
        Assert.IsType<NothingToSupplement>((await stage.SupplementAsync(filing)).Refusal);
        var old = (await CompareFiling.InForceAsync(scene.Db, filing.Id))!;
        var session = await scene.Db.Sessions().FirstAsync(s => s.Month == Month.From(2026, 8) && s.TaughtMinutes >= 60 && s.Form != TeachingForm.OneToOne && s.RegionCode >= Places.Qingfeng && s.RegionCode < Places.Qingfeng + 1_000_000);
        session.TaughtMinutes = 40;
        await scene.Db.SaveChangesAsync();

        var difference = (await stage.Compare.RunAsync(filing))!.Differences;
        Assert.Contains("J3", difference.Select(d => d.Item.Code));
        Assert.Contains(difference.Single(d => d.Item.Code == "J3").Records, r => r.Id == session.Id && r.Now == 40);
        Assert.IsType<SupplementNeedsReason>((await stage.SupplementAsync(filing, reason: "　")).Refusal);
        Assert.IsType<SheetChanged>((await stage.SupplementAsync(filing, sha256: old.Sha256)).Refusal);
        Assert.True((await stage.SupplementAsync(filing)).Ok);
        session.TaughtMinutes = 41;
        await scene.Db.SaveChangesAsync();
        Assert.IsType<SupplementNotTaken>((await stage.SupplementAsync(filing)).Refusal);
        var supplement = await scene.Db.FilingSupplements().SingleAsync();
        Assert.True((await stage.Supplements.TakeAsync(stage.City.Actor, supplement.Key)).Ok);
        Assert.IsType<SupplementTakenAlready>((await stage.Supplements.TakeAsync(stage.City.Actor, supplement.Key)).Refusal);

        Assert.Equal(old.Json, (await scene.Db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == old.Id)).Json);
        Assert.Equal(supplement.SnapshotId, (await CompareFiling.InForceAsync(scene.Db, filing.Id))!.Id);
        Assert.Equal(old.Id, supplement.BaseSnapshotId);
        Assert.Equal(FilingState.Accepted, filing.State);
    }

    [Fact]
    public void One_content_has_one_text()
    {
        var text = CanonicalJson.Write(new { b = 1.50m, a = "“㐂”\n", none = (string?)null, day = new DateOnly(2026, 10, 8), list = (int[])[2, 1], month = Month.From(2026, 9) });
        Assert.Equal("""{"a":"“㐂”\n","b":1.5,"day":"2026-10-08","list":[2,1],"month":"2026-09"}""", text);
        Assert.True(CanonicalJson.IsCanonical(text));
        Assert.False(CanonicalJson.IsCanonical(text.Replace(":1.5", ": 1.5", StringComparison.Ordinal)));
        Assert.False(CanonicalJson.IsCanonical(text.Replace("1.5", "1.50", StringComparison.Ordinal)));
        Assert.False(CanonicalJson.IsCanonical("{"));
    }

    private static async Task RuleAsync(FilingScene scene, string reading, string paper)
    {
        using var _ = HistoryWatch.Arranging();
        scene.Db.RulingDecisions().Add(new()
        {
            Key = Guid.CreateVersion7(), StandardCode = StandardReader.Shipped, RulingId = "D15", Reading = reading, InForceFrom = Month.From(2026, 7),
            DecidedOn = new DateOnly(2026, 7, 1), Paper = paper, Reason = "按附件执行", RecordedUtc = scene.Clock.UtcNow(),
        });
        await scene.Db.SaveChangesAsync();
    }

    private static IEnumerable<string> Printed(StandardSheet sheet) =>
        sheet.Lines.Select(l => $"{l.Item.Code} {l.Text} | {l.Evidence} | {l.IsMet} | {l.Remark} | {l.Exempt} | {l.Reading} | {string.Join(",", l.Others)} | {l.Figure.Total.Rows}/{l.Figure.Total.Numerator}/{l.Figure.Total.Denominator}");
}
