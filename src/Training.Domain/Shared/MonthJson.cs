using System.Text.Json;
using System.Text.Json.Serialization;

namespace Training.Domain.Shared;

/// <summary>A month in JSON is written as everywhere: 2026-10.</summary>
internal sealed class MonthJson : JsonConverter<Month>
{
    public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Month.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
