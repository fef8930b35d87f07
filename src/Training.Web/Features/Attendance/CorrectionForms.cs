using Training.Domain.Attendance;

namespace Training.Web.Features.Attendance;

/// <summary>Kept as typed: what is refused comes back to the page as it was written.</summary>
public sealed class CorrectionForm
{
    public const string Here = "here";
    public const string Until = "until";
    public const string Gone = "gone";

    /// <summary>Made with the page, so that the form sent twice is one correction.</summary>
    public Guid Page { get; set; }

    public string? To { get; set; }

    public string? UntilTime { get; set; }

    public string? Reason { get; set; }

    /// <summary>The marks that the page showed, which the correction replaces.</summary>
    public string? Seen { get; set; }

    public static CorrectionForm For(RollLine line) => new() { Page = Guid.CreateVersion7(), Seen = SeenOf(line) };

    public static string SeenOf(RollLine line) => string.Join('.', line.Own.Heads.Concat(line.Twins.SelectMany(t => t.State.Heads)).Select(h => h.ToString("N")));
}

public sealed record CorrectPersonPage(RollSheet Sheet, RollLine Line, CorrectionForm Form);

public sealed class AddPersonForm
{
    public Guid Page { get; set; }

    public string? Text { get; set; }

    public string? Reason { get; set; }

    /// <summary>The found person who is added; not given, the page searches.</summary>
    public Guid? Attendee { get; set; }
}

public sealed record AddPersonPage(RollSheet Sheet, AddPersonForm Form, IReadOnlyList<FoundOnRoll>? Found);

public sealed class AddWalkInForm
{
    /// <summary>Made with the page, so that the form sent twice is one person.</summary>
    public Guid Person { get; set; }

    public string? Name { get; set; }

    public string? PhoneTail { get; set; }

    public string? Reason { get; set; }
}

public sealed record AddWalkInPage(RollSheet Sheet, AddWalkInForm Form);

public sealed class RollTimesForm
{
    public string? Start { get; set; }

    public string? End { get; set; }

    public string? Heads { get; set; }

    public string? Reason { get; set; }
}

public sealed record RollTimesPage(RollSheet Sheet, RollTimesForm Form);
