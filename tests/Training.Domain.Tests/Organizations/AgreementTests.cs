using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Organizations;

public sealed class AgreementTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly Until = new(2026, 12, 31);

    private readonly FakeClock clock = FakeClock.Ordinary();

    [Theory]
    [InlineData("2025-12-31", AgreementState.NotBegun)]
    [InlineData("2026-01-01", AgreementState.Valid)]
    [InlineData("2026-10-31", AgreementState.Valid)]
    [InlineData("2026-11-01", AgreementState.Expiring)]
    [InlineData("2026-12-31", AgreementState.Expiring)]
    [InlineData("2027-01-01", AgreementState.Expired)]
    public void An_agreement_is_what_it_is_on_a_day(string day, AgreementState state) =>
        Assert.Equal(state, AgreementRules.StateOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), From, Until, 60, null, renewed: false));

    [Fact]
    public void Renewed_ended_and_endless_agreements_are_not_warned_of()
    {
        Assert.Equal(AgreementState.Valid, AgreementRules.StateOn(new(2026, 12, 1), From, Until, 60, null, renewed: true));
        Assert.Equal(AgreementState.Renewed, AgreementRules.StateOn(new(2027, 1, 1), From, Until, 60, null, renewed: true));
        Assert.Equal(AgreementState.Valid, AgreementRules.StateOn(new(2030, 1, 1), From, null, 60, null, renewed: false));
        Assert.Equal(AgreementState.Ended, AgreementRules.StateOn(new(2026, 6, 1), From, Until, 60, new(2026, 6, 1), renewed: false));
        Assert.Equal(AgreementState.Valid, AgreementRules.StateOn(new(2026, 5, 31), From, Until, 60, new(2026, 6, 1), renewed: false));
        Assert.Equal(AgreementState.Valid, AgreementRules.StateOn(new(2026, 12, 30), From, Until, 0, null, renewed: false));
        Assert.Equal(AgreementState.Expiring, AgreementRules.StateOn(Until, From, Until, 0, null, renewed: false));
    }

    private static WriteAgreementInput Input(AgreementDraft draft) => new() { Actor = new Actor(5), CountyCode = Places.Qingfeng, Draft = draft };

    private static AgreementDraft Draft => new() { Partner = "濮阳医学高等专科学校", Purpose = "派教师到 6 个站点授课", From = From, Until = Until };

    [Theory, OnSqlite, OnPostgres]
    public async Task An_agreement_is_entered_changed_renewed_and_ended(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var (write, register, body) = (new WriteAgreement(db, clock), new AgreementRegister(db), await Some.OrganizationAsync(db));
        var key = (await write.RunAsync(Input(Draft with { Organization = body.Key, Partner = null }))).Value;
        var line = (await register.FindAsync(key))!;
        Assert.Equal((body.Name, body.Key, 60), (line.Partner, line.Organization, line.WarnDays));
        Assert.True((await write.RunAsync(Input(Draft) with { Key = key, Version = line.Version })).Ok);
        Assert.IsType<ChangedMeanwhile>((await write.RunAsync(Input(Draft) with { Key = key, Version = line.Version })).Refusal);

        var next = (await write.RunAsync(Input(Draft with { From = Until.AddDays(1), Until = null }) with { Renews = key })).Value;
        Assert.IsType<RenewedAlready>((await write.RunAsync(Input(Draft) with { Renews = key })).Refusal);
        Assert.Equal((next, key), ((await register.FindAsync(key))!.RenewedBy, (await register.FindAsync(next))!.Renews));

        var end = new EndAgreement(db, clock);
        var input = new EndAgreementInput { Actor = new Actor(5), Key = key, On = new(2026, 6, 1), Reason = "学校停派" };
        Assert.IsType<EndingNeedsDate>((await end.RunAsync(input with { On = null })).Refusal);
        Assert.IsType<EndsOutsideItsTime>((await end.RunAsync(input with { On = From.AddDays(-1) })).Refusal);
        Assert.IsType<EndsOutsideItsTime>((await end.RunAsync(input with { On = Until.AddDays(1) })).Refusal);
        Assert.IsType<EndingNeedsReason>((await end.RunAsync(input with { Reason = "" })).Refusal);
        Assert.True((await end.RunAsync(input)).Ok);
        Assert.IsType<EndedAlready>((await end.RunAsync(input)).Refusal);
        Assert.Equal(3, await db.AuditEntries().CountAsync(e => e.Stream.StartsWith("agreement/") && e.Process != "EndAgreement"));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var wrong = new AgreementDraft { Partner = " ", Purpose = "", From = null, Until = null, WarnDays = -1 };
        Assert.Equal(["Partner", "Purpose", "From", "WarnDays"], WriteAgreement.Check(wrong).Select(refusal => refusal.Field));
        Assert.IsType<AgreementEndsBeforeItBegins>(WriteAgreement.Check(Draft with { Until = From.AddDays(-1) }).Single());
        Assert.IsType<TextTooLong>(WriteAgreement.Check(Draft with { Purpose = new string('长', 201) }).Single());
        var write = new WriteAgreement(db, clock);
        var neighbour = await Some.OrganizationAsync(db, Places.Nanle);
        Assert.IsType<PartnerOutOfReach>((await write.RunAsync(Input(Draft with { Organization = neighbour.Key }))).Refusal);
        Assert.IsType<CountyMissing>((await write.RunAsync(Input(Draft) with { CountyCode = Places.City })).Refusal);
        Assert.IsType<NotFound>((await write.RunAsync(Input(Draft) with { Renews = Guid.CreateVersion7() })).Refusal);
        Assert.False(await db.Agreements().AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_register_shows_first_what_ends_first(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var today = clock.Today();
        await Some.AgreementAsync(db, with: a => (a.Partner, a.UntilDate) = ("长期的", null));
        await Some.AgreementAsync(db, with: a => (a.Partner, a.UntilDate) = ("快到的", today.AddDays(10)));
        await Some.AgreementAsync(db, with: a => (a.Partner, a.EndedOn) = ("终止的", today));
        await Some.AgreementAsync(db, Places.Nanle, a => (a.Partner, a.UntilDate) = ("过期的", today.AddDays(-1)));
        var register = new AgreementRegister(db);

        async Task<string> Find(AgreementQuestion question) => string.Join(' ', (await register.RunAsync(question, today)).Select(line => line.Partner));

        Assert.Equal("过期的 快到的 长期的 终止的", await Find(new()));
        Assert.Equal("过期的", await Find(new() { CountyCode = Places.Nanle }));
        Assert.Equal("快到的", await Find(new() { State = AgreementState.Expiring }));
        Assert.Equal("长期的", await Find(new() { Words = "cqd" }));
        Assert.Equal("", await Find(new() { Organization = Guid.CreateVersion7() }));
    }

    [Fact]
    public async Task A_machine_without_officers_marks_nothing_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var today = clock.Today();
        var soon = await Some.AgreementAsync(db, with: a => a.UntilDate = today.AddDays(60));
        await Some.AgreementAsync(db, with: a => a.UntilDate = today.AddDays(61));
        await Some.AgreementAsync(db, with: a => (a.UntilDate, a.EndedOn) = (today, today));
        var renewed = await Some.AgreementAsync(db, with: a => a.UntilDate = today);
        await Some.AgreementAsync(db, with: a => (a.RenewsId, a.UntilDate) = (renewed.Id, null));
        var warn = new WarnOfAgreements(db, new Officers(db), clock);
        Assert.Equal(1, await warn.RunAsync());
        Assert.Equal(0, await warn.RunAsync());
        Assert.Equal(today, (await db.Agreements().SingleAsync(a => a.Id == soon.Id)).WarnedOn);
        Assert.False(await db.InboxMessages().AnyAsync());
    }
}
