using System.Collections.Concurrent;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Web.Features.Attendance;

/// <summary>
/// Composes the counter of a roll from the standard in force: records know nothing of standards, so this is where the two meet.
/// </summary>
public sealed class RollQuotas(StandardInForce standards, RollQuotasSeen seen, TimeProvider clock)
{
    public async Task<RollQuota> ForAsync(DateTime startedUtc, long regionCode, CancellationToken ct = default)
    {
        var place = (Month.Of(startedUtc), RegionCodes.CountyOf(regionCode));
        if (seen.Find(place, clock.UtcNow()) is { } known)
        {
            return known;
        }

        var asked = await standards.RollThresholdsAsync(place.Item1, regionCode, ct);
        return seen.Keep(place, new RollQuota(asked.People, asked.Minutes), clock.UtcNow());
    }
}

/// <summary>What was looked up in the last minutes, so that a tap on the roll does not read the standard again. A new standard shows soon after.</summary>
public sealed class RollQuotasSeen
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(Month, long), (RollQuota Quota, DateTime UntilUtc)> kept = new();

    public RollQuota? Find((Month Month, long County) place, DateTime nowUtc) =>
        kept.TryGetValue(place, out var found) && nowUtc < found.UntilUtc ? found.Quota : null;

    public RollQuota Keep((Month Month, long County) place, RollQuota quota, DateTime nowUtc)
    {
        kept[place] = (quota, nowUtc + Lasting);
        return quota;
    }
}
