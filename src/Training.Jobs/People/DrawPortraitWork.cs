using Training.Domain.People.Portraits;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.People;

/// <summary>
/// Draws the two small copies of a portrait. What was sent lies in a folder of this work alone while it runs, and is gone with it; it may be
/// killed and begun again at any point.
/// </summary>
public sealed class DrawPortraitWork(PortraitWork portraits, DataFolder folder, CopyPhoto copy) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        if (await portraits.BeginAsync(item.SubjectId, ct) is not { } portrait)
        {
            return WorkOutcome.Succeeded("已经整理好，或者已经撤下");
        }

        try
        {
            return await DrawAsync(portrait, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !WorkRules.HasAttemptsLeft(item))
        {
            await portraits.RefuseAsync(portrait, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> DrawAsync(PortraitSource portrait, CancellationToken ct)
    {
        var work = Path.Combine(folder.Temporary, $"portrait-{portrait.Id}");
        if (Directory.Exists(work))
        {
            // What a killed attempt left.
            Directory.Delete(work, recursive: true);
        }

        try
        {
            Directory.CreateDirectory(work);
            var sent = Path.Combine(work, "sent");
            await File.WriteAllBytesAsync(sent, portrait.Sent, ct);
            var made = await copy.PortraitAsync(sent, work, ct);
            if (!made.Ok)
            {
                await portraits.RefuseAsync(portrait, made.Refusal.Message, ct);
                return WorkOutcome.Refused(made.Refusal.Message);
            }

            using var copied = made.Value;
            var (picture, face) = (await File.ReadAllBytesAsync(copied.Copy, ct), await File.ReadAllBytesAsync(copied.Thumbnail, ct));
            await portraits.FinishAsync(portrait, picture, face, ct);
            return WorkOutcome.Succeeded($"大图 {picture.Length / 1000} KB，小图 {face.Length / 1000d:0.0} KB");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
