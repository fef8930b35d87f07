using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Shared;

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

    /// <summary>Pinyin initials of the name, for search.</summary>
    public string Initials { get; set; } = "";

    /// <summary>First day on which the official list no longer has the code; null while it is in force. Records keep the code they were written with.</summary>
    public DateOnly? FormerFrom { get; set; }

    /// <summary>What the division became, once the code is former; null until somebody says it.</summary>
    public long? SuccessorCode { get; set; }

    public bool IsFormer => FormerFrom is not null;

    public static Region Of(DivisionLine line)
    {
        var region = new Region { Code = line.Code, Name = line.Name };
        region.Take(line);
        return region;
    }

    public void Take(DivisionLine line)
    {
        (Name, Level, ParentCode, Initials) = (line.Name, line.Level, line.ParentCode, CharacterInitials.Of(line.Name));
        (FormerFrom, SuccessorCode) = (null, null);
    }
}

public enum RegionChangeKind
{
    Added,
    Renamed,

    /// <summary>Put under another division.</summary>
    Moved,
    Vanished,

    /// <summary>In the list again after it had vanished.</summary>
    Returned,
    SuccessorNamed,
}

/// <summary>One dated change of a division: by a new official list, or by an officer who names what a vanished one became.</summary>
public sealed class RegionChange
{
    public long Id { get; set; }

    public long RegionCode { get; set; }

    public RegionChangeKind Kind { get; set; }

    public string? Before { get; set; }

    public string? After { get; set; }

    /// <summary>Day from which the list holds.</summary>
    public DateOnly EffectiveOn { get; set; }

    public DateTime AtUtc { get; set; }

    public long? ActorId { get; set; }

    /// <summary>SHA-256 of the list that says so; null when an officer did.</summary>
    public string? ListSha256 { get; set; }
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
    /// <summary>Every division that a record may carry, former ones too.</summary>
    public static DbSet<Region> Regions(this TrainingDbContext db) => db.Set<Region>();

    /// <summary>The divisions of the list in force: where something new may be put.</summary>
    public static IQueryable<Region> RegionsInForce(this TrainingDbContext db) => db.Regions().Where(r => r.FormerFrom == null);

    public static DbSet<RegionChange> RegionChanges(this TrainingDbContext db) => db.Set<RegionChange>();
}

internal sealed class RegionMapping : IEntityTypeConfiguration<Region>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("Region");
        builder.HasKey(r => r.Code);
        builder.Property(r => r.Code).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(Region.NameMaxLength);
        builder.Property(r => r.Initials).HasMaxLength(Region.NameMaxLength).IsUnicode(false);
        builder.HasIndex(r => r.ParentCode).HasDatabaseName("IX_Region_Parent");
        builder.HasIndex(r => r.Initials).HasDatabaseName("IX_Region_Initials");
    }
}

internal sealed class RegionChangeMapping : IEntityTypeConfiguration<RegionChange>
{
    public void Configure(EntityTypeBuilder<RegionChange> builder)
    {
        builder.ToTable("RegionChange");
        builder.Property(c => c.Before).HasMaxLength(Region.NameMaxLength);
        builder.Property(c => c.After).HasMaxLength(Region.NameMaxLength);
        builder.Property(c => c.ListSha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<Region>().WithMany().HasForeignKey(c => c.RegionCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.RegionCode).HasDatabaseName("IX_RegionChange_Region");
    }
}
