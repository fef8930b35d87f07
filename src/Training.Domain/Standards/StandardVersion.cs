using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>One version of a standard exactly as it was imported. Rows are added, never changed: a stored finding points to the text it was judged by.</summary>
public sealed class StandardVersion
{
    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    /// <summary>Id in the file: puyang-2023-63.</summary>
    public required string Code { get; set; }

    /// <summary>From 1 for each code.</summary>
    public int Number { get; set; }

    /// <summary>The division that issued it.</summary>
    public long RegionCode { get; set; }

    public Month InForceFrom { get; set; }

    public required string Json { get; set; }

    /// <summary>SHA-256 of the text, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    public DateTime ImportedUtc { get; set; }

    /// <summary>Who put it in force; null for what came with the program.</summary>
    public long? IssuedBy { get; set; }

    /// <summary>Why it was put in force, as the officer wrote it.</summary>
    public string? Reason { get; set; }
}

public static class StandardsTables
{
    public static DbSet<StandardVersion> StandardVersions(this TrainingDbContext db) => db.Set<StandardVersion>();

    /// <summary>Divisions of this installation that have a standard of their own. A standard of elsewhere may lie here for its form; there is nothing to check by it.</summary>
    public static IQueryable<long> RegionsWithStandard(this TrainingDbContext db) =>
        db.StandardVersions().AsNoTracking().Select(v => v.RegionCode).Distinct().Where(code => db.Regions().Any(r => r.Code == code));

    public static DbSet<StandardDraft> StandardDrafts(this TrainingDbContext db) => db.Set<StandardDraft>();

    public static DbSet<RulingDecision> RulingDecisions(this TrainingDbContext db) => db.Set<RulingDecision>();

    public static DbSet<DeclaredFigure> DeclaredFigures(this TrainingDbContext db) => db.Set<DeclaredFigure>();

    public static DbSet<CheckRun> CheckRuns(this TrainingDbContext db) => db.Set<CheckRun>();

    public static DbSet<CheckedStation> CheckedStations(this TrainingDbContext db) => db.Set<CheckedStation>();

    public static DbSet<CheckedReading> CheckedReadings(this TrainingDbContext db) => db.Set<CheckedReading>();

    public static DbSet<FindingChange> FindingChanges(this TrainingDbContext db) => db.Set<FindingChange>();

    public static DbSet<Finding> Findings(this TrainingDbContext db) => db.Set<Finding>();

    public static DbSet<FindingCorrection> FindingCorrections(this TrainingDbContext db) => db.Set<FindingCorrection>();
}

internal sealed class StandardVersionMapping : IEntityTypeConfiguration<StandardVersion>
{
    public void Configure(EntityTypeBuilder<StandardVersion> builder)
    {
        builder.ToTable("StandardVersion");
        builder.Property(s => s.Code).HasMaxLength(60);
        builder.Property(s => s.Reason).HasMaxLength(StandardVersion.ReasonMaxLength);
        builder.Property(s => s.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(s => new { s.Code, s.Number }).IsUnique().HasDatabaseName("UX_StandardVersion_Number");
        builder.HasIndex(s => s.Sha256).IsUnique().HasDatabaseName("UX_StandardVersion_Sha256");
    }
}
