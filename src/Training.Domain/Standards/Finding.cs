using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>One month checked against one version of a standard. Running it again finds the same, or says what is different.</summary>
public sealed class CheckRun : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public long StandardVersionId { get; set; }

    /// <summary>The division that was checked.</summary>
    public long RegionCode { get; set; }

    public Month Month { get; set; }

    public DateTime FirstRunUtc { get; set; }

    public DateTime LastRunUtc { get; set; }

    /// <summary>First run after the month's closing day; from then on differences are kept as corrections.</summary>
    public DateTime? ClosedUtc { get; set; }

    public int Stations { get; set; }

    public int Findings { get; set; }

    /// <summary>Findings that the last run found different from the run before.</summary>
    public int Differences { get; set; }

    /// <summary>When stations and counties were told what the running month still lacks.</summary>
    public DateTime? RemindedUtc { get; set; }

    /// <summary>When they were told what the month that is over came to.</summary>
    public DateTime? ToldUtc { get; set; }

    public long Version { get; set; }
}

public enum FindingState
{
    Met,
    Short,

    /// <summary>The station owes nothing in this month; the reason is kept.</summary>
    Exempt,

    /// <summary>Nothing was there to be judged, and another item asks for it.</summary>
    Empty,
}

/// <summary>考核结果: what one requirement came to for one station or one county in one month.</summary>
public sealed class Finding : IRegionScoped
{
    public long Id { get; set; }

    public long CheckRunId { get; set; }

    /// <summary>Of the station, or of the county.</summary>
    public long RegionCode { get; set; }

    /// <summary>Null: the finding is about the county.</summary>
    public long? StationId { get; set; }

    public Month Month { get; set; }

    public required string ItemCode { get; set; }

    /// <summary>Empty for the reading in force; otherwise ruling and reading: D1/each-month.</summary>
    public required string Reading { get; set; }

    public decimal Value { get; set; }

    public decimal Required { get; set; }

    public long Numerator { get; set; }

    public long Denominator { get; set; }

    /// <summary>How many records stand behind it.</summary>
    public int Records { get; set; }

    public FindingState State { get; set; }

    /// <summary>Required minus value when short, else 0.</summary>
    public decimal ShortBy { get; set; }

    public string? Reason { get; set; }
}

/// <summary>A finding of a closed month that came out otherwise later: the earlier value stays readable.</summary>
public sealed class FindingCorrection : IRegionScoped
{
    public long Id { get; set; }

    public long CheckRunId { get; set; }

    public long RegionCode { get; set; }

    public long? StationId { get; set; }

    public required string ItemCode { get; set; }

    public required string Reading { get; set; }

    public DateTime FoundUtc { get; set; }

    public decimal OldValue { get; set; }

    public FindingState OldState { get; set; }

    public decimal NewValue { get; set; }

    public FindingState NewState { get; set; }

    public required string Reason { get; set; }
}

internal sealed class CheckRunMapping : IEntityTypeConfiguration<CheckRun>
{
    public void Configure(EntityTypeBuilder<CheckRun> builder)
    {
        builder.ToTable("CheckRun");
        builder.HasOne<StandardVersion>().WithMany().HasForeignKey(r => r.StandardVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.Month, r.StandardVersionId, r.RegionCode }).IsUnique().HasDatabaseName("UX_CheckRun_Month");
    }
}

internal sealed class FindingMapping : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("Finding");
        builder.Property(f => f.ItemCode).HasMaxLength(10);
        builder.Property(f => f.Reading).HasMaxLength(60);
        builder.Property(f => f.Reason).HasMaxLength(200);
        builder.HasOne<CheckRun>().WithMany().HasForeignKey(f => f.CheckRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.CheckRunId, f.ItemCode, f.Reading, f.StationId }).HasDatabaseName("IX_Finding_Run");
        builder.HasIndex(f => new { f.Month, f.RegionCode }).HasDatabaseName("IX_Finding_Month");
    }
}

internal sealed class FindingCorrectionMapping : IEntityTypeConfiguration<FindingCorrection>
{
    public void Configure(EntityTypeBuilder<FindingCorrection> builder)
    {
        builder.ToTable("FindingCorrection");
        builder.Property(f => f.ItemCode).HasMaxLength(10);
        builder.Property(f => f.Reading).HasMaxLength(60);
        builder.Property(f => f.Reason).HasMaxLength(200);
        builder.HasOne<CheckRun>().WithMany().HasForeignKey(f => f.CheckRunId).OnDelete(DeleteBehavior.Restrict);
    }
}
