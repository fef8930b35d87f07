using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

/// <summary>试点: a theme tried out in a county, town or community for a time, with what came of it.</summary>
public sealed class Pilot : IRegionScoped, IVersioned
{
    public const int ThemeMaxLength = 100;
    public const int PlaceMaxLength = 100;
    public const int ResultMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Code of the county, town or community.</summary>
    public long RegionCode { get; set; }

    /// <summary>The station or place inside, as people call it; null where the whole division tries it.</summary>
    public string? Place { get; set; }

    public required string Theme { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>Last day; null while it is open.</summary>
    public DateOnly? UntilDate { get; set; }

    /// <summary>What came of it; null while it runs.</summary>
    public string? Result { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"pilot/{Id}";
}

internal sealed class PilotMapping : IEntityTypeConfiguration<Pilot>
{
    public void Configure(EntityTypeBuilder<Pilot> builder)
    {
        builder.ToTable("Pilot");
        builder.Property(p => p.Theme).HasMaxLength(Pilot.ThemeMaxLength);
        builder.Property(p => p.Place).HasMaxLength(Pilot.PlaceMaxLength);
        builder.Property(p => p.Result).HasMaxLength(Pilot.ResultMaxLength);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_Pilot_Key");
        builder.HasIndex(p => p.RegionCode).HasDatabaseName("IX_Pilot_Region");
    }
}
