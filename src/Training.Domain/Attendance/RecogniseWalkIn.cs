using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record RecogniseWalkInInput
{
    public required Guid RollKey { get; init; }

    public required Guid WalkInKey { get; init; }

    /// <summary>Key of the person the walk-in turned out to be; null takes the recognition back.</summary>
    public required Guid? PersonKey { get; init; }

    public required RollTaker Taker { get; init; }
}

/// <summary>
/// Says who a walk-in is: somebody's decision, never the machine's. The line on the roll stays as it was written; it counts as that person
/// from then on, once, and taking it back undoes all of it.
/// </summary>
public sealed class RecogniseWalkIn(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(RecogniseWalkInInput input, CancellationToken ct = default)
    {
        var walkIn = await db.WalkIns().FirstOrDefaultAsync(w => w.Key == input.WalkInKey && db.Rolls().Any(r => r.Id == w.RollId && r.Key == input.RollKey), ct);
        if (walkIn is null)
        {
            return new NotFound("这位新来的");
        }

        var roll = await db.Rolls().SingleAsync(r => r.Id == walkIn.RollId, ct);
        if (!await input.Taker.MayTakeAsync(db, roll.SessionId, ct))
        {
            return new NotOnTheCard();
        }

        var nowUtc = clock.UtcNow();
        long? person = null;
        var isStaff = false;
        if (input.PersonKey is { } key)
        {
            var found = await RollReach.ReadAsync(db, roll, [key], nowUtc, isSelf: false, ct);
            if (!found.TryGetValue(key, out var known))
            {
                return new NotOnThisRoll();
            }

            (person, isStaff) = (known.Id, known.IsStaff);
        }

        if (walkIn.PersonId == person)
        {
            return new Done();
        }

        var before = walkIn.PersonId is { } old ? await db.People().IgnoreQueryFilters().Where(p => p.Id == old).Select(p => (Guid?)p.Key).FirstOrDefaultAsync(ct) : null;
        walkIn.PersonId = person;
        if (await db.RollEntries().FirstOrDefaultAsync(e => e.WalkInId == walkIn.Id, ct) is { } entry)
        {
            // Trainers and coordinators never fill the 30, however they were written down.
            entry.IsStaff = isStaff;
        }

        // Who counted this roll sees by its version that it changed.
        db.Entry(roll).Property(r => r.OpenedUtc).IsModified = true;
        await AuditTrail.AppendAsync(
            db, roll.AuditStream(), input.Taker.Actor, nameof(RecogniseWalkIn), nowUtc, new { person = before }, new { walkIn = walkIn.Key, person = input.PersonKey }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return new Done();
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }
    }
}
