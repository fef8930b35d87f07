using System.Globalization;
using System.Text.RegularExpressions;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record BadPersonValue(string Sentence, string At) : Refusal(Sentence, At);

/// <summary>What a form or a sheet says of a person, read and checked. Says all that is wrong, not the first thing only.</summary>
public sealed partial record PersonDraft
{
    private const int OldestYears = 125;

    private static readonly string[] Birthdays = ["yyyy-M-d", "yyyy年M月d日", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];

    public required string Name { get; init; }

    public long? RegionCode { get; init; }

    public string? Building { get; init; }

    public DateOnly? BirthDate { get; init; }

    public MobileNumber? Phone { get; init; }

    public ResidentIdNumber? IdNumber { get; init; }

    public string? Address { get; init; }

    public static (PersonDraft Draft, List<Refusal> Wrong) Read(WritePersonInput input, DateOnly today)
    {
        var wrong = new List<Refusal>();
        void Refuse(string? sentence, string field)
        {
            if (sentence is not null)
            {
                wrong.Add(new BadPersonValue(sentence, field));
            }
        }

        Refuse(PersonName.Refuses(input.Name), nameof(input.Name));
        if (input.RegionCode is null && input.Key is null)
        {
            Refuse("还没有选家在哪个社区或村。", nameof(input.RegionCode));
        }

        var phone = Given(input.Phone) is { } typed && !MobileNumber.TryParse(typed, out _) ? PhoneProblem(typed) : null;
        Refuse(phone, nameof(input.Phone));
        var number = Given(input.IdNumber) is { } id && !ResidentIdNumber.TryParse(id, out _) ? IdNumberProblem(id) : null;
        Refuse(number, nameof(input.IdNumber));
        MobileNumber.TryParse(Given(input.Phone), out var mobile);
        ResidentIdNumber.TryParse(Given(input.IdNumber), out var resident);
        var born = ReadBirth(input.BirthDate, today, out var birthProblem);
        Refuse(birthProblem, nameof(input.BirthDate));
        if (born is { } day && resident is not null && resident.BirthDate != day)
        {
            Refuse($"身份证号里的生日是 {resident.BirthDate:yyyy-MM-dd}，和这里写的不一样。看看哪个对。", nameof(input.BirthDate));
        }

        Refuse(TooLong("楼号", input.Building, Person.BuildingMaxLength), nameof(input.Building));
        Refuse(TooLong("住址", input.Address, Person.AddressMaxLength), nameof(input.Address));
        return (
            new PersonDraft
            {
                Name = input.Name ?? "", RegionCode = input.RegionCode, Building = Given(input.Building), BirthDate = born ?? resident?.BirthDate,
                Phone = mobile, IdNumber = resident, Address = Given(input.Address),
            },
            wrong);
    }

    /// <summary>Why a text is no identity number, in words that say what to look at.</summary>
    public static string IdNumberProblem(string text)
    {
        var plain = text.Trim();
        return Scientific().IsMatch(plain) ? "身份证号被表格软件改成了科学计数，后面几位已经丢了。按证件重新输入。"
            : plain.Length != 18 ? $"身份证号是 18 位（老证 15 位），现在是 {plain.Length} 位。"
            : !plain[..17].All(char.IsAsciiDigit) ? "身份证号前 17 位都是数字，最后一位是数字或 X。"
            : "身份证号的校验位不对，有一位抄错了。对着证件再看看。";
    }

    private static string PhoneProblem(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits == 11 ? "这不像手机号：手机号以 1 开头，第二位是 3 到 9。" : $"手机号是 11 位，现在是 {digits} 位，您再看看。";
    }

    private static DateOnly? ReadBirth(string? text, DateOnly today, out string? problem)
    {
        problem = null;
        if (Given(text) is not { } typed)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(typed.Trim(), Birthdays, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            problem = "生日写成 1950-03-05 或 1950年3月5日。";
            return null;
        }

        problem = day > today ? "生日在今天以后，看看年份。" : day < today.AddYears(-OldestYears) ? $"这个生日有 {today.Year - day.Year} 岁了，看看年份。" : null;
        return problem is null ? day : null;
    }

    private static string? TooLong(string what, string? text, int most) => text?.Length > most ? $"{what}最多 {most} 个字，现在是 {text.Length} 个。" : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d+$")]
    private static partial Regex Scientific();
}
