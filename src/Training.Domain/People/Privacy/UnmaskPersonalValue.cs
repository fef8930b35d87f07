using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

public sealed record UnmaskInput
{
    public required Guid PersonKey { get; init; }

    public required PersonalField Field { get; init; }

    public required OpeningReason? Purpose { get; init; }

    public string? Words { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record UnmaskedValue(string PersonName, PersonalField Field, string Value);

public sealed record PurposeMissing() : Refusal("选一个用途：打开以后会记下谁、什么时候、为什么看的。", nameof(UnmaskInput.Purpose));

public sealed record PurposeNeedsWords() : Refusal("选了“其他”，要写明为什么要看，4 到 200 个字。", nameof(UnmaskInput.Words));

public sealed record WordsCarryNumber() : Refusal("说明里不要写手机号、证件号这样的号码，写事情就行。", nameof(UnmaskInput.Words));

public sealed record NothingOnFile(PersonalField Missing) : Refusal($"这个人没有登记{PrivacyWords.Of(Missing)}。");

public sealed record OpenedTooMany(int Most) : Refusal($"一小时里已经打开了 {Most} 次，先歇一会儿再看。急用请找县区民政局管理员。");

/// <summary>
/// The one way to see a masked value whole. Asks what for, writes down who, what, when and why in the same save, and lets one account open
/// <see cref="MostAnHour"/> values an hour.
/// </summary>
public sealed class UnmaskPersonalValue(
    TrainingDbContext db, PersonInReach reach, IEnumerable<IHealthRecord> health, Vault vault, TimeProvider clock)
{
    public const int MostAnHour = 30;
    public const int WordsMinLength = 4;
    public const int WordsMaxLength = 200;

    public async Task<Result<UnmaskedValue>> RunAsync(UnmaskInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.PersonKey, ct) is not { } person)
        {
            return new NotFound("这个人");
        }

        if (Check(input.Purpose, input.Words) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        var since = now.AddHours(-1);
        var opened = await db.AuditEntries().IgnoreQueryFilters()
            .CountAsync(a => a.ActorId == input.Actor.AccountId && a.OccurredUtc > since && a.Process == nameof(UnmaskPersonalValue), ct);
        if (opened >= MostAnHour)
        {
            return new OpenedTooMany(MostAnHour);
        }

        if (await ValueAsync(person, input.Field, ct) is not { } value)
        {
            return new NothingOnFile(input.Field);
        }

        await AuditTrail.AppendAsync(
            db, Person.AuditStream(person.Key), input.Actor, nameof(UnmaskPersonalValue), now,
            after: new { field = input.Field, purpose = input.Purpose }, reason: Said(input.Words), ct: ct, regionCode: person.RegionCode);
        await db.SaveChangesAsync(ct);
        return new UnmaskedValue(person.Name, input.Field, value);
    }

    /// <summary>Whether what was given as the purpose is enough.</summary>
    internal static Refusal? Check(OpeningReason? purpose, string? words) =>
        purpose is null ? new PurposeMissing()
        : words?.Length > WordsMaxLength || (purpose == OpeningReason.Other && !(words?.Trim().Length >= WordsMinLength)) ? new PurposeNeedsWords()
        : PrivacyWords.CarryNumber(words) ? new WordsCarryNumber()
        : null;

    private static string? Said(string? words) => string.IsNullOrWhiteSpace(words) ? null : words;

    private async Task<string?> ValueAsync(Person person, PersonalField field, CancellationToken ct)
    {
        switch (field)
        {
            case PersonalField.Phone:
                return Open(person.PhoneSealed);
            case PersonalField.IdNumber:
                return Open(person.IdNumberSealed);
            case PersonalField.Address:
                return Open(person.AddressSealed);
            case PersonalField.Health:
                var subject = await reach.SubjectAsync(person, ct);
                var parts = new List<string>();
                foreach (var record in health)
                {
                    if (await record.ReadAsync(subject, ct) is { } words)
                    {
                        parts.Add(words);
                    }
                }

                return parts.Count == 0 ? null : string.Join('；', parts);
            default:
                throw new InvalidOperationException($"No value for {field}.");
        }

        string? Open(byte[]? value) => value is null ? null : vault.Open(value, person.KeySealed, OpeningPurpose.ShowWhole);
    }
}
