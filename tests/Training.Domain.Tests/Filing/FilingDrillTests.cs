using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

/// <summary>Somebody with the database, the files and time edits what was filed: whatever is edited must be found.</summary>
public sealed class FilingDrillTests
{
    private const string Period = "2026-09";

    // What a proof does not look at: keys of the database itself, and an address.
    private static readonly HashSet<string> Left = ["Id", "Version", "FilingSnapshot.Key"];

    [Theory, OnSqlite]
    public async Task Every_column_of_every_row_of_a_filing_that_is_edited_past_the_product_is_found(DatabaseProvider provider)
    {
        await using var scene = await StageAsync(provider);
        Assert.Empty((await scene.Stage.Proof.RunAsync()).Faults);
        var found = 0;
        foreach (var type in (Type[])[typeof(CountyFiling), typeof(FilingPart), typeof(FilingStep), typeof(FilingReturn), typeof(FilingRemark), typeof(FilingSignature), typeof(FilingSnapshot), typeof(FilingSupplement), typeof(SubsidyEntry)])
        {
            foreach (var property in scene.Db.Model.FindEntityType(type)!.GetProperties().Where(p => !Left.Contains(p.Name) && !Left.Contains($"{type.Name}.{p.Name}")))
            {
                Assert.True(await FoundAsync(scene, type, property), $"{type.Name}.{property.Name} was edited and not found.");
                found++;
            }
        }

        Assert.InRange(found, 80, 200);
        Assert.Empty((await scene.Stage.Proof.RunAsync()).Faults);
    }

    [Fact]
    public async Task Every_record_under_a_filed_figure_that_is_edited_past_the_product_is_found_and_a_correction_is_told_apart()
    {
        await using var scene = await StageAsync(DatabaseProvider.Sqlite);
        var read = await new OpenSnapshot(scene.Db).RunAsync(await scene.Db.FilingSnapshots().OrderBy(s => s.Id).FirstAsync());
        long Record(RecordKind kind) => read.Content.Records.Last(r => r.Kind == kind.ToString()).Id;
        var (session, visit, help, trainer, file) = (Record(RecordKind.Session), Record(RecordKind.HomeVisit), Record(RecordKind.HelpService), Record(RecordKind.Trainer), Record(RecordKind.HouseholdFile));
        foreach (var edit in (FormattableString[])
            [
                $"UPDATE \"Session\" SET \"TaughtMinutes\" = \"TaughtMinutes\" + 1 WHERE \"Id\" = {session}",
                $"UPDATE \"RollEntry\" SET \"Present\" = NOT \"Present\" WHERE \"Id\" = (SELECT MIN(\"Id\") FROM \"RollEntry\" WHERE \"SessionId\" = {session})",
                $"DELETE FROM \"HelpServiceHousehold\" WHERE \"Id\" = (SELECT MIN(\"Id\") FROM \"HelpServiceHousehold\" WHERE \"HelpServiceId\" = {help})",
                $"UPDATE \"HomeVisit\" SET \"Minutes\" = COALESCE(\"Minutes\", 0) + 1 WHERE \"Id\" = {visit}",
                $"UPDATE \"HouseholdFile\" SET \"StationId\" = (SELECT MAX(\"Id\") FROM \"Station\" WHERE \"Id\" <> \"HouseholdFile\".\"StationId\") WHERE \"Id\" = {file}",
                $"UPDATE \"Trainer\" SET \"Kind\" = 'Volunteer' WHERE \"Id\" = {trainer}",
            ])
        {
            await using var transaction = await scene.Db.Database.BeginTransactionAsync();
            Assert.Equal(1, await scene.Db.Database.ExecuteSqlAsync(edit));
            Assert.Contains((await scene.Stage.Proof.RunAsync()).Faults, f => f.What.Contains("操作历史里没有这次改动", StringComparison.Ordinal));
            await transaction.RollbackAsync();
            scene.Db.ChangeTracker.Clear();
        }

        var row = await scene.Db.Sessions().SingleAsync(s => s.Id == session);
        row.TaughtMinutes += 1;
        await AuditTrail.AppendAsync(scene.Db, $"session/{row.Key}", new Actor(1), "CorrectRoll", scene.Stage.Desk.NowUtc, regionCode: row.RegionCode);
        await scene.Db.SaveChangesAsync();
        var proof = await scene.Stage.Proof.RunAsync();
        Assert.Empty(proof.Faults);
        Assert.InRange(proof.Corrected, 1, 10);
    }

