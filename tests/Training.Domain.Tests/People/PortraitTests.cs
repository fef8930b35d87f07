using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.People;

/// <summary>M8, photo pick: a portrait is kept by consent, shown to whoever takes the roll, and gone with the consent, the person or the time.</summary>
public class PortraitTests
{
    private static readonly byte[] Photo = SamplePhoto.Jpeg(new DateTime(2026, 11, 18, 9, 30, 0, DateTimeKind.Unspecified), number: 7);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_portrait_is_kept_with_its_consent_sealed_until_two_small_copies_stand_in_its_place(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);

        Assert.IsType<ConsentWayMissing>((await AddAsync(scene, way: null)).Refusal);
        Assert.IsType<ConsentDayWrong>((await AddAsync(scene, day: scene.Clock.Today().AddDays(1))).Refusal);
        await using (var db = scene.Database.Open())
        {
            Assert.False(await db.Portraits().AnyAsync() || await db.ConsentRecords().AnyAsync() || await db.WorkItems().AnyAsync());
        }

        var added = await AddAsync(scene);
        Assert.True(added.Ok, added.Refusal?.Message);
        await using (var db = scene.Database.Open())
        {
            var portrait = await db.Portraits().SingleAsync();
            var consent = await db.ConsentRecords().SingleAsync();
            Assert.Equal((PortraitStatus.Waiting, consent.Id), (portrait.Status, portrait.ConsentId));
            Assert.Equal((ConsentMatter.Portrait, ConsentWay.Spoken, 41L), (consent.Matter, consent.Way, consent.TakenBy));
            Assert.Equal(-1, portrait.SentSealed!.AsSpan().IndexOf(Photo.AsSpan(0, 40)));
            var item = await db.WorkItems().SingleAsync();
            Assert.Equal((PortraitWork.Kind, portrait.Id), (item.Kind, item.SubjectId));
            Assert.DoesNotContain(scene.Person.Name, item.Title, StringComparison.Ordinal);
        }

        await DrawAsync(scene);
        Assert.Equal([1, 2, 3], await PictureAsync(scene, scene.OwnStation));
        Assert.Null(await PictureAsync(scene, scene.AnotherStation));
        Assert.Equal(Photo[..4], [0xFF, 0xD8, 0xFF, 0xE1]);
        await using (var db = scene.Database.Open())
        {
            Assert.True(await db.Portraits().SingleAsync() is { Status: PortraitStatus.Ready, SentSealed: null });
            Assert.Equal(["GiveConsent", "AddPortrait", "PortraitWork.FinishAsync"], await HistoryAsync(scene, db));
            Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        }

