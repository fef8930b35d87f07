using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Topics;

namespace Training.Web.Features.Trainers;

/// <summary>Gives forms of the pool the lists to choose from.</summary>
public sealed class PoolForms(TrainingDbContext db)
{
    public async Task<PoolForm> FillAsync(PoolForm form, bool withUnits, CancellationToken ct)
    {
        form.AllTopics = await TopicsAsync(ct);
        form.AllCounties = (await CountiesAsync(ct)).FindAll(county => county.FormerFrom is null);
        form.Units = withUnits ? await db.Organizations().AsNoTracking().OrderBy(o => o.RegionCode).ThenBy(o => o.Id).ToListAsync(ct) : [];
        return form;
    }

    /// <summary>Former ones too: what was written under them still has to be named.</summary>
    public Task<List<Region>> CountiesAsync(CancellationToken ct) =>
        db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct);

    public Task<List<Topic>> TopicsAsync(CancellationToken ct) =>
        db.Topics().AsNoTracking().OrderByDescending(t => t.Vocabulary).ThenBy(t => t.Ordinal).ToListAsync(ct);
}
