using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>Where a word is said in a text of captions. The caller found the text in a version that the reader may see.</summary>
public sealed class SearchCaptions(TrainingDbContext db)
{
    public async Task<IReadOnlyList<Cue>> FindAsync(Guid caption, string words, CancellationToken ct = default)
    {
        var text = await db.LessonCaptions().AsNoTracking().Where(c => c.Key == caption).Select(c => c.Text).SingleOrDefaultAsync(ct);
        return text is null ? [] : Find(WebVtt.Cues(text), words);
    }

    /// <summary>Width of letters, capitals and the break of a line are passed over. Pure.</summary>
    public static IReadOnlyList<Cue> Find(IEnumerable<Cue> cues, string words)
    {
        var asked = words.Trim();
        return asked.Length == 0 ? []
            : [.. cues.Where(cue => CultureInfo.InvariantCulture.CompareInfo.IndexOf(
                cue.Text.Replace("\n", "", StringComparison.Ordinal), asked, CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth) >= 0)];
    }
}
