using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Regions;

/// <summary>Follows former divisions to what they became.</summary>
public static class RegionSuccession
{
    /// <summary>
    /// The ranges that authority over a division reaches: its own, and those of former divisions that became a part of it, however many
    /// steps ago. Records of a merged county stay with their old code and are read by the county that took it over.
    /// </summary>
    public static async Task<IReadOnlyList<long>> ReachAsync(TrainingDbContext db, long code, CancellationToken ct = default)
    {
        var former = await db.Regions().AsNoTracking().Where(r => r.SuccessorCode != null).Select(r => new { r.Code, Successor = r.SuccessorCode!.Value }).ToListAsync(ct);
        var reach = new List<long> { code };
        for (var found = true; found;)
        {
            found = false;
            foreach (var region in former)
            {
                if (!reach.Contains(region.Code) && reach.Any(held => Holds(held, region.Successor)) && !reach.Any(held => Holds(held, region.Code)))
                {
                    reach.Add(region.Code);
                    found = true;
                }
            }
        }

        return reach;
    }

    private static bool Holds(long held, long code) => RegionCodes.RangeOf(held) is var range && code >= range.From && code < range.Until;
}
