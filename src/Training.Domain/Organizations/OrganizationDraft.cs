using Training.Domain.People;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

/// <summary>What is entered about a body. Names are kept exactly as written; empty optional fields are nothing.</summary>
public sealed record OrganizationDraft
{
    public required string Name { get; init; }

    public required OrganizationKind? Kind { get; init; }

    public string? CreditCode { get; init; }

    public string? LegalPerson { get; init; }

    public string? ContactName { get; init; }

    /// <summary>Null leaves what is there, since nobody is shown it whole; empty takes it out.</summary>
    public string? ContactPhone { get; init; }

    public string? Address { get; init; }

    public ContactDraft Contact => new() { ContactName = ContactName, ContactPhone = ContactPhone, Address = Address };
}

public sealed record OrganizationNeedsName() : Refusal("还没有写名称。按登记证书上的全称写。", nameof(OrganizationDraft.Name));

public sealed record TextTooLong(string What, int Length, int Most, string Where) : Refusal($"{What}有 {Length} 个字，最多 {Most} 个字。请写短一点。", Where);

public sealed record TextHasControls(string What, string Where) : Refusal($"{What}里有换行或看不见的控制字符。请删掉它们，再保存。", Where);

public sealed record OrganizationNeedsKind() : Refusal("还没有选类型。", nameof(OrganizationDraft.Kind));

public sealed record CreditCodeWrong(int Length) : Refusal(
    Length == Organizations.CreditCode.Length
        ? "统一社会信用代码的校验位对不上，可能有一位写错了。请照着证书再核对一遍。"
        : $"统一社会信用代码是 18 位，现在是 {Length} 位。请照着证书再核对一遍。",
    nameof(OrganizationDraft.CreditCode));

public sealed record ContactPhoneWrong() : Refusal("电话写 11 位手机号，或者带区号的座机，比如 0393-6661234。", nameof(OrganizationDraft.ContactPhone));

/// <summary>Rules of what may be entered about a body; all that is wrong is said at once.</summary>
public static class OrganizationRules
{
    public static IEnumerable<Refusal> Check(OrganizationDraft draft)
    {
        if (PersonName.KeyOf(draft.Name).Length == 0)
        {
            yield return new OrganizationNeedsName();
        }

        if (draft.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            yield return new OrganizationNeedsKind();
        }

        if (!string.IsNullOrWhiteSpace(draft.CreditCode) && !CreditCode.TryParse(draft.CreditCode, out _))
        {
            yield return new CreditCodeWrong(draft.CreditCode.Trim().Length);
        }

        foreach (var refusal in new[]
        {
            Text("名称", draft.Name, Organization.NameMaxLength, nameof(draft.Name)),
            Text("法定代表人", draft.LegalPerson, Organization.PersonMaxLength, nameof(draft.LegalPerson)),
        }.OfType<Refusal>().Concat(Check(draft.Contact)))
        {
            yield return refusal;
        }
    }

    public static IEnumerable<Refusal> Check(ContactDraft draft)
    {
        if (!string.IsNullOrWhiteSpace(draft.ContactPhone) && !ContactNumber.TryParse(draft.ContactPhone, out _))
        {
            yield return new ContactPhoneWrong();
        }

        foreach (var refusal in new[]
        {
            Text("联系人", draft.ContactName, Organization.PersonMaxLength, nameof(draft.ContactName)),
            Text("地址", draft.Address, Organization.AddressMaxLength, nameof(draft.Address)),
        }.OfType<Refusal>())
        {
            yield return refusal;
        }
    }

    /// <summary>Null when a line of text can be kept exactly as it is.</summary>
    internal static Refusal? Text(string what, string? text, int most, string field) =>
        text is null ? null
        : text.Length > most ? new TextTooLong(what, text.Length, most, field)
        : text.Any(char.IsControl) ? new TextHasControls(what, field)
        : null;

    internal static string? OrNothing(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
