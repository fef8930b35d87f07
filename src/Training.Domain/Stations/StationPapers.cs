using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Stations;

/// <summary>
/// Photos of a station's premises and the papers of its steps. They are reached by whoever reaches the steps: a body those of its own
/// stations, officers those of their divisions.
/// </summary>
public sealed class StationPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "station";

    private static readonly AttachmentPurpose[] Purposes =
    [
        new("premises-photo", "场地照片"),
        new("premises-proof", "场地证明（产权、租赁、使用协议）", Dated: true),
        new("safety", "消防、房屋安全证明", Dated: true),
        new("review", "现场核查记录"),
        new("step", "暂停、撤下等的文件"),
        new("other", "其他材料"),
    ];

    public string Kind => OwnerKind;

    public string ReadVerb => "Figures";

    public string ChangeVerb => "ProposeStations";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var station = await db.Stations().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Key == key && db.StationSteps().Any(step => step.StationId == s.Id), ct);
        return station is null ? null : new AttachmentHome
        {
            Title = station.Name,
            Page = $"/stations/{station.Key}",
            AuditStream = station.AuditStream(),
            Purposes = Purposes,
            TakesPapers = station.Status != StationStatus.TakenOff,
        };
    }
}
