using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>
/// What the sender says of a file before its first byte: pairs of a name and a value in base64, divided by commas (tus 1.0.0, creation).
/// </summary>
public static class UploadMetadata
{
    public const int MostLetters = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<IReadOnlyDictionary<string, string>> Read(string? header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (header?.Length > MostLetters)
        {
            return new UploadUnreadable("太长");
        }

        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ');
            if (parts.Length > 2 || !parts[0].All(char.IsAsciiLetterOrDigit) || values.ContainsKey(parts[0]) || Text(parts.ElementAtOrDefault(1) ?? "") is not { } value)
            {
                return new UploadUnreadable("格式不对");
            }

            values[parts[0]] = value;
        }

        return values;
    }

    private static string? Text(string base64)
    {
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
