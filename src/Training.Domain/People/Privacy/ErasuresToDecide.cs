using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>Requests for erasure that a county has to decide; the law gives it no long time.</summary>
public sealed class ErasuresToDecide(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "等决定的注销申请";

    public int Order => 55;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        // The room of the roles uses this one.
        if (leaver.Role != "CountyOfficer")
        {
            return [];
        }

        var range = RegionCodes.RangeOf(leaver.RegionCode);
        var asked = await db.ErasureRequests().AsNoTracking()
            .Where(e => e.Status == ErasureStatus.Asked && e.RegionCode >= range.From && e.RegionCode < range.Until)
            .OrderBy(e => e.AskedUtc).ThenBy(e => e.Id).Select(e => new { e.Key, e.AskedUtc }).ToListAsync(ct);
        return asked.ConvertAll(e => new UnfinishedThing($"{ShanghaiTime.DateOf(e.AskedUtc):yyyy年M月d日}的申请", $"/privacy/erasures/{e.Key}", "Privacy"));
    }
}
