using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>What one puts one's name to.</summary>
public sealed record StationSignature
{
    public required StationAction Action { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>Name of the use case.</summary>
    public required string Process { get; init; }

    public required DateTime NowUtc { get; init; }

    /// <summary>The day from which it holds; null for today.</summary>
    public DateOnly? On { get; init; }

    public string? Reason { get; init; }

    public PremisesFindings? Found { get; init; }
}

/// <summary>Writes the steps in a station's life: one way for all use cases, so that state, step and written history never part.</summary>
internal static class StationLedger
{
    /// <summary>The station, if the caller's scope reaches it and, for a body, if it is the body's own.</summary>
    public static Task<Station?> FindAsync(TrainingDbContext db, Guid key, long? organizationId, CancellationToken ct) =>
        db.Stations().SingleOrDefaultAsync(s => s.Key == key && (organizationId == null || s.OrganizationId == organizationId), ct);

    /// <summary>Moves the station by one step, or says why not; the caller saves.</summary>
    public static async Task<Refusal?> SignAsync(TrainingDbContext db, Station station, StationSignature signature, CancellationToken ct, object? before = null, object? after = null)
    {
        var next = StationRules.Next(station.Status, signature.Action);
        if (!next.Ok)
        {
            return next.Refusal;
        }

        // The station itself was found within the scope; its dates bind whoever signs.
        var last = await db.StationSteps().IgnoreQueryFilters().Where(s => s.StationId == station.Id).MaxAsync(s => (DateOnly?)s.EffectiveOn, ct)
            ?? station.InUseFrom ?? DateOnly.MinValue;
        var today = ShanghaiTime.DateOf(signature.NowUtc);
        var on = signature.On ?? today;
        if (StationRules.Check(signature.Action, on, signature.Reason, last, today) is { } refusal)
        {
            return refusal;
        }

        var from = station.Status;
        station.Status = next.Value;
        db.StationSteps().Add(Step(station, signature, on));
        await AuditTrail.AppendAsync(
            db, station.AuditStream(), signature.Actor, signature.Process, signature.NowUtc,
            before ?? new { Status = from }, after ?? new { station.Status, on }, signature.Reason, ct);
        return null;
    }

    /// <summary>A dated step that changes one thing more of the station.</summary>
    public static async Task<Result<Done>> TakeAsync(
        TrainingDbContext db, StationStepInput input, StationSignature signature, Action<Station, DateOnly> also, CancellationToken ct)
    {
        var station = await FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        if (await SignAsync(db, station, signature, ct) is { } refusal)
        {
            return refusal;
        }

        also(station, signature.On ?? ShanghaiTime.DateOf(signature.NowUtc));
        return await SaveAsync(db, ct);
    }

    /// <summary>Stretches that have no end yet; at most one, unless somebody wrote past the use cases.</summary>
    public static async Task<List<StationSuspension>> StandingSuspensionsAsync(TrainingDbContext db, Guid key, CancellationToken ct) =>
        await (from stretch in db.StationSuspensions() where stretch.UntilDate == null join station in db.Stations() on stretch.StationId equals station.Id where station.Key == key select stretch)
            .ToListAsync(ct);

    public static StationStep Step(Station station, StationSignature signature, DateOnly on) => new()
    {
        StationId = station.Id,
        RegionCode = station.RegionCode,
        Action = signature.Action,
        Status = station.Status,
        EffectiveOn = on,
        AtUtc = signature.NowUtc,
        ActorId = signature.Actor.AccountId,
        Reason = signature.Reason,
        Found = signature.Found,
    };

    public static async Task<Result<Done>> SaveAsync(TrainingDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // Something else of the same station was signed in between: its version or its place in the written history is taken.
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }

    /// <summary>What the written history keeps of a station's description.</summary>
    public static object Told(Station station) => new
    {
        station.Status, station.Name, station.Kind, station.RegionCode, station.OrganizationId, station.HostKind, station.Address, station.Capacity,
        station.ModelYear, station.Network, station.Longitude, station.Latitude,
        Has = station.Premises?.Has.Count, Lacks = station.Premises?.Lacks.Count,
    };
}
