using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Trainers;

public class ServedCountiesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_county_changes_its_own_part_and_the_city_all_of_it(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var trainer = await stage.AdmittedAsync();
        stage.Clock.SetUtc(new DateTime(2026, 12, 10, 2, 0, 0, DateTimeKind.Utc));
        var today = new DateOnly(2026, 12, 10);

        await using (var db = stage.OpenIn(Places.Nanle))
        {
            var use = new ChangeServedCounties(db, [], stage.Clock);
            Assert.IsType<NotThoseCounties>((await use.RunAsync(Wanted(stage, trainer, Places.Qingfeng))).Refusal);
            Assert.IsType<SameCounties>((await use.RunAsync(Wanted(stage, trainer, Places.Nanle))).Refusal);
            Assert.IsType<ServedCountiesNeedReason>((await use.RunAsync(Wanted(stage, trainer) with { Reason = " " })).Refusal);
            Assert.True((await use.RunAsync(Wanted(stage, trainer))).Ok);
        }

        await using (var db = stage.OpenIn(Places.Nanle))
        {
            var gate = new PoolGate(db);
            Assert.True((await gate.ForAsync(trainer, today.AddDays(-1), Places.Nanle)).Ok);
            Assert.IsType<NotServingCountyOn>((await gate.ForAsync(trainer, today, Places.Nanle)).Refusal);
        }

        await using (var db = stage.Open())
        {
            var use = new ChangeServedCounties(db, [], stage.Clock);
            Assert.IsType<ServesNoCounty>((await use.RunAsync(Wanted(stage, trainer))).Refusal);
            Assert.True((await use.RunAsync(Wanted(stage, trainer, Places.Nanle))).Ok);
            Assert.Equal(
                [(Places.Qingfeng, (DateOnly?)today), (Places.Nanle, today), (Places.Nanle, null)],
                (await db.TrainerCounties().AsNoTracking().Where(c => c.TrainerId == trainer.Id).OrderBy(c => c.RegionCode).ThenBy(c => c.FromDate).ToListAsync())
                    .Select(c => (c.RegionCode, c.UntilDate)));
            Assert.Equal(2, await db.AuditEntries().CountAsync(a => a.Process == nameof(ChangeServedCounties) && a.Reason == "两县调整"));
            Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        }
    }

    [Fact]
    public async Task Nobody_is_taken_from_a_county_where_a_session_is_planned()
    {
        await using var stage = await PoolStage.SetAsync(DatabaseProvider.Sqlite);
        var trainer = await stage.AdmittedAsync();
        stage.Clock.SetUtc(new DateTime(2026, 12, 10, 2, 0, 0, DateTimeKind.Utc));
        await using var db = stage.Open();
        var station = await Some.StationAsync(db, Places.QingfengVillage);
        await Some.SessionAsync(db, station, new DateOnly(2026, 12, 20), trainer);
        var use = new ChangeServedCounties(db, [new SessionDuty(db)], stage.Clock);
        Assert.Contains("清丰县还有 1 次", Assert.IsType<NeededInCounty>((await use.RunAsync(Wanted(stage, trainer, Places.Nanle))).Refusal).Message, StringComparison.Ordinal);
        Assert.True((await use.RunAsync(Wanted(stage, trainer, Places.Qingfeng))).Ok);
    }

    private static ServedCountiesInput Wanted(PoolStage stage, Trainer trainer, params long[] counties) =>
        new() { Actor = stage.Actor, TrainerKey = trainer.Key, Counties = counties, Reason = "两县调整" };
}
