using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>
/// What of a station's rolls a check had before it. Records do not know standards: whether a month changed since its check is found by
/// comparing these figures with those of the rolls as they are now.
/// </summary>
public sealed class CheckedStation : IStationScoped
{
    public long Id { get; set; }

    public long CheckRunId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public Month Month { get; set; }

    /// <summary>Closed rolls of the month.</summary>
    public int Rolls { get; set; }

    /// <summary>Sum of their record versions: each change of a closed roll raises it.</summary>
    public long Versions { get; set; }
}

internal sealed class CheckedStationMapping : IEntityTypeConfiguration<CheckedStation>
{
    public void Configure(EntityTypeBuilder<CheckedStation> builder)
    {
        builder.ToTable("CheckedStation");
        builder.HasOne<CheckRun>().WithMany().HasForeignKey(c => c.CheckRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CheckRunId, c.StationId }).IsUnique().HasDatabaseName("UX_CheckedStation_Station");
        builder.HasIndex(c => new { c.Month, c.RegionCode }).HasDatabaseName("IX_CheckedStation_Month");
    }
}
