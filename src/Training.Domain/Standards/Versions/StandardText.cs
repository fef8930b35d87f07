using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>The text of a standard: one form of it for hashing and for taking along, and places in it by JSON pointer.</summary>
public static class StandardText
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With one kind of line end, so that the same text has the same hash wherever it was written.</summary>
    public static string Plain(string json) => json.ReplaceLineEndings("\n");

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static string Sha256Of(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(json))));

    public static string WithMonth(string json, Month inForceFrom)
    {
        var file = JsonNode.Parse(json)!;
        file["inForceFrom"] = inForceFrom.ToString();
        return Write(file);
    }

    public static string Write(JsonNode file) => Plain(file.ToJsonString(Written));

    public static JsonNode? At(JsonNode file, string pointer) => Parts(pointer).Aggregate<string, JsonNode?>(file, Step);

    public static void Put(JsonNode file, string pointer, JsonNode? value)
    {
        var parts = Parts(pointer).ToList();
        var parent = parts[..^1].Aggregate<string, JsonNode?>(file, Step) ?? throw new ArgumentException($"There is no place {pointer}.", nameof(pointer));
        if (parent is JsonArray list)
        {
            list[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = value;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = value;
        }
    }

    private static IEnumerable<string> Parts(string pointer) => pointer.Split('/').Skip(1);

    private static JsonNode? Step(JsonNode? at, string part) => at switch
    {
        JsonArray list => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null,
        JsonObject group => group[part],
        _ => null,
    };
}
