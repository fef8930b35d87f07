using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Identity.Residents;

/// <summary>
/// Writes down somebody whom no station has met: the name exactly as written, the community, the verified phone, the consent. A household
/// of one is made for the file; whether it is a person known by another number is left to the matching, which proposes and never joins.
/// </summary>
public sealed class RegisterResident(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public sealed record Input
    {
        public required Guid Code { get; init; }

        public required string? Name { get; init; }

        /// <summary>Community or village, 12 digits.</summary>
        public required long? RegionCode { get; init; }

        public required string? AgreedTo { get; init; }
    }

    public sealed record BadName(string Sentence) : Refusal(Sentence, nameof(Input.Name));

    public sealed record NoCommunity() : Refusal("还没选住在哪里。写社区或村的名字，点“找”，再选一个。", nameof(Input.RegionCode));

    public sealed record AlreadyKnown() : Refusal("这个手机号已经登记过，不用再登记。");

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var code = await db.PhoneCodes().SingleOrDefaultAsync(c => c.Key == input.Code, ct);
        if (code is null || !PhoneCodeRules.OpensTheDoor(code, now))
        {
            return new DoorIsShut();
        }

        if (WhyBad(input.Name) is { } why)
        {
            return new BadName(why);
        }

        if (input.RegionCode is not { } region || !await db.RegionsInForce().AnyAsync(r => r.Code == region && r.Level == RegionLevel.Village, ct))
        {
            return new NoCommunity();
        }

        if (input.AgreedTo != ConsentNotice.Current)
        {
            return new ConsentNeeded();
        }

        var index = code.PhoneIndex;
        if (await db.People().IgnoreQueryFilters().AnyAsync(p => p.PhoneIndex == index && p.CanonicalId == null, ct))
        {
            return new AlreadyKnown();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var household = new Household { Key = Guid.CreateVersion7(), RegionCode = region };
        db.Households().Add(household);
        await db.SaveChangesAsync(ct);
        var person = Person.Named(input.Name!, region);
        person.HouseholdId = household.Id;
        MobileNumber.TryParse(vault.Open(code.PhoneSealed, OpeningPurpose.Deliver), out var phone);
        vault.SetPhone(person, phone);
        db.People().Add(person);
        await db.SaveChangesAsync(ct);
        db.HouseholdMembers().Add(new HouseholdMember { HouseholdId = household.Id, PersonId = person.Id, FromDate = ShanghaiTime.DateOf(now) });
        db.ConsentRecords().Add(EnterResident.ConsentOf(person, now));
        code.UsedUtc = now;
        var account = await EnterResident.AccountOfAsync(db, person, ct);
        await AuditTrail.AppendAsync(
            db, Person.AuditStream(person.Key), new Actor(account.Id), nameof(RegisterResident), now, after: new { region, consent = ConsentNotice.Current }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return account.Id;
    }

    private static string? WhyBad(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "姓名还没填，写身份证上的名字。";
        }

        if (name.Length > Person.NameMaxLength)
        {
            return $"姓名太长了，最多 {Person.NameMaxLength} 个字。";
        }

        if (name != name.Trim())
        {
            return "姓名前面或后面多了空格，去掉再点一次。";
        }

        return name.EnumerateRunes().Any(r => Rune.IsControl(r)) || name.Any(char.IsAsciiDigit)
            ? "姓名里有数字或看不见的符号，改一下。"
            : null;
    }
}
