using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Standards;

/// <summary>What the last run of a month found otherwise than the run before; each run puts its own in place of the older ones. Of closed months the corrections stay too.</summary>
public sealed class FindingChange : IRegionScoped
{
    public long Id { get; set; }

    public long CheckRunId { get; set; }

    public long RegionCode { get; set; }

    public long? StationId { get; set; }

    public required string ItemCode { get; set; }

    public required string Reading { get; set; }

    public decimal OldValue { get; set; }

    public FindingState OldState { get; set; }

    public decimal NewValue { get; set; }

    public FindingState NewState { get; set; }
}

internal sealed class FindingChangeMapping : IEntityTypeConfiguration<FindingChange>
{
    public void Configure(EntityTypeBuilder<FindingChange> builder)
    {
        builder.ToTable("FindingChange");
        builder.Property(f => f.ItemCode).HasMaxLength(10);
        builder.Property(f => f.Reading).HasMaxLength(60);
        builder.HasOne<CheckRun>().WithMany().HasForeignKey(f => f.CheckRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.CheckRunId).HasDatabaseName("IX_FindingChange_Run");
    }
}
