using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Identity.Residents;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Identity;

/// <summary>The way of a resident from the phone to the door, as the site walks it: each step on a context that reaches nothing.</summary>
internal sealed class ResidentScene : IAsyncDisposable
{
    public const string Agreed = ConsentTexts.Version;
    public const string Phone = "13800001234";

    private ResidentScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("training-residents-").FullName);

    public Vault Vault => field ??= new Vault(Folder);

    public static async Task<ResidentScene> SetAsync(DatabaseProvider on = DatabaseProvider.Sqlite) => new(await TestDatabase.CreateAsync(on));

    public async Task<Person> PersonAsync(string name, Household? household = null, string phone = Phone, long region = Places.QingfengVillage)
    {
        await using var db = Database.Open();
        Assert.True(MobileNumber.TryParse(phone, out var number));
        return await Some.PersonAsync(db, region, name, p =>
        {
            Vault.SetPhone(p, number);
            p.HouseholdId = household?.Id;
        });
    }

    public async Task<Household> HouseholdAsync()
    {
        await using var db = Database.Open();
        return await Some.HouseholdAsync(db);
    }

    public async Task<Result<RequestPhoneCode.Sent>> RequestAsync(string? phone = Phone, string address = "203.0.113.7")
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new RequestPhoneCode(db, Vault, Clock).RunAsync(new() { Phone = phone, Address = address });
    }

    public async Task<Result<Done>> VerifyAsync(Guid key, string? code)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new VerifyPhoneCode(db, Vault, Clock).RunAsync(key, code);
    }

    public async Task<Result<DateTime>> ExtendAsync(Guid key)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new VerifyPhoneCode(db, Vault, Clock).ExtendAsync(key);
    }

    /// <summary>A code that was asked for and typed rightly.</summary>
    public async Task<Guid> VerifiedAsync(string phone = Phone)
    {
        var sent = (await RequestAsync(phone)).Value!;
        Assert.True((await VerifyAsync(sent.Key, sent.Code)).Ok);
        return sent.Key;
    }

    public async Task<Result<PhoneDoor>> LookAsync(Guid code)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new EnterResident(db, Clock).LookAsync(code);
    }

    public async Task<Result<long>> EnterAsync(Guid code, Guid person, string? agreedTo = Agreed)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new EnterResident(db, Clock).RunAsync(new() { Code = code, Person = person, AgreedTo = agreedTo });
    }

    public async Task<Result<long>> RegisterAsync(Guid code, string? name, long? region = Places.QingfengVillage, string? agreedTo = Agreed)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new RegisterResident(db, Vault, Clock).RunAsync(new() { Code = code, Name = name, RegionCode = region, AgreedTo = agreedTo });
    }

    /// <summary>What the site does once the account is known.</summary>
    public async Task<AccountSession> OpenSessionAsync(long account)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new AccountSessions(db, new SessionBook(Clock), Clock).OpenAsync(account, "安卓手机，Chrome", "code", SessionRules.Family);
    }

    public async Task<bool> IsOpenAsync(Guid session)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new AccountSessions(db, new SessionBook(Clock), Clock).IsOpenAsync(session);
    }

    public async Task<int> MessagesAsync()
    {
        await using var db = Database.Open();
        return await db.OutgoingMessages().CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }
}
