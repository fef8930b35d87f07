using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.OldRolls;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Domain.Tests.Sheets;
using Training.Domain.Topics;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class OldRollImportTests
{
    private const string Head = "站点|日期|课名|开始|结束|主题|讲师|姓名|楼号|手机后四位|身份证号|到课|离开时间|备注";
    private static readonly IDataProtectionProvider Protection = new EphemeralDataProtectionProvider();

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_sessions_come_in_at_once_count_in_their_months_and_the_same_sheet_again_changes_nothing(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using (var db = scene.Database.Open())
        {
            await Some.PersonAsync(db, name: "李明", with: p => p.Building = "滨河 3号楼");
        }

        var file = File(
            Head,
            Row(scene, "2026年3月5日", "李　明", home: "滨河 3号楼", came: "√"),
            Row(scene, "2026年3月5日", "王过客", phone: "0123", came: "到", left: "10:00"),
            Row(scene, "2026-03-05", "赵缺席", came: "○"),
            Row(scene, "2026.4.2", "李　明", home: "滨河3号楼", came: "迟到", title: "防跌倒"));
        var key = await PreviewAsync(scene, file);
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(1, await db.Sessions().CountAsync());
        }

        Assert.Equal(new ImportDone(4, 0, 0, 0), (await ConfirmAsync(scene, key)).Value);
        await using (var db = scene.Database.Open())
        {
            var sessions = await db.Sessions().Where(s => s.Id != scene.Session.Id).OrderBy(s => s.PlannedStartUtc).ToListAsync();
            Assert.Equal([Month.Of(new DateOnly(2026, 3, 1)), Month.Of(new DateOnly(2026, 4, 1))], sessions.Select(s => s.Month));
            Assert.All(sessions, s => Assert.Equal((SessionStatus.Held, null, 90), (s.Status, s.PublishedUtc, s.TaughtMinutes)));
            Assert.Equal(ShanghaiTime.ToUtc(new DateOnly(2026, 3, 5), new TimeOnly(9, 0)), sessions[0].StartedUtc);
            var entries = await db.RollEntries().OrderBy(e => e.Id).ToListAsync();
            Assert.Equal(3, entries.Count(e => e.Month == Month.Of(new DateOnly(2026, 3, 1))));
            Assert.Equal(2, entries.Count(e => e.Month == Month.Of(new DateOnly(2026, 3, 1)) && e.Present));
            var li = await db.People().SingleAsync(p => p.Name == "李明");
            Assert.Equal(2, entries.Count(e => e.PersonId == li.Id && e.Present));
            Assert.Equal(["王过客", "赵缺席"], (await db.WalkIns().ToListAsync()).Select(w => w.Name).Order(StringComparer.Ordinal));
            Assert.All(await db.RollMarks().ToListAsync(), m => Assert.Equal((WriteOldRoll.Device, false, scene.Coordinator.Actor.AccountId), (m.Device, m.IsLate, m.ActorId)));
            Assert.Equal(1, await db.People().CountAsync(p => p.Name == "李明"));
            Assert.Equal(1, await db.SessionTrainers().CountAsync(t => t.SessionId == sessions[0].Id));
            Assert.Equal(2, await db.AuditEntries().CountAsync(a => a.Process == nameof(WriteOldRoll)));
            Assert.All(await db.Rolls().ToListAsync(), r => Assert.Equal(RollStatus.Closed, r.Status));
        }

        // Also when the register has learned since who somebody was.
        await using (var db = scene.Database.Open())
        {
            await Some.PersonAsync(db, name: "王过客", with: p => p.PhoneTailIndex = scene.Vault.PhoneTailIndex("0123"));
        }

        Assert.IsType<NothingToImport>((await ConfirmAsync(scene, await PreviewAsync(scene, file))).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_wrong_row_is_left_out_with_a_sentence_at_its_cell_and_a_name_alone_is_nobody(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        await using (var db = scene.Database.Open())
        {
            await Some.StationAsync(db, Places.HualongCommunity, with: s => s.Name = "别处的站");
            await Some.PersonAsync(db, name: "张同名", with: p => p.Building = "1号楼");
            await Some.PersonAsync(db, name: "张同名", with: p => p.Building = "1号楼");
            await Some.TrainerAsync(db, name: "刚入库", with: t => t.InPoolFrom = new DateOnly(2026, 6, 1));
        }

        var plan = await PlanAsync(scene, File(
            Head,
            Row(scene, "2026年3月5日", "赵甲", station: "别处的站"),
            Row(scene, "2026年12月5日", "钱乙"),
            Row(scene, "三月初五", "孙丙"),
            Row(scene, "2026年3月5日", "李丁", ended: "8:30"),
            Row(scene, "2026年3月5日", ""),
            Row(scene, "2026年3月5日", "周戊", trainer: "刚入库"),
            Row(scene, "2026年3月5日", "吴己", trainer: "没有这人"),
            Row(scene, "2026年3月5日", "郑庚", topic: "做饭"),
            Row(scene, "2026年3月5日", "王辛", phone: "123"),
            Row(scene, "2026年3月5日", "张同名", home: "1号楼"),
            Row(scene, "2026年3月5日", "张同名", home: "1号楼", remark: "又写了一遍"),
            Row(scene, "2026年3月5日", "张别名", ended: "11:00"),
            Row(scene, "2026年3月5日", "李明", left: "10:45")));
        Assert.Equal(
            [
                "Station 您负责的站点里没有“别处的站”。照站点名册上的名称写。",
                "Day 2026年12月5日还没到。这里只收已经上过的课。",
                "Day “三月初五”不是日期，写成 2026年3月5日 这样。",
                "EndedUtc 下课时间要在上课时间后面，您再看看。",
                "Name “姓名”没有填。",
                "Trainer 刚入库3月5日不在人才库，不能排上。人才库里的人才能上课、入户、帮学。",
                "Trainer 人才库里没有“没有这人”。课要由在库的人讲。",
                "TopicCode “做饭”不是站点课的主题，填：生活照护、基础照护、康复护理、养生保健、紧急救援。",
                "PhoneTail 写整个手机号，或者后四位 4 个数字。开头的 0 被 Excel 去掉了就补上。",
                " 和第 11 行是同一个。留一行，或者写明不同的地方。",
                "EndedUtc 和第 11 行是同一次课，下课时间写得不一样。",
                "UntilUtc 离开时间要在上课和下课之间。",
            ],
            plan.Wrong.Select(l => $"{l.Problems[0].Column} {l.Problems[0].Message}"));
        var good = Assert.Single(plan.Lines, l => l.Verdict is LineVerdict.New);
        Assert.Contains("名册里有 2 位都像，分不清是哪一位，按临时来的人记。", good.Notes);
        await using var after = scene.Database.Open();
        Assert.Equal(1, await after.Sessions().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_stations_of_one_name_are_told_apart_by_their_village(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        Station other;
        await using (var db = scene.Database.Open())
        {
            other = await Some.StationAsync(db, Places.QingfengOtherVillage, s => s.Name = scene.Station.Name);
            Assert.NotEqual(scene.Station.RegionCode, other.RegionCode);
        }

        var scope = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [scene.Station.Id, other.Id]);
        string[] places;
        await using (var db = scene.Database.Open())
        {
            var town = RegionCodes.At(scene.Station.RegionCode, RegionLevel.Township);
            var names = await db.Regions().ToDictionaryAsync(r => r.Code, r => r.Name);
            places = [$"{names[town]}{names[scene.Station.RegionCode]}", names[other.RegionCode]];
        }

        const string With = Head + "|站点所在村";
        var plan = await PlanAsync(scene, File(With, Row(scene, "2026年3月5日", "赵甲") + "|", Row(scene, "2026年3月5日", "赵甲") + "|天边村"), scope);
        Assert.All(plan.Lines, l => Assert.Equal(("RegionCode", LineVerdict.Wrong), (l.Problems[0].Column, l.Verdict)));
        Assert.Contains($"有 2 个站点都叫“{scene.Station.Name}”：{places[0]}、", plan.Lines[0].Problems[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("在“站点所在村”一列写上是哪一个。", plan.Lines[0].Problems[0].Message, StringComparison.Ordinal);
        Assert.StartsWith($"“{scene.Station.Name}”不在“天边村”，在{places[0]}、", plan.Lines[1].Problems[0].Message, StringComparison.Ordinal);

        // The same person at the same hour in two places: two rows, not one.
        var file = File(With, Row(scene, "2026年3月5日", "赵甲") + $"|{places[0]}", Row(scene, "2026年3月5日", "赵甲", trainer: "") + $"|{places[1]}");
        Assert.Equal(new ImportDone(2, 0, 0, 0), (await ConfirmAsync(scene, await PreviewAsync(scene, file, scope), scope)).Value);
        await using var after = scene.Database.Open();
        Assert.Equal([scene.Station.Id, other.Id], await after.Sessions().Where(s => s.Id != scene.Session.Id).Select(s => s.StationId).Order().ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_roll_that_was_closed_takes_a_row_as_a_correction_and_keeps_its_hours(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        scene.Clock.Advance(TimeSpan.FromHours(3));
        var member = scene.Members[0];
        await using (var db = scene.Database.Open())
        {
            db.Attach(scene.Session);
            await Some.ClosedRollAsync(db, scene.Session, [member]);
            (await db.People().SingleAsync(p => p.Id == member.Id)).Building = "2号楼";
            using (HistoryWatch.Arranging())
            {
                await db.SaveChangesAsync();
            }
        }

        var file = File(
            Head,
            Row(scene, "2026年11月18日", member.Name, home: "2号楼", came: "没到", title: scene.Session.Title, remark: "签错了"),
            Row(scene, "2026年11月18日", "补记的人", title: scene.Session.Title));
        var plan = await PlanAsync(scene, file);
        Assert.Equal([LineVerdict.Changed, LineVerdict.New], plan.Lines.Select(l => l.Verdict));
        Assert.Equal([new LineChange("Present", "到", "没到")], plan.Lines[0].Changes);
        Assert.Contains("以点名册为准", plan.Lines[0].Notes[0], StringComparison.Ordinal);
        Assert.True((await ConfirmAsync(scene, await PreviewAsync(scene, file))).Ok);
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(60, (await db.Sessions().SingleAsync()).TaughtMinutes);
            Assert.False((await db.RollEntries().SingleAsync(e => e.PersonId == member.Id)).Present);
            Assert.Contains("旧点名册导入：签错了", await db.AuditEntries().Where(a => a.Process == nameof(ApplyMarks)).Select(a => a.Reason).ToListAsync());
        }

        Assert.IsType<NothingToImport>((await ConfirmAsync(scene, await PreviewAsync(scene, file))).Refusal);
    }

    [Theory, OnSqlite]
    public async Task Heads_of_two_rows_and_merged_sessions_are_read(DatabaseProvider provider)
    {
        await using var scene = await SceneAsync(provider);
        var rows = RawWorkbook.Rows(
            "培训点名册",
            "日期|上课情况||||学员情况||",
            "|课名|开始|结束|主题|姓名|手机尾号|考勤",
            "2026年3月5日|压疮预防|^0.375|^0.4375|生活照护|李　明||✓",
            "|||||王桂兰|1234|不到",
            "2026年4月2日|防跌倒|下午2点半|15:30|紧急救援|李　明||到",
            "合计||||||3|");
        const string Merges = "<mergeCells><mergeCell ref=\"A1:H1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:E2\"/><mergeCell ref=\"F2:H2\"/>"
            + "<mergeCell ref=\"A4:A5\"/><mergeCell ref=\"B4:B5\"/><mergeCell ref=\"C4:C5\"/><mergeCell ref=\"D4:D5\"/><mergeCell ref=\"E4:E5\"/></mergeCells>";
        var file = new RawWorkbook().Sheet(rows, Merges).Bytes();
        Assert.Equal(new ImportDone(3, 0, 0, 0), (await ConfirmAsync(scene, await PreviewAsync(scene, file))).Value);
        await using var db = scene.Database.Open();
        var sessions = await db.Sessions().Where(s => s.Id != scene.Session.Id).OrderBy(s => s.PlannedStartUtc).ToListAsync();
        Assert.Equal(["9:00 90", "14:30 60"], sessions.Select(s => $"{ShanghaiTime.FromUtc(s.StartedUtc!.Value):H:mm} {s.TaughtMinutes}"));
        Assert.Equal(2, await db.RollEntries().CountAsync(e => e.SessionId == sessions[0].Id));
    }

    private static async Task<RollScene> SceneAsync(DatabaseProvider provider)
    {
        var scene = await RollScene.SetAsync(provider, members: 2);
        await using var db = scene.Database.Open();
        if (!await db.Topics().AnyAsync())
        {
            using var arranging = HistoryWatch.Arranging();
            await new TopicCatalogue(db).EnsureAsync();
        }

        return scene;
    }

    private static string Row(
        RollScene scene, string day, string name, string came = "到", string title = "压疮预防", string ended = "10:30", string topic = "生活照护", string trainer = "郭护理",
        string home = "", string phone = "", string left = "", string remark = "", string? station = null) =>
        $"{station ?? scene.Station.Name}|{day}|{title}|9:00|{ended}|{topic}|{trainer}|{name}|{home}|{phone}||{came}|{left}|{remark}";

    private static byte[] File(params string[] rows) => new RawWorkbook().Sheet(RawWorkbook.Rows(rows)).Bytes();

    private static ImportDesk Desk(RollScene scene, TrainingDbContext db) => new(
        db,
        [new OldRollImport(db, scene.Vault, new WriteOldRoll(db, new ApplyMarks(db, scene.Vault, scene.Clock), new PutTrainerOnSession(db, new PoolGate(db), scene.Clock), scene.Clock), scene.Clock)],
        Protection, scene.Clock);

    private static async Task<Guid> PreviewAsync(RollScene scene, byte[] file, AccessScope? scope = null)
    {
        await using var db = scene.Database.Open(scope ?? scene.CoordinatorScope);
        var looked = await new PreviewImport(db, Desk(scene, db), new ImportRun(db), scene.Clock).RunAsync(
            new() { Actor = scene.Coordinator.Actor, Kind = "old-rolls", FileName = "点名册.xlsx", Content = file });
        Assert.True(looked.Ok, looked.Refusal?.Message);
        return looked.Value;
    }

    private static async Task<ImportPlan> PlanAsync(RollScene scene, byte[] file, AccessScope? scope = null)
    {
        var key = await PreviewAsync(scene, file, scope);
        await using var db = scene.Database.Open(scope ?? scene.CoordinatorScope);
        return (await Desk(scene, db).WaitingAsync("old-rolls", key, scene.Coordinator.Actor))!.Plan;
    }

    private static async Task<Result<ImportDone>> ConfirmAsync(RollScene scene, Guid key, AccessScope? scope = null)
    {
        await using var db = scene.Database.Open(scope ?? scene.CoordinatorScope);
        return await new ConfirmImport(db, Desk(scene, db), new ImportRun(db), scene.Clock).RunAsync("old-rolls", key, scene.Coordinator.Actor);
    }
}
