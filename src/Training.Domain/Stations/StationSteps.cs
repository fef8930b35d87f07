using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>A dated step: by whom, from which day, and why.</summary>
public sealed record StationStepInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The day from which it holds; null for today.</summary>
    public DateOnly? On { get; init; }

    public string? Reason { get; init; }

    internal StationSignature Sign(StationAction action, string process, DateTime nowUtc) =>
        new() { Action = action, Actor = Actor, Process = process, NowUtc = nowUtc, On = On, Reason = string.IsNullOrWhiteSpace(Reason) ? null : Reason };
}

/// <summary>启用: the station begins to teach. The quota is owed from the first full month after that day.</summary>
public sealed class OpenStation(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default) =>
        StationLedger.TakeAsync(db, input, input.Sign(StationAction.Open, nameof(OpenStation), clock.UtcNow()), (station, on) => station.InUseFrom = on, ct);
}

/// <summary>暂停: months with a suspended day are exempt from the quota, with this reason shown.</summary>
public sealed class SuspendStation(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default) =>
        StationLedger.TakeAsync(
            db, input, input.Sign(StationAction.Suspend, nameof(SuspendStation), clock.UtcNow()),
            (station, on) => db.StationSuspensions().Add(new StationSuspension
            {
                StationId = station.Id, RegionCode = station.RegionCode, FromDate = on, Reason = input.Reason!,
            }),
            ct);
}

/// <summary>恢复使用: ends the suspension; that day is the first in use again.</summary>
public sealed class ResumeStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var standing = await StationLedger.StandingSuspensionsAsync(db, input.Key, ct);
        return await StationLedger.TakeAsync(
            db, input, input.Sign(StationAction.Resume, nameof(ResumeStation), clock.UtcNow()), (_, on) => standing.ForEach(stretch => stretch.UntilDate = on), ct);
    }
}

/// <summary>撤下: for good, from a day on; a suspension that lasts ends with it.</summary>
public sealed class TakeOffStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var standing = await StationLedger.StandingSuspensionsAsync(db, input.Key, ct);
        return await StationLedger.TakeAsync(
            db, input, input.Sign(StationAction.TakeOff, nameof(TakeOffStation), clock.UtcNow()),
            (station, on) =>
            {
                station.TakenOffOn = on;
                standing.ForEach(stretch => stretch.UntilDate = on);
            },
            ct);
    }
}
