using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.SocialWork;

/// <summary>A station in use or suspended that has no social worker today, and since when it has had none.</summary>
public sealed record StationWithoutWorker(Guid Key, string Name, StationKind Kind, long RegionCode, DateOnly? Since);

/// <summary>A post that holds today.</summary>
public sealed record StandingPost(long Id, Guid StationKey, string Station, long RegionCode, DateOnly From);

/// <summary>A social worker of the pool with the stations held.</summary>
public sealed record WorkerLoad(Guid Key, string Name, string? Title, IReadOnlyList<StandingPost> Posts);

public sealed record PostBoardReport(IReadOnlyList<StationWithoutWorker> Gaps, IReadOnlyList<WorkerLoad> Workers, int StationsInUse);

/// <summary>
/// Social workers and stations as of today: which station has none, and how many each worker holds within the caller's reach. A body sees
/// its own stations.
/// </summary>
public sealed class PostBoard(TrainingDbContext db, TimeProvider clock)
{
    public async Task<PostBoardReport> RunAsync(long regionCode, long? organizationId = null, CancellationToken ct = default)
    {
        var today = clock.Today();
        var range = RegionCodes.RangeOf(regionCode);
        var stations = db.Stations().AsNoTracking().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until
            && (s.Status == StationStatus.InUse || s.Status == StationStatus.Suspended) && (organizationId == null || s.OrganizationId == organizationId));
        var standing = db.SocialWorkerPosts().AsNoTracking().Where(p => p.FromDate <= today && (p.UntilDate == null || p.UntilDate > today));
        var gaps = await stations
            .Where(s => !standing.Any(p => p.StationId == s.Id))
            .OrderBy(s => s.RegionCode).ThenBy(s => s.Id)
            .Select(s => new
            {
                s.Key, s.Name, s.Kind, s.RegionCode, s.InUseFrom,
                Last = db.SocialWorkerPosts().Where(p => p.StationId == s.Id && p.UntilDate <= today).Max(p => p.UntilDate),
            }).ToListAsync(ct);
        var posts = await (
            from post in standing
            join station in stations on post.StationId equals station.Id
            orderby station.RegionCode, station.Id
            select new { post.TrainerId, Post = new StandingPost(post.Id, station.Key, station.Name, station.RegionCode, post.FromDate) }).ToListAsync(ct);
        var held = posts.ToLookup(line => line.TrainerId, line => line.Post);
        var workers = await WorkersAsync(range, today, [.. held.Select(group => group.Key)], ct);
        return new PostBoardReport(
            [.. gaps.Select(s => new StationWithoutWorker(s.Key, s.Name, s.Kind, s.RegionCode, s.Last ?? s.InUseFrom)).OrderBy(s => s.Since)],
            [.. workers.Select(w => new WorkerLoad(w.Key, w.Name, w.Title, [.. held[w.Id]])).OrderByDescending(w => w.Posts.Count).ThenBy(w => w.Name, StringComparer.Ordinal)],
            await stations.CountAsync(ct));
    }

    /// <summary>Social workers who may be named in a county on a day, with how many stations each holds there.</summary>
    public async Task<IReadOnlyList<(Guid Key, string Name, int Stations)>> FreeAsync(long countyCode, CancellationToken ct = default)
    {
        var today = clock.Today();
        var range = RegionCodes.RangeOf(countyCode);
        var workers = await WorkersAsync(range, today, [], ct);
        var ids = workers.Select(w => w.Id).ToList();
        // A worker's load counts wherever it is, also in a county that the caller does not reach.
        var loads = await db.SocialWorkerPosts().IgnoreQueryFilters()
            .Where(p => ids.Contains(p.TrainerId) && p.FromDate <= today && (p.UntilDate == null || p.UntilDate > today))
            .GroupBy(p => p.TrainerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. workers.Select(w => (w.Key, w.Name, loads.GetValueOrDefault(w.Id))).OrderBy(w => w.Item3).ThenBy(w => w.Name, StringComparer.Ordinal)];
    }

    private Task<List<Trainer>> WorkersAsync(CodeRange range, DateOnly today, List<long> named, CancellationToken ct) =>
        db.Trainers().AsNoTracking()
            .Where(t => named.Contains(t.Id)
                || (t.Kind == TalentKind.SocialWorker
                    && db.PoolMemberships().Any(m => m.TrainerId == t.Id && m.FromDate <= today && (m.UntilDate == null || m.UntilDate > today))
                    && db.TrainerCounties().Any(c => c.TrainerId == t.Id && c.RegionCode >= range.From && c.RegionCode < range.Until
                        && c.FromDate <= today && (c.UntilDate == null || c.UntilDate > today))))
            .OrderBy(t => t.Id).ToListAsync(ct);
}
