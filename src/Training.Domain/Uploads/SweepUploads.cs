using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <param name="Finished">Whole ones that a crash had left without their lesson.</param>
/// <param name="Expired">Left alone for too long.</param>
/// <param name="Files">Partial files that no upload needs any more.</param>
public sealed record SweptUploads(int Finished, int Expired, int Files, long FreedBytes)
{
    public bool Nothing => this is { Finished: 0, Expired: 0, Files: 0 };
}

/// <summary>
/// Ends what nobody ends: uploads that were left alone, whole ones whose last step a crash cut off, and files without an upload. Each is ended
/// by itself, so that one that cannot be ended keeps no other from it. Run twice it finds nothing the second time.
/// </summary>
public sealed class SweepUploads(TrainingDbContext db, PartialFiles partials, FinishUpload finish, TimeProvider clock)
{
    /// <summary>A file may stand for a moment before its row, or belong to a form that is being read just now.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(6);

    public async Task<SweptUploads> RunAsync(CancellationToken ct = default)
    {
        var finished = await FinishAsync(ct);
        var expired = await ExpireAsync(ct);
        var (files, freed) = await ClearFilesAsync(ct);
        return new SweptUploads(finished, expired, files, freed);
    }

    private async Task<int> FinishAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var whole = await db.Uploads().AsNoTracking()
            .Where(u => u.Status == UploadStatus.Receiving && u.Offset == u.Bytes && u.ExpectedSha256 != null && u.ExpiresUtc > now)
            .Select(u => new { u.Key, u.AccountId }).ToListAsync(ct);
        var count = 0;
        foreach (var upload in whole)
        {
            db.ChangeTracker.Clear();
            var done = await finish.RunAsync(new() { Actor = new Actor(upload.AccountId), Key = upload.Key }, ct);
            count += done is { Ok: true, Value.Lesson: not null } ? 1 : 0;
        }

        return count;
    }

    private async Task<int> ExpireAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var due = await db.Uploads().AsNoTracking().Where(u => (u.Status == UploadStatus.Receiving || u.Status == UploadStatus.Streaming) && u.ExpiresUtc <= now).Select(u => u.Id).ToListAsync(ct);
        var count = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var upload = await db.Uploads().SingleAsync(u => u.Id == id, ct);
            await using var partial = partials.TryOpen(upload.Key);
            if (partial is null || upload.Status is not (UploadStatus.Receiving or UploadStatus.Streaming) || upload.ExpiresUtc > now)
            {
                continue;
            }

            var before = upload.Status;
            upload.Status = UploadStatus.Expired;
            await AuditTrail.AppendAsync(db, upload.AuditStream(), Actor.Job, nameof(SweepUploads), now, new { Status = before }, new { upload.Status }, ct: ct);
            await db.SaveChangesAsync(ct);
            count++;
        }

        return count;
    }

    private async Task<(int Files, long Bytes)> ClearFilesAsync(CancellationToken ct)
    {
        var old = clock.UtcNow() - Young;
        var needed = (await db.Uploads().AsNoTracking().Where(u => u.Status == UploadStatus.Receiving).Select(u => u.Key).ToListAsync(ct)).ToHashSet();
        var (files, bytes) = (0, 0L);
        foreach (var left in partials.Leftovers().Where(l => l.Upload is { } key ? !needed.Contains(key) : l.LastUtc < old).ToList())
        {
            bytes += new FileInfo(left.Path).Length;
            File.Delete(left.Path);
            files++;
        }

        return (files, bytes);
    }
}
