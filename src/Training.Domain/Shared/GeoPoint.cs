namespace Training.Domain.Shared;

/// <summary>A place on the earth in degrees, as a device or a person gave it.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthMetres = 6_371_000;

    /// <summary>Null for what is no place, and for 0, 0, which cameras write when they do not know.</summary>
    public static GeoPoint? Of(double? latitude, double? longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude, longitude) is not (0, 0)
            ? new GeoPoint(latitude.Value, longitude.Value)
            : null;

    /// <summary>Along the great circle, the earth taken as a sphere: good to half a per cent.</summary>
    public double MetresTo(GeoPoint other)
    {
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var (north, east) = (Math.Sin((to - from) / 2), Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2));
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt((north * north) + (Math.Cos(from) * Math.Cos(to) * east * east))));
    }
}
