using Microsoft.EntityFrameworkCore;
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
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var signature = input.Sign(StationAction.Open, nameof(OpenStation), clock.UtcNow());
        if (await StationLedger.SignAsync(db, station, signature, ct) is { } refusal)
        {
            return refusal;
        }

        station.InUseFrom = input.On ?? ShanghaiTime.DateOf(signature.NowUtc);
        return await StationLedger.SaveAsync(db, ct);
    }
}

/// <summary>暂停: months with a suspended day are exempt from the quota, with this reason shown.</summary>
public sealed class SuspendStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var signature = input.Sign(StationAction.Suspend, nameof(SuspendStation), clock.UtcNow());
        if (await StationLedger.SignAsync(db, station, signature, ct) is { } refusal)
        {
            return refusal;
        }

        db.StationSuspensions().Add(new StationSuspension
        {
            StationId = station.Id,
            RegionCode = station.RegionCode,
            FromDate = input.On ?? ShanghaiTime.DateOf(signature.NowUtc),
            Reason = signature.Reason!,
        });
        return await StationLedger.SaveAsync(db, ct);
    }

    /// <summary>Ends the stretch that lasts, on the first day that is no longer part of it.</summary>
    internal static async Task EndAsync(TrainingDbContext db, Station station, DateOnly on, CancellationToken ct)
    {
        foreach (var stretch in await db.StationSuspensions().IgnoreQueryFilters().Where(s => s.StationId == station.Id && s.UntilDate == null).ToListAsync(ct))
        {
            stretch.UntilDate = on;
        }
    }
}

/// <summary>恢复使用: ends the suspension; that day is the first in use again.</summary>
public sealed class ResumeStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var signature = input.Sign(StationAction.Resume, nameof(ResumeStation), clock.UtcNow());
        if (await StationLedger.SignAsync(db, station, signature, ct) is { } refusal)
        {
            return refusal;
        }

        await SuspendStation.EndAsync(db, station, input.On ?? ShanghaiTime.DateOf(signature.NowUtc), ct);
        return await StationLedger.SaveAsync(db, ct);
    }
}

/// <summary>撤下: for good, from a day on; a suspension that lasts ends with it.</summary>
public sealed class TakeOffStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(StationStepInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var signature = input.Sign(StationAction.TakeOff, nameof(TakeOffStation), clock.UtcNow());
        if (await StationLedger.SignAsync(db, station, signature, ct) is { } refusal)
        {
            return refusal;
        }

        station.TakenOffOn = input.On ?? ShanghaiTime.DateOf(signature.NowUtc);
        await SuspendStation.EndAsync(db, station, station.TakenOffOn.Value, ct);
        return await StationLedger.SaveAsync(db, ct);
    }
}
