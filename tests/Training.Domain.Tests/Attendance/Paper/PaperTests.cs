using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Paper;

public sealed class PaperTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_sheet_is_laid_down_once_and_keeps_its_rows_when_regulars_change(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 23);
        var code = await PrintAsync(scene);
        Assert.Equal(code, await PrintAsync(scene));
        var printed = await SheetAsync(scene, code);
        Assert.Equal((23, PaperRules.BlankRows(23)), (printed.Paper.Attendees.Count, printed.Paper.BlankRows));
        Assert.Equal(Enumerable.Range(1, printed.Paper.Rows), printed.Lines.Select(l => l.Number));

        await using (var db = scene.Database.Open())
        {
            var gone = printed.Lines[0].Attendee;
            await db.StationMembers().Where(m => db.People().Any(p => p.Id == m.PersonId && p.Key == gone)).ExecuteUpdateAsync(m => m.SetProperty(x => x.UntilDate, scene.Clock.Today()));
        }

        Assert.NotEqual(code, await PrintAsync(scene));
        var again = await SheetAsync(scene, code);
        Assert.Equal(printed.Lines.Select(l => (l.Number, l.Attendee, l.Name)), again.Lines.Select(l => (l.Number, l.Attendee, l.Name)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_read_is_on_the_roll_and_entered_twice_it_changes_nothing(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 23);
        var code = await PrintAsync(scene);
        var (page, read) = (Guid.CreateVersion7(), new List<EnteredRow>());
        foreach (var line in (await SheetAsync(scene, code)).Lines.Take(25))
        {
            read.Add(line.Number switch
            {
                3 => Row(line, RowReading.Unreadable),
                5 => Row(line, RowReading.Came) with { Until = new TimeOnly(9, 40) },
                24 => Row(line, RowReading.Came) with { Name = "仇新来", PhoneTail = "0417" },
                25 => Row(line, RowReading.Unreadable),
                _ => Row(line, RowReading.Came),
            });
        }

        var first = await EnterAsync(scene, code, read, page);
        Assert.True(first.Value!.IsDone, string.Join(' ', first.Value.Problems.Select(p => p.Refusal.Message)));
        Assert.Equal((23, 23), (first.Value.Written, first.Value.Present));
        Assert.Equal([3, 25], first.Value.Unreadable);
        var sheet = await scene.SheetAsync(scene.Session.Key);
        Assert.Equal(23, sheet.Present);
        Assert.Single(sheet.Lines, l => l.Kind == LineKind.WalkIn && l.Name == "仇新来" && l.State.Present);

        await CountsAsync(scene, 23, 1);
        Assert.Equal(0, (await EnterAsync(scene, code, read, page)).Value!.Written);
        Assert.Equal(0, (await EnterAsync(scene, code, read, Guid.CreateVersion7())).Value!.Written);
        await CountsAsync(scene, 23, 1);
        await using var db = scene.Database.Open();
        Assert.All(await db.RollMarks().ToListAsync(), m => Assert.Equal(EnterPaper.Device, m.Device));
        var paper = await db.RollPapers().SingleAsync();
        Assert.Equal([3, 25], paper.Unreadable);
        Assert.NotNull(paper.EnteredUtc);
        Assert.Equal(1, await db.AuditEntries().CountAsync(a => a.Process == nameof(EnterPaper)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_row_beyond_the_sheet_is_refused_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 4);
        var code = await PrintAsync(scene);
        var lines = (await SheetAsync(scene, code)).Lines;
        var beyond = Row(lines[0], RowReading.Came) with { Number = lines.Count + 1 };
        var entered = await EnterAsync(scene, code, [Row(lines[1], RowReading.Came), beyond]);
        Assert.Equal($"这张表只有 {lines.Count} 行，没有第 {lines.Count + 1} 行。", Assert.Single(entered.Value!.Problems).Refusal.Message);
        await CountsAsync(scene, 0, 0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task After_closing_a_reason_is_asked_and_a_correction_replaces_what_was_there(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 4);
        var code = await PrintAsync(scene);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(4));
        scene.Clock.Advance(TimeSpan.FromMinutes(70));
        await scene.CloseAsync(roll, 60);
        var line = (await SheetAsync(scene, code)).Lines[1];
        Assert.True(line.State.Present);
        Assert.NotEmpty(line.State.Heads);

        Assert.IsType<CorrectionNeedsReason>((await EnterAsync(scene, code, [Row(line, RowReading.Absent)])).Refusal);
        Assert.Equal(4, (await scene.SheetAsync(roll)).Present);
        var entered = await EnterAsync(scene, code, [Row(line, RowReading.Absent)], reason: "纸上没有签");
        Assert.Equal((1, 3), (entered.Value!.Written, entered.Value.Present));
        Assert.Equal(0, (await scene.SheetAsync(roll)).Conflicts);
    }

    [Fact]
    public async Task A_known_name_on_a_blank_row_is_asked_about_and_then_is_that_person_or_another()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 3);
        Person known;
        await using (var db = scene.Database.Open())
        {
            known = await Some.PersonAsync(db, name: "钱外来");
        }

        var code = await PrintAsync(scene);
        var lines = (await SheetAsync(scene, code)).Lines;
        var (one, two) = (Row(lines[3], RowReading.Came) with { Name = "钱外来" }, Row(lines[4], RowReading.Came) with { Name = "钱外来", PhoneTail = "88" });
        var asked = (await EnterAsync(scene, code, [one, two])).Value!;
        Assert.Equal([(4, typeof(KnownByName)), (5, typeof(BadPhoneTail))], asked.Problems.Select(p => (p.Number, p.Refusal.GetType())));
        Assert.Equal(known.Key, Assert.Single(asked.Problems[0].Namesakes).Key);
        await CountsAsync(scene, 0, 0);

        var entered = await EnterAsync(scene, code, [one with { Who = known.Key }, two with { PhoneTail = "8801", IsAnother = true }]);
        Assert.Equal((2, 2), (entered.Value!.Written, entered.Value.Present));
        var sheet = await scene.SheetAsync(scene.Session.Key);
        Assert.True(sheet.Lines.Single(l => l.AttendeeKey == known.Key).State.Present);
        Assert.Single(sheet.Lines, l => l.Kind == LineKind.WalkIn);
    }

    [Fact]
    public async Task Rows_that_contradict_themselves_are_named_each()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var code = await PrintAsync(scene);
        var lines = (await SheetAsync(scene, code)).Lines;
        var entered = await EnterAsync(scene, code,
        [
            Row(lines[0], RowReading.Came) with { Until = new TimeOnly(8, 30) },
            Row(lines[1], RowReading.Came) with { Name = "别人" },
            Row(lines[2], RowReading.Unreadable) with { Name = "半个名字" },
            Row(lines[3], RowReading.Came),
        ]);
        Assert.Equal([typeof(LeftBeforeStart), typeof(NameOnNamedRow), typeof(NameOnUnreadable), typeof(BadWalkInName)], entered.Value!.Problems.Select(p => p.Refusal.GetType()));
        await CountsAsync(scene, 0, 0);
    }

    [Fact]
    public async Task Nobody_prints_or_enters_for_a_class_that_is_not_theirs()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var code = await PrintAsync(scene);
        await using var db = scene.Database.Open(scene.TrainerScope);
        var take = new TakeRoll(db, scene.Vault, scene.Clock);
        var stranger = RollTaker.Trainer(1, 999);
        Assert.IsType<NotOnTheCard>((await new PrintPaper(db, take, scene.Clock).RunAsync(new() { RollKey = scene.Session.Key, Taker = stranger })).Refusal);
        Assert.IsType<NotOnTheCard>((await new ReadPaper(db, scene.Vault, take).OneAsync(scene.Session.Key, code, stranger)).Refusal);
        Assert.IsType<NotFound>((await new ReadPaper(db, scene.Vault, take).OneAsync(scene.Session.Key, "00000000", scene.Coordinator)).Refusal);
    }

    internal static async Task<string> PrintAsync(RollScene scene)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var printed = await new PrintPaper(db, new TakeRoll(db, scene.Vault, scene.Clock), scene.Clock).RunAsync(new() { RollKey = scene.Session.Key, Taker = scene.Coordinator });
        Assert.True(printed.Ok, printed.Refusal?.Message);
        return printed.Value.Code;
    }

    internal static async Task<PaperSheet> SheetAsync(RollScene scene, string code)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var sheet = await new ReadPaper(db, scene.Vault, new TakeRoll(db, scene.Vault, scene.Clock)).OneAsync(scene.Session.Key, code, scene.Coordinator);
        Assert.True(sheet.Ok, sheet.Refusal?.Message);
        return sheet.Value;
    }

    private static async Task<Result<PaperEntered>> EnterAsync(RollScene scene, string code, IReadOnlyList<EnteredRow> rows, Guid? page = null, string? reason = null)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var read = new ReadPaper(db, scene.Vault, new TakeRoll(db, scene.Vault, scene.Clock));
        return await new EnterPaper(db, read, new FindPeople(db, scene.Vault, scene.Clock), new ApplyMarks(db, scene.Vault, scene.Clock), scene.Clock).RunAsync(new()
        {
            RollKey = scene.Session.Key, Code = code, Taker = scene.Coordinator, Page = page ?? Guid.CreateVersion7(), Rows = rows, Reason = reason,
        });
    }

    private static EnteredRow Row(PaperLine line, RowReading reading) => new()
    {
        Number = line.Number, Reading = reading, Shown = line.State.Present ? RowReading.Came : RowReading.Absent, Heads = line.State.Heads,
    };

    private static async Task CountsAsync(RollScene scene, int marks, int walkIns)
    {
        await using var db = scene.Database.Open();
        Assert.Equal((marks, walkIns), (await db.RollMarks().CountAsync(), await db.WalkIns().CountAsync()));
    }
}
