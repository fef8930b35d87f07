using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Divisions;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Regions;

public sealed class DivisionTests : IDisposable
{
    private static readonly Actor City = new(1);

    private readonly string folder = Directory.CreateTempSubdirectory("training-divisions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The hard place names of the country: rare characters, private ones, dots, digits, very long ones. Read where they lie.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Hard_place_names_come_in_by_CSV_and_Excel_and_stay_exactly_as_written(DatabaseProvider provider)
    {
        var names = HardNames.Read();
        Assert.True(names.Count is 7 or >= 91);
        await using var database = await TestDatabase.CreateAsync(provider);
        foreach (var content in new[] { Csv(HardNames.WithAncestors(names)), Excel(HardNames.WithAncestors(names)) })
        {
            await using var db = database.Open();
            var read = await Lists(db).TakeInAsync(content);
            Assert.True(read.Ok, read.Refusal?.Message);
            if (read.Value.Plan.ChangesSomething)
            {
                Assert.True((await TakeAsync(db, read.Value.Sha256)).Ok);
            }

            Assert.False((await Lists(db).TakeInAsync(content)).Value!.Plan.ChangesSomething);
        }

        await using var after = database.Open();
        var stored = await after.Regions().AsNoTracking().ToDictionaryAsync(r => r.Code);
        Assert.All(names, name => Assert.Equal(name.Name, stored[name.Code].Name));
        Assert.Equal("bccmwyh", stored[130630109206].Initials);
        var sorted = await after.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.Village).OrderBy(r => r.Name).ThenBy(r => r.Code).Select(r => r.Name).ToListAsync();
        Assert.Equal(sorted.Count, await after.Regions().CountAsync(r => r.Level == RegionLevel.Village));
        foreach (var (code, name) in names)
        {
            Assert.Contains(code, await after.Regions().Where(r => r.Name.Contains(name)).Select(r => r.Code).ToListAsync());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_list_renames_adds_and_makes_former_and_touches_no_record(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var station = await Some.StationAsync(db, Places.QingfengVillage);
        var old = await db.Regions().SingleAsync(r => r.Code == Places.QingfengVillage);
        var lines = await ListedAsync(db, skip: Places.QingfengVillage);
        lines.Add($"410922100901,{old.Name},village,410922100");
        lines.Add("410922100902,全新社区,village,410922100");
        var other = lines.FindIndex(l => l.StartsWith(Places.QingfengOtherVillage.ToString(), StringComparison.Ordinal));
        lines[other] = $"{Places.QingfengOtherVillage},改了名的社区居民委员会,village,410922100";

        var read = await Lists(db).TakeInAsync(Csv(lines));
        var plan = read.Value!.Plan;
        Assert.Equal((2, 1, 1, 0, 0), (plan.Added.Count, plan.Renamed.Count, plan.Vanished.Count, plan.Returned.Count, plan.Moved.Count));
        Assert.Equal(410922100901, plan.Vanished[0].Successor!.Code);
        Assert.True((await TakeAsync(db, read.Value.Sha256)).Ok);

        await using var after = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var former = await after.Regions().SingleAsync(r => r.Code == Places.QingfengVillage);
        Assert.Equal((new DateOnly(2026, 11, 1), 410922100901L), (former.FormerFrom, former.SuccessorCode));
        Assert.Equal(Places.QingfengVillage, (await after.Stations().SingleAsync(s => s.Id == station.Id)).RegionCode);
        Assert.False(await after.RegionsInForce().AnyAsync(r => r.Code == Places.QingfengVillage));
        Assert.Equal(
            [RegionChangeKind.Renamed, RegionChangeKind.Vanished],
            (await after.RegionChanges().Where(c => c.RegionCode == Places.QingfengVillage || c.RegionCode == Places.QingfengOtherVillage).ToListAsync()).Select(c => c.Kind).Order());
        // The list is the city's own history, which a county does not read.
        Assert.Equal((1, 0), (
            await db.AuditEntries().CountAsync(a => a.Process == nameof(TakeDivisionList)), await after.AuditEntries().CountAsync(a => a.Process == nameof(TakeDivisionList))));
        Assert.IsType<ListChangesNothing>((await TakeAsync(after, read.Value.Sha256)).Refusal);

        // The old list again: the former code is in force once more, and what came in its place is former.
        await using var again = database.Open();
        await using var shipped = ImportDivisions.ShippedList();
        using var bytes = new MemoryStream();
        await shipped.CopyToAsync(bytes);
        var back = await Lists(again).TakeInAsync(bytes.ToArray());
        Assert.Equal((1, 2), (back.Value!.Plan.Returned.Count, back.Value.Plan.Vanished.Count));
        Assert.True((await TakeAsync(again, back.Value.Sha256)).Ok);
        Assert.False((await again.Regions().AsNoTracking().SingleAsync(r => r.Code == Places.QingfengVillage)).IsFormer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_list_leaves_open_an_officer_names_and_the_one_that_took_over_reads_the_old_records(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var county = await db.Regions().Where(r => r.Code >= Places.Nanle && r.Code < Places.Nanle + 1_000_000).Select(r => r.Code).ToListAsync();
        var read = await Lists(db).TakeInAsync(Csv(await ListedAsync(db, [.. county])));
        Assert.All(read.Value!.Plan.Vanished, gone => Assert.Null(gone.Successor));
        Assert.Equal(county.Count, read.Value.Plan.Vanished.Count);
        Assert.True((await TakeAsync(db, read.Value.Sha256)).Ok);

        await using var named = database.Open();
        var name = new NameSuccessor(named, FakeClock.Ordinary());
        Assert.IsType<StillInForce>((await name.RunAsync(new() { Actor = City, Code = Places.Qingfeng, SuccessorCode = "410902" })).Refusal);
        Assert.IsType<NoSuchSuccessor>((await name.RunAsync(new() { Actor = City, Code = Places.Nanle, SuccessorCode = "999999" })).Refusal);
        Assert.IsType<NoSuchSuccessor>((await name.RunAsync(new() { Actor = City, Code = Places.Nanle, SuccessorCode = "410923" })).Refusal);
        Assert.IsType<SuccessorOfOtherLevel>((await name.RunAsync(new() { Actor = City, Code = Places.Nanle, SuccessorCode = "4109" })).Refusal);
        Assert.Equal(Places.Qingfeng, (await name.RunAsync(new() { Actor = City, Code = Places.Nanle, SuccessorCode = " 410922 " })).Value!.Code);

        var reach = await RegionSuccession.ReachAsync(named, Places.Qingfeng);
        Assert.Equal([Places.Qingfeng, Places.Nanle], reach);
        Assert.True(AccessScope.Of(reach.Select(RegionCodes.RangeOf)).Holds(Places.NanleCommunity));
        Assert.Equal([Places.Hualong], await RegionSuccession.ReachAsync(named, Places.Hualong));
    }

    [Theory]
    [InlineData("代码,名称\n41,河南省\n4109,濮阳市\n41090,半个", "第 4 行")]
    [InlineData("代码,名称\n410922100101,", "1 到 100 个字")]
    [InlineData("代码,名称\n410922100101,\"有,逗号\"\n410922100101,重复", "第 2 行重复")]
    [InlineData("代码,名称,级别\n410922100101,某村,乌有级", "不认识")]
    [InlineData("代码,名称,级别,上级代码\n999922100101,某村,village,999922100", "不在表里")]
    [InlineData("代码,名称\n410922100101,坏\uFFFD字", "UTF-8")]
    [InlineData("只有一句话", "这不是区划表")]
    public async Task A_list_that_does_not_hold_together_is_refused_with_its_line(string text, string said)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var read = await Lists(db).TakeInAsync(Encoding.UTF8.GetBytes(text));
        Assert.Contains(said, read.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_a_list_asks_from_which_day_and_where_it_comes_from()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var read = await Lists(db).TakeInAsync(Csv(await ListedAsync(db, Places.QingfengVillage)));
        var take = new TakeDivisionList(db, Lists(db), FakeClock.Ordinary());
        Assert.IsType<ListDayMissing>((await take.RunAsync(new() { Actor = City, Sha256 = read.Value!.Sha256, EffectiveOn = null, Reason = "通知" })).Refusal);
        Assert.IsType<ListDayAhead>((await take.RunAsync(new() { Actor = City, Sha256 = read.Value.Sha256, EffectiveOn = new DateOnly(2027, 1, 1), Reason = "通知" })).Refusal);
        Assert.IsType<ListSourceMissing>((await take.RunAsync(new() { Actor = City, Sha256 = read.Value.Sha256, EffectiveOn = new DateOnly(2026, 11, 1), Reason = " " })).Refusal);
        Assert.IsType<NotFound>((await take.RunAsync(new() { Actor = City, Sha256 = new string('a', 64), EffectiveOn = new DateOnly(2026, 11, 1), Reason = "通知" })).Refusal);
        Assert.False(await db.Regions().AnyAsync(r => r.FormerFrom != null));
    }

    private DivisionLists Lists(TrainingDbContext db) => new(db, new FolderFileStore(new DataFolder(folder)), FakeClock.Ordinary());

    private Task<Result<DivisionPlan>> TakeAsync(TrainingDbContext db, string sha256) => new TakeDivisionList(db, Lists(db), FakeClock.Ordinary()).RunAsync(
        new() { Actor = City, Sha256 = sha256, EffectiveOn = new DateOnly(2026, 11, 1), Reason = "统计用区划代码 2026 年版" });

    private static async Task<List<string>> ListedAsync(TrainingDbContext db, params long[] skip) =>
        [.. (await db.RegionsInForce().AsNoTracking().Where(r => !skip.Contains(r.Code)).OrderBy(r => r.Code).ToListAsync())
            .Select(r => $"{RegionCodes.Short(r.Code)},{r.Name},{r.Level},{(r.ParentCode is { } p ? RegionCodes.Short(p) : "")}")];

    private static byte[] Csv(IEnumerable<string> lines) => Encoding.UTF8.GetBytes("code,name,level,parent_code\n" + string.Join('\n', lines));

    private static byte[] Excel(IEnumerable<string> lines) => SheetWriter.Write(new SheetLayout
    {
        Name = "行政区划", Columns = [new("代码"), new("名称"), new("级别"), new("上级代码")],
        Rows = lines.Select(l => l.Split(',')).Select(cells => (IReadOnlyList<SheetValue>)[.. cells.Select(c => (SheetValue)c)]),
    });
}
