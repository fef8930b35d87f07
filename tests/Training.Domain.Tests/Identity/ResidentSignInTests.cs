using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Identity.Residents;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Identity;

public sealed class ResidentSignInTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_known_and_an_unknown_phone_are_answered_alike_and_nothing_of_them_lies_open(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        await scene.PersonAsync("张秀英");

        var known = await scene.RequestAsync();
        var unknown = await scene.RequestAsync("13911112222");

        Assert.True(known.Ok && unknown.Ok);
        Assert.Equal(2, await scene.MessagesAsync());
        await using var db = scene.Database.Open();
        foreach (var message in await db.OutgoingMessages().ToListAsync())
        {
            Assert.Null(message.Text);
            Assert.DoesNotContain("1380000", System.Text.Encoding.UTF8.GetString(message.AddressSealed), StringComparison.Ordinal);
        }

        var words = scene.Vault.Open((await db.OutgoingMessages().OrderBy(m => m.Id).FirstAsync()).TextSealed!, OpeningPurpose.Deliver);
        Assert.Contains(known.Value!.Code, words, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await db.AuditEntries().Where(a => a.Stream.StartsWith("phone-code/")).ToListAsync(),
            a => (a.AfterJson ?? "").Contains(known.Value.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "手机号还没填。")]
    [InlineData("1380000123", "号码少了 1 位")]
    [InlineData("138000012345", "号码多了 1 位")]
    [InlineData("23800001234", "不像手机号")]
    public async Task A_mistyped_number_is_told_what_is_wrong(string typed, string sentence)
    {
        await using var scene = await ResidentScene.SetAsync();
        var refused = await scene.RequestAsync(typed);
        Assert.Contains(sentence, refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await scene.MessagesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_number_gets_one_code_a_minute_five_an_hour_and_ten_a_day(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        Assert.True((await scene.RequestAsync()).Ok);
        scene.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new CodeTooSoon(40), (await scene.RequestAsync()).Refusal);
        for (var i = 1; i < PhoneCodeRules.MostAnHour; i++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(61));
            Assert.True((await scene.RequestAsync()).Ok);
        }

        scene.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.IsType<TooManyCodes>((await scene.RequestAsync()).Refusal);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < PhoneCodeRules.MostAnHour; i++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(61));
            Assert.True((await scene.RequestAsync()).Ok);
        }

        scene.Clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<TooManyCodes>((await scene.RequestAsync()).Refusal);
        Assert.True((await scene.RequestAsync("13911112222")).Ok);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await scene.RequestAsync()).Ok);
    }

    [Fact]
    public async Task One_address_cannot_send_codes_to_everybody()
    {
        await using var scene = await ResidentScene.SetAsync();
        for (var i = 0; i < PhoneCodeRules.MostAnHourFromOneAddress; i++)
        {
            Assert.True((await scene.RequestAsync($"139{i:00000000}")).Ok);
        }

        Assert.IsType<TooManyCodesHere>((await scene.RequestAsync("13700000000")).Refusal);
        Assert.True((await scene.RequestAsync("13700000000", "198.51.100.4")).Ok);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await scene.RequestAsync("13700000001")).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_code_takes_five_wrong_tries_then_not_even_the_right_one(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var sent = (await scene.RequestAsync()).Value!;
        var wrong = sent.Code == "000000" ? "111111" : "000000";
        for (var left = PhoneCodeRules.MostWrongTries - 1; left >= 0; left--)
        {
            Assert.Equal(new WrongCode(left), (await scene.VerifyAsync(sent.Key, wrong)).Refusal);
        }

        Assert.IsType<CodeIsOver>((await scene.VerifyAsync(sent.Key, sent.Code)).Refusal);
        Assert.IsType<CodeIsOver>((await scene.VerifyAsync(Guid.NewGuid(), sent.Code)).Refusal);
    }

    [Fact]
    public async Task A_code_holds_ten_minutes_and_ten_more_twice_for_who_asks()
    {
        await using var scene = await ResidentScene.SetAsync();
        var sent = (await scene.RequestAsync()).Value!;
        scene.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True((await scene.ExtendAsync(sent.Key)).Ok);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await scene.ExtendAsync(sent.Key)).Ok);
        Assert.IsType<NoMoreTime>((await scene.ExtendAsync(sent.Key)).Refusal);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        // Typed as a phone's keyboard may write it.
        Assert.True((await scene.VerifyAsync(sent.Key, string.Concat(sent.Code.Select(c => (char)(c - '0' + '０'))) + " ")).Ok);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<CodeIsOver>((await scene.VerifyAsync(sent.Key, sent.Code)).Refusal);
        Assert.True((await scene.LookAsync(sent.Key)).Ok);
        scene.Clock.Advance(PhoneCodeRules.TimeToEnter);
        Assert.IsType<DoorIsShut>((await scene.LookAsync(sent.Key)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_shared_phone_asks_who_is_here_and_consent_is_asked_once_a_version(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var household = await scene.HouseholdAsync();
        var mother = await scene.PersonAsync("张秀英", household);
        var son = await scene.PersonAsync("李建国", household);
        var stranger = await scene.PersonAsync("王桂兰", phone: "13911112222");
        var code = await scene.VerifiedAsync();

        var door = (await scene.LookAsync(code)).Value!;
        Assert.Equal(["张秀英", "李建国"], door.People.Select(p => p.Name));
        Assert.All(door.People, p => Assert.False(p.HasAgreed));
        Assert.IsType<NotBehindThisPhone>((await scene.EnterAsync(code, stranger.Key)).Refusal);
        Assert.IsType<ConsentNeeded>((await scene.EnterAsync(code, son.Key, agreedTo: null)).Refusal);
        Assert.IsType<ConsentNeeded>((await scene.EnterAsync(code, son.Key, agreedTo: "1999-01")).Refusal);
        var account = (await scene.EnterAsync(code, son.Key)).Value;
        Assert.IsType<DoorIsShut>((await scene.EnterAsync(code, mother.Key)).Refusal);

        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        var again = await scene.VerifiedAsync();
        Assert.Equal([false, true], (await scene.LookAsync(again)).Value!.People.Select(p => p.HasAgreed));
        Assert.Equal(account, (await scene.EnterAsync(again, son.Key, agreedTo: null)).Value);

        await using var db = scene.Database.Open();
        var consent = await db.ConsentRecords().SingleAsync();
        Assert.Equal((son.Id, ConsentNotice.Current, ConsentMatter.Register, ConsentWay.Online), (consent.PersonId, consent.Version, consent.Matter, consent.Way));
        Assert.NotEmpty(ConsentNotice.Paragraphs);
        Assert.Equal(1, await db.Accounts().CountAsync(a => a.PersonId == son.Id));
        Assert.Empty(await db.AccountRegions().Where(r => r.AccountId == account).ToListAsync());
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task A_clerks_number_under_many_households_opens_none_of_them()
    {
        await using var scene = await ResidentScene.SetAsync();
        Person? last = null;
        for (var i = 0; i <= EnterResident.MostHouseholds; i++)
        {
            last = await scene.PersonAsync(Some.NameOf(i), await scene.HouseholdAsync());
        }

        var code = await scene.VerifiedAsync();
        Assert.True((await scene.LookAsync(code)).Value!.TooMany);
        Assert.IsType<NotBehindThisPhone>((await scene.EnterAsync(code, last!.Key)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_newcomer_is_written_down_as_written_and_nothing_half_when_refused(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var code = await scene.VerifiedAsync();
        Assert.Empty((await scene.LookAsync(code)).Value!.People);
        Assert.IsType<RegisterResident.BadName>((await scene.RegisterAsync(code, null)).Refusal);
        Assert.IsType<RegisterResident.BadName>((await scene.RegisterAsync(code, "张秀英 ")).Refusal);
        Assert.IsType<RegisterResident.BadName>((await scene.RegisterAsync(code, "张3")).Refusal);
        Assert.IsType<RegisterResident.NoCommunity>((await scene.RegisterAsync(code, "张秀英", Places.Qingfeng)).Refusal);
        Assert.IsType<RegisterResident.NoCommunity>((await scene.RegisterAsync(code, "张秀英", null)).Refusal);
        Assert.IsType<ConsentNeeded>((await scene.RegisterAsync(code, "张秀英", agreedTo: null)).Refusal);
        await using (var db = scene.Database.Open())
        {
            Assert.Equal((0, 0, 0), (await db.People().CountAsync(), await db.Households().CountAsync(), await db.Accounts().CountAsync()));
        }

        const string name = "买买提·〇𠮷";
        var account = (await scene.RegisterAsync(code, name)).Value;
        Assert.IsType<DoorIsShut>((await scene.RegisterAsync(code, name)).Refusal);

        await using var after = scene.Database.Open();
        var person = await after.People().SingleAsync();
        Assert.Equal((name, Places.QingfengVillage), (person.Name, person.RegionCode));
        Assert.Equal(ResidentScene.Phone, scene.Vault.Open(person.PhoneSealed!, person.KeySealed, OpeningPurpose.ShowWhole));
        Assert.Equal(person.Id, (await after.Accounts().SingleAsync(a => a.Id == account)).PersonId);
        Assert.Equal(person.HouseholdId, (await after.HouseholdMembers().SingleAsync()).HouseholdId);
        Assert.Equal(1, await after.ConsentRecords().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_sheets_Z3_rises_by_one_resident_however_often_he_signs_in(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var household = await scene.HouseholdAsync();
        var son = await scene.PersonAsync("李建国", household);
        await using (var db = scene.Database.Open())
        {
            await Some.StationAsync(db);
        }

        Assert.Equal(0, await Z3Async(scene));
        AccountSession? session = null;
        for (var i = 0; i < 3; i++)
        {
            session = await scene.OpenSessionAsync((await scene.EnterAsync(await scene.VerifiedAsync(), son.Key)).Value);
            scene.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(1, await Z3Async(scene));
        }

        // Three days later the half-year session is still good, and using it is being signed in that day.
        scene.Clock.Advance(TimeSpan.FromDays(3));
        Assert.True(await scene.IsOpenAsync(session!.Key));
        Assert.True(await scene.IsOpenAsync(session.Key));
        Assert.Equal(1, await Z3Async(scene));
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(2, await db.ResidentSignIns().CountAsync());
        }

        var mother = await scene.PersonAsync("张秀英", household);
        await scene.OpenSessionAsync((await scene.EnterAsync(await scene.VerifiedAsync(), mother.Key)).Value);
        Assert.Equal(2, await Z3Async(scene));
    }

    private static async Task<long> Z3Async(ResidentScene scene)
    {
        await using var db = scene.Database.Open();
        Assert.True(SheetPeriod.TryParse("2026-11", out var period));
        var evaluation = await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(period.Last, Places.City),
            RegionCode = Places.City,
            Period = period,
            Today = new DateOnly(2026, 11, 22),
        });
        return evaluation.InForce("Z3").Counties.TryGetValue(Places.Qingfeng, out var county) ? county.Total.Rows : 0;
    }
}
