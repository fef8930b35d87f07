using System.Text.Json;
using System.Text.Json.Serialization;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>The file breaks its schema, or names things that do not exist; every place is listed.</summary>
public sealed record BrokenStandard(IReadOnlyList<SchemaError> Errors)
    : Refusal($"这份标准文件有 {Errors.Count} 处不对，没有采用。{string.Join(" ", Errors.Take(5))}");

/// <summary>Turns a standard's JSON into a <see cref="StandardDefinition"/>, or refuses it with every place that is wrong.</summary>
public static class StandardReader
{
    public const string Shipped = "puyang-2023-63";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new MonthJson() },
    };

    private static readonly Lazy<JsonElement> Schema = new(() => JsonElement.Parse(Embedded("standard.schema")));

    /// <summary>Notices of other cities that come along as files; only the shipped one is imported by itself.</summary>
    public static readonly IReadOnlyList<string> Siblings = ["wenzhou-2018-88", "shenzhen-service-worker", "shanghai-2020-22", "zhanjiang-2020-25"];

    public static string ShippedJson(string name = Shipped) => Embedded(name);

    public static Result<StandardDefinition> Read(string json)
    {
        JsonElement file;
        try
        {
            file = JsonElement.Parse(json);
        }
        catch (JsonException e)
        {
            return new BrokenStandard([new("", $"不是完整的 JSON，第 {e.LineNumber + 1} 行断开了。")]);
        }

        var errors = SchemaRules.Check(file, Schema.Value);
        if (errors.Count > 0)
        {
            return new BrokenStandard(errors);
        }

        var definition = file.Deserialize<StandardDefinition>(Json)!;
        var doubts = Doubts(definition).ToList();
        return doubts.Count > 0 ? new BrokenStandard(doubts) : definition;
    }

    /// <summary>What a schema cannot say: names that must exist, codes that must differ.</summary>
    private static IEnumerable<SchemaError> Doubts(StandardDefinition definition)
    {
        if (definition.Form.Cells.Count != definition.Form.Columns.Count || definition.Form.Widths.Count != definition.Form.Columns.Count)
        {
            yield return new("/form/columns", $"表头有 {definition.Form.Columns.Count} 栏，每栏放什么写了 {definition.Form.Cells.Count} 个，宽度写了 {definition.Form.Widths.Count} 个，三样要一样多。");
        }

        foreach (var twice in definition.Items.GroupBy(i => i.Code).Where(g => g.Count() > 1))
        {
            yield return new("/sections", $"编号 {twice.Key} 用了 {twice.Count()} 次。");
        }

        // By place, as the schema's own complaints: so each finds the field it is about.
        var measures = definition.Sections.SelectMany((s, n) => s.Items.Select((i, m) => (At: $"/sections/{n}/items/{m}", i.Measure)))
            .Concat(definition.Duties.Select((d, n) => (At: $"/duties/{n}", Measure: d.Measure!)).Where(d => d.Measure is not null));
        foreach (var (at, measure) in measures.Where(m => !MetricRegistry.Knows(m.Measure.Metric)))
        {
            yield return new($"{at}/measure/metric", $"没有叫 {measure.Metric} 的指标。");
        }

        foreach (var (at, measure) in measures.Where(m => m.Measure.Steps.Zip(m.Measure.Steps.Skip(1)).Any(pair => pair.First.InForceFrom >= pair.Second.InForceFrom)))
        {
            yield return new($"{at}/measure/steps", "月份要从早到晚，一个月只写一行。");
        }

        foreach (var (section, n) in definition.Sections.Select((s, n) => (s, n)))
        {
            foreach (var (scoring, m) in section.Items.Select((i, m) => (i.Scoring, m)))
            {
                if (scoring is { Kind: ScoringKind.Parts } && scoring.Parts.Sum(p => p.Points) != scoring.Points)
                {
                    yield return new($"/sections/{n}/items/{m}/scoring/parts", $"各部分加起来要正好是 {scoring.Points} 分。");
                }

                if (scoring is { Kind: ScoringKind.PerUnit, PointsPerUnit: <= 0 })
                {
                    yield return new($"/sections/{n}/items/{m}/scoring/pointsPerUnit", "按件计分要写一件几分。");
                }
            }
        }

        foreach (var twice in definition.Duties.GroupBy(d => d.Code).Where(g => g.Count() > 1 || definition.Item(g.Key) is not null))
        {
            yield return new("/duties", $"编号 {twice.Key} 用了不止一次。");
        }

        foreach (var ruling in definition.Rulings)
        {
            foreach (var code in ruling.Items.Where(c => definition.Item(c) is null))
            {
                yield return new($"/rulings/{ruling.Id}/items", $"没有编号 {code} 的项。");
            }

            foreach (var decision in ruling.Decisions.Where(d => ruling.Readings.All(r => r.Name != d.Reading)))
            {
                yield return new($"/rulings/{ruling.Id}/decisions", $"没有叫 {decision.Reading} 的读法。");
            }

            foreach (var reading in ruling.Readings.Where(r => r.Changes?.Metric is { } metric && !MetricRegistry.Knows(metric)))
            {
                yield return new($"/rulings/{ruling.Id}/readings/{reading.Name}", $"没有叫 {reading.Changes!.Metric} 的指标。");
            }
        }
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(StandardReader).Assembly.GetManifestResourceStream($"Training.Domain.Standards.Definitions.{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