    [Fact]
    public async Task A_changed_paper_is_found_and_so_is_a_forger_who_hashes_anew()
    {
        await using var scene = await StageAsync(DatabaseProvider.Sqlite);
        var snapshot = await scene.Db.FilingSnapshots().AsNoTracking().OrderBy(s => s.Id).FirstAsync();
        var open = new OpenSnapshot(scene.Db);
        Assert.Empty(await open.FaultsAsync(snapshot));
        // Rewritten so that it is whole in itself: the figure does not follow from the rows, and the history knows another hash.
        var content = CanonicalJson.Read<SnapshotContent>(snapshot.Json);
        var raised = CanonicalJson.Write(content with { Items = [.. content.Items.Select(i => i.Code == "J2" ? i with { Numerator = i.Numerator + 1 } : i)] });
        Assert.Contains("J2", Assert.Single(await open.FaultsAsync(new() { Json = raised, Sha256 = CanonicalJson.HashOf(raised) })), StringComparison.Ordinal);
        var worded = CanonicalJson.Write(content with { CountyName = "清丰县城" });
        await scene.Db.FilingSnapshots().Where(s => s.Id == snapshot.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Json, worded).SetProperty(x => x.Sha256, CanonicalJson.HashOf(worded)));
        await scene.Db.FilingSignatures().Where(s => s.SnapshotId == snapshot.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Sha256, CanonicalJson.HashOf(worded)));
        Assert.Contains((await scene.Stage.Proof.RunAsync()).Faults, f => f.What.Contains("操作历史里没有", StringComparison.Ordinal));
        await scene.Db.FilingSnapshots().Where(s => s.Id == snapshot.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Json, snapshot.Json).SetProperty(x => x.Sha256, snapshot.Sha256));
        await scene.Db.FilingSignatures().Where(s => s.SnapshotId == snapshot.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Sha256, snapshot.Sha256));

        var path = scene.Stage.Files.PathOf(content.Files.Single(f => f.Owner == FilingPartPapers.OwnerKind).Sha256);
        var paper = await File.ReadAllBytesAsync(path);
        foreach (var at in (int[])[0, paper.Length / 2, paper.Length - 1])
        {
            var changed = paper.ToArray();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(path, changed);
            Assert.Contains((await scene.Stage.Proof.RunAsync()).Faults, f => f.What.Contains("内容被改过", StringComparison.Ordinal));
        }

        File.Delete(path);
        Assert.Contains((await scene.Stage.Proof.RunAsync()).Faults, f => f.What.Contains("不见了", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(path, paper);
        Assert.Empty((await scene.Stage.Proof.RunAsync()).Faults);
    }

    [Fact]
    public async Task Each_byte_of_a_whole_snapshot_that_is_turned_by_one_bit_is_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var clock = FakeClock.Shanghai(2026, 10, 8);
        var folder = Directory.CreateTempSubdirectory("filing");
        var station = await Some.StationAsync(db);
        var people = await Some.PeopleAsync(db, 4);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 9, 8), await Some.TrainerAsync(db)), people, 65);
        var stage = new FilingStage(db, clock, new(folder.FullName));
        var bodies = await stage.BodiesAsync(Places.Qingfeng);
        await stage.ToAsync(FilingState.Filed, FilingScene.County, Period, bodies[0]);
        var snapshot = await db.FilingSnapshots().AsNoTracking().OrderByDescending(s => s.Id).FirstAsync();
        var open = new OpenSnapshot(db);
        Assert.Empty(await open.FaultsAsync(snapshot));
        var bytes = System.Text.Encoding.UTF8.GetBytes(snapshot.Json);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= (byte)(1 << (at % 8));
            Assert.NotEmpty(await open.FaultsAsync(new() { Json = System.Text.Encoding.UTF8.GetString(bytes), Sha256 = snapshot.Sha256 }));
            bytes[at] ^= (byte)(1 << (at % 8));
        }

        for (var at = 0; at < snapshot.Sha256.Length; at++)
        {
            var hash = snapshot.Sha256.ToCharArray();
            hash[at] ^= (char)1;
            Assert.NotEmpty(await open.FaultsAsync(new() { Json = snapshot.Json, Sha256 = new(hash) }));
        }

        folder.Delete(recursive: true);
    }

    /// <summary>A filing that came back, was answered and accepted, with a remark, a paper, a supplement and a subsidy: every table has a row.</summary>
    private static async Task<FilingScene> StageAsync(DatabaseProvider provider)
    {
        var scene = await FilingScene.SetAsync(provider);
        var stage = scene.Stage;
        var filing = await scene.ToAsync(FilingState.Open, Period);
        var part = await scene.Db.FilingParts().FirstAsync(p => p.IsLead);
        await Some.AttachmentAsync(scene.Db, scene.Folder, scene.Lead, a => (a.OwnerKind, a.OwnerKey, a.Purpose) = (FilingPartPapers.OwnerKind, part.Key, "J2"));
        Some.Right(await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J2", Text = "九月停课两周" }));
        foreach (var one in await scene.Db.FilingParts().OrderBy(p => p.Id).ToListAsync())
        {
            Some.Right(await stage.SignPartAsync(one));
        }

        Some.Right(await stage.SignFilingAsync(filing));
        Some.Right(await stage.Review.ReceiveAsync(stage.City.Actor, filing.Key));
        Some.Right(await stage.Returns.ToCountyAsync(stage.City.Actor, filing.Key, [new("J2", "请附点名册照片")]));
        var line = await scene.Db.FilingReturns().SingleAsync();
        Some.Right(await new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = stage.County.Actor, ReturnKey = line.Key, Text = "已附" }));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        scene.Refresh();
        stage = scene.Stage;
        filing = await scene.Db.Filings().SingleAsync();
        Some.Right(await stage.SignFilingAsync(filing));
        Some.Right(await stage.Review.ReceiveAsync(stage.City.Actor, filing.Key));
        Some.Right(await stage.Review.ApproveAsync(await stage.ReviewedAsync(filing)));
        Some.Right(await stage.Review.AcceptAsync(await stage.ReviewedAsync(filing)));
        var session = await scene.Db.Sessions().FirstAsync(s => s.Month == Domain.Shared.Month.From(2026, 9) && s.TaughtMinutes > 60 && s.Form != TeachingForm.OneToOne && s.RegionCode >= Places.Qingfeng && s.RegionCode < Places.Qingfeng + 1_000_000);
        session.TaughtMinutes -= 1;
        await AuditTrail.AppendAsync(scene.Db, $"session/{session.Key}", new Actor(1), "CorrectRoll", stage.Desk.NowUtc, regionCode: session.RegionCode);
        await scene.Db.SaveChangesAsync();
        Some.Right(await stage.SupplementAsync(filing));
        Some.Right(await stage.Supplements.TakeAsync(stage.City.Actor, (await scene.Db.FilingSupplements().SingleAsync()).Key));
        var key = Some.Right(await stage.Subsidies.EnterAsync(new()
        {
            Actor = stage.City.Actor, FilingKey = filing.Key, Part = part.Key, Fund = SubsidyFund.Other, FundName = "慈善资金", Amount = 8_000, DecidedOn = new DateOnly(2026, 10, 8), Document = "濮财社〔2026〕31号",
        }));
        Some.Right(await stage.Subsidies.StrikeAsync(stage.City.Actor, key, "重复登记"));
        return scene;
    }

    private static async Task<bool> FoundAsync(FilingScene scene, Type type, IProperty property)
    {
        await using var db = scene.Database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var table = property.DeclaringType.ContainingEntityType.GetTableName();
        var column = property.GetColumnName();
        var entity = (await db.FindAsync(type, await FirstAsync(db, table!, property.IsNullable ? column : null)))!;
        property.PropertyInfo!.SetValue(entity, Edited(property, property.PropertyInfo.GetValue(entity)));
        try
        {
            using (HistoryWatch.Arranging())
            {
                await db.SaveChangesAsync();
            }
        }
        catch (DbUpdateException)
        {
            // The database itself does not take it.
            return true;
        }

        db.ChangeTracker.Clear();
        return (await new FilingStage(db, scene.Clock, scene.Folder).Proof.RunAsync()).Faults.Count > 0;
    }

    private static async Task<long> FirstAsync(TrainingDbContext db, string table, string? filled) => await db.Database.SqlQueryRaw<long>(First(table, filled)).SingleAsync();

    // The row in which the column says something, where there is one.
    private static string First(string table, string? filled) =>
        $"""
        SELECT COALESCE((SELECT MIN("Id") FROM "{table}"{(filled is null ? "" : $" WHERE \"{filled}\" IS NOT NULL")}), (SELECT MIN("Id") FROM "{table}")) AS "Value"
        """;

    private static object? Edited(IProperty property, object? value) => value switch
    {
        null when (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type => type == typeof(string) ? "改" : type == typeof(DateTime) ? new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc) : Activator.CreateInstance(type),
        string text => text[^1] == '0' ? text[..^1] + "1" : text[..^1] + "0",
        bool yes => !yes,
        int number => number + 1,
        long number => number + 1,
        decimal amount => amount + 0.01m,
        Guid => Guid.CreateVersion7(),
        DateTime utc => utc.AddSeconds(1),
        DateOnly day => day.AddDays(1),
        Enum one => Enum.GetValues(one.GetType()).GetValue(((int)Convert.ChangeType(one, typeof(int), null) + 1) % Enum.GetValues(one.GetType()).Length),
        _ => throw new InvalidOperationException($"How is {property.Name} edited?"),
    };
}
