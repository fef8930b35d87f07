using Training.Domain.Evidence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Evidence;

/// <summary>Makes an attached photo visible. It may be killed and begun again at any point: the pointer to the copy is written last.</summary>
public sealed class CopyPhotoWork(PhotoWork photos, FolderFileStore files, DataFolder folder, CopyPhoto copy) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var photo = await photos.BeginAsync(item.SubjectId, ct);
        if (photo is null)
        {
            return WorkOutcome.Refused("这张照片已经不在了，不用再整理。");
        }

        if (photo.AlreadyReady)
        {
            return WorkOutcome.Succeeded("已经整理好");
        }

        try
        {
            return await CopyAsync(photo, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !WorkRules.HasAttemptsLeft(item))
        {
            await photos.RefuseAsync(photo.AttachmentId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> CopyAsync(PhotoSource photo, CancellationToken ct)
    {
        var work = Path.Combine(folder.Temporary, $"photo-{photo.AttachmentId}");
        if (Directory.Exists(work))
        {
            // What a killed attempt left.
            Directory.Delete(work, recursive: true);
        }

        try
        {
            var made = await copy.RunAsync(files.PathOf(photo.Sha256), work, AttachmentLimits.Default, ct);
            if (!made.Ok)
            {
                await photos.RefuseAsync(photo.AttachmentId, made.Refusal.Message, ct);
                return WorkOutcome.Refused(made.Refusal.Message);
            }

            using var copied = made.Value;
            await using var large = File.OpenRead(copied.Copy);
            await using var small = File.OpenRead(copied.Thumbnail);
            await photos.FinishAsync(photo.AttachmentId, large, small, ct);
            return WorkOutcome.Succeeded($"大图 {large.Length / 1000} KB，小图 {small.Length / 1000} KB");
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }
}
