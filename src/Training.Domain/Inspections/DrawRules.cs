using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Training.Domain.Inspections;

/// <summary>One record that may be drawn.</summary>
public sealed record Drawable(InspectedKind Kind, long CountyCode, long StationId, Guid Key)
{
    /// <summary>Its line in the frozen list: S or H, county, station, key, divided by tabs.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{(Kind == InspectedKind.Session ? 'S' : 'H')}\t{CountyCode}\t{StationId}\t{Key:D}");

    public static Drawable Of(string line)
    {
        var parts = line.Split('\t');
        return new(
            parts[0] == "S" ? InspectedKind.Session : InspectedKind.Home, long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture), Guid.Parse(parts[3]));
    }
}

/// <summary>
/// How a sample is drawn, so plainly that it can be done again with paper and a program that computes SHA-256. Every record's number is the
/// SHA-256 of the seed, a line feed and its line in the frozen list; in each stratum the records with the smallest numbers are drawn. Each stratum gets one, the rest
/// by size with the largest remainders; with fewer to draw than strata, the strata with the smallest numbers get one.
/// </summary>
public static class DrawRules
{
    public static string Frozen(IEnumerable<Drawable> records) => string.Join('\n', records.Select(r => r.Line).Order(StringComparer.Ordinal));

    public static IReadOnlyList<Drawable> Thawed(string population) => population.Length == 0 ? [] : [.. population.Split('\n').Select(Drawable.Of)];

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The numbers by which records are ordered.</summary>
    public static string NumberOf(string seed, string line) => HashOf($"{seed}\n{line}");

    /// <summary>Drawn records of both kinds: classes first, each by stratum and number.</summary>
    public static IReadOnlyList<Drawable> Draw(string seed, string population, DrawSpread spread, int sessions, int homes)
    {
        var all = Thawed(population);
        return [.. OfKind(InspectedKind.Session, sessions), .. OfKind(InspectedKind.Home, homes)];

        IEnumerable<Drawable> OfKind(InspectedKind kind, int asked)
        {
            var strata = all.Where(r => r.Kind == kind).GroupBy(r => spread == DrawSpread.County ? r.CountyCode : r.StationId).OrderBy(g => g.Key).ToList();
            var shares = Shares(seed, [.. strata.Select(s => (s.Key, s.Count()))], asked);
            return strata.SelectMany(s => s.OrderBy(r => NumberOf(seed, r.Line), StringComparer.Ordinal).Take(shares[s.Key]));
        }
    }

    /// <summary>How many each stratum gives.</summary>
    public static IReadOnlyDictionary<long, int> Shares(string seed, IReadOnlyList<(long Stratum, int Size)> strata, int asked)
    {
        var left = Math.Min(asked, strata.Sum(s => s.Size));
        var shares = strata.ToDictionary(s => s.Stratum, _ => 0);
        if (left < strata.Count)
        {
            foreach (var (stratum, _) in strata.OrderBy(s => NumberOf(seed, s.Stratum.ToString(CultureInfo.InvariantCulture)), StringComparer.Ordinal).Take(left))
            {
                shares[stratum] = 1;
            }

            return shares;
        }

        left -= strata.Count;
        var rest = strata.Sum(s => s.Size - 1);
        foreach (var (stratum, size) in strata)
        {
            shares[stratum] = 1 + (rest == 0 ? 0 : (int)((long)left * (size - 1) / rest));
        }

        var open = left + strata.Count - shares.Values.Sum();
        foreach (var (stratum, _) in strata.OrderByDescending(s => rest == 0 ? 0 : (long)left * (s.Size - 1) % rest).ThenBy(s => s.Stratum).Take(open))
        {
            shares[stratum]++;
        }

        return shares;
    }
}
