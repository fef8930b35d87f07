using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Regions;

public enum RegionLevel
{
    Province,
    City,
    County,
    Township,
    Village,
}

/// <summary>行政区划: one division of the five levels, keyed by its 12-digit statistical code.</summary>
public sealed class Region
{
    public const int NameMaxLength = 100;

    /// <summary>12 digits; shorter codes are padded with zeros on the right.</summary>
    public long Code { get; set; }

    public required string Name { get; set; }

    public RegionLevel Level { get; set; }

    public long? ParentCode { get; set; }
}

/// <summary>Arithmetic of division codes: authority over a division is authority over a half-open range of codes.</summary>
public static class RegionCodes
{
    private static readonly long[] Sizes = [10_000_000_000, 100_000_000, 1_000_000, 1_000, 1];

    /// <summary>Pads a code as printed (2, 4, 6, 9 or 12 digits) to its 12-digit form.</summary>
    public static bool TryParse(string? text, out long code)
    {
        code = 0;
        if (text is null || text.Length is not (2 or 4 or 6 or 9 or 12) || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        code = long.Parse(text.PadRight(12, '0'), System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    public static RegionLevel LevelOf(long code) =>
        code % Sizes[0] == 0 ? RegionLevel.Province
        : code % Sizes[1] == 0 ? RegionLevel.City
        : code % Sizes[2] == 0 ? RegionLevel.County
        : code % Sizes[3] == 0 ? RegionLevel.Township
        : RegionLevel.Village;

    public static CodeRange RangeOf(long code) => new(code, code + Sizes[(int)LevelOf(code)]);

    /// <summary>The code of the ancestor (or itself) at a level.</summary>
    public static long At(long code, RegionLevel level) => code - (code % Sizes[(int)level]);

    public static long CountyOf(long code) => At(code, RegionLevel.County);

    public static long CityOf(long code) => At(code, RegionLevel.City);

    /// <summary>As people write it: 6 digits for a county, 9 for a town, 12 for a village.</summary>
    public static string Short(long code)
    {
        var text = code.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
        return LevelOf(code) switch
        {
            RegionLevel.Province => text[..2],
            RegionLevel.City => text[..4],
            RegionLevel.County => text[..6],
            RegionLevel.Township => text[..9],
            _ => text,
        };
    }
}

public static class RegionsTables
{
    public static DbSet<Region> Regions(this TrainingDbContext db) => db.Set<Region>();
}

internal sealed class RegionMapping : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("Region");
        builder.HasKey(r => r.Code);
        builder.Property(r => r.Code).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(Region.NameMaxLength);
        builder.HasIndex(r => r.ParentCode).HasDatabaseName("IX_Region_Parent");
    }
}
