using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>
/// The authority says which of two readings holds, from a month on. Rows are added, never changed: a later row takes over from its own month
/// on, and months before keep what held in them.
/// </summary>
public sealed class RulingDecision
{
    public const int PaperMaxLength = 100;
    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>The standard by its id in the file, whatever its version: puyang-2023-63.</summary>
    public required string StandardCode { get; set; }

    /// <summary>D1 … D15.</summary>
    public required string RulingId { get; set; }

    /// <summary>Name of the reading that holds.</summary>
    public required string Reading { get; set; }

    /// <summary>First month that is counted by it.</summary>
    public Month InForceFrom { get; set; }

    /// <summary>Day of the paper.</summary>
    public DateOnly DecidedOn { get; set; }

    /// <summary>Title or number of the paper, as written.</summary>
    public required string Paper { get; set; }

    public required string Reason { get; set; }

    public DateTime RecordedUtc { get; set; }

    public long? RecordedBy { get; set; }

    public string AuditStream() => $"standard/{StandardCode}";
}

internal sealed class RulingDecisionMapping : IEntityTypeConfiguration<RulingDecision>
{
    public void Configure(EntityTypeBuilder<RulingDecision> builder)
    {
        builder.ToTable("RulingDecision");
        builder.Property(d => d.StandardCode).HasMaxLength(60);
        builder.Property(d => d.RulingId).HasMaxLength(10);
        builder.Property(d => d.Reading).HasMaxLength(60);
        builder.Property(d => d.Paper).HasMaxLength(RulingDecision.PaperMaxLength);
        builder.Property(d => d.Reason).HasMaxLength(RulingDecision.ReasonMaxLength);
        builder.HasIndex(d => d.Key).IsUnique().HasDatabaseName("UX_RulingDecision_Key");
        builder.HasIndex(d => new { d.StandardCode, d.RulingId, d.InForceFrom }).HasDatabaseName("IX_RulingDecision_Ruling");
    }
}
