using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>A scanned licence of a body, kept in the folder's store.</summary>
    public static async Task<Attachment> AttachmentAsync(TrainingDbContext db, DataFolder folder, Organization organization, Action<Attachment>? with = null)
    {
        var kept = await new FolderFileStore(folder).KeepAsync(new MemoryStream([.. "%PDF-1.4\n"u8, .. organization.Key.ToByteArray(), .. "\n%%EOF\n"u8]));
        var file = await SaveAsync(db, new StoredFile { Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = new DateTime(2026, 1, 5, 2, 0, 0, DateTimeKind.Utc) }, null);
        var attachment = new Attachment
        {
            Key = Guid.CreateVersion7(),
            OwnerKind = OrganizationPapers.OwnerKind,
            OwnerKey = organization.Key,
            Purpose = "registration",
            Title = "民办非企业单位登记证书",
            FileName = "登记证书.pdf",
            Kind = PaperKind.Pdf,
            Status = AttachmentStatus.Ready,
            StoredFileId = file.Id,
            AddedUtc = file.StoredUtc,
        };
        return await SaveAsync(db, attachment, with);
    }
}
