using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Gives the demonstration's accepted sheet what a finished one has: the stamped paper, read back, one row of it decided by somebody, and the pack. Each step waits for the one before, which the queue
/// does; where a tool is missing, its work item says so and the steps behind it are left out.
/// </summary>
public sealed class DemonstrationStampedPaper(TrainingDbContext db, WorkQueue queue, DecideScanRow decide, OrderPack packs)
{
    /// <summary>What was done, in words; null when nothing is to be done, or not yet.</summary>
    public async Task<string?> RunAsync(CancellationToken ct = default)
    {
        var snapshot = await (
            from one in db.FilingSnapshots().AsNoTracking()
            join filing in db.Filings() on one.FilingId equals filing.Id
            where one.PartId == null && filing.State == FilingState.Accepted
            orderby one.Id descending
            select one).FirstOrDefaultAsync(ct);
        if (snapshot is null || !await db.FilingDocuments().AnyAsync(d => d.SnapshotId == snapshot.Id && d.Kind == DocumentKind.Pdf, ct) || !await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return null;
        }

        var scan = await db.FilingScans().AsNoTracking().Where(s => s.SnapshotId == snapshot.Id).OrderBy(s => s.Id).FirstOrDefaultAsync(ct);
        if (scan is null)
        {
            return await StampAsync(snapshot, ct);
        }

        // Whoever works with the demonstration decides for himself: only the first paper, and only while nobody has.
        return scan.State == ScanState.Waiting || await db.FilingPacks().AnyAsync(p => p.SnapshotId == snapshot.Id, ct) || await WorkQueue.LatestAsync(db, PackWork.Kind, snapshot.Id, ct) is not null
            ? null : await FinishAsync(snapshot, scan, ct);
    }

    private async Task<string?> StampAsync(FilingSnapshot snapshot, CancellationToken ct)
    {
        if (await WorkQueue.LatestAsync(db, StampPaperWork.Kind, snapshot.Id, ct) is not null)
        {
            return null;
        }

        queue.Enqueue(db, StampPaperWork.Kind, snapshot.Id, "演示：盖章的标准表");
        await db.SaveChangesAsync(ct);
        return "排了盖章的标准表";
    }

    private async Task<string?> FinishAsync(FilingSnapshot snapshot, FilingScan scan, CancellationToken ct)
    {
        var city = await db.Accounts().Where(a => a.NormalizedUserName == "CITY").Select(a => (long?)a.Id).FirstOrDefaultAsync(ct);
        if (city is not { } officer)
        {
            return null;
        }

        var left = await db.FilingScanRows().AsNoTracking().Where(r => r.ScanId == scan.Id && r.Verdict != RowVerdict.Same).OrderBy(r => r.Number).ToListAsync(ct);
        if (left.Count > 1 && left.TrueForAll(r => r.Decision is null))
        {
            await decide.RunAsync(new() { Actor = new(officer), RowKey = left[^1].Key, Decision = RowVerdict.Same, Reason = "签字笔划到了数字上，放大看和表上一样。" }, ct);
        }

        await packs.RunAsync(new Actor(officer), snapshot.Key, ct);
        return "看过扫描件的一行，排了佐证材料包";
    }
}

/// <summary>Goes on with the demonstration's stamped paper while the queue works. Registered only where the data folder is a demonstration.</summary>
[DisallowConcurrentExecution]
public sealed class DemonstrationStampedPaperJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("demonstration-stamped-paper");

    public static ClockSchedule Schedule { get; } = new("演示：盖章的标准表和佐证材料包", "演", "0/30 * * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        context.Result = await scope.ServiceProvider.GetRequiredService<DemonstrationStampedPaper>().RunAsync(cancellationToken);
    }
}
