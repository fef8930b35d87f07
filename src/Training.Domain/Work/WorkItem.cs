using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Work;

public enum WorkStatus
{
    /// <summary>Saved, not yet begun.</summary>
    Queued,
    Running,
    Succeeded,

    /// <summary>Cannot succeed by trying again: the reason is in <see cref="WorkItem.Error"/> and somebody must act.</summary>
    Refused,

    /// <summary>All attempts used up.</summary>
    Failed,
    Cancelled,

    /// <summary>Its own part is done and its children do the rest; it ends when the last of them ends.</summary>
    Waiting,
}

/// <summary>
/// One piece of work to be done later. This row, written in the same save as what causes it, is the truth; the scheduler is told of it
/// after the commit and reconciled with it at start.
/// </summary>
public sealed class WorkItem : IVersioned
{
    public long Id { get; set; }

    /// <summary>Which handler does it, for example transcode-lesson.</summary>
    public required string Kind { get; set; }

    /// <summary>Id of the record it works on.</summary>
    public long SubjectId { get; set; }

    /// <summary>The item that this one is a part of.</summary>
    public long? ParentId { get; set; }

    /// <summary>What a person calls it: 转码：卧床老人怎样翻身.</summary>
    public required string Title { get; set; }

    public WorkStatus Status { get; set; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; set; }

    /// <summary>Starts so far. Also the fence: who works on attempt 2 writes nothing once attempt 3 has begun.</summary>
    public int Attempts { get; set; }

    public int MaxAttempts { get; set; } = 3;

    /// <summary>0 to 100.</summary>
    public int Progress { get; set; }

    /// <summary>The step that runs, in words.</summary>
    public string? Step { get; set; }

    /// <summary>All steps and how far each is, as <see cref="WorkStage.Write"/> writes them; null while the work has only one.</summary>
    public string? Stages { get; set; }

    /// <summary>One plain Chinese sentence.</summary>
    public string? Error { get; set; }

    /// <summary>The machine and process that has it.</summary>
    public string? Worker { get; set; }

    public DateTime EnqueuedUtc { get; set; }

    public DateTime NotBeforeUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    /// <summary>Written while it runs; a running item whose heartbeat is old is stalled and is put back.</summary>
    public DateTime? HeartbeatUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    public long Version { get; set; }
}

/// <summary>One run of a job, cron work and work items alike: the history on the jobs page.</summary>
public sealed class WorkRun
{
    public long Id { get; set; }

    /// <summary>Name of the job, for example monthly-check.</summary>
    public required string Job { get; set; }

    public long? WorkItemId { get; set; }

    public DateTime StartedUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    public WorkStatus Status { get; set; }

    /// <summary>What it did, in one line: 120 站，18 项.</summary>
    public string? Summary { get; set; }

    public string? Error { get; set; }
}

public static class WorkTables
{
    public static DbSet<WorkItem> WorkItems(this TrainingDbContext db) => db.Set<WorkItem>();

    public static DbSet<WorkRun> WorkRuns(this TrainingDbContext db) => db.Set<WorkRun>();
}

internal sealed class WorkItemMapping : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("WorkItem");
        builder.Property(w => w.Kind).HasMaxLength(60);
        builder.Property(w => w.Title).HasMaxLength(200);
        builder.Property(w => w.Step).HasMaxLength(100);
        builder.Property(w => w.Stages).HasMaxLength(WorkStage.MostLetters);
        builder.Property(w => w.Error).HasMaxLength(WorkRules.MostErrorLetters);
        builder.Property(w => w.Worker).HasMaxLength(100);
        builder.HasOne<WorkItem>().WithMany().HasForeignKey(w => w.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.ParentId).HasDatabaseName("IX_WorkItem_Parent");
        builder.HasIndex(w => new { w.Status, w.NotBeforeUtc }).HasDatabaseName("IX_WorkItem_Status");
        builder.HasIndex(w => new { w.Kind, w.SubjectId }).HasDatabaseName("IX_WorkItem_Subject");
    }
}

internal sealed class WorkRunMapping : IEntityTypeConfiguration<WorkRun>
{
    public void Configure(EntityTypeBuilder<WorkRun> builder)
    {
        builder.ToTable("WorkRun");
        builder.Property(w => w.Job).HasMaxLength(60);
        builder.Property(w => w.Summary).HasMaxLength(WorkRules.MostSummaryLetters);
        builder.Property(w => w.Error).HasMaxLength(WorkRules.MostErrorLetters);
        builder.HasIndex(w => new { w.Job, w.StartedUtc }).HasDatabaseName("IX_WorkRun_Job");
        builder.HasIndex(w => w.WorkItemId).HasDatabaseName("IX_WorkRun_Item");
    }
}
