using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record MoveHouseholdInput
{
    public required Actor Actor { get; init; }

    /// <summary>Who moves: one, several that split off, or a whole household that joins another.</summary>
    public required IReadOnlyCollection<Guid> People { get; init; }

    /// <summary>Somebody of the household that they move to; null: a household of their own, or an unknown one.</summary>
    public Guid? To { get; init; }

    /// <summary>Without <see cref="To"/>: true founds a household for them, false leaves it unknown.</summary>
    public bool Found { get; init; } = true;

    /// <summary>First day in the new household.</summary>
    public required DateOnly? On { get; init; }
}

public sealed record NobodyMoves() : Refusal("先勾选谁搬走。", nameof(MoveHouseholdInput.People));

public sealed record NoMovingDay() : Refusal("写哪一天搬的，不能晚于今天。", nameof(MoveHouseholdInput.On));

public sealed record BeforeTheyCame(string Name, DateOnly Since) : Refusal(
    $"{Name}是 {Since:yyyy-MM-dd} 才到这一户的，搬走不能早于那一天。", nameof(MoveHouseholdInput.On));

public sealed record AlreadyTogether() : Refusal("他们现在就是一户。", nameof(MoveHouseholdInput.To));

/// <summary>
/// Moves people from where they live to another household, to one of their own, or out to where nobody knows, from a day on. Moving in,
/// moving out, splitting and joining are this one thing. Where they lived before stays on the record; what was counted stays counted.
/// </summary>
public sealed class MoveHousehold(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(MoveHouseholdInput input, CancellationToken ct = default)
    {
        if (input.People.Count == 0)
        {
            return new NobodyMoves();
        }

        if (input.On is not { } on || on > clock.Today() || on.Year < 1900)
        {
            return new NoMovingDay();
        }

        var people = await db.People().Where(p => input.People.Contains(p.Key)).OrderBy(p => p.Id).ToListAsync(ct);
        var host = input.To is { } to ? await db.People().SingleOrDefaultAsync(p => p.Key == to, ct) : null;
        if (people.Count != input.People.Distinct().Count() || (input.To is not null && host is null))
        {
            return new NotFound("这些人");
        }

        if (await RefuseAsync(people, host, on, ct) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var household = host is not null ? await HouseholdBook.OfAsync(db, host, on, ct)
            : input.Found ? await HouseholdBook.NewAsync(db, people[0].RegionCode, ct)
            : null;
        var now = clock.UtcNow();
        foreach (var person in people)
        {
            var before = person.HouseholdId;
            await HouseholdBook.EnterAsync(db, person, household, on, ct);
            await AuditTrail.AppendAsync(
                db, person.AuditStream(), input.Actor, nameof(MoveHousehold), now, new { household = before }, new { household = household?.Id, on }, ct: ct);
        }

        var saved = await Saving.TryAsync(db, default(Done), ct);
        if (saved.Ok)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }

    private async Task<Refusal?> RefuseAsync(List<Person> people, Person? host, DateOnly on, CancellationToken ct)
    {
        if (host is not null && people.Any(p => p.Id == host.Id || (p.HouseholdId is not null && p.HouseholdId == host.HouseholdId)))
        {
            return new AlreadyTogether();
        }

        var ids = people.ConvertAll(p => p.Id);
        var stays = await db.HouseholdMembers().Where(m => ids.Contains(m.PersonId) && m.UntilDate == null).ToListAsync(ct);
        return stays.FirstOrDefault(m => m.FromDate > on) is { } late
            ? new BeforeTheyCame(people.First(p => p.Id == late.PersonId).Name, late.FromDate)
            : null;
    }
}
