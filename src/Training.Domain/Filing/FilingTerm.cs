using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Filing;

/// <summary>Days that the city set for the filings of one period; without them each party has its working days (<see cref="FilingRules"/>).</summary>
public sealed class FilingTerm : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>The city.</summary>
    public long RegionCode { get; set; }

    /// <summary>2026-10, 2026-Q3 or 2026.</summary>
    public required string Period { get; set; }

    /// <summary>Last day for the bodies to sign, and for the county to have begun.</summary>
    public DateOnly BodiesUntil { get; set; }

    public DateOnly CountyUntil { get; set; }

    public DateOnly CityUntil { get; set; }

    public DateTime SetUtc { get; set; }

    public long? SetBy { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"filing-term/{Key}";

    /// <summary>The day of whoever a filing waits for; null where days are always counted anew.</summary>
    public DateOnly? For(FilingState state) => state switch
    {
        FilingState.Open => BodiesUntil,
        FilingState.CountyReview => CountyUntil,
        FilingState.Filed or FilingState.InReview or FilingState.Approved => CityUntil,
        _ => null,
    };
}

internal sealed class FilingTermMapping : IEntityTypeConfiguration<FilingTerm>
{
    public void Configure(EntityTypeBuilder<FilingTerm> builder)
    {
        builder.ToTable("FilingTerm");
        builder.Property(t => t.Period).HasMaxLength(CountyFiling.PeriodMaxLength).IsUnicode(false);
        builder.HasIndex(t => t.Key).IsUnique().HasDatabaseName("UX_FilingTerm_Key");
        builder.HasIndex(t => new { t.RegionCode, t.Period }).IsUnique().HasDatabaseName("UX_FilingTerm_Period");
    }
}
