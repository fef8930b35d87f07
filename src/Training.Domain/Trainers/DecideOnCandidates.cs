using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record DecideInput
{
    public required Actor Actor { get; init; }

    /// <summary>Keys of the people; all are decided in the same way, or none.</summary>
    public required IReadOnlyCollection<Guid> Keys { get; init; }

    public string? Reason { get; init; }
}

public sealed record NobodyChosen() : Refusal("还没有勾人。先在名单里勾选，再点按钮。", nameof(DecideInput.Keys));

/// <summary>The county selects: 择优选取.</summary>
public sealed class SelectTrainers(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<int>> RunAsync(DecideInput input, CancellationToken ct = default) =>
        Decisions.RunAsync(db, clock, input, PoolAct.Select, nameof(SelectTrainers), ct);
}

/// <summary>The county declines with a reason that the person reads.</summary>
public sealed class DeclineTrainers(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<int>> RunAsync(DecideInput input, CancellationToken ct = default) =>
        Decisions.RunAsync(db, clock, input, PoolAct.Decline, nameof(DeclineTrainers), ct);
}

/// <summary>The city puts on record: 报市民政局备案.</summary>
public sealed class RecordTrainers(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<int>> RunAsync(DecideInput input, CancellationToken ct = default) =>
        Decisions.RunAsync(db, clock, input, PoolAct.PutOnRecord, nameof(RecordTrainers), ct);
}

/// <summary>The city sends back to the county, with a reason.</summary>
public sealed class SendBackTrainers(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<int>> RunAsync(DecideInput input, CancellationToken ct = default) =>
        Decisions.RunAsync(db, clock, input, PoolAct.SendBack, nameof(SendBackTrainers), ct);
}

/// <summary>One decision on several people at once: all of them or none, in one save.</summary>
internal static class Decisions
{
    public static async Task<Result<int>> RunAsync(
        TrainingDbContext db, TimeProvider clock, DecideInput input, PoolAct act, string process, CancellationToken ct)
    {
        if (input.Keys.Count == 0)
        {
            return new NobodyChosen();
        }

        var found = await PoolSteps.FindAsync(db, input.Keys, ct);
        if (found.Count != input.Keys.Distinct().Count())
        {
            return new NotFound("勾选的人");
        }

        var step = new PoolStepInput { Actor = input.Actor, Process = process, Act = act, NowUtc = clock.UtcNow(), Reason = input.Reason };
        foreach (var candidate in found)
        {
            if (await PoolSteps.AddAsync(db, candidate, step, isNew: false, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : found.Count;
    }

    /// <summary>Saves, or says that another was quicker: by the row's version or by the number of the step.</summary>
    public static async Task<Refusal?> SaveOrMeetAsync(this TrainingDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.Entries.All(entry => entry.Entity is TrainerStep or AuditEntry))
        {
            return new ChangedMeanwhile();
        }
    }
}
