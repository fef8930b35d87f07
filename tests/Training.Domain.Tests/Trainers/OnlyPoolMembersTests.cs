using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.SocialWork;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Trainers;

/// <summary>Whoever writes past the use cases, with plain SQL, meets the database's own rule: only a stay in the pool opens a card.</summary>
public class OnlyPoolMembersTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    [Theory, OnSqlite, OnPostgres]
    public async Task Nobody_outside_the_pool_is_written_on_a_session_a_visit_a_service_or_a_post(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var station = await Some.StationAsync(db);
        var session = await Some.SessionAsync(db, station, Day);
        var (file, _) = await Some.HouseholdFileAsync(db, station, await Some.PersonAsync(db));
        var member = await Some.TrainerAsync(db);
        var stay = await Some.StayOfAsync(db, member);
        var applicant = await Some.TrainerAsync(db, name: "赵申报", with: t => (t.Status, t.InPoolFrom) = (TrainerStatus.Applied, null));
        var visit = await Some.HomeVisitAsync(db, file, member, Day);
        var service = await Some.HelpServiceAsync(db, station, member, Day, []);
        var post = await Some.SocialWorkerPostAsync(db, station, member);

        // Neither without a stay, nor on somebody else's.
        foreach (var borrowed in (long[])[0, stay, stay + 1000])
        {
            await RefusedAsync(db, $"""INSERT INTO "SessionTrainer" ("SessionId", "TrainerId", "PoolMembershipId") VALUES ({session.Id}, {applicant.Id}, {borrowed})""");
            await RefusedAsync(db, $"""UPDATE "HomeVisit" SET "TrainerId" = {applicant.Id}, "PoolMembershipId" = {borrowed} WHERE "Id" = {visit.Id}""");
            await RefusedAsync(db, $"""UPDATE "HelpService" SET "TrainerId" = {applicant.Id}, "PoolMembershipId" = {borrowed} WHERE "Id" = {service.Id}""");
            await RefusedAsync(db, $"""UPDATE "SocialWorkerPost" SET "TrainerId" = {applicant.Id}, "PoolMembershipId" = {borrowed} WHERE "Id" = {post.Id}""");
        }

        await RefusedAsync(db, $"""DELETE FROM "PoolMembership" WHERE "Id" = {stay}""");
        Assert.Equal(1, await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "SessionTrainer" ("SessionId", "TrainerId", "PoolMembershipId") VALUES ({session.Id}, {member.Id}, {stay})"""));
    }

    [Fact]
    public void The_rule_is_a_foreign_key_of_every_provider()
    {
        foreach (var db in Unconnected.All())
        {
            using (db)
            {
                var bound = db.Model.FindEntityType(typeof(PoolMembership))!.GetReferencingForeignKeys()
                    .Where(key => key.Properties.Count == 2).Select(key => key.DeclaringEntityType.ClrType.Name).Order();
                var naming = db.Model.GetEntityTypes().Where(e => e.FindProperty("TrainerId") is not null && e.FindProperty("PoolMembershipId") is not null)
                    .Select(e => e.ClrType.Name).Order();
                Assert.Equal(naming, bound);
                Assert.Contains(nameof(SocialWorkerPost), bound);
            }
        }
    }

    private static async Task RefusedAsync(TrainingDbContext db, FormattableString sql) =>
        await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlAsync(sql));
}
