using Training.Domain.Shared;

namespace Training.Domain.People;

/// <summary>
/// Seals what is known of a person under that person's own key, with the blind indexes by which it is found. The key is made when the first
/// value is sealed and lies in the person's row; <see cref="ForgetEverything"/> destroys it.
/// </summary>
public static class PersonalSeals
{
    public static byte[] SealFor(this Vault vault, Person person, string value) => vault.Seal(value, person.KeySealed ??= vault.NewPersonKey());

    public static void SetPhone(this Vault vault, Person person, MobileNumber? phone)
    {
        person.PhoneSealed = phone is null ? null : vault.SealFor(person, phone.Digits);
        person.PhoneIndex = phone is null ? null : vault.PhoneIndex(phone);
        person.PhoneTailIndex = phone is null ? null : vault.PhoneTailIndex(phone.Tail);
    }

    public static void SetIdNumber(this Vault vault, Person person, ResidentIdNumber? number)
    {
        person.IdNumberSealed = number is null ? null : vault.SealFor(person, number.Text);
        person.IdNumberIndex = number is null ? null : vault.IdNumberIndex(number);
    }

    /// <summary>The address is kept as written; its index is of the folded text, so that spaces and widths do not hide a neighbour.</summary>
    public static void SetAddress(this Vault vault, Person person, string? address)
    {
        var key = PersonName.KeyOf(address ?? "");
        person.AddressSealed = key.Length == 0 ? null : vault.SealFor(person, address!);
        person.AddressIndex = key.Length == 0 ? null : vault.Index("address", key);
    }

    /// <summary>138****5678, or null without a phone.</summary>
    public static string? MaskedPhone(this Vault vault, byte[]? phone, byte[]? key) =>
        phone is null ? null : Masks.Phone(vault.Open(phone, key, OpeningPurpose.ShowMasked));

    public static string? MaskedIdNumber(this Vault vault, byte[]? number, byte[]? key) =>
        number is null ? null : Masks.IdNumber(vault.Open(number, key, OpeningPurpose.ShowMasked));

    public static string? MaskedAddress(this Vault vault, byte[]? address, byte[]? key) =>
        address is null ? null : Masks.Address(vault.Open(address, key, OpeningPurpose.ShowMasked));

    /// <summary>Takes the sealed values, their indexes and the key away: every copy of them, wherever it lies, is unreadable from then on.</summary>
    public static void ForgetEverything(Person person)
    {
        (person.PhoneSealed, person.PhoneIndex, person.PhoneTailIndex) = (null, null, null);
        (person.IdNumberSealed, person.IdNumberIndex) = (null, null);
        (person.AddressSealed, person.AddressIndex) = (null, null);
        person.KeySealed = null;
    }
}

/// <summary>How much of a personal value stands on a page that nobody asked a purpose for.</summary>
public static class Masks
{
    public static string Phone(string digits) => $"{digits[..3]}****{digits[^4..]}";

    public static string IdNumber(string number) => $"{number[..6]}********{number[^4..]}";

    /// <summary>The place as far as the third character, which names a county or a village; never a street or a house.</summary>
    public static string Address(string address)
    {
        var head = new System.Text.StringBuilder();
        foreach (var rune in address.EnumerateRunes().Take(3))
        {
            head.Append(rune);
        }

        return $"{head}******";
    }
}
