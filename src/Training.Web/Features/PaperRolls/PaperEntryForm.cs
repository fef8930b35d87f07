using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.People;
using Training.Web.Hosting;

namespace Training.Web.Features.PaperRolls;

/// <summary>Kept as typed: whatever is wrong comes back to the page as it was written.</summary>
public sealed class PaperEntryForm
{
    /// <summary>Value of the button that fills in the row numbers and saves nothing.</summary>
    public const string Fill = "fill";

    public string? Range { get; set; }

    public List<PaperRowForm> Rows { get; set; } = [];

    public string? Reason { get; set; }

    public string? Do { get; set; }

    /// <summary>Made with the page.</summary>
    public Guid Page { get; set; }

    public static PaperEntryForm Of(PaperSheet sheet) => new()
    {
        Page = Guid.CreateVersion7(),
        Rows = [.. sheet.Lines.Select(line => new PaperRowForm
        {
            Reading = PaperRowForm.ReadingOf(line),
            Seen = PaperRowForm.SeenOf(line),
            Until = line.State.UntilUtc is { } until ? ClockTime.Of(until) : null,
        })],
    };
}

/// <summary>The row with the number that follows from its place in the list.</summary>
public sealed class PaperRowForm
{
    private const char Between = '~';

    public RowReading Reading { get; set; }

    /// <summary>How the row was shown, and the marks behind that.</summary>
    public string? Seen { get; set; }

    public string? Until { get; set; }

    public string? Name { get; set; }

    public string? Tail { get; set; }

    /// <summary>A known person, "another", or nothing while nobody has asked.</summary>
    public string? Who { get; set; }

    public static RowReading ReadingOf(PaperLine line) =>
        line.IsUnreadable ? RowReading.Unreadable : line.State.Present ? RowReading.Came : RowReading.Absent;

    /// <summary>A row about which two phones disagree counts as shown in no way, so that every choice decides it.</summary>
    public static string SeenOf(PaperLine line) =>
        $"{(line.State.InConflict ? RowReading.Unreadable : ReadingOf(line))}{Between}{string.Join('.', line.State.Heads.Select(h => h.ToString("N")))}";

    public bool TrySeen(out RowReading shown, out List<Guid> heads)
    {
        var parts = (Seen ?? "").Split(Between);
        heads = [];
        if (!Enum.TryParse(parts[0], out shown) || !Enum.IsDefined(shown) || parts.Length != 2)
        {
            return false;
        }

        foreach (var part in parts[1].Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Guid.TryParseExact(part, "N", out var head))
            {
                return false;
            }

            heads.Add(head);
        }

        return heads.Count <= MarkRules.MostSuperseded;
    }
}

/// <param name="Namesakes">By row: the known people of whom one has to be pointed out.</param>
public sealed record PaperEntryPage(
    PaperSheet Sheet, PaperEntryForm Form, IReadOnlyList<Guid> Photos, IReadOnlyDictionary<int, IReadOnlyList<FoundPerson>> Namesakes)
{
    public string Address => $"/rolls/{Sheet.Roll.Key}/paper/{Sheet.Paper.Code}";

    public bool IsClosed => Sheet.Roll.Status == RollStatus.Closed;
}

/// <param name="IsOpen">A blank row that nobody has been written down from.</param>
public sealed record PaperRowView(PaperLine Line, PaperRowForm Row, bool IsOpen, IReadOnlyList<FoundPerson> Namesakes);
