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
        await Some.DossierAsync(db, trainer);
        var dossier = await db.PoolDossiers().SingleAsync();
        (dossier.UnitName, dossier.Introduction, dossier.Reason) = ("清丰县人民医院", "护理二十年", "材料齐全");
        db.AddRange(
            new TrainerCertificate
            {
                Key = Guid.CreateVersion7(), TrainerId = trainer.Id, Name = "护士执业证书", Number = "410900112233", Issuer = "濮阳市卫生健康委", IssuedOn = new DateOnly(2020, 3, 1),
            },
            new TrainingHours
            {
                Key = Guid.CreateVersion7(), TrainerId = trainer.Id, OnDate = new DateOnly(2026, 5, 8), Hours = 2, What = "跟老同事学翻身", AddedUtc = DateTime.UnixEpoch, StruckReason = "记错了人",
            },
            new TrainerTravel { TrainerId = trainer.Id, CountyCode = Places.Nanle });
        trainer.Status = TrainerStatus.Left;
        await db.SaveChangesAsync();
        var subject = new PersonalSubject
        {
            PersonIds = [trainer.PersonId], Keys = [], NowUtc = FakeClock.Ordinary().UtcNow(), Open = (_, _) => "", OpenUnowned = _ => "",
        };

        var told = await new TrainerData(db).ReadAsync(subject);
        Assert.Contains(told, r => r.What == "公示");
        Assert.All(
            (string[])["清丰县人民医院", "护理二十年", "材料齐全", "410900112233", "跟老同事学翻身", "南乐县"],
            value => Assert.Contains(told, r => r.Facts.Any(fact => fact.Value == value)));
        await new TrainerData(db).EraseAsync(subject);
        await db.SaveChangesAsync();
        var line = await db.NoticeItems().AsNoTracking().SingleAsync();
        Assert.Equal((Person.ErasedName, null, false), (line.Name, line.Unit, line.IsPerson));
        db.ChangeTracker.Clear();
        dossier = await db.PoolDossiers().SingleAsync();
        Assert.Equal((null, null, null), (dossier.UnitName, dossier.Introduction, dossier.Reason));
        Assert.Equal(Person.ErasedName, (await db.TrainerCertificates().SingleAsync()).Number);
        var hours = await db.TrainingHours().SingleAsync();
        Assert.Equal((Person.ErasedName, Person.ErasedName), (hours.What, hours.StruckReason));
        Assert.Empty(await db.TrainerTravels().ToListAsync());
    }
}
