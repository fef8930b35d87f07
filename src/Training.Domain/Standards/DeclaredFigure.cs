using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>Whose word it is: the three columns of marks of 温民福〔2018〕88号 附件4 (自评分, 审核分, 考核分).</summary>
public enum DeclaredColumn
{
    /// <summary>Of whom the sheet is about.</summary>
    Own,
    County,
    City,
}

/// <summary>
/// A figure that no record of the platform can tell and somebody answers for: how many elders live there, how many of a village's points are
/// registered, what mark a visit gave. A standard counts it by the metric declared.NAME. Rows are added; of one place, name and month the latest counts.
/// </summary>
public sealed class DeclaredFigure : IStationScoped
{
    public const int NameMaxLength = 60;
    public const int NoteMaxLength = 300;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public required string Name { get; set; }

    /// <summary>Of the station, or of the division that declares.</summary>
    public long RegionCode { get; set; }

    /// <summary>0: the figure is the division's.</summary>
    public long StationId { get; set; }

    public Month Month { get; set; }

    public long Numerator { get; set; }

    /// <summary>What the numerator is a part of; 1 where it stands alone.</summary>
    public long Denominator { get; set; } = 1;

    /// <summary>Where the figure comes from.</summary>
    public required string Note { get; set; }

    /// <summary>Sheet on which it was declared; null for what was recorded by itself.</summary>
    public long? SheetId { get; set; }

    /// <summary>Line of that sheet.</summary>
    public string? ItemCode { get; set; }

    public DeclaredColumn Column { get; set; }

    /// <summary>A later row of the same place, name and month took over.</summary>
    public DateTime? ReplacedUtc { get; set; }

    public DateTime RecordedUtc { get; set; }

    public long? RecordedBy { get; set; }

    public string AuditStream() => $"declared-figure/{Name}";
}

internal sealed class DeclaredFigureMapping : IEntityTypeConfiguration<DeclaredFigure>
{
    public void Configure(EntityTypeBuilder<DeclaredFigure> builder)
    {
        builder.ToTable("DeclaredFigure");
        builder.Property(f => f.Name).HasMaxLength(DeclaredFigure.NameMaxLength);
        builder.Property(f => f.Note).HasMaxLength(DeclaredFigure.NoteMaxLength);
        builder.Property(f => f.ItemCode).HasMaxLength(10);
        builder.HasIndex(f => f.Key).IsUnique().HasDatabaseName("UX_DeclaredFigure_Key");
        builder.HasIndex(f => new { f.Name, f.Month, f.RegionCode }).HasDatabaseName("IX_DeclaredFigure_Name");
    }
}
