using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Audit;

/// <summary>
/// One line of the written history: who did what to which record, why, before and after. Lines of one stream (a roll, a station, a
/// lesson …) are a chain: each holds the hash of the one before.
/// </summary>
public sealed class AuditEntry : IRegionScoped
{
    public long Id { get; set; }

    /// <summary>Kind and key of the record, for example roll/1042.</summary>
    public required string Stream { get; set; }

    /// <summary>From 1, without gaps in a stream.</summary>
    public long Sequence { get; set; }

    /// <summary>Division whose affair it was: auditors read what belongs to their own. Part of the hash, so that nobody hides a line by moving it.</summary>
    public long RegionCode { get; set; }

    public DateTime OccurredUtc { get; set; }

    /// <summary>Account, or null when a job acts.</summary>
    public long? ActorId { get; set; }

    /// <summary>Name of the use case or job.</summary>
    public required string Process { get; set; }

    public string? Reason { get; set; }

    public string? BeforeJson { get; set; }

    public string? AfterJson { get; set; }

    public required byte[] PreviousHash { get; set; }

    public required byte[] Hash { get; set; }
}

public static class AuditTables
{
    public static DbSet<AuditEntry> AuditEntries(this TrainingDbContext db) => db.Set<AuditEntry>();

    public static DbSet<AuditCheckpoint> AuditCheckpoints(this TrainingDbContext db) => db.Set<AuditCheckpoint>();

    public static DbSet<AuditHead> AuditHeads(this TrainingDbContext db) => db.Set<AuditHead>();

    public static DbSet<AuditProof> AuditProofs(this TrainingDbContext db) => db.Set<AuditProof>();
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntry");
        builder.Property(a => a.Stream).HasMaxLength(80);
        builder.Property(a => a.Process).HasMaxLength(80);
        builder.Property(a => a.Reason).HasMaxLength(500);
        builder.Property(a => a.PreviousHash).HasMaxLength(32);
        builder.Property(a => a.Hash).HasMaxLength(32);
        builder.HasIndex(a => new { a.Stream, a.Sequence }).IsUnique().HasDatabaseName("UX_AuditEntry_Stream_Sequence");
        builder.HasIndex(a => new { a.ActorId, a.OccurredUtc }).HasDatabaseName("IX_AuditEntry_Actor");
        builder.HasIndex(a => a.OccurredUtc).HasDatabaseName("IX_AuditEntry_Occurred");
    }
}

internal sealed class AuditCheckpointMapping :
    IEntityTypeConfiguration<AuditCheckpoint>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<AuditProof>
{
    public void Configure(EntityTypeBuilder<AuditCheckpoint> builder)
    {
        builder.ToTable("AuditCheckpoint");
        builder.Property(c => c.PreviousHash).HasMaxLength(32);
        builder.Property(c => c.Hash).HasMaxLength(32);
        builder.HasIndex(c => c.Number).IsUnique().HasDatabaseName("UX_AuditCheckpoint_Number");
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("AuditHead");
        builder.Property(h => h.Stream).HasMaxLength(80);
        builder.Property(h => h.Hash).HasMaxLength(32);
        builder.HasIndex(h => new { h.Stream, h.Sequence }).IsUnique().HasDatabaseName("UX_AuditHead_Stream");
        builder.HasIndex(h => h.CheckpointNumber).HasDatabaseName("IX_AuditHead_Checkpoint");
    }

    public void Configure(EntityTypeBuilder<AuditProof> builder)
    {
        builder.ToTable("AuditProof");
        builder.Property(p => p.Fault).HasMaxLength(500);
        builder.HasIndex(p => p.AtUtc).HasDatabaseName("IX_AuditProof_At");
    }
}
