using System.Globalization;

namespace Training.Domain.Evidence;

/// <summary>Names of files as devices give them: only shown, never used as a path.</summary>
internal static class FileNames
{
    public const int MaxLength = 255;

    /// <summary>Some browsers send a whole path; control and direction marks could make a name read as another.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        return clean.Length == 0 ? "未命名" : Cut(clean, MaxLength);
    }

    /// <summary>The name without its ending, as a title for those who give none.</summary>
    public static string Title(string clean, int most) => Cut(Path.GetFileNameWithoutExtension(clean) is { Length: > 0 } title ? title : clean, most);

    /// <summary>Never through the middle of a character beyond the basic plane.</summary>
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
