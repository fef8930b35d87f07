using System.Security.Cryptography;
using System.Text;

namespace Training.Domain.Shared;

/// <summary>Why a sealed value is opened.</summary>
public enum OpeningPurpose
{
    /// <summary>Printed masked: the value never leaves the server whole.</summary>
    ShowMasked,

    /// <summary>Shown whole to an entitled person.</summary>
    ShowWhole,

    Export,

    /// <summary>Shown to the household that it is about, on its own page.</summary>
    ShowToSelf,

    /// <summary>Handed to the channel that brings the person a message; nobody reads it here.</summary>
    Deliver,

    /// <summary>A face beside its name, for whoever takes the roll; the person agreed to that.</summary>
    Recognise,
}

/// <summary>
/// The one door to personal values: seals them for the database, makes the blind indexes by which they are found, and opens them again.
/// AES-256-GCM with a random nonce. What is known of a person is sealed under a key of that person, so that destroying the key takes it out
/// of every copy; the person's key, and values that belong to nobody in the register, are sealed under the installation's key. The id of
/// the key stands before the ciphertext. Blind indexes are HMAC-SHA-256 under a key of their own.
/// </summary>
public sealed class Vault(DataFolder folder)
{
    // [format][number of the installation's key][nonce][tag][ciphertext], or [format][id of the person's key][nonce][tag][ciphertext]
    private const byte ByInstallation = 1;
    private const byte ByPerson = 2;
    private const int KeyIdBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly InstallationKeys keys = new(folder.Keys);

    /// <summary>Number of the installation's key that seals now.</summary>
    public int KeyNumber => keys.Newest;

    /// <summary>Seals a value that belongs to nobody in the register of persons.</summary>
    public byte[] Seal(string value) => SealBytes(Encoding.UTF8.GetBytes(value));

    /// <summary>Seals a value under the key of a person, as <see cref="NewPersonKey"/> made it.</summary>
    public byte[] Seal(string value, byte[] personKey) => Seal(Encoding.UTF8.GetBytes(value), personKey);

    /// <inheritdoc cref="Seal(string, byte[])"/>
    public byte[] Seal(ReadOnlySpan<byte> value, byte[] personKey)
    {
        var opened = OpenBytes(personKey);
        return Encrypt([ByPerson, .. opened.AsSpan(0, KeyIdBytes)], opened.AsSpan(KeyIdBytes), value);
    }

    /// <summary>Opens a value of nobody in the register. <see cref="OpeningPurpose.ShowWhole"/> and <see cref="OpeningPurpose.Export"/> have to be written down by the caller.</summary>
    public string Open(byte[] value, OpeningPurpose purpose)
    {
        Check(purpose);
        return Encoding.UTF8.GetString(OpenBytes(value));
    }

    /// <summary>Opens a value of a person. <see cref="OpeningPurpose.ShowWhole"/> and <see cref="OpeningPurpose.Export"/> have to be written down by the caller.</summary>
    public string Open(byte[] value, byte[]? personKey, OpeningPurpose purpose) => Encoding.UTF8.GetString(OpenBytes(value, personKey, purpose));

    /// <inheritdoc cref="Open(byte[], byte[], OpeningPurpose)"/>
    public byte[] OpenBytes(byte[] value, byte[]? personKey, OpeningPurpose purpose)
    {
        Check(purpose);
        if (value.Length < 1 + KeyIdBytes + NonceBytes + TagBytes || value[0] != ByPerson)
        {
            throw new CryptographicException("Not a value sealed under the key of a person.");
        }

        var opened = OpenBytes(personKey ?? throw new CryptographicException("The key of this person was destroyed."));
        return CryptographicOperations.FixedTimeEquals(opened.AsSpan(0, KeyIdBytes), value.AsSpan(1, KeyIdBytes))
            ? Decrypt(value, 1 + KeyIdBytes, opened.AsSpan(KeyIdBytes))
            : throw new CryptographicException("The value was sealed under the key of another person.");
    }

    /// <summary>A new key for a person, sealed under the installation's: kept in the person's row and destroyed with it.</summary>
    public byte[] NewPersonKey() => SealBytes(RandomNumberGenerator.GetBytes(KeyIdBytes + InstallationKeys.Bytes));

    /// <summary>
    /// What the written history may hold of a person's value: equal values of one person give equal commitments, nobody without the key
    /// can try values against it, and with the key destroyed it says nothing any more.
    /// </summary>
    public string Commitment(string field, string value, byte[] personKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(OpenBytes(personKey).AsSpan(KeyIdBytes), Encoding.UTF8.GetBytes($"{field}\0{value}")))[..32];

    /// <summary>What equal values have in common and nobody can turn back. The field keeps a phone tail from matching an id tail.</summary>
    public byte[] Index(string field, string value) => HMACSHA256.HashData(keys.Indexing, Encoding.UTF8.GetBytes($"{field}\0{value}"));

    public byte[] PhoneIndex(MobileNumber phone) => Index("phone", phone.Digits);

    /// <summary>Index of the last four digits, as typed.</summary>
    public byte[] PhoneTailIndex(string tail) => Index("phone-tail", tail);

    public byte[] IdNumberIndex(ResidentIdNumber number) => Index("id-number", number.Text);

    /// <summary>Makes a new key of the installation; from then on it seals. What older keys sealed is still opened.</summary>
    public int MakeNextKey() => keys.MakeNext();

    /// <summary>The same value under the installation's newest key, or null when it stands under that already or under a person's key.</summary>
    public byte[]? Reseal(byte[] value) =>
        value.Length > 1 && value[0] == ByInstallation && value[1] != keys.Newest ? SealBytes(OpenBytes(value)) : null;

    private byte[] SealBytes(ReadOnlySpan<byte> plain)
    {
        var number = keys.Newest;
        return Encrypt([ByInstallation, number], keys.Number(number), plain);
    }

    private byte[] OpenBytes(byte[] value) => value.Length >= 2 + NonceBytes + TagBytes && value[0] == ByInstallation
        ? Decrypt(value, 2, keys.Number(value[1]))
        : throw new CryptographicException("Not a sealed value of a known format.");

    private static byte[] Encrypt(ReadOnlySpan<byte> head, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
    {
        var output = new byte[head.Length + NonceBytes + TagBytes + plain.Length];
        head.CopyTo(output);
        var nonce = output.AsSpan(head.Length, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, output.AsSpan(head.Length + NonceBytes + TagBytes), output.AsSpan(head.Length + NonceBytes, TagBytes), head);
        return output;
    }

    private static byte[] Decrypt(byte[] value, int head, ReadOnlySpan<byte> key)
    {
        var plain = new byte[value.Length - head - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(value.AsSpan(head, NonceBytes), value.AsSpan(head + NonceBytes + TagBytes), value.AsSpan(head + NonceBytes, TagBytes), plain, value.AsSpan(0, head));
        return plain;
    }

    private static void Check(OpeningPurpose purpose)
    {
        if (!Enum.IsDefined(purpose))
        {
            throw new ArgumentOutOfRangeException(nameof(purpose));
        }
    }
}
