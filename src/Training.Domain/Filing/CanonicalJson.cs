using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

/// <summary>
/// One text for one content, so that a hash of it means the content: UTF-8 without spaces; keys in ordinal order; members that are null left
/// out; numbers as plain decimals without exponent or trailing zeros; days as yyyy-MM-dd; only quotes, backslashes and control
/// characters escaped; lists in the order in which the writer of the content puts them. Described in docs/filing-snapshots.md.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new MonthJson() },
    };

    // Everything that a text may hold stands in it as it is: the hash is over characters, not over an encoder's taste.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T content) => Text(JsonSerializer.SerializeToNode(content, Shape));

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Shape) ?? throw new JsonException("The text holds nothing.");

    /// <summary>Whether a text is written as this class writes.</summary>
    public static bool IsCanonical(string text)
    {
        try
        {
            return Text(JsonNode.Parse(text)) == text;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>SHA-256 of a text in UTF-8, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Text(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.Where(m => m.Value is not null).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                Write(writer, node.AsValue());
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.Number:
                var number = decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
                writer.WriteRawValue(number.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetValue<string>());
                break;
            default:
                writer.WriteBooleanValue(value.GetValue<bool>());
                break;
        }
    }
}
