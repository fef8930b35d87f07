using System.Security.Cryptography;
using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.People;

/// <summary>Why a sealed value is opened.</summary>
public enum OpeningPurpose
{
    /// <summary>Printed masked: the value never leaves the server whole.</summary>
    ShowMasked,

    /// <summary>Shown whole to an entitled person.</summary>
    ShowWhole,

    Export,

    /// <summary>Handed to the channel that brings the person a message; nobody reads it here.</summary>
    Deliver,
}

/// <summary>
/// The one door to personal values: seals them for the database, makes the blind indexes by which they are found, and opens them again.
/// AES-256-GCM with a random nonce; the id of the key stands before the ciphertext so that keys can be changed. Blind indexes are
/// HMAC-SHA-256 under a key of their own. Keys lie in the data folder's keys/, which is backed up apart from the database.
/// </summary>
public sealed class Vault
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] sealing;
    private readonly byte[] indexing;

    public Vault(DataFolder folder)
    {
        sealing = KeyAt(Path.Combine(folder.Keys, "sealing-1.key"));
        indexing = KeyAt(Path.Combine(folder.Keys, "index-1.key"));
    }

    public byte[] Seal(string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var output = new byte[1 + NonceBytes + TagBytes + plain.Length];
        output[0] = Format;
        var nonce = output.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(sealing, TagBytes);
        aes.Encrypt(nonce, plain, output.AsSpan(1 + NonceBytes + TagBytes), output.AsSpan(1 + NonceBytes, TagBytes), output.AsSpan(0, 1));
        return output;
    }

    /// <summary>Opens a sealed value. Anything but <see cref="OpeningPurpose.ShowMasked"/> and <see cref="OpeningPurpose.Deliver"/> has to be written down by the caller.</summary>
    public string Open(byte[] value, OpeningPurpose purpose)
    {
        if (!Enum.IsDefined(purpose) || value.Length < 1 + NonceBytes + TagBytes || value[0] != Format)
        {
            throw new CryptographicException("Not a sealed value of a known format.");
        }

        var plain = new byte[value.Length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(sealing, TagBytes);
        aes.Decrypt(value.AsSpan(1, NonceBytes), value.AsSpan(1 + NonceBytes + TagBytes), value.AsSpan(1 + NonceBytes, TagBytes), plain, value.AsSpan(0, 1));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>What equal values have in common and nobody can turn back. The field keeps a phone tail from matching an id tail.</summary>
    public byte[] Index(string field, string value) => HMACSHA256.HashData(indexing, Encoding.UTF8.GetBytes($"{field}\0{value}"));

    public byte[] PhoneIndex(MobileNumber phone) => Index("phone", phone.Digits);

    /// <summary>Index of the last four digits, as typed.</summary>
    public byte[] PhoneTailIndex(string tail) => Index("phone-tail", tail);

    public byte[] IdNumberIndex(ResidentIdNumber number) => Index("id-number", number.Text);

    public void SetPhone(Person person, MobileNumber? phone)
    {
        person.PhoneSealed = phone is null ? null : Seal(phone.Digits);
        person.PhoneIndex = phone is null ? null : PhoneIndex(phone);
        person.PhoneTailIndex = phone is null ? null : PhoneTailIndex(phone.Tail);
    }

    private static byte[] KeyAt(string path)
    {
        if (!File.Exists(path))
        {
            // Written whole under another name first: two processes that start at once must end with one key.
            var fresh = $"{path}.{Guid.CreateVersion7():N}";
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(32));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            try
            {
                File.Move(fresh, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(fresh);
            }
        }

        return File.ReadAllBytes(path);
    }
}
