using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Organizations;

public sealed class OrganizationTests : IDisposable
{
    private const string Code = "52410922MJ0000000";

    private readonly FakeClock clock = FakeClock.Ordinary();
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-bodies-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    private static string CodeOf(string places) => places + CreditCode.CheckOf(places);

    private Vault Vault => new(folder);

    private WriteOrganization Write(TrainingDbContext db) => new(db, Vault, clock);

    private static WriteOrganizationInput Input(OrganizationDraft draft, Guid? key = null) => new() { Actor = new Actor(5), CountyCode = Places.Qingfeng, Key = key, Draft = draft };

    private static OrganizationDraft Draft => new()
    {
        Name = "清丰县 夕阳红（养老）服务中心", Kind = OrganizationKind.CareHome, CreditCode = CodeOf(Code).ToLowerInvariant(), LegalPerson = "䶮·买买提", ContactName = "王𬱖", ContactPhone = "13912345678", Address = "",
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_entered_is_kept_as_written_and_the_phone_is_sealed(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var key = (await Write(db).RunAsync(Input(Draft))).Value;
        var body = await db.Organizations().AsNoTracking().SingleAsync(o => o.Key == key);
        Assert.Equal((Draft.Name, "䶮·买买提", "王𬱖", CodeOf(Code), null), (body.Name, body.LegalPerson, body.ContactName, body.CreditCode, body.Address));
        Assert.DoesNotContain("13912345678", Encoding.Latin1.GetString(body.ContactPhoneSealed!), StringComparison.Ordinal);
        Assert.Equal("13912345678", Vault.Open(body.ContactPhoneSealed!, OpeningPurpose.ShowWhole));
        var entry = await db.AuditEntries().SingleAsync(e => e.Stream == body.AuditStream());
        Assert.DoesNotContain("买买提", entry.AfterJson, StringComparison.Ordinal);
        Assert.DoesNotContain("139", entry.AfterJson, StringComparison.Ordinal);

        // Null leaves the phone, empty takes it out; the version that was read must be the one that is there.
        var version = body.Version;
        Assert.True((await Write(db).RunAsync(Input(Draft with { Name = "新名", ContactPhone = null }, key) with { Version = version })).Ok);
        Assert.NotNull((await db.Organizations().AsNoTracking().SingleAsync(o => o.Key == key)).ContactPhoneSealed);
        Assert.IsType<ChangedMeanwhile>((await Write(db).RunAsync(Input(Draft, key) with { Version = version })).Refusal);
        Assert.True((await Write(db).RunAsync(Input(Draft with { ContactPhone = "" }, key))).Ok);
        Assert.Null((await db.Organizations().AsNoTracking().SingleAsync(o => o.Key == key)).ContactPhoneSealed);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_account_of_a_body_reaches_its_own_page_papers_agreements_and_pairings_and_no_other_bodys(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var own = await Some.OrganizationAsync(db);
        var next = await Some.OrganizationAsync(db, with: o => o.Name = "隔壁养老院");
        foreach (var body in (Organization[])[own, next])
        {
            await Some.AgreementAsync(db, with: a => (a.OrganizationId, a.Partner) = (body.Id, body.Name));
            await Some.PairingAsync(db, body, Places.QingfengVillage);
        }

        await Some.AgreementAsync(db, with: a => a.Partner = "县卫生学校");
        var county = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);
        await using var officer = database.Open(county);
        Assert.Equal((2, 3, 2), (await officer.Organizations().CountAsync(), await officer.Agreements().CountAsync(), await officer.Pairings().CountAsync()));

        await using var mine = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [], own.Id).On(clock.Today()));
        Assert.Equal(own.Id, (await mine.Organizations().SingleAsync()).Id);
        Assert.Equal(own.Name, (await mine.Agreements().SingleAsync()).Partner);
        Assert.Equal(own.Id, (await mine.Pairings().SingleAsync()).OrganizationId);
        Assert.Null(await new OrganizationPapers(mine).FindAsync(next.Key));
        Assert.NotNull(await new OrganizationPapers(mine).FindAsync(own.Key));

