namespace Training.Domain.People;

/// <summary>The tables of characters that ship with this room; each begins with a line of headings.</summary>
internal static class Definitions
{
    public static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream($"Training.Domain.People.Definitions.{file}")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }
}
