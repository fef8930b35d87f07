using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Trainers;

/// <summary>Scans of certificates and other papers hang on the member of the pool, for those who reach him or her.</summary>
public sealed class TrainerPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "trainer";

    public string Kind => OwnerKind;

    public string ReadVerb => "PoolDossiers";

    public string ChangeVerb => "KeepPool";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default) =>
        await db.ReachedTrainers().Where(t => t.Key == key).Select(t => t.Name).SingleOrDefaultAsync(ct) is not { } name
            ? null
            : new AttachmentHome
            {
                Title = name,
                Page = $"/trainers/{key}",
                AuditStream = $"trainer/{key}",
                Purposes = [new("certificate", "证书扫描件", Dated: true), new("recommendation", "推荐表"), new("other", "其他材料")],
            };
}
