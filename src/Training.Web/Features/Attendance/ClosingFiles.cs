using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>Takes the files of the closing form: photos to the class's photos, papers to what was taught. Each is taken or refused by itself.</summary>
public sealed class ClosingFiles(AddClassPhoto photos, AddAttachment papers)
{
    public const string Material = nameof(Material);

    public async Task<bool> TakeAsync(Guid key, Actor actor, StreamedFile file, TakenFiles taken, CancellationToken ct)
    {
        var added = file.Field == Material
            ? await papers.RunAsync(
                new() { Actor = actor, OwnerKind = SessionMaterial.OwnerKind, OwnerKey = key, Purpose = SessionMaterial.Slides, SourceName = file.Name, Content = file.Content }, ct)
            : await photos.RunAsync(new() { SessionKey = key, Actor = actor, Purpose = SessionPhotos.Scene, SourceName = file.Name, Content = file.Content }, ct);
        taken.Add(file.Name, added.Refusal);
        return true;
    }
}

/// <summary>What is asked about once more before a roll is closed, beside what the standard asks for.</summary>
public static class ClosingDoubts
{
    public static IEnumerable<string> Of(int present, int? heads, DateTime startedUtc, DateTime endedUtc)
    {
        if (HeadsWords(present, heads) is { } apart)
        {
            yield return apart;
        }

        if (ShanghaiTime.DateOf(endedUtc) is var day && day != ShanghaiTime.DateOf(startedUtc))
        {
            yield return $"下课比上课的钟点早，算第二天：{day:M月d日} {ClosingForm.Clock(endedUtc)} 下的课";
        }
    }

    /// <summary>Null when both counts agree well enough, or nobody counted.</summary>
    public static string? HeadsWords(int present, int? heads) =>
        !ClosingRules.HeadsApart(present, heads) ? null
        : heads > present ? $"眼睛数到 {heads} 人，名单上 {present} 人，少点了 {heads - present} 人"
        : $"眼睛数到 {heads} 人，名单上却有 {present} 人，多点了 {present - heads} 人";
}
