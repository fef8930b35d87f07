using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.SocialWork;

public sealed record NamePostInput
{
    public required Actor Actor { get; init; }

    public required Guid StationKey { get; init; }

    /// <summary>The body whose station it must be; null for the county.</summary>
    public long? OrganizationId { get; init; }

    public required Guid? TrainerKey { get; init; }

    /// <summary>First day of the post.</summary>
    public required DateOnly From { get; init; }
}

public sealed record ChooseSocialWorker() : Refusal("选一名社工。", nameof(NamePostInput.TrainerKey));

public sealed record NotASocialWorker(string Name) : Refusal($"{Name}在人才库里不是社工，选一名社工。", nameof(NamePostInput.TrainerKey));

public sealed record AlreadyNamed(string Name, DateOnly From) : Refusal(
    $"{Name}从{From.Year}年{From.Month}月{From.Day}日起已经是这个站点的社工。", nameof(NamePostInput.TrainerKey));

public sealed record StationTakesNobody(StationStatus State) : Refusal($"这个站点现在是“{StationWords.Of(State)}”，备案以后、撤下以前才能指定社工。");

public sealed record PostDayOutOfReach(DateOnly Latest) : Refusal($"日期最晚写到{Latest.Year}年{Latest.Month}月{Latest.Day}日。", nameof(NamePostInput.From));

/// <summary>
/// Names a social worker for a station (B1: 每个社区（村）站点确定1名社工). One person may hold several posts (15 stations against 7 people,
/// D8); how many is shown, not forbidden.
/// </summary>
public sealed class NamePost(TrainingDbContext db, PoolGate gate, TimeProvider clock)
{
    /// <summary>How far ahead a post may begin or end, in days.</summary>
    public const int DaysAhead = 60;

    public async Task<Result<Done>> RunAsync(NamePostInput input, CancellationToken ct = default)
    {
        var station = await db.Stations().SingleOrDefaultAsync(
            s => s.Key == input.StationKey && (input.OrganizationId == null || s.OrganizationId == input.OrganizationId), ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        if (station.Status is not (StationStatus.OnRecord or StationStatus.InUse or StationStatus.Suspended))
        {
            return new StationTakesNobody(station.Status);
        }

        if (await db.Trainers().SingleOrDefaultAsync(t => t.Key == input.TrainerKey, ct) is not { } worker)
        {
            return new ChooseSocialWorker();
        }

        if (worker.Kind != TalentKind.SocialWorker)
        {
            return new NotASocialWorker(worker.Name);
        }

        var latest = clock.Today().AddDays(DaysAhead);
        if (input.From > latest)
        {
            return new PostDayOutOfReach(latest);
        }

        var standing = await db.SocialWorkerPosts().IgnoreQueryFilters()
            .FirstOrDefaultAsync(p => p.StationId == station.Id && p.TrainerId == worker.Id && (p.UntilDate == null || p.UntilDate > input.From), ct);
        if (standing is not null)
        {
            return new AlreadyNamed(worker.Name, standing.FromDate);
        }

        var stay = await gate.ForAsync(worker, input.From, RegionCodes.CountyOf(station.RegionCode), ct);
        if (!stay.Ok)
        {
            return stay.Refusal;
        }

        db.SocialWorkerPosts().Add(new SocialWorkerPost
        {
            StationId = station.Id, RegionCode = station.RegionCode, TrainerId = worker.Id, PoolMembershipId = stay.Value.Id, FromDate = input.From,
        });
        await AuditTrail.AppendAsync(
            db, station.AuditStream(), input.Actor, nameof(NamePost), clock.UtcNow(), after: new { trainer = worker.Key, from = input.From }, ct: ct);
        return await StationLedger.SaveAsync(db, ct);
    }
}