        var write = new WriteAgreement(mine, clock);
        var draft = new AgreementDraft { Purpose = "派讲师授课", From = clock.Today() };
        var input = new WriteAgreementInput { Actor = new Actor(5), CountyCode = Places.Qingfeng, Draft = draft };
        Assert.IsType<PartnerOutOfReach>((await write.RunAsync(input with { Draft = draft with { Partner = next.Name } })).Refusal);
        Assert.IsType<PartnerOutOfReach>((await write.RunAsync(input with { Draft = draft with { Organization = next.Key } })).Refusal);
        Assert.True((await write.RunAsync(input with { Draft = draft with { Organization = own.Key } })).Ok);
        Assert.Equal(2, await mine.Agreements().CountAsync());

        // Nobody's body is not everybody's; and the region still binds a body whose account was moved away.
        await using var homeless = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [], 0));
        Assert.Empty(await homeless.Organizations().ToListAsync());
        await using var moved = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)], [], own.Id));
        Assert.Empty(await moved.Organizations().ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_body_puts_its_own_contact_right_and_nothing_else(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var key = (await Write(db).RunAsync(Input(Draft))).Value;
        var before = await db.Organizations().AsNoTracking().SingleAsync(o => o.Key == key);
        await using var mine = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [], before.Id));
        var mend = new MendContact(mine, Vault, clock);
        var input = new MendContactInput { Actor = new Actor(6), Key = key, Version = before.Version, Draft = new() { ContactName = " 吕〇·阿 ", Address = "滨河路 1 号" } };
        Assert.IsType<ContactPhoneWrong>((await mend.RunAsync(input with { Draft = input.Draft with { ContactPhone = "12" } })).Refusal);
        Assert.True((await mend.RunAsync(input)).Ok);
        Assert.IsType<ChangedMeanwhile>((await mend.RunAsync(input)).Refusal);
        var after = await mine.Organizations().AsNoTracking().SingleAsync();
        Assert.Equal((" 吕〇·阿 ", "滨河路 1 号", before.Name, before.CreditCode, before.LegalPerson), (after.ContactName, after.Address, after.Name, after.CreditCode, after.LegalPerson));
        Assert.Equal("13912345678", Vault.Open(after.ContactPhoneSealed!, OpeningPurpose.ShowWhole));
        var entry = await mine.AuditEntries().SingleAsync(e => e.Process == nameof(MendContact));
        Assert.DoesNotContain("吕", entry.AfterJson, StringComparison.Ordinal);
        await using var other = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [], before.Id + 1));
        Assert.IsType<NotFound>((await new MendContact(other, Vault, clock).RunAsync(input)).Refusal);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task The_phone_is_opened_for_a_purpose_and_so_many_an_hour()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var key = (await Write(db).RunAsync(Input(Draft))).Value;
        var open = new OpenContactPhone(db, Vault, clock);
        var input = new OpenContactPhoneInput { Actor = new Actor(5), Key = key, Purpose = OpeningReason.TellOfClass };
        Assert.IsType<PurposeMissing>((await open.RunAsync(input with { Purpose = null })).Refusal);
        Assert.IsType<PurposeNeedsWords>((await open.RunAsync(input with { Purpose = OpeningReason.Other })).Refusal);
        for (var i = 0; i < UnmaskPersonalValue.MostAnHour; i++)
        {
            Assert.Equal("13912345678", (await open.RunAsync(input)).Value);
        }

        Assert.IsType<OpenedTooMany>((await open.RunAsync(input)).Refusal);
        Assert.Equal("13912345678", (await open.RunAsync(input with { Actor = new Actor(6) })).Value);
        Assert.IsType<NoContactPhone>((await open.RunAsync(input with { Actor = new Actor(6), Key = (await Some.OrganizationAsync(db, Places.Nanle)).Key })).Refusal);
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.IsType<NotFound>((await new OpenContactPhone(elsewhere, Vault, clock).RunAsync(input)).Refusal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_its_field_and_nothing_is_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var wrong = Draft with { Name = " \u200b", Kind = null, CreditCode = CodeOf(Code)[..17] + "#", ContactPhone = "12", Address = new string('长', 201), LegalPerson = "王\n五" };
        Assert.Equal(
            [nameof(Draft.Name), nameof(Draft.Kind), nameof(Draft.CreditCode), nameof(Draft.LegalPerson), nameof(Draft.ContactPhone), nameof(Draft.Address)],
            OrganizationRules.Check(wrong).Select(refusal => refusal.Field));
        Assert.False((await Write(db).RunAsync(Input(wrong))).Ok);
        Assert.IsType<CountyMissing>((await Write(db).RunAsync(Input(Draft) with { CountyCode = Places.QingfengVillage })).Refusal);
        Assert.IsType<NotFound>((await Write(db).RunAsync(Input(Draft, Guid.CreateVersion7()))).Refusal);
        Assert.False(await db.Organizations().AnyAsync());
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.IsType<CountyMissing>((await Write(elsewhere).RunAsync(Input(Draft))).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_second_body_of_one_name_is_warned_of_and_never_joined(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var first = (await Write(db).RunAsync(Input(Draft))).Value;
        var twin = Draft with { Name = "清丰县夕阳红(养老)服务中心", CreditCode = null };
        Assert.Equal(first, Assert.IsType<SameNameThere>((await Write(db).RunAsync(Input(twin))).Refusal).There);
        Assert.Equal(1, await db.Organizations().CountAsync());
        Assert.True((await Write(db).RunAsync(Input(twin) with { AnotherOne = true })).Ok);
        Assert.IsType<SameCreditCodeThere>((await Write(db).RunAsync(Input(twin with { CreditCode = CodeOf(Code) }) with { AnotherOne = true })).Refusal);
        Assert.Equal(2, await db.Organizations().CountAsync());

        // The neighbouring county has a register of its own.
        Assert.True((await Write(db).RunAsync(Input(Draft) with { CountyCode = Places.Nanle })).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_register_is_searched_by_name_initials_and_code(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        await Some.OrganizationAsync(db, with: o => o.CreditCode = CodeOf(Code));
        await Some.OrganizationAsync(db, with: o => (o.Name, o.Kind) = ("清丰县益民社会工作服务中心", OrganizationKind.SocialWork));
        await Some.OrganizationAsync(db, Places.Nanle, o => (o.Name, o.ClosedOn) = ("南乐县人民医院", new DateOnly(2026, 1, 1)));
        var register = new OrganizationRegister(db);

        async Task<string> Find(OrganizationQuestion question) =>
            string.Join(' ', (await register.RunAsync(question, new DateOnly(2026, 6, 1), 1, 10)).Lines.Select(line => line.Name[3..6]));

        Assert.Equal("夕阳红 益民社", await Find(new()));
        Assert.Equal("益民社", await Find(new() { Words = "益 民" }));
        Assert.Equal("益民社", await Find(new() { Words = "YMSH" }));
        Assert.Equal("夕阳红", await Find(new() { Words = CodeOf(Code)[..9] }));
        Assert.Equal("益民社", await Find(new() { Kind = OrganizationKind.SocialWork }));
        Assert.Equal("人民医", await Find(new() { Closed = true }));
        Assert.Equal("", await Find(new() { CountyCode = Places.Nanle }));
        Assert.Equal("夕阳红 益民社", await Find(new() { Order = OrganizationOrder.Kind, CountyCode = Places.Qingfeng }));
        Assert.Equal((1, 2), ((await register.RunAsync(new() { Order = OrganizationOrder.Name }, new DateOnly(2026, 6, 1), 2, 1)).Lines.Count, (await register.RunAsync(new(), new DateOnly(2026, 6, 1), 1, 1)).Total));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_body_is_closed_with_a_date_and_a_reason_once(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var close = new CloseOrganization(db, clock);
        var input = new CloseOrganizationInput { Actor = new Actor(5), Key = body.Key, On = clock.Today(), Reason = "合同到期" };
        Assert.IsType<ClosingNeedsDate>((await close.RunAsync(input with { On = null })).Refusal);
        Assert.IsType<ClosingDateFar>((await close.RunAsync(input with { On = clock.Today().AddYears(2) })).Refusal);
        Assert.IsType<EndingNeedsReason>((await close.RunAsync(input with { Reason = " " })).Refusal);
        Assert.True((await close.RunAsync(input)).Ok);
        Assert.IsType<ClosedAlready>((await close.RunAsync(input)).Refusal);
        Assert.False(body.IsOpenOn(clock.Today()));
        Assert.True(body.IsOpenOn(clock.Today().AddDays(-1)));
        Assert.IsType<ClosedAlready>((await new Pair(db, clock).RunAsync(new() { Actor = new Actor(5), Organization = body.Key, RegionCode = Places.QingfengVillage, From = clock.Today() })).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Social_work_bodies_without_a_community_are_gaps_on_that_day(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var today = clock.Today();
        await Some.OrganizationAsync(db);
        var body = await Some.OrganizationAsync(db, with: o => (o.Name, o.Kind) = ("清丰县益民社会工作服务中心", OrganizationKind.SocialWork));
        var (pair, register) = (new Pair(db, clock), new PairingRegister(db));
        Assert.Equal(body.Key, Assert.Single(await register.GapsAsync(today)).Key);
        var input = new PairInput { Actor = new Actor(5), Organization = body.Key, RegionCode = Places.QingfengVillage, From = today };
        Assert.IsType<PairingNeedsBody>((await pair.RunAsync(input with { Organization = null })).Refusal);
        Assert.IsType<PairingNeedsCommunity>((await pair.RunAsync(input with { RegionCode = Places.Qingfeng })).Refusal);
        Assert.IsType<PairingInAnotherCounty>((await pair.RunAsync(input with { RegionCode = Places.NanleCommunity })).Refusal);
        Assert.IsType<PairingNeedsFrom>((await pair.RunAsync(input with { From = null })).Refusal);
        var key = (await pair.RunAsync(input)).Value;
        Assert.IsType<PairedAlready>((await pair.RunAsync(input)).Refusal);
        Assert.Empty(await register.GapsAsync(today));
        Assert.Single(await register.GapsAsync(today.AddDays(-1)));

        var end = new EndPairing(db, clock);
        var ending = new EndPairingInput { Actor = new Actor(5), Key = key, On = today.AddDays(3), Reason = "社区合并" };
        Assert.IsType<PairingEndsBeforeItBegins>((await end.RunAsync(ending with { On = today.AddDays(-1) })).Refusal);
        Assert.IsType<PairingEndNeedsDate>((await end.RunAsync(ending with { On = null })).Refusal);
        Assert.IsType<EndingNeedsReason>((await end.RunAsync(ending with { Reason = null })).Refusal);
        Assert.True((await end.RunAsync(ending)).Ok);
        Assert.IsType<EndedAlready>((await end.RunAsync(ending)).Refusal);
        Assert.Empty(await register.GapsAsync(today.AddDays(2)));
        Assert.Single(await register.GapsAsync(today.AddDays(3)));
        Assert.True((await pair.RunAsync(input with { From = today.AddDays(3) })).Ok);
        Assert.Equal(2, (await register.RunAsync(organization: body.Key)).Count);
        Assert.Equal(2, (await register.RunAsync(Places.Qingfeng)).Count);
    }
}
