using Training.Domain.People.Privacy;

namespace Training.Domain.Identity.Residents;

/// <summary>
/// What a resident reads before agreeing, one file a version of the wording (<see cref="ConsentTexts.Version"/>) in Identity/Definitions. A
/// version that was ever shown stays: what somebody agreed to can be read years later. A changed text is a new version with a new file,
/// and everybody is asked again.
/// </summary>
public static class ConsentNotice
{
    public static string Current => ConsentTexts.Version;

    /// <summary>The paragraphs of the version that is agreed to now.</summary>
    public static IReadOnlyList<string> Paragraphs { get; } = Read(ConsentTexts.Version);

    private static IReadOnlyList<string> Read(string version)
    {
        using var stream = typeof(ConsentNotice).Assembly.GetManifestResourceStream($"Training.Domain.Identity.Definitions.consent-{version}.txt")
            ?? throw new InvalidOperationException($"The consent text {version} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
