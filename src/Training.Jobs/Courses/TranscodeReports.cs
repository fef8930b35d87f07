using Training.Domain.Courses;
using Training.Domain.Media;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>How far an encoding is, in the words of the page of the work.</summary>
internal sealed class TranscodeReports(IProgress<WorkProgress> progress) : IProgress<TranscodeProgress>
{
    public static LessonStatus StatusOf(TranscodeStage stage) => stage switch
    {
        TranscodeStage.Probing => LessonStatus.Probing,
        TranscodeStage.Encoding => LessonStatus.Encoding,
        TranscodeStage.Verifying => LessonStatus.Verifying,
    };

    public static string Said(IEnumerable<MadeRendition> renditions) => string.Join('、', renditions.Select(rendition => StageWords.OfRendition(rendition.Name)));

    public void Report(TranscodeProgress value) => progress.Report(new WorkProgress(
        (int)(value.Fraction * 100), StageWords.Of(value.Stage),
        [.. value.Renditions.Select(name => new WorkStage(StageWords.OfRendition(name), (int)(value.Encoded * 100)))]));
}
