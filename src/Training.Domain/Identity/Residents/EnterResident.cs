using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity.Residents;

/// <summary>Somebody known by the verified phone.</summary>
public sealed record PersonOfPhone(Guid Key, string Name, bool HasAgreed);

/// <summary>Who may enter with a verified code: those whose number it is; nobody means that a newcomer registers.</summary>
/// <param name="TooMany">One number stands for many households: nobody is let in by it until a station has put it right.</param>
public sealed record PhoneDoor(IReadOnlyList<PersonOfPhone> People, bool TooMany);

public sealed record DoorIsShut() : Refusal("验证码用过了，或者等得太久。再要一条就能进。");

public sealed record NotBehindThisPhone() : Refusal($"这个人登记的不是这个手机号。换个人点，或者打 {HomeCity.Here.ServiceLine}。");

public sealed record ConsentNeeded() : Refusal("要您看过说明、点“同意”才能进。不同意也能看课表和视频。", "Agree");

/// <summary>
/// Lets a resident in whose phone was verified: asks nothing but who is here and, once a version, the consent. Makes the account on the
/// first time; it has no password and no region, so that every page but the household's own stays shut.
/// </summary>
public sealed class EnterResident(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>A village clerk's number under many names opens none of them.</summary>
    public const int MostHouseholds = 3;

    public sealed record Input
    {
        public required Guid Code { get; init; }

        public required Guid Person { get; init; }

        /// <summary>The version of the text that stood above the button; null when none was shown.</summary>
        public string? AgreedTo { get; init; }
    }

    public async Task<Result<PhoneDoor>> LookAsync(Guid code, CancellationToken ct = default)
    {
        var found = await OpenDoorAsync(code, ct);
        return found is null ? new DoorIsShut() : await BehindAsync(found, ct);
    }

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var code = await OpenDoorAsync(input.Code, ct);
        if (code is null)
        {
            return new DoorIsShut();
        }

        var door = await BehindAsync(code, ct);
        var chosen = door.TooMany ? null : door.People.SingleOrDefault(p => p.Key == input.Person);
        if (chosen is null)
        {
            return new NotBehindThisPhone();
        }

        if (!chosen.HasAgreed && input.AgreedTo != ConsentNotice.Current)
        {
            return new ConsentNeeded();
        }

        var person = await db.People().IgnoreQueryFilters().SingleAsync(p => p.Key == input.Person, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!chosen.HasAgreed)
        {
            db.ConsentRecords().Add(ConsentOf(person, now));
        }

        code.UsedUtc = now;
        var account = await AccountOfAsync(db, person, ct);
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(account.Id), new Actor(account.Id), nameof(EnterResident), now,
            after: new { consent = chosen.HasAgreed ? null : ConsentNotice.Current }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return account.Id;
    }

    /// <summary>The account of a resident, made when there is none; saved within the caller's transaction.</summary>
    internal static async Task<Account> AccountOfAsync(TrainingDbContext db, Person person, CancellationToken ct)
    {
        if (await db.Accounts().FirstOrDefaultAsync(a => a.PersonId == person.Id && a.UserName!.StartsWith(UserNamePrefix), ct) is { } known)
        {
            return known;
        }

        var name = $"{UserNamePrefix}{person.Key:N}";
        var account = new Account
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = person.Name,
            PersonId = person.Id,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        db.Accounts().Add(account);
        await db.SaveChangesAsync(ct);
        db.AccountRoleLinks().Add(new IdentityUserRole<long>
        {
            UserId = account.Id,
            RoleId = await db.AccountRoles().Where(r => r.Name == Roles.Family).Select(r => r.Id).SingleAsync(ct),
        });
        return account;
    }

    /// <summary>网上勾选, of the wording that stood on the page.</summary>
    internal static ConsentRecord ConsentOf(Person person, DateTime nowUtc) => new()
    {
        Key = Guid.CreateVersion7(), PersonId = person.Id, RegionCode = person.RegionCode, Matter = ConsentMatter.Register,
        Version = ConsentNotice.Current, Way = ConsentWay.Online, GivenOn = ShanghaiTime.DateOf(nowUtc),
    };

    internal const string UserNamePrefix = "resident-";

    private async Task<PhoneCode?> OpenDoorAsync(Guid key, CancellationToken ct)
    {
        var code = await db.PhoneCodes().SingleOrDefaultAsync(c => c.Key == key, ct);
        return code is not null && PhoneCodeRules.OpensTheDoor(code, clock.UtcNow()) ? code : null;
    }

    private async Task<PhoneDoor> BehindAsync(PhoneCode code, CancellationToken ct)
    {
        // The visitor has no scope; the verified number is what makes these rows his.
        var index = code.PhoneIndex;
        var version = ConsentNotice.Current;
        var people = await db.People().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.PhoneIndex == index && p.CanonicalId == null && p.ErasedUtc == null)
            .OrderBy(p => p.Id)
            .Select(p => new
            {
                p.Key, p.Name, Household = p.HouseholdId ?? -p.Id,
                HasAgreed = db.ConsentRecords().IgnoreQueryFilters()
                    .Any(c => c.PersonId == p.Id && c.Matter == ConsentMatter.Register && c.Version == version && c.WithdrawnOn == null),
            })
            .ToListAsync(ct);
        return new PhoneDoor(
            [.. people.Select(p => new PersonOfPhone(p.Key, p.Name, p.HasAgreed))], people.Select(p => p.Household).Distinct().Count() > MostHouseholds);
    }
}
