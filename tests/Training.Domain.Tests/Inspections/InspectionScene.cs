using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Persistence;
using Training.Domain.Tests.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Inspections;

/// <summary>A campaign of two counties after the quarter, with the city's officer and a coordinator of one station.</summary>
internal sealed class InspectionScene : IAsyncDisposable
{
    private InspectionScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Shanghai(2026, 10, 12);

    public TrainingDbContext Db { get; private set; } = null!;

    public Actor Officer { get; private set; }

    public Actor Coordinator { get; private set; }

    public DrawSample Draws => new(Db, Clock);

    public InspectionDesk Desk => new(Db, new Officers(Db), Clock);

    public EnterInspection Enter => new(Desk, Clock);

    public SettleInspection Settle => new(Desk, Clock);

    public MendInspection Mend => new(Desk);

    public DrawSampleInput Quarter => new() { Actor = Officer, RegionCode = Places.City, Period = "2026-Q3", Sessions = 12, Homes = 4, Seed = "20261012" };

    public static async Task<InspectionScene> SetAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var scene = new InspectionScene(await RandomCampaign.DatabaseAsync(provider));
        scene.Db = scene.Database.Open();
        scene.Officer = await scene.AccountAsync("周志远", Roles.CityOfficer);
        scene.Coordinator = await scene.AccountAsync("陈玉兰", Roles.Coordinator);
        return scene;
    }

    public async Task<Inspection> DrawnAsync(InspectedKind kind = InspectedKind.Session)
    {
        var key = Some.Right(await Draws.RunAsync(Quarter));
        var inspection = await Db.Inspections().Where(i => i.Kind == kind && Db.InspectionDraws().Any(d => d.Id == i.DrawId && d.Key == key)).OrderBy(i => i.Ordinal).FirstAsync();
        Db.AccountStations().Add(new() { AccountId = Coordinator.AccountId!.Value, StationId = inspection.StationId });
        await Db.SaveChangesAsync();
        return inspection;
    }

    public EnterInspectionInput Found(Inspection inspection, InspectionVerdict verdict) => new()
    {
        Actor = Officer, Key = inspection.Key, Inspectors = "周志远、李红", InspectedOn = new DateOnly(2026, 10, 12), Verdict = verdict, Remarks = "照片上只有 20 人，电话问了 5 人，2 人说没有来。",
        Answers = InspectionForm.Shipped.Of(inspection.Kind).ToDictionary(q => q.Code, q => (string?)(q.Type == AskedFor.Number ? "5" : "yes")),
        FollowUp = verdict == InspectionVerdict.True ? null : FollowUp.Correct, Asked = verdict == InspectionVerdict.True ? null : "按实际到的人更正点名册。",
    };

    public SettleInspectionInput Settled(Inspection inspection, InspectionVerdict verdict) => new()
    {
        Actor = Officer, Key = inspection.Key, Verdict = verdict, Words = "看了说明和照片，认定如下。", FollowUp = FollowUp.Correct, Asked = "按实际到的人更正点名册。", MendDays = 7,
    };

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task<Actor> AccountAsync(string name, string role)
    {
        var account = new Account { DisplayName = name, UserName = $"{name}{Guid.CreateVersion7():N}" };
        Db.Accounts().Add(account);
        await Db.SaveChangesAsync();
        Db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<long> { UserId = account.Id, RoleId = await Db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync() });
        Db.AccountRegions().Add(new() { AccountId = account.Id, RegionCode = role == Roles.CityOfficer ? Places.City : Places.Qingfeng });
        await Db.SaveChangesAsync();
        return new(account.Id);
    }
}
