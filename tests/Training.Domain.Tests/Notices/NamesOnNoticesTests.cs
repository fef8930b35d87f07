using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

public sealed class NamesOnNoticesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Who_objected_is_cleared_when_the_rule_says_so_and_what_was_said_stays(DatabaseProvider on)
    {
        await using var scene = await NoticeScene.SetAsync(on);
        var key = (await scene.ObjectAsync(name: "赵国民", contact: "13800001234")).Value!.Key;
        await scene.AnswerAsync(key, false);
        scene.At(11, 26);
        await scene.ConcludeAsync(Actor.Job);
        await using var db = scene.Database.Open();
        var source = new ObjectorData(db);

        Assert.Empty(await source.DueAsync(new DateOnly(2026, 11, 26)));
        Assert.Equal(new Dictionary<long, int> { [Places.Qingfeng] = 1 }, await source.DueAsync(new DateOnly(2026, 11, 27)));
        Assert.Equal(0, await source.ClearAsync(Places.City, new DateOnly(2026, 11, 27), scene.Clock.UtcNow()));
        Assert.Equal(1, await source.ClearAsync(Places.Qingfeng, new DateOnly(2026, 11, 27), scene.Clock.UtcNow()));
        await db.SaveChangesAsync();
        var kept = await db.NoticeObjections().AsNoTracking().SingleAsync();
        Assert.Equal((null, null, "他的护理证已经过期两年。"), (kept.NameSealed, kept.ContactSealed, kept.Text));
    }

    [Fact]
    public async Task A_trainer_who_left_and_asks_for_erasure_stands_on_no_notice_by_name()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        await Some.NoticeAsync(db, FakeClock.Ordinary(), Some.NoticeInput() with
        {
            Subject = NoticeSubjects.Trainer, Lines = [new() { SubjectKey = trainer.Key, Name = trainer.Name, IsPerson = true, Unit = "清丰县人民医院" }],
        });
        trainer.Status = TrainerStatus.Left;
        await db.SaveChangesAsync();
        var subject = new PersonalSubject
        {
            PersonIds = [trainer.PersonId], Keys = [], NowUtc = FakeClock.Ordinary().UtcNow(), Open = (_, _) => "", OpenUnowned = _ => "",
        };

        Assert.Contains(await new TrainerData(db).ReadAsync(subject), r => r.What == "公示");
        await new TrainerData(db).EraseAsync(subject);
        await db.SaveChangesAsync();
        var line = await db.NoticeItems().AsNoTracking().SingleAsync();
        Assert.Equal((Person.ErasedName, null, false), (line.Name, line.Unit, line.IsPerson));
    }
}
