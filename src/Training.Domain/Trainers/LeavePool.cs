using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>What a trainer is still put on; each room above that plans something answers for its own.</summary>
public interface IPoolDuty
{
    /// <summary>Sentences such as 3 次排好的课; none when nothing stands on or after the day within the divisions.</summary>
    Task<string?> StandingAsync(long trainerId, DateOnly from, CodeRange within, CancellationToken ct);
}

/// <summary>What all rooms answer together.</summary>
internal static class PoolDuties
{
    public static CodeRange Everywhere => new(0, long.MaxValue);

    public static async Task<string?> StandingAsync(this IEnumerable<IPoolDuty> duties, long trainerId, DateOnly from, CodeRange within, CancellationToken ct)
    {
        var standing = new List<string>();
        foreach (var duty in duties)
        {
            if (await duty.StandingAsync(trainerId, from, within, ct) is { } what)
            {
                standing.Add(what);
            }
        }

        return standing.Count == 0 ? null : string.Join('、', standing);
    }
}

public sealed record LeavePoolInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>First day no longer in the pool.</summary>
    public DateOnly? LeavingOn { get; init; }

    public string? Reason { get; init; }
}

public sealed record LeavingDayBad(DateOnly From, DateOnly Today)
    : Refusal($"离库日期要在入库的 {From.Year}年{From.Month}月{From.Day}日之后，最晚到今天（{Today.Month}月{Today.Day}日）。", nameof(LeavePoolInput.LeavingOn));

public sealed record StillOnDuty(string Name, string What) : Refusal($"{Name}还有{What}，先换人再离库。", nameof(LeavePoolInput.LeavingOn));

/// <summary>Somebody leaves the pool on a day and for a reason; first everything planned from that day on must have somebody else.</summary>
public sealed class LeavePool(TrainingDbContext db, IEnumerable<IPoolDuty> duties, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(LeavePoolInput input, CancellationToken ct = default)
    {
        if (await PoolSteps.FindAsync(db, [input.Key], ct) is not [var found])
        {
            return new NotFound("这位人才");
        }

        var now = clock.UtcNow();
        var today = ShanghaiTime.DateOf(now);
        var (trainer, _) = found;
        var refusal = await PoolSteps.AddAsync(db, found, new()
        {
            Actor = input.Actor, Process = nameof(LeavePool), Act = PoolAct.Leave, NowUtc = now, EffectiveOn = input.LeavingOn, Reason = input.Reason,
        }, isNew: false, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        var stay = await db.PoolMemberships().SingleAsync(m => m.TrainerId == trainer.Id && m.UntilDate == null, ct);
        if (input.LeavingOn is not { } day || day <= stay.FromDate || day > today)
        {
            return new LeavingDayBad(stay.FromDate, today);
        }

        if (await duties.StandingAsync(trainer.Id, day, PoolDuties.Everywhere, ct) is { } standing)
        {
            return new StillOnDuty(trainer.Name, standing);
        }

        (stay.UntilDate, trainer.LeftPoolOn) = (day, day);
        foreach (var county in await db.TrainerCounties().IgnoreQueryFilters().Where(c => c.TrainerId == trainer.Id && (c.UntilDate == null || c.UntilDate > day)).ToListAsync(ct))
        {
            county.UntilDate = day;
        }

        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : default(Done);
    }
}

/// <summary>Somebody who left wants back, with a reason: the whole way begins again before the county.</summary>
public sealed class ComeBackToPool(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(DecideInput input, CancellationToken ct = default)
    {
        var done = await Decisions.RunAsync(db, clock, input, PoolAct.ComeBack, nameof(ComeBackToPool), ct);
        return done.Ok ? default(Done) : done.Refusal;
    }
}
