using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Training.Domain.Attendance.Door;

namespace Training.Web.Features.Door;

/// <summary>
/// Carries the codes of cards just issued to the sheet that prints them, sealed, for half an hour: long enough for a printer that jams,
/// and the only place besides the paper where a code ever stands.
/// </summary>
public sealed class CardSheetTicket(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);

    private const int KeyBytes = 16;

    private readonly IDataProtector sealing = protection.CreateProtector("card-sheet");

    public string Of(IReadOnlyList<IssuedCard> cards)
    {
        using var written = new MemoryStream();
        written.Write(BitConverter.GetBytes(clock.GetUtcNow().ToUnixTimeSeconds()));
        foreach (var card in cards)
        {
            written.Write(card.CardKey.ToByteArray(bigEndian: true));
            written.Write(System.Text.Encoding.ASCII.GetBytes(card.Code.Text));
        }

        return WebEncoders.Base64UrlEncode(sealing.Protect(written.ToArray()));
    }

    /// <summary>Null: no such ticket, or too old.</summary>
    public IReadOnlyList<IssuedCard>? Read(string ticket)
    {
        byte[] bytes;
        try
        {
            bytes = sealing.Unprotect(WebEncoders.Base64UrlDecode(ticket));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }

        if (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToInt64(bytes)) >= Holds)
        {
            return null;
        }

        var cards = new List<IssuedCard>();
        for (var at = sizeof(long); at + KeyBytes + CardCode.Signs <= bytes.Length; at += KeyBytes + CardCode.Signs)
        {
            if (CardCode.TryParse(System.Text.Encoding.ASCII.GetString(bytes, at + KeyBytes, CardCode.Signs), out var code))
            {
                cards.Add(new IssuedCard(new Guid(bytes.AsSpan(at, KeyBytes), bigEndian: true), code));
            }
        }

        return cards;
    }
}
