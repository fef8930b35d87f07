using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

/// <summary>A notice of two people that runs from Wednesday 18 to Wednesday 25 November 2026, and what can be done to it.</summary>
public sealed class NoticeScene : IAsyncDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-notices-").FullName);

    private NoticeScene(TestDatabase database)
    {
        Database = database;
        Vault = new Vault(folder);
    }

    public static Actor Officer { get; } = new(7);

    public TestDatabase Database { get; }

    public Vault Vault { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    /// <summary>What the room above was told.</summary>
    public List<(string Name, NoticeOutcome Outcome, long? Actor)> Told { get; } = [];

    public Guid Key { get; private set; }

    public static async Task<NoticeScene> SetAsync(DatabaseProvider on = DatabaseProvider.Sqlite, OpenNoticeInput? input = null)
    {
        var scene = new NoticeScene(await TestDatabase.CreateAsync(on));
        await using var db = scene.Database.Open();
        scene.Key = (await Some.NoticeAsync(db, scene.Clock, input)).Key;
        return scene;
    }

    public void At(int month, int day, int hour = 9, int minute = 0, int second = 0) =>
        Clock.SetUtc(new DateTime(2026, month, day, hour, minute, second, DateTimeKind.Utc).AddHours(-8));

    public async Task<PublicNotice> NoticeAsync()
    {
        await using var db = Database.Open();
        return await db.PublicNotices().AsNoTracking().Include(n => n.Items.OrderBy(i => i.Ordinal)).SingleAsync(n => n.Key == Key);
    }

    public async Task<Result<NoticeObjection>> ObjectAsync(Guid? item = null, string text = "他的护理证已经过期两年。", string? name = null, string? contact = null, Guid? key = null)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new FileObjection(db, Vault, Clock).RunAsync(new()
        {
            NoticeKey = Key, ObjectionKey = key ?? Guid.CreateVersion7(), ItemKey = item, Text = text, Name = name, Contact = contact,
        });
    }

    public async Task<Result<Done>> AnswerAsync(Guid objection, bool? upheld, string answer = "经核实，证书在有效期内。", AccessScope? scope = null)
    {
        await using var db = Database.Open(scope);
        return await new AnswerObjection(db, Clock).RunAsync(new() { Actor = Officer, NoticeKey = Key, ObjectionKey = objection, Upheld = upheld, Answer = answer });
    }

    public async Task<Result<Done>> ConcludeAsync(Actor? actor = null)
    {
        await using var db = Database.Open();
        return await new ConcludeNotice(db, End(db), Clock).RunAsync(Key, actor ?? Officer);
    }

    public async Task<List<Guid>> DueAsync()
    {
        await using var db = Database.Open();
        return await new ConcludeNotice(db, End(db), Clock).DueAsync();
    }

    public async Task<Result<Done>> WithdrawAsync(string reason = "名单有误，重新核对")
    {
        await using var db = Database.Open();
        return await new WithdrawNotice(End(db), Clock).RunAsync(new() { Actor = Officer, NoticeKey = Key, Reason = reason });
    }

    public async Task<Result<NoticeWindow>> ExtendAsync(int days, string reason = "系统停机一天")
    {
        await using var db = Database.Open();
        return await new ExtendNotice(db, End(db), Clock).RunAsync(new() { Actor = Officer, NoticeKey = Key, Days = days, Reason = reason });
    }

    public async Task<Result<Done>> ReplyAsync(bool? agree, string? reason = null, long division = Places.City)
    {
        await using var db = Database.Open();
        return await new AnswerDeadline(db, End(db), Clock).RunAsync(new()
        {
            Actor = Officer, Divisions = [division], NoticeKey = Key, Agree = agree, Reason = reason,
        });
    }

    public async Task<NoticeView?> PublicViewAsync()
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new ReadNotice(db, Clock).ForPublicAsync(Key);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder.Root, recursive: true);
    }

    private EndNotice End(TrainingDbContext db) => new(db, [new Above(this, NoticeSubjects.Commendation), new Above(this, "another")], Clock);

    private sealed class Above(NoticeScene scene, string subject) : INoticeSubject
    {
        public string Subject => subject;

        public Task ConcludedAsync(NoticeItem item, NoticeOutcome outcome, Actor actor, CancellationToken ct)
        {
            scene.Told.Add((item.Name, outcome, actor.AccountId));
            return Task.CompletedTask;
        }
    }
}
