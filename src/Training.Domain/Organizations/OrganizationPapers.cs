using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

/// <summary>Licences of a body, with the day on which each ends.</summary>
public sealed class OrganizationPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "organization";

    private static readonly AttachmentPurpose[] Purposes =
    [
        new("registration", "登记证书、营业执照", Dated: true),
        new("permit", "许可、备案证明", Dated: true),
        new("grade", "等级、评估证书", Dated: true),
        new("photo", "照片"),
        new("other", "其他材料", Dated: true),
    ];

    public string Kind => OwnerKind;

    public string ReadVerb => "OneOrganization";

    public string ChangeVerb => "KeepOrganization";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var organization = await db.Organizations().AsNoTracking().SingleOrDefaultAsync(o => o.Key == key, ct);
        return organization is null ? null : new AttachmentHome
        {
            Title = organization.Name,
            Page = $"/organizations/{organization.Key}",
            AuditStream = organization.AuditStream(),
            Purposes = Purposes,
        };
    }
}
