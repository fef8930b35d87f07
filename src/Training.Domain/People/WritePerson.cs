using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record WritePersonInput
{
    public required Actor Actor { get; init; }

    /// <summary>Null writes somebody new.</summary>
    public Guid? Key { get; init; }

    public required string? Name { get; init; }

    /// <summary>Community or village of the home.</summary>
    public required long? RegionCode { get; init; }

    public string? Building { get; init; }

    /// <summary>As typed; see <see cref="PersonDraft"/>.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Empty keeps the one that is there, here and in the next two.</summary>
    public string? Phone { get; init; }

    public string? IdNumber { get; init; }

    public string? Address { get; init; }

    public IReadOnlyCollection<PersonValue> Cleared { get; init; } = [];

    /// <summary>Of somebody new: a person whose household it is too.</summary>
    public Guid? LivesWith { get; init; }

    /// <summary>Of somebody new who lives with nobody on the register: false leaves the household unknown.</summary>
    public bool OwnHousehold { get; init; } = true;
}

public enum PersonValue
{
    Phone,
    IdNumber,
    Address,
}

/// <summary>All that is wrong with a form, each at its field.</summary>
public sealed record PersonRefusals(IReadOnlyList<Refusal> All) : Refusal(All[0].Message, All[0].Field);

/// <summary>Writes somebody down, or mends what is written. The name is kept exactly as typed; numbers are sealed and never shown again here.</summary>
public sealed class WritePerson(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    /// <summary>
    /// Where the homes of those lie whom a caller may write down: its own divisions, and for an account of a station the whole county, since
    /// people come from beyond the village that the station stands in.
    /// </summary>
    public static IReadOnlyList<CodeRange> HomesOf(AccessScope scope) =>
        [.. scope.Bounds.Chunk(2).Select(b => scope.IsStationBound ? RegionCodes.RangeOf(RegionCodes.CountyOf(b[0])) : new CodeRange(b[0], b[1]))];

    public async Task<Result<Guid>> RunAsync(WritePersonInput input, CancellationToken ct = default)
    {
        var person = input.Key is { } key ? await db.People().SingleOrDefaultAsync(p => p.Key == key, ct) : null;
        if (input.Key is not null && person is null)
        {
            return new NotFound("这个人");
        }

        var (draft, wrong) = PersonDraft.Read(input, clock.Today());
        if (draft.RegionCode is { } code && code != person?.RegionCode && !await IsHomeAsync(code, ct))
        {
            wrong.Add(new BadPersonValue("选一个归您管的社区或村。", nameof(WritePersonInput.RegionCode)));
        }

        var mate = input.LivesWith is { } with ? await db.People().SingleOrDefaultAsync(p => p.Key == with, ct) : null;
        if (input.LivesWith is not null && mate is null)
        {
            return new NotFound("同住的人");
        }

        if (wrong.Count > 0)
        {
            return new PersonRefusals(wrong);
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var (isNew, today) = (person is null, clock.Today());
        person ??= db.People().Add(Person.Named(draft.Name, draft.RegionCode!.Value)).Entity;
        var changed = Apply(person, draft, input);
        if (isNew && (mate is not null || input.OwnHousehold))
        {
            await db.SaveChangesAsync(ct);
            var household = mate is null
                ? await HouseholdBook.NewAsync(db, person.RegionCode, ct)
                : await HouseholdBook.OfAsync(db, mate, today, ct);
            await HouseholdBook.EnterAsync(db, person, household, today, ct);
        }

        await AuditTrail.AppendAsync(
            db, person.AuditStream(), input.Actor, nameof(WritePerson), clock.UtcNow(),
            after: new { isNew, changed, person.RegionCode, person.HouseholdId }, ct: ct);
        var saved = await Saving.TryAsync(db, person.Key, ct);
        if (saved.Ok)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }

    private List<string> Apply(Person person, PersonDraft draft, WritePersonInput input)
    {
        var changed = new List<string>();
        void Change(string what, bool differs, Action apply)
        {
            if (differs)
            {
                apply();
                changed.Add(what);
            }
        }

        Change(nameof(person.Name), person.Name != draft.Name, () => person.Rename(draft.Name));
        Change(nameof(person.RegionCode), draft.RegionCode is { } code && person.RegionCode != code, () => person.RegionCode = draft.RegionCode!.Value);
        Change(nameof(person.Building), person.Building != draft.Building, () => person.Building = draft.Building);
        Change(nameof(person.BirthDate), person.BirthDate != draft.BirthDate, () => person.BirthDate = draft.BirthDate);
        Change(nameof(input.Phone), draft.Phone is not null || Clears(PersonValue.Phone), () => vault.SetPhone(person, draft.Phone));
        Change(nameof(input.IdNumber), draft.IdNumber is not null || Clears(PersonValue.IdNumber), () => vault.SetIdNumber(person, draft.IdNumber));
        Change(nameof(input.Address), draft.Address is not null || Clears(PersonValue.Address), () => vault.SetAddress(person, draft.Address));
        person.AwaitsMatching |= changed.Count > 0;
        return changed;

        bool Clears(PersonValue value) => input.Cleared.Contains(value);
    }

    private async Task<bool> IsHomeAsync(long code, CancellationToken ct) =>
        HomesOf(db.Scope).Any(range => code >= range.From && code < range.Until) && RegionCodes.LevelOf(code) is RegionLevel.Village && await db.RegionsInForce().AnyAsync(r => r.Code == code, ct);
}
