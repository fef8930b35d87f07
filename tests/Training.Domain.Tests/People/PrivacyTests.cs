using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.People;

public class PrivacyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_value_is_opened_for_a_purpose_and_that_is_written_down(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);

        Assert.Equal(PrivacyScene.Phone, (await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Value!.Value);
        Assert.Equal(PrivacyScene.IdNumber, (await scene.OpenAsync(PersonalField.IdNumber, scene.OwnStation)).Value!.Value);
        Assert.Equal(PrivacyScene.Address, (await scene.OpenAsync(PersonalField.Address, scene.OwnStation, OpeningReason.Other, "送取暖器上门")).Value!.Value);
        Assert.Equal($"残疾人；方案：{PrivacyScene.Plan}", (await scene.OpenAsync(PersonalField.Health, scene.OwnStation, OpeningReason.HomeVisit)).Value!.Value);

        await using var db = scene.Database.Open();
        var entries = await db.AuditEntries().Where(a => a.Process == nameof(UnmaskPersonalValue)).OrderBy(a => a.Sequence).ToListAsync();
        Assert.Equal(4, entries.Count);
        Assert.All(entries, e => Assert.Equal((Person.AuditStream(scene.Person.Key), 41, scene.Person.RegionCode), (e.Stream, e.ActorId, e.RegionCode)));
        Assert.Equal("""{"field":"Address","purpose":"Other"}""", entries[2].AfterJson);
        Assert.Equal("送取暖器上门", entries[2].Reason);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Nobody_opens_a_value_beyond_the_own_reach_or_without_a_purpose(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        var otherCounty = AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]);

        Assert.IsType<NotFound>((await scene.OpenAsync(PersonalField.Phone, otherCounty)).Refusal);
        Assert.IsType<NotFound>((await scene.OpenAsync(PersonalField.Phone, scene.AnotherStation)).Refusal);
        Assert.IsType<PurposeMissing>((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County, purpose: null)).Refusal);
        Assert.IsType<PurposeNeedsWords>((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County, OpeningReason.Other, "看 ")).Refusal);
        Assert.IsType<WordsCarryNumber>((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County, OpeningReason.Other, "回拨 154-0123-4567")).Refusal);

        await using var db = scene.Database.Open();
        Assert.False(await db.AuditEntries().AnyAsync(a => a.Process == nameof(UnmaskPersonalValue)));
    }

    [Fact]
    public async Task One_account_opens_so_many_values_an_hour()
    {
        await using var scene = await PrivacyScene.SetAsync(DatabaseProvider.Sqlite);
        for (var i = 0; i < UnmaskPersonalValue.MostAnHour; i++)
        {
            Assert.True((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Ok);
        }

        Assert.IsType<OpenedTooMany>((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Refusal);
        scene.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_copy_tells_of_every_room_and_of_who_opened_what(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County);

        var copy = await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<ExportPersonalData>().RunAsync(
            new() { PersonKey = scene.Person.Key, Form = ExportForm.Word, Words = "本人来申请，看了身份证", Actor = scene.Officer }));

        Assert.True(copy.Ok, copy.Refusal?.Message);
        var text = string.Join('\n', copy.Value.Sections.SelectMany(s => s.Records.Select(r => $"{s.Title} {r.What} {ExportPersonalData.Line(r)}")));
        Assert.All(
            (string[])[PrivacyScene.Phone, PrivacyScene.IdNumber, PrivacyScene.Address, PrivacyScene.Plan, "残疾人", "点名册 2026-10-14", "2026-10-20 入户", "通知上课、改期", "站点常来的人"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.NotEmpty(Training.Domain.Papers.WordPaper.Write(ExportPersonalData.PaperOf(copy.Value)));
        await using var db = scene.Database.Open();
        Assert.Equal("本人来申请，看了身份证", (await db.AuditEntries().SingleAsync(a => a.Process == nameof(ExportPersonalData))).Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Erasure_takes_everything_personal_and_leaves_the_figures_and_the_history(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        var before = await FiguresAsync(scene);
        byte[] wrapped;
        await using (var db = scene.Database.Open())
        {
            wrapped = (await db.People().SingleAsync(p => p.Id == scene.Person.Id)).KeySealed!;
        }

        var asked = await AskAsync(scene);
        var decided = await DecideAsync(scene, asked.Value, erase: true);

        Assert.True(decided.Ok, decided.Refusal?.Message);
        Assert.Equal((ErasureStatus.Done, null), (decided.Value.Status, decided.Value.Kept));
        await using (var db = scene.Database.Open())
        {
            var person = await db.People().SingleAsync(p => p.Id == scene.Person.Id);
            Assert.Equal((Person.ErasedName, "", null, null), (person.Name, person.NameKey, person.BirthDate, person.Building));
            Assert.True(person is { KeySealed: null, PhoneSealed: null, PhoneIndex: null, PhoneTailIndex: null, IdNumberSealed: null, IdNumberIndex: null, AddressSealed: null });
            var file = await db.PersonFiles().SingleAsync(f => f.PersonId == person.Id);
            Assert.True(file is { GroundSealed: null, PlanSealed: null, GroundReading: GroundReading.Annex, PlannedOn: not null });
            Assert.NotNull((await db.StationMembers().SingleAsync(m => m.PersonId == person.Id)).UntilDate);
            Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        }

        Assert.Equal(before, await FiguresAsync(scene));
        Assert.IsType<ErasureDecided>((await DecideAsync(scene, asked.Value, erase: true)).Refusal);
        Assert.IsType<NothingOnFile>((await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Refusal);
        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.False(FileHolds(scene.Database, wrapped), "the destroyed key still lies in the file");
            Assert.False(FileHolds(scene.Database, Encoding.UTF8.GetBytes(scene.Person.Name)), "the name still lies in the file");
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_law_keeps_name_and_contact_of_a_member_of_the_pool_and_the_rest_goes(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        await using (var db = scene.Database.Open())
        {
            db.Trainers().Add(new Trainer { Key = Guid.CreateVersion7(), PersonId = scene.Person.Id, Name = scene.Person.Name, Kind = TalentKind.Volunteer, Status = TrainerStatus.InPool });
            await db.SaveChangesAsync();
        }

        var decided = await DecideAsync(scene, (await AskAsync(scene)).Value, erase: true);

        Assert.StartsWith("人才库登记：", decided.Value!.Kept, StringComparison.Ordinal);
        await using var after = scene.Database.Open();
        var person = await after.People().SingleAsync(p => p.Id == scene.Person.Id);
        Assert.Equal(scene.Person.Name, person.Name);
        Assert.NotNull(person.PhoneSealed);
        Assert.Null((await after.PersonFiles().SingleAsync(f => f.PersonId == person.Id)).PlanSealed);
    }

    [Fact]
    public async Task A_refusal_needs_its_reason_and_leaves_everything()
    {
        await using var scene = await PrivacyScene.SetAsync(DatabaseProvider.Sqlite);
        var asked = await AskAsync(scene);

        Assert.IsType<ErasureAlreadyAsked>((await AskAsync(scene)).Refusal);
        Assert.IsType<ErasureDecisionMissing>((await DecideAsync(scene, asked.Value, erase: null)).Refusal);
        Assert.IsType<ErasureReasonMissing>((await DecideAsync(scene, asked.Value, erase: false)).Refusal);
        Assert.True((await DecideAsync(scene, asked.Value, erase: false, "申请人不是本人，也没有委托书")).Ok);
        Assert.Equal(PrivacyScene.Phone, (await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Value!.Value);
        Assert.True((await AskAsync(scene)).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_due_is_listed_and_goes_only_when_an_officer_confirms(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);
        await using (var db = scene.Database.Open())
        {
            var roll = await db.Rolls().SingleAsync();
            db.WalkIns().Add(new WalkIn { Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Name = "钱外来" });
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync()));
        scene.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal(1, await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync()));
        Assert.Equal(1, await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync()));
        long due;
        await using (var db = scene.Database.Open())
        {
            due = (await db.RetentionDues().SingleAsync()).Id;
            Assert.Equal("钱外来", (await db.WalkIns().SingleAsync()).Name);
        }

        var stranger = AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]);
        Assert.IsType<NotFound>((await scene.RunAsync(stranger, s => s.GetRequiredService<KeepRetention>().ConfirmAsync(due, scene.Officer))).Refusal);
        Assert.Equal(1, (await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<KeepRetention>().ConfirmAsync(due, scene.Officer))).Value);
        await using var after = scene.Database.Open();
        Assert.Equal(Person.ErasedName, (await after.WalkIns().SingleAsync()).Name);
        Assert.IsType<RetentionCleared>((await scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<KeepRetention>().ConfirmAsync(due, scene.Officer))).Refusal);

        scene.Clock.Advance(TimeSpan.FromDays(4 * 366));
        Assert.True(await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<KeepRetention>().ListAsync()) > 20);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_key_of_the_installation_leaves_every_value_readable(DatabaseProvider provider)
    {
        await using var scene = await PrivacyScene.SetAsync(provider);

        var (key, values) = await scene.RunAsync(AccessScope.Everything, s => s.GetRequiredService<RotateKeys>().RunAsync(Actor.Job));

        Assert.Equal((2, true), (key, values >= 1));
        Assert.Equal(PrivacyScene.Phone, (await scene.OpenAsync(PersonalField.Phone, PrivacyScene.County)).Value!.Value);
        await using var db = scene.Database.Open();
        Assert.Equal(2, (await db.People().SingleAsync(p => p.Id == scene.Person.Id)).KeySealed![1]);
    }

    [Theory]
    [InlineData("看了身份证原件", false)]
    [InlineData("2026 年 10 月来的", false)]
    [InlineData("电话 15401234567", true)]
    [InlineData("154 0123 4567", true)]
    public void Words_with_a_number_in_them_are_known(string words, bool carries) => Assert.Equal(carries, PrivacyWords.CarryNumber(words));

    private static Task<Result<Guid>> AskAsync(PrivacyScene scene) => scene.RunAsync(scene.OwnStation, s => s.GetRequiredService<EraseOnRequest>().AskAsync(
        new() { PersonKey = scene.Person.Key, How = "本人到站口头提出，看了身份证原件", Actor = scene.Officer }));

    private static Task<Result<ErasureRequest>> DecideAsync(PrivacyScene scene, Guid request, bool? erase, string? reason = null) =>
        scene.RunAsync(PrivacyScene.County, s => s.GetRequiredService<EraseOnRequest>().DecideAsync(
            new() { RequestKey = request, Erase = erase, Reason = reason, Actor = scene.Officer }));

    private static async Task<string> FiguresAsync(PrivacyScene scene)
    {
        await using var db = scene.Database.Open();
        var window = new Training.Domain.Standards.MetricWindow
        {
            First = Month.Of(new DateOnly(2026, 10, 1)), Last = Month.Of(new DateOnly(2026, 10, 1)), Codes = new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000),
            CutOff = new DateOnly(2026, 10, 31), People = 30, Minutes = 60,
        };
        var figures = new List<string>();
        foreach (var (name, metric) in Training.Domain.Standards.AtHomeMetrics.All.Concat(Training.Domain.Standards.OnSiteMetrics.All))
        {
            var rows = await metric(db, window).ToListAsync();
            figures.Add($"{name} {rows.Count} {rows.Sum(r => r.Numerator)} {rows.Sum(r => r.Denominator)}");
        }

        return string.Join('\n', figures);
    }

    private static bool FileHolds(TestDatabase database, byte[] bytes)
    {
        SqliteConnection.ClearAllPools();
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        return new[] { file, $"{file}-wal" }.Where(File.Exists).Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(bytes) >= 0);
    }
}