        // Another picture needs no second consent, and a runner that drew the first one changes nothing.
        var late = await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<PortraitWork>().BeginAsync(1));
        Assert.Null(late);
        Assert.True((await AddAsync(scene, way: null)).Ok);
        await scene.RunAsync(AccessScope.Everything, async s =>
        {
            await s.GetRequiredService<PortraitWork>().FinishAsync(new PortraitSource(1, added.Value, Photo), [9], [9]);
            return 0;
        });
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(PortraitStatus.Waiting, (await db.Portraits().SingleAsync()).Status);
        }
    }

    [Fact]
    public async Task What_is_no_photo_or_too_large_or_of_somebody_out_of_reach_is_refused_and_nothing_is_written()
    {
        await using var scene = await PrivacyScene.SetAsync(DatabaseProvider.Sqlite);

        Assert.IsType<PortraitEmpty>((await AddAsync(scene, photo: [])).Refusal);
        Assert.IsType<PortraitNoPhoto>((await AddAsync(scene, photo: "<svg onload='alert(1)'/>"u8.ToArray())).Refusal);
        Assert.IsType<PortraitNoPhoto>((await AddAsync(scene, photo: [.. "%PDF-1.7\n"u8, .. new byte[200]])).Refusal);
        Assert.IsType<PortraitTooLarge>((await AddAsync(scene, photo: [.. Photo, .. new byte[PortraitRules.SentBytes]])).Refusal);
        Assert.IsType<NotFound>((await AddAsync(scene, reach: scene.AnotherStation)).Refusal);
        await using var db = scene.Database.Open();
        Assert.False(await db.Portraits().AnyAsync() || await db.ConsentRecords().AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Taking_the_consent_back_takes_the_portrait_at_once(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        await AddAsync(scene);
        await DrawAsync(scene);
        Guid consent;
        await using (var db = scene.Database.Open())
        {
            consent = (await db.ConsentRecords().SingleAsync()).Key;
        }

        Assert.True((await scene.RunAsync(scene.OwnStation, s => s.GetRequiredService<KeepConsents>().WithdrawAsync(scene.Person.Key, consent, scene.Officer))).Ok);
        await using (var db = scene.Database.Open())
        {
            Assert.False(await db.Portraits().AnyAsync());
        }

        Assert.Null(await PictureAsync(scene, scene.OwnStation));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task It_goes_with_the_person_and_when_the_person_has_not_come_for_a_year(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        await AddAsync(scene);
        await DrawAsync(scene);
        Assert.Equal(0, await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync()));
        await using (var db = scene.Database.Open())
        {
            var member = await db.StationMembers().SingleAsync();
            member.UntilDate = new DateOnly(2026, 11, 18);
            await db.SaveChangesAsync();
        }

        scene.Clock.Advance(TimeSpan.FromDays(400));
        await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync());
        RetentionDue due;
        await using (var db = scene.Database.Open())
        {
            due = await db.RetentionDues().SingleAsync(d => d.Rule == "portrait");
            Assert.Equal(1, due.Count);
        }

        Assert.Equal(1, (await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<KeepRetention>().ConfirmAsync(due.Id, scene.Officer))).Value);
        await AddAsync(scene, PrivacyScene.County);
        await DrawAsync(scene);
        var asked = await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<EraseOnRequest>().AskAsync(
            new() { PersonKey = scene.Person.Key, How = "本人到站口头提出", Actor = scene.Officer }));
        Assert.True((await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<EraseOnRequest>().DecideAsync(
            new() { RequestKey = asked.Value, Erase = true, Actor = scene.Officer }))).Ok);
        await using (var db = scene.Database.Open())
        {
            Assert.False(await db.Portraits().AnyAsync());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_roll_shows_faces_of_its_own_people_to_its_takers_while_it_is_open_and_the_phone_is_told_which(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        RollTaker taker;
        Guid session, stranger;
        using (HistoryWatch.Arranging())
        await using (var db = scene.Database.Open())
        {
            var today = await Some.SessionAsync(db, scene.Station, scene.Clock.Today(), await Some.TrainerAsync(db, name: "孙玉"));
            session = (await Some.OpenRollAsync(db, today)).Key;
            var account = new Account { UserName = "zhou", NormalizedUserName = "ZHOU", DisplayName = "周站长" };
            db.Accounts().Add(account);
            await db.SaveChangesAsync();
            db.AccountStations().Add(new AccountStation { AccountId = account.Id, StationId = scene.Station.Id });
            await db.SaveChangesAsync();
            taker = RollTaker.Coordinator(account.Id);
            stranger = (await Some.PersonAsync(db, name: "孙远客")).Key;
        }

        await AddAsync(scene);
        Assert.Empty(await FacesAsync(scene, session, taker, null));
        await DrawAsync(scene);

        var face = Assert.Single(await FacesAsync(scene, session, taker, null));
        Assert.Equal((scene.Person.Key, scene.Person.Name), (face.Line.AttendeeKey, face.Line.Name));
        Assert.Equal([4, 5], face.Face.Jpeg);
        Assert.Single(await FacesAsync(scene, session, taker, [scene.Person.Key, stranger]));
        Assert.Empty(await FacesAsync(scene, session, taker, [stranger]));
        Assert.IsType<NotFound>((await scene.RunAsync(scene.AnotherStation, s => s.GetRequiredService<RollFaces>().RunAsync(session, taker, null))).Refusal);
        Assert.Empty(await FacesAsync(scene, scene.Held.Key, taker, null));

        var lines = (await scene.RunAsync(scene.OwnStation, s => s.GetRequiredService<FieldSnapshot>().RunAsync(taker))).Single(x => x.Key == session).Lines;
        Assert.Equal(face.Face.Mark, Assert.Single(lines, l => l.Face is not null).Face);
    }

    private static async Task<IReadOnlyList<RollFace>> FacesAsync(PrivacyScene scene, Guid roll, RollTaker taker, IReadOnlyCollection<Guid>? asked)
    {
        var found = await scene.RunAsync(scene.OwnStation, s => s.GetRequiredService<RollFaces>().RunAsync(roll, taker, asked));
        Assert.True(found.Ok, found.Refusal?.Message);
        return found.Value.Faces;
    }

    private static Task<Result<Guid>> AddAsync(
        PrivacyScene scene, AccessScope? reach = null, byte[]? photo = null, ConsentWay? way = ConsentWay.Spoken, DateOnly? day = null) =>
        scene.RunAsync(reach ?? scene.OwnStation, s => s.GetRequiredService<AddPortrait>().RunAsync(new()
        {
            PersonKey = scene.Person.Key, Way = way, GivenOn = day ?? scene.Clock.Today(), Content = new MemoryStream(photo ?? Photo), Actor = scene.Officer,
        }));

    private static Task<byte[]?> PictureAsync(PrivacyScene scene, AccessScope reach) =>
        scene.RunAsync(reach, s => s.GetRequiredService<ReadPortraits>().PictureAsync(scene.Person.Key));

    private static Task<int> DrawAsync(PrivacyScene scene) => scene.RunAsync(AccessScope.Everything, async s =>
    {
        var work = s.GetRequiredService<PortraitWork>();
        var source = await work.BeginAsync(await s.GetRequiredService<TrainingDbContext>().Portraits().Select(p => p.Id).SingleAsync());
        Assert.Equal(Photo, source!.Sent);
        await work.FinishAsync(source, [1, 2, 3], [4, 5]);
        return 0;
    });

    private static Task<List<string>> HistoryAsync(PrivacyScene scene, TrainingDbContext db) =>
        db.AuditEntries().Where(a => a.Stream == Person.AuditStream(scene.Person.Key)).OrderBy(a => a.Sequence).Select(a => a.Process).ToListAsync();
}
