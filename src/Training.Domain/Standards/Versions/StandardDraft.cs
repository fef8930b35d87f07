using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Standards;

public enum DraftState
{
    Open,

    /// <summary>Became a version; what it was stands there.</summary>
    Issued,
    Dropped,
}

/// <summary>The next version of a standard while it is worked on: it may be changed as often as one likes, and judges nothing until it is issued.</summary>
public sealed class StandardDraft : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Id in the file: puyang-2023-63.</summary>
    public required string Code { get; set; }

    /// <summary>The division that issues it.</summary>
    public long RegionCode { get; set; }

    /// <summary>The version it was begun from; null for a standard that is new here.</summary>
    public long? BasedOnId { get; set; }

    /// <summary>Always keeps the schema: what does not is refused before it is kept.</summary>
    public required string Json { get; set; }

    public DraftState State { get; set; }

    public DateTime StartedUtc { get; set; }

    public DateTime ChangedUtc { get; set; }

    public long? ChangedBy { get; set; }

    /// <summary>The version that it became.</summary>
    public long? IssuedAsId { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"standard/{Code}";
}

internal sealed class StandardDraftMapping : IEntityTypeConfiguration<StandardDraft>
{
    public void Configure(EntityTypeBuilder<StandardDraft> builder)
    {
        builder.ToTable("StandardDraft");
        builder.Property(d => d.Code).HasMaxLength(60);
        builder.HasOne<StandardVersion>().WithMany().HasForeignKey(d => d.BasedOnId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StandardVersion>().WithMany().HasForeignKey(d => d.IssuedAsId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => d.Key).IsUnique().HasDatabaseName("UX_StandardDraft_Key");
        builder.HasIndex(d => new { d.Code, d.State }).HasDatabaseName("IX_StandardDraft_Code");
    }
}
