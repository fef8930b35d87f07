using System.Text.Json;

namespace Training.Domain.Agenda;

/// <summary>Days for what carries no day of its own, and how early is reminded, as data: Definitions/agenda.json.</summary>
public sealed record AgendaTerms
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static AgendaTerms Shipped { get; } = Read();

    public required string Source { get; init; }

    public required int CourseReviewWorkingDays { get; init; }

    public required int StationReviewWorkingDays { get; init; }

    public required int StationRecordWorkingDays { get; init; }

    public required int PoolWorkingDays { get; init; }

    public required int QuestionWorkingDays { get; init; }

    public required int CourseMendWorkingDays { get; init; }

    public required int ObjectionWorkingDays { get; init; }

    public required int SubsidyWorkingDays { get; init; }

    /// <summary>Calendar days ahead for which classes and visits are listed.</summary>
    public required int SessionDaysAhead { get; init; }

    /// <summary>The shortest wait of an office, questions apart: what began to wait later cannot be late.</summary>
    public int ShortestOfficeWorkingDays { get; private set; }

    /// <summary>Calendar days before its end in which an agreement or a paper is listed.</summary>
    public required int ExpiryDaysAhead { get; init; }

    /// <summary>Calendar days before the day on which whoever it waits for is reminded.</summary>
    public required int RemindDaysAhead { get; init; }

    private static AgendaTerms Read()
    {
        using var stream = typeof(AgendaTerms).Assembly.GetManifestResourceStream("Training.Domain.Agenda.Definitions.agenda.json")!;
        var terms = JsonSerializer.Deserialize<AgendaTerms>(stream, Json)!;
        terms.ShortestOfficeWorkingDays = new[]
        {
            terms.CourseReviewWorkingDays, terms.StationReviewWorkingDays, terms.StationRecordWorkingDays, terms.PoolWorkingDays, terms.ObjectionWorkingDays, terms.SubsidyWorkingDays, Filing.FilingRules.CityDays,
        }.Min();
        return terms;
    }
}
