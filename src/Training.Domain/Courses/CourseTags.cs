using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record TooManyTags(int Count) : Refusal($"写了 {Count} 个标签，最多 {CourseTags.Most} 个。留下最要紧的。", "Tags");

public sealed record TagTooLong(string Tag) : Refusal($"标签“{Tag}”有 {Tag.Length} 个字，一个最多 {CourseTags.TagMaxLength} 个字。", "Tags");

/// <summary>Free words beside the eight topics (膳食营养 and the like): typed with commas, spaces or 、 between, kept once each in the order typed.</summary>
public static class CourseTags
{
    public const int Most = 8;

    public const int TagMaxLength = 12;

    public const int MaxLength = 120;

    private static readonly char[] Between = ['、', '，', ',', ';', '；', ' ', '\u3000', '\t', '\n', '\r'];

    public static Result<IReadOnlyList<string>> Parse(string? typed)
    {
        List<string> tags = [.. (typed ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return tags.Count > Most ? new TooManyTags(tags.Count)
            : tags.FirstOrDefault(tag => tag.Length > TagMaxLength) is { } longer ? new TagTooLong(longer)
            : tags;
    }

    public static string? Join(IReadOnlyList<string> tags) => tags.Count == 0 ? null : string.Join('、', tags);

    public static IReadOnlyList<string> Split(string? kept) => kept is null ? [] : kept.Split('、');
}
