using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Testing;

namespace Training.Domain.Tests.Sheets;

public sealed class ImportRunTests
{
    private static readonly Actor Clerk = new(7);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_preview_writes_nothing_and_a_yes_writes_every_good_row_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            await Some.OrganizationAsync(db, with: o => (o.Name, o.ContactName) = ("夕阳红", "王某"));
        }

        var file = File("夕阳红|张某", "朝霞|李　明", "被拒的一家|", "|赵某", "朝霞|重名", "晚晴|");
        var key = await PreviewAsync(database, file);
        await using (var db = database.Open())
        {
            Assert.Equal(1, await db.Organizations().CountAsync());
            var plan = (await Desk(db).WaitingAsync("bodies", key, Clerk))!.Plan;
            Assert.Equal(
                [LineVerdict.Changed, LineVerdict.New, LineVerdict.Wrong, LineVerdict.Wrong, LineVerdict.Wrong, LineVerdict.New], plan.Lines.Select(l => l.Verdict));
            Assert.Equal([new LineChange("contact", "王某", "张某")], plan.Lines[0].Changes);
            Assert.Equal("“名称”没有填。", plan.Lines[3].Problems.Single().Message);
            Assert.Contains("第 3 行", plan.Lines[4].Problems.Single().Message, StringComparison.Ordinal);
            Assert.Null(await Desk(db).WaitingAsync("bodies", key, new Actor(8)));
        }

        var done = await ConfirmAsync(database, key);
        Assert.Equal(new ImportDone(2, 1, 0, 3), done.Value);
        await using (var db = database.Open())
        {
            Assert.Equal(["夕阳红 张某", "晚晴 ", "朝霞 李明"], (await db.Organizations().ToListAsync()).Select(o => $"{o.Name} {o.ContactName}").Order(StringComparer.Ordinal));
            var draft = await db.ImportDrafts().SingleAsync();
            Assert.Equal((DraftState.Confirmed, null, null), (draft.State, draft.ContentSealed, draft.PlanSealed));
            Assert.Equal(1, await db.AuditEntries().CountAsync(a => a.Process == nameof(ConfirmImport)));
        }

        Assert.IsType<NotFound>((await ConfirmAsync(database, key)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_file_twice_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var file = File("朝霞|李明", "晚晴|/");
        Assert.True((await ConfirmAsync(database, await PreviewAsync(database, file))).Ok);

        var again = await PreviewAsync(database, file);
        await using var db = database.Open();
        Assert.All((await Desk(db).WaitingAsync("bodies", again, Clerk))!.Plan.Lines, line => Assert.Equal(LineVerdict.Same, line.Verdict));
        Assert.IsType<NothingToImport>((await ConfirmAsync(database, again)).Refusal);
        Assert.Equal(2, await db.Organizations().CountAsync());
    }

    [Theory, OnSqlite]
    public async Task What_changed_since_the_preview_is_shown_again_before_anything_is_written(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var key = await PreviewAsync(database, File("朝霞|李明", "晚晴|赵某"));
        await using (var db = database.Open())
        {
            await Some.OrganizationAsync(db, with: o => (o.Name, o.ContactName) = ("朝霞", "李明"));
        }

        Assert.IsType<PreviewOutdated>((await ConfirmAsync(database, key)).Refusal);
        await using (var db = database.Open())
        {
            Assert.Equal(1, await db.Organizations().CountAsync());
            Assert.Equal([LineVerdict.Same, LineVerdict.New], (await Desk(db).WaitingAsync("bodies", key, Clerk))!.Plan.Lines.Select(l => l.Verdict));
        }

        Assert.Equal(new ImportDone(1, 0, 1, 0), (await ConfirmAsync(database, key)).Value);
    }

    [Theory, OnSqlite]
    public async Task A_failure_in_the_middle_leaves_nothing_behind(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var key = await PreviewAsync(database, File("朝霞|李明", "晚晴|赵某"));
        await using var db = database.Open();
        var confirm = new ConfirmImport(db, Desk(db, failOn: "晚晴"), new ImportRun(db), FakeClock.Ordinary());

        await Assert.ThrowsAsync<InvalidOperationException>(() => confirm.RunAsync("bodies", key, Clerk));
        await using var after = database.Open();
        Assert.False(await after.Organizations().AnyAsync());
        Assert.Equal(DraftState.Previewed, (await after.ImportDrafts().SingleAsync()).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_draft_is_sealed_and_emptied_when_it_is_put_away_or_too_old(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var dropped = await PreviewAsync(database, File("朝霞|李明"));
        await using var db = database.Open();
        var draft = await db.ImportDrafts().AsNoTracking().SingleAsync();
        Assert.DoesNotContain("PK", System.Text.Encoding.Latin1.GetString(draft.ContentSealed!, 0, 20), StringComparison.Ordinal);
        Assert.True((await new DropImport(db, Desk(db), FakeClock.Ordinary()).RunAsync("bodies", dropped, Clerk)).Ok);
        Assert.Null((await db.ImportDrafts().AsNoTracking().SingleAsync()).ContentSealed);

        var old = await PreviewAsync(database, File("朝霞|李明"));
        var clock = FakeClock.Ordinary();
        clock.Advance(TimeSpan.FromHours(25));
        await using var later = database.Open();
        Assert.Null(await new ImportDesk(later, [new Bodies(later, null)], Protection, clock).WaitingAsync("bodies", old, Clerk));
        Assert.Equal(1, await new ImportDesk(later, [], Protection, clock).PutAwayAsync());
        Assert.Null((await later.ImportDrafts().AsNoTracking().SingleAsync(d => d.Key == old)).PlanSealed);
    }

    private static readonly IDataProtectionProvider Protection = new EphemeralDataProtectionProvider();

    private static byte[] File(params string[] rows) => new RawWorkbook().Sheet(RawWorkbook.Rows(["名称|联系人", .. rows])).Bytes();

    private static ImportDesk Desk(TrainingDbContext db, string? failOn = null) => new(db, [new Bodies(db, failOn)], Protection, FakeClock.Ordinary());

    private static async Task<Guid> PreviewAsync(TestDatabase database, byte[] file)
    {
        await using var db = database.Open();
        return (await new PreviewImport(db, Desk(db), new ImportRun(db), FakeClock.Ordinary()).RunAsync(
            new() { Actor = Clerk, Kind = "bodies", FileName = "名单.xlsx", Content = file })).Value;
    }

    private static async Task<Result<ImportDone>> ConfirmAsync(TestDatabase database, Guid key)
    {
        await using var db = database.Open();
        return await new ConfirmImport(db, Desk(db), new ImportRun(db), FakeClock.Ordinary()).RunAsync("bodies", key, Clerk);
    }

    /// <summary>The smallest importer there can be: names and their contacts.</summary>
    private sealed class Bodies(TrainingDbContext db, string? failOn) : ISheetImport, IImportRegister
    {
        public string Kind => "bodies";

        public string Name => "单位";

        public IReadOnlyList<SheetColumn> Columns { get; } =
            [new("name", "名称") { Required = true }, new("contact", "联系人", ColumnKind.PersonName)];

        public async Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct) =>
            await db.Organizations().Select(o => new SheetValue[] { o.Name, o.ContactName }).ToListAsync(ct);

        public Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct) => Task.FromResult<IImportRegister>(this);

        public string? KeyOf(ImportRecord record) => record["name"];

        public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct) =>
            await db.Organizations().AsNoTracking().SingleOrDefaultAsync(o => o.Name == record["name"], ct) is { } known
                ? new RowMatch { Line = known.Id, Values = new Dictionary<string, string> { ["contact"] = known.ContactName ?? "" } }
                : RowMatch.New;

        public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
        {
            if (record["name"] == failOn)
            {
                throw new InvalidOperationException("The machine fails here.");
            }

            if (record["name"]!.Contains("被拒", StringComparison.Ordinal))
            {
                return new RowRefused("这一家不能收。", "name");
            }

            var body = match.Line is long id ? await db.Organizations().SingleAsync(o => o.Id == id, ct) : new Organization { Key = Guid.CreateVersion7(), Name = record["name"]!, RegionCode = Places.Qingfeng };
            body.ContactName = record["contact"];
            db.Update(body);
            await db.SaveChangesAsync(ct);
            return null;
        }
    }
}
