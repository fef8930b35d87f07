using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record ServedCountiesInput
{
    public required Actor Actor { get; init; }

    public required Guid TrainerKey { get; init; }

    /// <summary>The counties within the caller's reach that are to be served from today on; what lies outside the reach stays as it is.</summary>
    public required IReadOnlyCollection<long> Counties { get; init; }

    public string? Reason { get; init; }
}

public sealed record NotInPoolToday(string Name) : Refusal($"{Name}现在不在人才库，不能改备案服务的县区。", nameof(ServedCountiesInput.Counties));

public sealed record ServesNoCounty() : Refusal("至少留一个县区。不再服务了，请办离库。", nameof(ServedCountiesInput.Counties));

public sealed record NotThoseCounties() : Refusal("选归您管的县区。", nameof(ServedCountiesInput.Counties));

public sealed record SameCounties() : Refusal("和现在备案的一样，没有要改的。", nameof(ServedCountiesInput.Counties));

public sealed record NeededInCounty(string Name, string County, string What) : Refusal($"{Name}在{County}还有{What}，先换人再停。", nameof(ServedCountiesInput.Counties));

public sealed record ServedCountiesNeedReason() : Refusal($"写一句为什么，最多 {PoolLifeRules.ReasonMaxLength} 个字。", nameof(ServedCountiesInput.Reason));

/// <summary>
/// The counties that a member of the pool serves change from today on: what ends is dated, what begins is a row of its own, so that the
/// months before keep their count of items J5 and J6. Nobody is taken from a county where something planned still needs him or her.
/// </summary>
public sealed class ChangeServedCounties(TrainingDbContext db, IEnumerable<IPoolDuty> duties, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ServedCountiesInput input, CancellationToken ct = default)
    {
        if (await db.ReachedTrainers().SingleOrDefaultAsync(t => t.Key == input.TrainerKey, ct) is not { } trainer)
        {
            return new NotFound("这位人才");
        }

        var nowUtc = clock.UtcNow();
        var today = ShanghaiTime.DateOf(nowUtc);
        if (!await db.PoolMemberships().AnyAsync(m => m.TrainerId == trainer.Id && m.FromDate <= today && m.UntilDate == null, ct))
        {
            return new NotInPoolToday(trainer.Name);
        }

        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, ct);
        var rows = await db.TrainerCounties().IgnoreQueryFilters().Where(c => c.TrainerId == trainer.Id && (c.UntilDate == null || c.UntilDate > today)).ToListAsync(ct);
        var before = rows.Select(row => row.RegionCode).Distinct().Order().ToList();
        var begun = input.Counties.Except(before).ToList();
        if (input.Counties.Any(code => !db.Scope.Holds(code)) || begun.Any(code => !counties.TryGetValue(code, out var county) || county.IsFormer))
        {
            return new NotThoseCounties();
        }

        var ended = before.Where(code => db.Scope.Holds(code) && !input.Counties.Contains(code)).ToList();
        var after = before.Except(ended).Concat(begun).Order().ToList();
        if (after.Count == 0 || (begun.Count == 0 && ended.Count == 0))
        {
            return after.Count == 0 ? new ServesNoCounty() : new SameCounties();
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > PoolLifeRules.ReasonMaxLength)
        {
            return new ServedCountiesNeedReason();
        }

        foreach (var code in ended)
        {
            if (await duties.StandingAsync(trainer.Id, today, RegionCodes.RangeOf(code), ct) is { } what)
            {
                return new NeededInCounty(trainer.Name, counties.TryGetValue(code, out var county) ? county.Name : "那里", what);
            }
        }

        foreach (var row in rows.Where(row => ended.Contains(row.RegionCode)))
        {
            // What began today never held for a whole day and leaves nothing behind.
            if (row.FromDate >= today)
            {
                db.TrainerCounties().Remove(row);
            }
            else
            {
                row.UntilDate = today;
            }
        }

        db.TrainerCounties().AddRange(begun.Select(code => new TrainerCounty { TrainerId = trainer.Id, RegionCode = code, FromDate = today }));
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), input.Actor, nameof(ChangeServedCounties), nowUtc, new { Serves = before }, new { Serves = after }, input.Reason, ct);
        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : default(Done);
    }
}
