using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>
/// Encodes the sound of a lesson as somebody else speaks it: at the lesson's loudness and of the lesson's length, in a folder of its own, so
/// that the lesson's files stay as they are and the sound can be taken away again.
/// </summary>
public sealed class TranscodeSoundTrackWork(SoundTrackWork tracks, FolderFileStore files, LessonFolders folders, TranscodeVideo look, EncodeSound encode, DiskRoom room) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var track = await tracks.BeginAsync(item.SubjectId, ct);
        if (track is null)
        {
            return WorkOutcome.Refused("这段声音已经不在了，不用再转。");
        }

        if (track.AlreadyPublished)
        {
            return WorkOutcome.Succeeded("已经转好");
        }

        try
        {
            return await EncodeAsync(track, progress, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !DiskRoom.IsFull(failure) && !WorkRules.HasAttemptsLeft(item))
        {
            await tracks.FailAsync(track.TrackId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> EncodeAsync(SoundTrackSource track, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        using var input = InputFolder.Make(files.PathOf(track.Sha256), folders.WorkFolder(track.LessonKey, $"track-{track.TrackId}"));
        progress.Report(new WorkProgress(0, StageWords.Of(TranscodeStage.Probing)));
        var measured = await look.MeasureAsync(input, MediaLimits.Default, () => progress.Report(new WorkProgress(20, "量声音大小")), ct);
        var refusal = measured.Ok
            ? measured.Value.Media.AudioTrack is { } heard ? SoundTrackRules.Refuse((long)(heard.Length * 1000), track.LessonMs) : new NothingToPlay().Message
            : measured.Refusal.Message;
        if (refusal is not null)
        {
            await tracks.RefuseAsync(track.TrackId, refusal, ct);
            return WorkOutcome.Refused(refusal);
        }

        room.Demand(LadderSettings.Default.SoundBytes(TimeSpan.FromMilliseconds(track.LessonMs)));
        await tracks.EnterAsync(track.TrackId, LessonStatus.Encoding, ct);
        var name = LessonFolders.NewName(track.LessonKey);
        using var partial = PartialFolder.Make(folders.At(name), [LadderPlan.SoundTrackName]);
        var made = await encode.RunAsync(
            measured.Value!, input, partial.Path, TimeSpan.FromMilliseconds(track.LessonMs), () => progress.Report(new WorkProgress(60, "转声音")), ct);
        await tracks.EnterAsync(track.TrackId, LessonStatus.Verifying, ct);
        partial.Publish();
        await tracks.PublishAsync(track.TrackId, name, TimeSpan.FromSeconds(made.Seconds), ct);
        return WorkOutcome.Succeeded(Spoken.Duration(TimeSpan.FromSeconds(made.Seconds)));
    }
}
