using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Training.Domain.Attendance.Door;

namespace Training.Domain.Filing.Documents;

/// <summary>
/// What stands on every page of a filed sheet: eight signs of Crockford's base 32 that follow from the snapshot's key and hash, so that the
/// paper is bound to one signed text, and which page it is. It leads staff to the snapshot and opens nothing by itself.
/// </summary>
public static partial class SheetCode
{
    public const int Signs = CardCode.ShortSigns;

    private const int HashedBytes = 10;

    public static string Of(Guid key, string sha256) =>
        CardCode.OfBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}/{sha256}")).AsSpan(0, HashedBytes)).Short;

    /// <summary>As printed: 7K3M Q2XA.</summary>
    public static string Spaced(string code) => CardCode.Spaced(code);

    /// <summary>As somebody typed it from the paper, with signs that are easily taken for others put right; null when it is no code.</summary>
    public static string? Typed(string? text) => CardCode.TryParseShort(text, out var code) ? code : null;

    /// <summary>What the QR says: the site's own address of the code where the site knows its address, else the code alone.</summary>
    /// <param name="mark">Of the page, see <see cref="MarkOf"/>; 0 where pages cannot be told apart.</param>
    public static string Carried(string code, int mark, string? site) =>
        $"{(site is { Length: > 0 } ? $"{site.TrimEnd('/')}/b/" : "BZ:")}{code}.{mark.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Word tells a first page, even and odd ones apart: 1, then 2 and 3 in turn.</summary>
    public static int MarkOf(int page) => page <= 1 ? 1 : page % 2 == 0 ? 2 : 3;

    /// <summary>The code in what a reader of QR codes says; null when it is something else.</summary>
    public static (string Code, int Mark)? Find(string said) =>
        Form().Match(said.Trim()) is { Success: true } found
            ? (found.Groups["code"].Value, int.Parse(found.Groups["mark"].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex("(?:^BZ:|/b/)(?<code>[0-9A-HJKMNP-TV-Z]{8})\\.(?<mark>[0-3])$")]
    private static partial Regex Form();
}
