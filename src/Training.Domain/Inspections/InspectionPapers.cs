using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Inspections;

/// <summary>Photos and papers of an inspection: what was seen there, and the signed form.</summary>
public sealed class InspectionPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "inspection";

    private static readonly AttachmentPurpose[] Purposes = [new("photo", "现场照片"), new("form", "签过字的抽查表"), new("mended", "整改的照片、材料"), new("other", "其他材料")];

    public string Kind => OwnerKind;

    public string ReadVerb => "Inspections";

    public string ChangeVerb => "Inspect";

    /// <summary>Whoever reaches the draw holds the file of the inspection.</summary>
    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from inspection in db.Inspections().AsNoTracking()
            join station in db.Set<Stations.Station>() on inspection.StationId equals station.Id
            where inspection.Key == key && db.InspectionDraws().Any(d => d.Id == inspection.DrawId)
            select new { inspection, station.Name }).SingleOrDefaultAsync(ct);
        return found is null ? null : new AttachmentHome
        {
            Title = $"{found.Name}的{InspectionWords.Of(found.inspection.Kind)}抽查",
            Page = $"/inspections/{found.inspection.Key}",
            AuditStream = found.inspection.AuditStream(),
            Purposes = Purposes,
            TakesPapers = found.inspection.State != InspectionState.Closed,
        };
    }
}
