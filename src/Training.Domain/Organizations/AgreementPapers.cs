using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

/// <summary>The signed agreement and what belongs to it. Its end stands on the agreement itself, so its papers carry no date.</summary>
public sealed class AgreementPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "agreement";

    private static readonly AttachmentPurpose[] Purposes = [new("signed", "签字盖章的协议"), new("annex", "附件、补充协议")];

    public string Kind => OwnerKind;

    public string ReadVerb => "OneOrganization";

    public string ChangeVerb => "KeepOrganization";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var agreement = await db.Agreements().AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, ct);
        return agreement is null ? null : new AttachmentHome
        {
            Title = $"和{agreement.Partner}的合作协议",
            Page = $"/agreements/{agreement.Key}",
            AuditStream = agreement.AuditStream(),
            Purposes = Purposes,
        };
    }
}
