using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Training.Domain.Standards;

/// <summary>
/// By what a run judged one requirement: with the version of its run it names clause, measure and rulings of every finding of this item and
/// reading, so that a finding can be read alone years later.
/// </summary>
public sealed class CheckedReading
{
    public const int RulingsMaxLength = 400;

    public long Id { get; set; }

    public long CheckRunId { get; set; }

    public required string ItemCode { get; set; }

    /// <summary>Empty for the reading in force.</summary>
    public required string Reading { get; set; }

    public required string Clause { get; set; }

    public required string Metric { get; set; }

    public decimal Threshold { get; set; }

    /// <summary>Disputed readings that were used, with who ruled and when, or that nobody has ruled: D1 按每次10户（没有裁定）.</summary>
    public required string Rulings { get; set; }
}

internal sealed class CheckedReadingMapping : IEntityTypeConfiguration<CheckedReading>
{
    public void Configure(EntityTypeBuilder<CheckedReading> builder)
    {
        builder.ToTable("CheckedReading");
        builder.Property(r => r.ItemCode).HasMaxLength(10);
        builder.Property(r => r.Reading).HasMaxLength(60);
        builder.Property(r => r.Clause).HasMaxLength(200);
        builder.Property(r => r.Metric).HasMaxLength(60);
        builder.Property(r => r.Rulings).HasMaxLength(CheckedReading.RulingsMaxLength);
        builder.HasOne<CheckRun>().WithMany().HasForeignKey(r => r.CheckRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CheckRunId, r.ItemCode, r.Reading }).IsUnique().HasDatabaseName("UX_CheckedReading_Item");
    }
}
