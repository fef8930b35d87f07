using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Training.Domain.Standards;

/// <summary>One thing that a file does not keep of its schema: where (a JSON pointer) and what, in a Chinese sentence.</summary>
public sealed record SchemaError(string Pointer, string Message)
{
    public override string ToString() => $"{(Pointer.Length == 0 ? "/" : Pointer)}：{Message}";
}

/// <summary>
/// Checks a JSON value against the part of JSON Schema 2020-12 that our schemas use: type, required, properties, additionalProperties,
/// enum, items, pattern, minimum, maximum, minItems, minLength and references into $defs. A keyword outside it is an error in the
/// schema itself, so that nothing is silently left unchecked.
/// </summary>
public static class SchemaRules
{
    private static readonly HashSet<string> Known =
    [
        "$schema", "$ref", "$defs", "title", "description", "type", "required", "properties", "additionalProperties", "enum", "items",
        "pattern", "minimum", "maximum", "minItems", "minLength",
    ];

    public static IReadOnlyList<SchemaError> Check(JsonElement value, JsonElement schema)
    {
        var errors = new List<SchemaError>();
        Check(value, schema, schema, "", errors);
        return errors;
    }

    private static void Check(JsonElement value, JsonElement schema, JsonElement root, string at, List<SchemaError> errors)
    {
        foreach (var keyword in schema.EnumerateObject().Where(k => !Known.Contains(k.Name)))
        {
            throw new InvalidOperationException($"The schema uses {keyword.Name}, which is not checked here.");
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(value, Resolve(root, reference.GetString()!), root, at, errors);
        }

        if (schema.TryGetProperty("type", out var type) && !IsOfType(value, type.GetString()!))
        {
            errors.Add(new(at, $"要的是{NameOf(type.GetString()!)}，这里是 {Shown(value)}。"));
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
        {
            errors.Add(new(at, $"只能是 {string.Join("、", allowed.EnumerateArray().Select(a => a.ToString()))}，这里是 {Shown(value)}。"));
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(value, schema, root, at, errors);
                break;
            case JsonValueKind.Array:
                CheckArray(value, schema, root, at, errors);
                break;
            case JsonValueKind.String:
                CheckText(value.GetString()!, schema, at, errors);
                break;
            case JsonValueKind.Number:
                CheckNumber(value.GetDecimal(), schema, at, errors);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonElement schema, JsonElement root, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(n => n.GetString()!).Where(n => !value.TryGetProperty(n, out _)))
            {
                errors.Add(new(at, $"缺少 {name}。"));
            }
        }

        var properties = schema.TryGetProperty("properties", out var p) ? p : default;
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        foreach (var property in value.EnumerateObject())
        {
            var pointer = $"{at}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var inner))
            {
                Check(property.Value, inner, root, pointer, errors);
            }
            else if (closed)
            {
                errors.Add(new(pointer, $"不认识 {property.Name}，看看是不是写错了字。"));
            }
        }
    }

    private static void CheckArray(JsonElement value, JsonElement schema, JsonElement root, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32())
        {
            errors.Add(new(at, $"至少要有 {least.GetInt32()} 项。"));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            var index = 0;
            foreach (var element in value.EnumerateArray())
            {
                Check(element, items, root, string.Create(CultureInfo.InvariantCulture, $"{at}/{index++}"), errors);
            }
        }
    }

    private static void CheckText(string text, JsonElement schema, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32())
        {
            errors.Add(new(at, "不能是空的。"));
        }

        if (schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            errors.Add(new(at, $"“{text}”的写法不对，{(schema.TryGetProperty("description", out var words) ? words.GetString() : $"要合乎 {pattern.GetString()}")}。"));
        }
    }

    private static void CheckNumber(decimal number, JsonElement schema, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("minimum", out var least) && number < least.GetDecimal())
        {
            errors.Add(new(at, $"不能小于 {least.GetDecimal():0.##}，这里是 {number:0.##}。"));
        }

        if (schema.TryGetProperty("maximum", out var most) && number > most.GetDecimal())
        {
            errors.Add(new(at, $"不能大于 {most.GetDecimal():0.##}，这里是 {number:0.##}。"));
        }
    }

    private static JsonElement Resolve(JsonElement root, string reference)
    {
        const string Prefix = "#/$defs/";
        return reference.StartsWith(Prefix, StringComparison.Ordinal) && root.GetProperty("$defs").TryGetProperty(reference[Prefix.Length..], out var target)
            ? target
            : throw new InvalidOperationException($"The schema refers to {reference}, which it does not define.");
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new InvalidOperationException($"The schema names the type {type}."),
    };

    private static string NameOf(string type) => type switch
    {
        "object" => "一组名字和值",
        "array" => "一个列表",
        "string" => "一段文字",
        "boolean" => "是或否（true、false）",
        "integer" => "整数",
        _ => "一个数",
    };

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
