using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Trainers;

/// <summary>A city with a pool, its people and its clock: takes somebody as far as a test needs.</summary>
public sealed class PoolStage : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-pool-").FullName;
    private int applicants;

    private PoolStage(TestDatabase database)
    {
        Database = database;
        Vault = new Vault(new DataFolder(folder));
    }

    public TestDatabase Database { get; }

    public Vault Vault { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    public Actor Actor { get; } = new(7);

    public static async Task<PoolStage> SetAsync(DatabaseProvider on) => new(await TestDatabase.CreateAsync(on));

    public TrainingDbContext Open() => Database.Open();

    /// <summary>As an officer of the county sees it.</summary>
    public TrainingDbContext OpenIn(long county) => Database.Open(AccessScope.Of([RegionCodes.RangeOf(county)]));

    /// <summary>As anybody without an account.</summary>
    public TrainingDbContext OpenOutside() => Database.Open(AccessScope.Nothing);

    public ApplyToPoolInput Application(string name = "赵申报", long county = Places.Qingfeng, string? phone = null) => new()
    {
        Actor = Domain.Audit.Actor.Job,
        Way = ApplicationWay.ByOneself,
        Name = name,
        Phone = phone ?? $"1380000{++applicants:0000}",
        CountyCode = county,
        UnitName = "清丰县人民医院",
        Introduction = "康复科护士，带过三年新人。",
        Agreed = true,
        Facts = new()
        {
            Kind = TalentKind.Nursing, Topics = ["rehabilitation", "course-dementia"], Counties = [county, Places.Nanle], MonthlyCeiling = 2,
        },
    };

    public async Task<PoolReceipt> ApplyAsync(ApplyToPoolInput? input = null)
    {
        await using var db = OpenOutside();
        var done = await new ApplyToPool(db, Vault, Clock).RunAsync(input ?? Application());
        Assert.True(done.Ok, done.Refusal?.Message);
        return done.Value;
    }

    /// <summary>Applied, selected, on record, published and concluded without an objection.</summary>
    public async Task<Trainer> AdmittedAsync(ApplyToPoolInput? input = null)
    {
        var key = (await ApplyAsync(input)).TrainerKey;
        await OnNoticeAsync(key);
        await ConcludeAsync(key, NoticeOutcome.Passed);
        await using var db = Open();
        return await db.Trainers().SingleAsync(t => t.Key == key);
    }

    public async Task<PublicNotice> OnNoticeAsync(Guid key)
    {
        await using var db = Open();
        Assert.True((await new SelectTrainers(db, Clock).RunAsync(Choice(key))).Ok);
        Assert.True((await new RecordTrainers(db, Clock).RunAsync(Choice(key))).Ok);
        var opened = await PublishAsync(db, key);
        Assert.True(opened.Ok, opened.Refusal?.Message);
        return opened.Value;
    }

    public Task<Result<PublicNotice>> PublishAsync(TrainingDbContext db, params Guid[] keys) =>
        new PublishTrainers(db, new OpenNotice(db, new Officers(db), Clock), Clock).RunAsync(new()
        {
            Actor = Actor, Keys = keys, RegionCode = Places.City, Title = "拟入库人员公示", Body = "现予公示。", WorkingDays = 5,
        });

    public async Task ConcludeAsync(Guid key, NoticeOutcome outcome)
    {
        await using var db = Open();
        var item = await db.NoticeItems().OrderByDescending(i => i.Id).FirstAsync(i => i.SubjectKey == key);
        await new TrainerNotices(db, Clock).ConcludedAsync(item, outcome, Actor, default);
        var notice = await db.PublicNotices().SingleAsync(n => n.Id == item.NoticeId);
        notice.State = NoticeState.Concluded;
        await db.SaveChangesAsync();
    }

    public DecideInput Choice(Guid key, string? reason = null) => new() { Actor = Actor, Keys = [key], Reason = reason };

    /// <summary>The state follows from the history, and the chain of the written history holds.</summary>
    public async Task<TrainerStatus> ProvenStateAsync(Guid key)
    {
        await using var db = Open();
        var trainer = await db.Trainers().SingleAsync(t => t.Key == key);
        var acts = await db.TrainerSteps().Where(s => s.TrainerId == trainer.Id).OrderBy(s => s.Ordinal).Select(s => s.Act).ToListAsync();
        Assert.Equal(trainer.Status, PoolLifeRules.Replay(acts));
        Assert.True(await db.AuditEntries().CountAsync(a => a.Stream == trainer.AuditStream()) >= acts.Count);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        return trainer.Status;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
