using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;

namespace Training.Domain.People.Portraits;

public enum PortraitStatus
{
    /// <summary>Sent, not yet drawn anew; nothing of it is shown.</summary>
    Waiting,
    Ready,

    /// <summary>No picture can be made of it; the sentence says why.</summary>
    Refused,
}

/// <summary>
/// The face of somebody who agreed to be picked by it on the roll: at most one a person. What was sent lies sealed until two small copies are
/// drawn of it and is then gone; the copies lie sealed under the person's own key. The row ends with the consent.
/// </summary>
public sealed class Portrait : IRegionScoped, IVersioned
{
    public const int RefusalMaxLength = 500;

    public long Id { get; set; }

    /// <summary>Of this picture: another one of the same person has another.</summary>
    public Guid Key { get; set; }

    public long PersonId { get; set; }

    /// <summary>Home of the person.</summary>
    public long RegionCode { get; set; }

    public long ConsentId { get; set; }

    public PortraitStatus Status { get; set; }

    public string? Refusal { get; set; }

    /// <summary>As it was sent, until it is drawn or refused.</summary>
    public byte[]? SentSealed { get; set; }

    /// <summary>For the person's page.</summary>
    public byte[]? PictureSealed { get; set; }

    /// <summary>For the roll and the phones that take it: <see cref="PortraitRules.FaceBytes"/> at most.</summary>
    public byte[]? FaceSealed { get; set; }

    public DateTime AddedUtc { get; set; }

    public long? AddedBy { get; set; }

    public long Version { get; set; }
}

/// <summary>How large a portrait may be, as it comes and as it is kept.</summary>
public static class PortraitRules
{
    /// <summary>A photo of a phone's camera as it is; pages with scripts send a hundredth of it.</summary>
    public const int SentBytes = 12_000_000;

    public const int PictureSide = 320;

    public const int FaceSide = 112;

    /// <summary>So that the faces of forty regulars are 120 kB on a phone.</summary>
    public const int FaceBytes = 3_000;
}

public static class PortraitTables
{
    public static DbSet<Portrait> Portraits(this TrainingDbContext db) => db.Set<Portrait>();
}

internal sealed class PortraitMapping : IEntityTypeConfiguration<Portrait>
{
    public void Configure(EntityTypeBuilder<Portrait> builder)
    {
        builder.ToTable("Portrait");
        builder.Property(p => p.Refusal).HasMaxLength(Portrait.RefusalMaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsentRecord>().WithMany().HasForeignKey(p => p.ConsentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.PersonId).IsUnique().HasDatabaseName("UX_Portrait_Person");
        builder.HasIndex(p => p.ConsentId).HasDatabaseName("IX_Portrait_Consent");
    }
}
