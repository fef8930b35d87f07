using System.Globalization;
using System.Text.Json.Nodes;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

public enum DraftFieldKind
{
    Text,
    LongText,
    Number,
    Month,
    Day,
    YesNo,

    /// <summary>Lines of month and number: 2027-01 18.</summary>
    Steps,
}

/// <summary>One place of a draft that the editor offers: by its JSON pointer, which is also where the schema's complaints point.</summary>
public sealed record DraftField(string Pointer, string Label, DraftFieldKind Kind, string Value)
{
    public bool IsMetBy(SchemaError error) => error.Pointer == Pointer || error.Pointer.StartsWith(Pointer + "/", StringComparison.Ordinal);
}

public sealed record DraftGroup(string Title, IReadOnlyList<DraftField> Fields);

/// <summary>
/// What of a standard's file is changed in a form: the head, the days of counting, and of each item its wording and its limit. What is
/// built otherwise (another metric, a new item, a reading) comes by the whole file. Typed text is put into the file as it stands and judged
/// by the schema, so a form cannot let through what a file could not.
/// </summary>
public static class DraftFields
{
    public static IReadOnlyList<DraftGroup> Of(string json)
    {
        var file = JsonNode.Parse(json)!;
        var groups = new List<DraftGroup>
        {
            new("文件",
            [
                Field(file, "/title", "名称", DraftFieldKind.Text), Field(file, "/document", "文号", DraftFieldKind.Text),
                Field(file, "/issuedOn", "印发日期", DraftFieldKind.Day), Field(file, "/inForceFrom", "从哪个月起用", DraftFieldKind.Month),
            ]),
            new("核算",
            [
                Field(file, "/settings/monthClosesOnDay", "每月关账日（次月几号）", DraftFieldKind.Number),
                Field(file, "/settings/programmeYearStartsInMonth", "项目年度从几月起", DraftFieldKind.Number),
                Field(file, "/settings/printDoubledOpinion", "照原件印“意见意见”", DraftFieldKind.YesNo),
            ]),
        };
        foreach (var (section, n) in file["sections"]!.AsArray().Select((s, n) => (s!, n)))
        {
            foreach (var (item, m) in section["items"]!.AsArray().Select((i, m) => (i!, m)))
            {
                groups.Add(new($"{item["code"]} {section["name"]} · {item["content"]}", [.. OfItem(file, $"/sections/{n}/items/{m}")]));
            }
        }

        foreach (var (duty, n) in file["duties"]!.AsArray().Select((d, n) => (d!, n)))
        {
            var at = $"/duties/{n}";
            groups.Add(new($"{duty["code"]} 表外 · {duty["content"]}",
            [
                Field(file, $"{at}/requirement", "正文要求", DraftFieldKind.LongText), Field(file, $"{at}/clause", "出处", DraftFieldKind.Text),
                .. duty["measure"] is null ? [] : (DraftField[])[Field(file, $"{at}/measure/threshold", $"要求的数（{duty["measure"]!["unit"]}）", DraftFieldKind.Number)],
            ]));
        }

        return groups;
    }

    /// <summary>The file with what was typed; a pointer that the form does not offer is left aside.</summary>
    public static string Apply(string json, IReadOnlyDictionary<string, string> typed)
    {
        var file = JsonNode.Parse(json)!;
        foreach (var field in Of(json).SelectMany(g => g.Fields))
        {
            if (typed.TryGetValue(field.Pointer, out var text) && text.ReplaceLineEndings("\n") != field.Value)
            {
                StandardText.Put(file, field.Pointer, Node(field.Kind, text));
            }
        }

        return StandardText.Write(file);
    }

    private static IEnumerable<DraftField> OfItem(JsonNode file, string at)
    {
        yield return Field(file, $"{at}/measure/threshold", $"要求的数（{StandardText.At(file, $"{at}/measure/unit")}）", DraftFieldKind.Number);
        yield return Field(file, $"{at}/measure/steps", "以后换成多少（每行一个月份和数）", DraftFieldKind.Steps);
        yield return Field(file, $"{at}/requirement", "具体要求", DraftFieldKind.LongText);
        yield return Field(file, $"{at}/content", "项目内容", DraftFieldKind.Text);
        yield return Field(file, $"{at}/clause", "出处", DraftFieldKind.Text);
        yield return Field(file, $"{at}/counts", "怎么数", DraftFieldKind.LongText);
        yield return Field(file, $"{at}/evidence", "佐证材料", DraftFieldKind.Text);
    }

    private static DraftField Field(JsonNode file, string pointer, string label, DraftFieldKind kind) =>
        new(pointer, label, kind, Said(StandardText.At(file, pointer), kind));

    private static string Said(JsonNode? node, DraftFieldKind kind) => node switch
    {
        null => "",
        JsonArray steps when kind == DraftFieldKind.Steps => string.Join('\n', steps.Select(s => $"{s!["inForceFrom"]} {s["threshold"]}")),
        _ => node.ToString(),
    };

    /// <summary>What cannot be read as what it should be goes in as text, which the schema refuses at its place.</summary>
    private static JsonNode? Node(DraftFieldKind kind, string text) => kind switch
    {
        DraftFieldKind.Number => Number(text),
        DraftFieldKind.YesNo => text is "true" or "false" ? JsonValue.Create(text == "true") : JsonValue.Create(text),
        DraftFieldKind.Steps => string.IsNullOrWhiteSpace(text) ? null : new JsonArray([.. text.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).Select(Step)]),
        DraftFieldKind.LongText or DraftFieldKind.Text => JsonValue.Create(text.ReplaceLineEndings("\n")),
        _ => JsonValue.Create(text),
    };

    private static JsonNode Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number) : JsonValue.Create(text);

    private static JsonNode Step(string line)
    {
        var parts = line.Split((char[])[' ', '\t', '=', '：', ':', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new JsonObject
        {
            ["inForceFrom"] = parts.Length > 0 && Month.TryParse(parts[0], out var month) ? month.ToString() : line,
            ["threshold"] = Number(parts.Length == 2 ? parts[1] : line),
        };
    }
}
