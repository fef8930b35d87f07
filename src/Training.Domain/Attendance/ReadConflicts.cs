using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>What one phone says, and is contradicted in.</summary>
public sealed record ConflictSide(Guid Mark, MarkKind Kind, string? Actor, DateTime MadeUtc);

/// <summary>Somebody of whom two phones say different things. Counts for nobody until somebody decides.</summary>
public sealed record RollConflict(Guid RollKey, string Title, DateOnly Day, RollStatus Status, Guid AttendeeKey, string Name, IReadOnlyList<ConflictSide> Sides);

/// <summary>Two phones closed a roll with different times or heads.</summary>
public sealed record TimesConflict(Guid RollKey, string Title, DateOnly Day);

public sealed record Conflicts(IReadOnlyList<RollConflict> People, IReadOnlyList<TimesConflict> Times)
{
    public int Count => People.Count + Times.Count;
}

/// <summary>Lists what nobody has decided yet on the rolls that a coordinator or trainer takes, of this month and the one before, or on one roll.</summary>
public sealed class ReadConflicts(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Conflicts> RunAsync(RollTaker taker, Guid? rollKey = null, CancellationToken ct = default)
    {
        var since = Month.Of(clock.Today()).Previous;
        var trainer = taker.TrainerId;
        var sessions = rollKey is { } key ? db.Sessions().AsNoTracking().Where(s => s.Key == key) : db.Sessions().AsNoTracking().Where(s => s.Month >= since);
        if (!taker.IsCoordinator && !taker.OnlyReads)
        {
            sessions = sessions.Where(s => db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer));
        }

        var heads = await (
            from s in sessions
            join r in db.Rolls() on s.Id equals r.SessionId
            where r.TimesInConflict || db.RollEntries().Any(e => e.RollId == r.Id && e.InConflict)
            orderby s.PlannedStartUtc
            select new { s.Title, s.PlannedStartUtc, Roll = r }).ToListAsync(ct);
        if (heads.Count == 0)
        {
            return new Conflicts([], []);
        }

        var ids = heads.ConvertAll(h => h.Roll.Id);
        var read = new RollSeats(db, vault);
        var seats = await read.EntriesAsync(ids, ct);
        var marks = (await db.RollMarks().AsNoTracking().Where(m => ids.Contains(m.RollId)).ToListAsync(ct)).ToLookup(m => (m.RollId, m.AttendeeKey));
        var actorIds = marks.SelectMany(g => g.Select(m => m.ActorId)).OfType<long>().Distinct().ToList();
        var actors = await db.Accounts().AsNoTracking().Where(a => actorIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        return new Conflicts(
            [.. heads.SelectMany(h => seats[h.Roll.Id].Where(e => e.State.InConflict).OrderBy(e => e.Initials, StringComparer.Ordinal).ThenBy(e => e.Key).Select(e =>
            {
                var own = marks[(h.Roll.Id, e.Key)].ToList();
                var open = RollProjection.Of(own.Select(RollReplay.FactOf)).Heads.ToHashSet();
                return new RollConflict(
                    h.Roll.Key, h.Title, ShanghaiTime.DateOf(h.PlannedStartUtc), h.Roll.Status, e.Key, e.Name,
                    [.. own.Where(m => open.Contains(m.Key)).OrderBy(m => m.ReceivedUtc).ThenBy(m => m.Key).Select(m => new ConflictSide(
                        m.Key, m.Kind, m.ActorId is { } id ? actors.GetValueOrDefault(id) : null,
                        MarkRules.MadeUtc(m.DeviceUtc, TimeSpan.FromMilliseconds(m.ClockOffsetMs), m.ReceivedUtc)))]);
            }))],
            [.. heads.Where(h => h.Roll.TimesInConflict).Select(h => new TimesConflict(h.Roll.Key, h.Title, ShanghaiTime.DateOf(h.PlannedStartUtc)))]);
    }
}
