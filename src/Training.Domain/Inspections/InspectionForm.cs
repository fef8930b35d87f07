using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Training.Domain.Shared;

namespace Training.Domain.Inspections;

public enum AskedFor
{
    Number,
    Choice,
}

public sealed record FormChoice(string Code, string Words);

/// <summary>One question of the form.</summary>
public sealed record FormQuestion
{
    public required string Code { get; init; }

    public required InspectedKind Kind { get; init; }

    public required AskedFor Type { get; init; }

    public required string Ask { get; init; }

    /// <summary>Which fact of the record is shown beside it.</summary>
    public string? Beside { get; init; }

    /// <summary>Question whose number this one may not exceed.</summary>
    public string? AtMost { get; init; }

    public bool Required { get; init; }
}

public sealed record QuestionUnanswered(string Ask, string On) : Refusal($"“{Ask}”还没有填。", On);

public sealed record NumberUnreadable(string Ask, string On) : Refusal($"“{Ask}”填 0 到 {InspectionForm.MostNumber} 的整数。", On);

public sealed record MoreThanAsked(string Ask, int Most, string On) : Refusal($"“{Ask}”不能多于 {Most}。", On);

/// <summary>What an inspection asks, and how many working days each party has, as data: Definitions/inspection.json.</summary>
public sealed record InspectionForm
{
    public const int MostNumber = 9999;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static InspectionForm Shipped { get; } = Read();

    public required string Version { get; init; }

    public required string Source { get; init; }

    public required int InspectWorkingDays { get; init; }

    public required int AnswerWorkingDays { get; init; }

    public required int MendWorkingDays { get; init; }

    public required IReadOnlyList<FormQuestion> Questions { get; init; }

    public required IReadOnlyList<FormChoice> Choices { get; init; }

    public IEnumerable<FormQuestion> Of(InspectedKind kind) => Questions.Where(q => q.Kind == kind);

    /// <summary>What was answered, in words: 35; 合.</summary>
    public string Words(FormQuestion question, string? answer) =>
        answer is null ? "" : question.Type == AskedFor.Choice ? Choices.FirstOrDefault(c => c.Code == answer)?.Words ?? answer : answer;

    /// <summary>The answers as they are kept, or what is wrong with the first that is.</summary>
    public Result<Dictionary<string, string>> Take(InspectedKind kind, IReadOnlyDictionary<string, string?> given)
    {
        var taken = new Dictionary<string, string>();
        foreach (var question in Of(kind))
        {
            var field = $"Answers[{question.Code}]";
            var said = given.GetValueOrDefault(question.Code);
            if (string.IsNullOrEmpty(said))
            {
                if (question.Required)
                {
                    return new QuestionUnanswered(question.Ask, field);
                }

                continue;
            }

            if (question.Type == AskedFor.Choice && Choices.All(c => c.Code != said))
            {
                return new QuestionUnanswered(question.Ask, field);
            }

            if (question.Type == AskedFor.Number)
            {
                if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MostNumber)
                {
                    return new NumberUnreadable(question.Ask, field);
                }

                if (question.AtMost is { } other && taken.TryGetValue(other, out var most) && number > int.Parse(most, CultureInfo.InvariantCulture))
                {
                    return new MoreThanAsked(question.Ask, int.Parse(most, CultureInfo.InvariantCulture), field);
                }
            }

            taken[question.Code] = said;
        }

        return taken;
    }

    public static Dictionary<string, string> Kept(string? json) => json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    private static InspectionForm Read()
    {
        using var stream = typeof(InspectionForm).Assembly.GetManifestResourceStream("Training.Domain.Inspections.Definitions.inspection.json")!;
        return JsonSerializer.Deserialize<InspectionForm>(stream, Json)!;
    }
}
