namespace Training.Domain.Courses;

/// <summary>Languages that captions may be in: BCP 47 tag, and how families choose it.</summary>
public static class CaptionLanguages
{
    public const string Simplified = "zh-Hans";

    public static readonly IReadOnlyList<(string Tag, string Words)> All = [(Simplified, "中文字幕"), ("zh-Hant", "繁體字幕"), ("en", "英文字幕")];

    public static string? WordsOf(string tag) => All.FirstOrDefault(language => language.Tag == tag).Words;
}
