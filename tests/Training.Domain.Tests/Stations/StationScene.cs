using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Stations;

/// <summary>清丰县 with a body that proposes, its officer and the city's officer.</summary>
internal sealed class StationScene : IAsyncDisposable
{
    private StationScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    public Organization Body { get; private set; } = null!;

    public Actor Proposer { get; private set; }

    public Actor County { get; private set; }

    public Actor City { get; private set; }

    public static AccessScope CountyScope => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);

    public static async Task<StationScene> SetAsync(DatabaseProvider on)
    {
        var scene = new StationScene(await TestDatabase.CreateAsync(on));
        await using var db = scene.Database.Open();
        scene.Body = await Some.OrganizationAsync(db);
        scene.Proposer = await scene.AccountAsync(db, Roles.Organization, "organization", scene.Body.Id);
        scene.County = await scene.AccountAsync(db, Roles.CountyOfficer, "county");
        scene.City = await scene.AccountAsync(db, Roles.CityOfficer, "city");
        return scene;
    }

    public async Task<Guid> ProposeAsync(StationFacts? facts = null)
    {
        await using var db = Database.Open(CountyScope);
        var proposed = await new ProposeStation(db, Clock).RunAsync(Proposal(facts));
        Assert.True(proposed.Ok, proposed.Refusal?.Message);
        return proposed.Value;
    }

    public ProposeStationInput Proposal(StationFacts? facts = null) =>
        new() { Key = Guid.CreateVersion7(), Actor = Proposer, OrganizationId = Body.Id, Facts = facts ?? Some.StationFacts() };

    /// <summary>One action by whoever does it, today unless another day is given.</summary>
    public async Task<Result<Done>> DoAsync(Guid key, StationAction action, DateOnly? on = null)
    {
        await using var db = Database.Open();
        var step = new StationStepInput { Key = key, Actor = County, On = on, Reason = StationRules.NeedsReason(action) ? "按规定办理" : null };
        return action switch
        {
            StationAction.Mend => await new MendProposal(db, Clock).RunAsync(new() { Key = key, Actor = Proposer, OrganizationId = Body.Id, Facts = Some.StationFacts() with { Capacity = 50 } }),
            StationAction.Withdraw => await new WithdrawProposal(db, Clock).RunAsync(new() { Key = key, Actor = Proposer, OrganizationId = Body.Id, Reason = step.Reason }),
            StationAction.Approve or StationAction.Reject => await new ReviewStation(db, Clock).RunAsync(
                new() { Key = key, Actor = County, Approve = action == StationAction.Approve, Reason = "教室太小", Confirmed = [PremisesItem.TeachingRoom, PremisesItem.Seats, PremisesItem.FireSafety] }),
            StationAction.Record or StationAction.Return => await new RecordStation(db, Clock).RunAsync(
                new() { Key = key, Actor = City, Accept = action == StationAction.Record, Reason = step.Reason }),
            StationAction.Open => await new OpenStation(db, Clock).RunAsync(step),
            StationAction.Suspend => await new SuspendStation(db, Clock).RunAsync(step),
            StationAction.Resume => await new ResumeStation(db, Clock).RunAsync(step),
            StationAction.TakeOff => await new TakeOffStation(db, Clock).RunAsync(step),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "a proposal begins a life"),
        };
    }

    public async Task AllAsync(Guid key, params StationAction[] actions)
    {
        foreach (var action in actions)
        {
            var done = await DoAsync(key, action);
            Assert.True(done.Ok, $"{action}: {done.Refusal?.Message}");
        }
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    private async Task<Actor> AccountAsync(TrainingDbContext db, string role, string name, long? body = null)
    {
        var account = new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = Roles.ChineseName(role), OrganizationId = body };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        var id = await db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync();
        db.AccountRoleLinks().Add(new IdentityUserRole<long> { UserId = account.Id, RoleId = id });
        await db.SaveChangesAsync();
        return new Actor(account.Id);
    }
}
