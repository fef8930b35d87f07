using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record ChangeFactsInput
{
    public required Actor Actor { get; init; }

    public required Guid TrainerKey { get; init; }

    public required TrainerFacts Facts { get; init; }
}

/// <summary>The county mends what stands of somebody: kind, specialities, counties, times. The counties that are on record to be served do not change by it.</summary>
public sealed class ChangeFacts(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ChangeFactsInput input, CancellationToken ct = default)
    {
        if (await PoolSteps.FindAsync(db, [input.TrainerKey], ct) is not [var (trainer, _)])
        {
            return new NotFound("这位人才");
        }

        if (await TrainerFacts.CheckAsync(db, input.Facts, ct) is { } refusal)
        {
            return refusal;
        }

        var before = new { trainer.Kind, trainer.FreeTimes, trainer.MonthlyCeiling };
        await TrainerFacts.WriteAsync(db, trainer, input.Facts, ct);
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), input.Actor, nameof(ChangeFacts), clock.UtcNow(), before,
            new { trainer.Kind, trainer.FreeTimes, trainer.MonthlyCeiling, input.Facts.Topics, input.Facts.Counties }, ct: ct);
        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : default(Done);
    }
}

public sealed record ChangeOwnTimesInput
{
    public required Actor Actor { get; init; }

    /// <summary>The trainer of the account.</summary>
    public required long TrainerId { get; init; }

    public required int FreeTimes { get; init; }

    public int? MonthlyCeiling { get; init; }
}

/// <summary>A trainer says when there is time and how many sessions a month are too many.</summary>
public sealed class ChangeOwnTimes(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ChangeOwnTimesInput input, CancellationToken ct = default)
    {
        if (await db.Trainers().SingleOrDefaultAsync(t => t.Id == input.TrainerId, ct) is not { } trainer)
        {
            return new NotFound("您的人才档案");
        }

        if (input.MonthlyCeiling is < 1 or > 31)
        {
            return new PoolCeilingBad();
        }

        var before = new { trainer.FreeTimes, trainer.MonthlyCeiling };
        (trainer.FreeTimes, trainer.MonthlyCeiling) = (input.FreeTimes, input.MonthlyCeiling);
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), input.Actor, nameof(ChangeOwnTimes), clock.UtcNow(), before, new { trainer.FreeTimes, trainer.MonthlyCeiling }, ct: ct);
        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : default(Done);
    }
}
