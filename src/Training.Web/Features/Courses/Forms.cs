using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Courses;
using Training.Domain.Media;
using Training.Domain.Topics;

namespace Training.Web.Features.Courses;

public sealed class NewCourseForm
{
    public string? Title { get; set; }

    public string? TopicCode { get; set; }

    public string? Summary { get; set; }

    public long? CountyCode { get; set; }

    [BindNever]
    public IReadOnlyList<Topic> Topics { get; set; } = [];
}

/// <summary>A lesson's state as its teacher reads it.</summary>
public static class LessonWords
{
    public static string Of(LessonState lesson) => lesson.Status switch
    {
        LessonStatus.Queued => "收好了，排队等转码",
        LessonStatus.Probing => "正在检查文件",
        LessonStatus.Encoding => $"正在转码 {lesson.Percent}%",
        LessonStatus.Verifying => "正在核对",
        LessonStatus.Published => "能看了",
        LessonStatus.Refused => "这个文件用不了",
        LessonStatus.Failed => "没有转好",
    };

    public static string Rendition(ReadyRendition rendition) => rendition.Name switch
    {
        LadderPlan.AudioName => "声音",
        LadderPlan.VoiceName => "省流量声音",
        LadderPlan.StillsName => "幻灯",
        _ => $"{rendition.Height}p",
    };

    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => $"{Math.Max(1, bytes / 1000)} KB",
        < 1_000_000_000 => $"{bytes / 1e6:0.#} MB",
        _ => $"{bytes / 1e9:0.#} GB",
    };
}
