using System.Globalization;
using Training.Domain.Attendance.Photos;
using Training.Domain.Shared;

namespace Training.Web.Features.ClassPhotos;

/// <summary>
/// What a phone sends beside the bytes of a photo (docs/adr/0022): the hash of what it sends, and what it knows of time and place. A header
/// that cannot be read is left aside; the photo counts more than what is said of it.
/// </summary>
public static class PhotoHeaders
{
    public const string Sha256 = "X-File-Sha256";
    public const string Kind = "X-File-Kind";

    /// <summary>ISO in UTC.</summary>
    public const string TakenAt = "X-Taken-At";

    /// <summary>"original" when it stood in the photo before it was made smaller; otherwise the phone's clock.</summary>
    public const string TakenFrom = "X-Taken-From";

    /// <summary>Latitude and longitude in degrees, divided by a comma.</summary>
    public const string Place = "X-Place";

    public const string PlaceFrom = "X-Place-From";

    /// <summary>Metres.</summary>
    public const string PlaceAccuracy = "X-Place-Accuracy";

    public const string Device = "X-Device";

    public const string DeviceNow = "X-Device-Now";

    private const string FromOriginal = "original";

    /// <summary>Null when none was given; empty when what was given is no hash.</summary>
    public static string? HashOf(IHeaderDictionary headers) => headers[Sha256].ToString().ToLowerInvariant() switch
    {
        "" => null,
        { Length: 64 } hash when hash.All(char.IsAsciiHexDigit) => hash,
        _ => "",
    };

    public static ClassPhotoFacts FactsOf(IHeaderDictionary headers)
    {
        var device = headers[Device].ToString();
        return new ClassPhotoFacts
        {
            TakenUtc = Instant(headers[TakenAt]),
            TakenFrom = headers[TakenFrom] == FromOriginal ? PhotoFactSource.Original : PhotoFactSource.Phone,
            Place = PlaceOf(headers[Place].ToString().Split(',')),
            PlaceFrom = headers[PlaceFrom] == FromOriginal ? PhotoFactSource.Original : PhotoFactSource.Phone,
            AccuracyMetres = Number(headers[PlaceAccuracy]) is >= 0 and <= 1_000_000 and var metres ? metres : null,
            Device = device.Length is > 0 and <= ClassPhoto.DeviceMaxLength ? device : null,
            DeviceNowUtc = Instant(headers[DeviceNow]),
        };
    }

    private static GeoPoint? PlaceOf(string[] parts) => parts.Length == 2 ? GeoPoint.Of(Number(parts[0]), Number(parts[1])) : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTime? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is > 1990 and < 2200 ? at.UtcDateTime : null;
}
