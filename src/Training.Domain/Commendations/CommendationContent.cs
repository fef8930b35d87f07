using Training.Domain.Filing;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

/// <summary>
/// A computed list as it is kept and hashed: everything that follows from figures and rule, nothing that a person decided, and no names. The records behind a figure stand
/// in the text for those who are on the list, and as a hash for everybody, so that a later change of any record shows.
/// </summary>
public sealed record CommendationContent
{
    public const string CurrentFormat = "commendation/1";

    public string Format { get; init; } = CurrentFormat;

    public required long Region { get; init; }

    public required string Period { get; init; }

    /// <summary>Version of the definition, and its hash.</summary>
    public required string Rule { get; init; }

    public required string RuleSha256 { get; init; }

    /// <summary>By kind, county, place; those without a place behind.</summary>
    public required IReadOnlyList<CandidateLine> Candidates { get; init; }

    public string Write() => CanonicalJson.Write(this);

    public static CommendationContent Read(string text) => CanonicalJson.Read<CommendationContent>(text);
}

/// <summary>One candidate: figures, points, place, or what keeps it off the list.</summary>
public sealed record CandidateLine
{
    public required PraisedKind Kind { get; init; }

    public required long County { get; init; }

    public required long Subject { get; init; }

    /// <summary>Among those of its kind and county whom nothing bars; equal points share a place. Null: barred.</summary>
    public int? Place { get; init; }

    /// <summary>How many others share the place.</summary>
    public int Ties { get; init; }

    public decimal? Points { get; init; }

    public bool Listed { get; init; }

    public required IReadOnlyList<CandidateFigure> Figures { get; init; }

    public IReadOnlyList<CandidateBar> Bars { get; init; } = [];

    /// <summary>Settled spot checks of the period's records that were 属实. They bring no points: who is drawn is chance.</summary>
    public int InspectedTrue { get; init; }

    public (PraisedKind, long, long) Identity() => (Kind, County, Subject);
}

public sealed record CandidateFigure
{
    public required MeasureCode Code { get; init; }

    /// <summary>The count, or what of the denominator is so.</summary>
    public required long Value { get; init; }

    /// <summary>Of how many; 0 for a plain count.</summary>
    public long Of { get; init; }

    /// <summary>Rows that are listed and not counted.</summary>
    public int Excluded { get; init; }

    /// <summary>Null: barred, so not weighed.</summary>
    public decimal? Points { get; init; }

    /// <summary>Why a share brings no points.</summary>
    public string? Unweighed { get; init; }

    /// <summary>SHA-256 of the rows, one a line, as <see cref="RowLine"/> writes them.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The rows themselves, of those who are on the list.</summary>
    public IReadOnlyList<string>? Rows { get; init; }
}

/// <summary>What bars, in words without names.</summary>
public sealed record CandidateBar(BarRule Rule, string Words);

/// <summary>A row behind a figure: 'Session 12 1/1', with the number of its exclusion where it is not counted.</summary>
public static class RowLine
{
    public static string Write(MetricRow row) => row.Excluded == 0
        ? FormattableString.Invariant($"{row.Kind} {row.RecordId} {row.Numerator}/{row.Denominator}")
        : FormattableString.Invariant($"{row.Kind} {row.RecordId} {row.Numerator}/{row.Denominator} {row.Excluded}");

    public static MetricRow Read(string line)
    {
        var parts = line.Split(' ');
        var share = parts[2].Split('/');
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return new()
        {
            Kind = Enum.Parse<RecordKind>(parts[0]), RecordId = long.Parse(parts[1], culture), Numerator = long.Parse(share[0], culture), Denominator = long.Parse(share[1], culture),
            Excluded = parts.Length > 3 ? int.Parse(parts[3], culture) : 0,
        };
    }
}
