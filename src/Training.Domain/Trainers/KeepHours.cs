using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record AddHoursInput
{
    public required Actor Actor { get; init; }

    public required Guid TrainerKey { get; init; }

    public DateOnly? OnDate { get; init; }

    public decimal? Hours { get; init; }

    public string? What { get; init; }
}

public sealed record HoursDayBad() : Refusal("写培训的日期，不能晚于今天。", nameof(AddHoursInput.OnDate));

public sealed record HoursBad() : Refusal("学时写 0.5 到 12 之间的数，半小时为一档。", nameof(AddHoursInput.Hours));

public sealed record HoursNeedWords() : Refusal($"写学了什么、谁办的，最多 {TrainingHours.WhatMaxLength} 个字。", nameof(AddHoursInput.What));

/// <summary>Enters hours of training that somebody received. Entries are struck out, never changed.</summary>
public sealed class AddTrainingHours(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(AddHoursInput input, CancellationToken ct = default)
    {
        if (await db.ReachedTrainers().SingleOrDefaultAsync(t => t.Key == input.TrainerKey, ct) is not { } trainer)
        {
            return new NotFound("这位人才");
        }

        var now = clock.UtcNow();
        if (input.OnDate is not { } day || day > ShanghaiTime.DateOf(now))
        {
            return new HoursDayBad();
        }

        if (input.Hours is not { } hours || hours is < 0.5m or > 12m || hours * 2 % 1 != 0)
        {
            return new HoursBad();
        }

        if (string.IsNullOrWhiteSpace(input.What) || input.What.Length > TrainingHours.WhatMaxLength)
        {
            return new HoursNeedWords();
        }

        var entry = new TrainingHours
        {
            Key = Guid.CreateVersion7(), TrainerId = trainer.Id, OnDate = day, Hours = hours, What = input.What, ActorId = input.Actor.AccountId, AddedUtc = now,
        };
        db.TrainingHours().Add(entry);
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), input.Actor, nameof(AddTrainingHours), now, after: new { entry = entry.Key, entry.OnDate, entry.Hours }, ct: ct);
        await db.SaveChangesAsync(ct);
        return entry.Key;
    }
}

public sealed record StrikeHoursInput
{
    public required Actor Actor { get; init; }

    public required Guid EntryKey { get; init; }

    public string? Reason { get; init; }
}

public sealed record StrikingNeedsReason() : Refusal($"划掉要写原因，最多 {PoolLifeRules.ReasonMaxLength} 个字。", nameof(StrikeHoursInput.Reason));

/// <summary>Strikes an entry out with a reason; it stays readable and no longer counts. Doing it twice changes nothing.</summary>
public sealed class StrikeTrainingHours(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(StrikeHoursInput input, CancellationToken ct = default)
    {
        var entry = await db.TrainingHours().SingleOrDefaultAsync(h => h.Key == input.EntryKey, ct);
        if (entry is null || await db.ReachedTrainers().SingleOrDefaultAsync(t => t.Id == entry.TrainerId, ct) is not { } trainer)
        {
            return new NotFound("这条学时");
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > PoolLifeRules.ReasonMaxLength)
        {
            return new StrikingNeedsReason();
        }

        if (entry.StruckReason is null)
        {
            entry.StruckReason = input.Reason;
            await AuditTrail.AppendAsync(
                db, trainer.AuditStream(), input.Actor, nameof(StrikeTrainingHours), clock.UtcNow(), before: new { entry = entry.Key, entry.Hours }, reason: input.Reason, ct: ct);
            await db.SaveChangesAsync(ct);
        }

        return trainer.Key;
    }
}
