using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

public sealed record PutTrainerOnSessionInput
{
    public required Actor Actor { get; init; }

    public required Guid SessionKey { get; init; }

    public required Guid TrainerKey { get; init; }
}

public sealed record SessionNotPlanned() : Refusal("这次课已经开了或者取消了，不能再换教师。", "Session");

public sealed record AlreadyOnCard(string Name) : Refusal($"{Name}已经排在这次课上了。", "Trainer");

public sealed record TrainerTaken(string Name, string Title, DateTime StartUtc)
    : Refusal($"{Name}这个时间在上“{Title}”（{ShanghaiTime.FromUtc(StartUtc):M月d日 H:mm} 开始），不能排上。", "Trainer");

public sealed record MonthFull(string Name, int Ceiling) : Refusal($"{Name}每月最多上 {Ceiling} 次课，这个月已经排满。", "Trainer");

/// <summary>
/// Puts a member of the pool on the card of a planned session: in the pool on that day, serving the county, with valid papers, free at that
/// time and under the own ceiling of the month. Whoever is not in the pool is refused here, and by the database behind it.
/// </summary>
public sealed class PutTrainerOnSession(TrainingDbContext db, PoolGate gate, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(PutTrainerOnSessionInput input, CancellationToken ct = default)
    {
        var session = await db.Sessions().SingleOrDefaultAsync(s => s.Key == input.SessionKey, ct);
        var trainer = await db.ReachedTrainers().SingleOrDefaultAsync(t => t.Key == input.TrainerKey, ct);
        if (session is null || trainer is null)
        {
            return new NotFound(session is null ? "这次课" : "这位人才");
        }

        if (session.Status != SessionStatus.Planned)
        {
            return new SessionNotPlanned();
        }

        var stay = await gate.ForAsync(trainer, ShanghaiTime.DateOf(session.PlannedStartUtc), RegionCodes.CountyOf(session.RegionCode), ct);
        if (!stay.Ok)
        {
            return stay.Refusal;
        }

        if (await RefuseAsync(session, trainer, ct) is { } refusal)
        {
            return refusal;
        }

        db.SessionTrainers().Add(new SessionTrainer { SessionId = session.Id, TrainerId = trainer.Id, PoolMembershipId = stay.Value.Id });
        await AuditTrail.AppendAsync(
            db, $"session/{session.Key}", input.Actor, nameof(PutTrainerOnSession), clock.UtcNow(), after: new { trainer = trainer.Key, stay = stay.Value.Id }, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    private async Task<Refusal?> RefuseAsync(Session session, Trainer trainer, CancellationToken ct)
    {
        // A clash or a full month counts wherever the session is, also where the caller does not see.
        var others = from card in db.SessionTrainers().IgnoreQueryFilters()
                     join other in db.Sessions() on card.SessionId equals other.Id
                     where card.TrainerId == trainer.Id && other.Status != SessionStatus.Cancelled
                     select other;
        if (await others.AnyAsync(o => o.Id == session.Id, ct))
        {
            return new AlreadyOnCard(trainer.Name);
        }

        var clash = await others.Where(o => o.PlannedStartUtc < session.PlannedEndUtc && session.PlannedStartUtc < o.PlannedEndUtc)
            .OrderBy(o => o.PlannedStartUtc).Select(o => new { o.Title, o.PlannedStartUtc }).FirstOrDefaultAsync(ct);
        if (clash is not null)
        {
            return new TrainerTaken(trainer.Name, clash.Title, clash.PlannedStartUtc);
        }

        return trainer.MonthlyCeiling is { } ceiling && await others.CountAsync(o => o.Month == session.Month, ct) >= ceiling
            ? new MonthFull(trainer.Name, ceiling)
            : null;
    }
}

/// <summary>Takes a trainer off the card of a planned session again.</summary>
public sealed class TakeTrainerOffSession(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(PutTrainerOnSessionInput input, CancellationToken ct = default)
    {
        var found = await (
            from session in db.Sessions()
            join card in db.SessionTrainers() on session.Id equals card.SessionId
            join trainer in db.Trainers() on card.TrainerId equals trainer.Id
            where session.Key == input.SessionKey && trainer.Key == input.TrainerKey
            select new { session.Status, Card = card }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new NotFound("这次排课");
        }

        if (found.Status != SessionStatus.Planned)
        {
            return new SessionNotPlanned();
        }

        db.SessionTrainers().Remove(found.Card);
        await AuditTrail.AppendAsync(
            db, $"session/{input.SessionKey}", input.Actor, nameof(TakeTrainerOffSession), clock.UtcNow(), before: new { trainer = input.TrainerKey }, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}

/// <summary>Sessions on whose card a trainer stands from a day on: who leaves the pool must be taken off them first.</summary>
public sealed class SessionDuty(TrainingDbContext db) : IPoolDuty
{
    public async Task<string?> StandingAsync(long trainerId, DateOnly from, CodeRange within, CancellationToken ct)
    {
        var start = ShanghaiTime.ToUtc(from);
        var count = await (
            from card in db.SessionTrainers().IgnoreQueryFilters()
            join session in db.Sessions() on card.SessionId equals session.Id
            where card.TrainerId == trainerId && session.Status != SessionStatus.Cancelled && session.PlannedStartUtc >= start
                && session.RegionCode >= within.From && session.RegionCode < within.Until
            select session.Id).CountAsync(ct);
        return count == 0 ? null : $" {count} 次{from.Month}月{from.Day}日以后的课";
    }
}
