using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>A value that stands masked until somebody says what it is wanted for.</summary>
public enum PersonalField
{
    Phone,
    IdNumber,
    Address,

    /// <summary>Ground and plan of home teaching.</summary>
    Health,
}

/// <summary>What a value is opened for: chosen from this list, with own words where the list does not say it.</summary>
public enum OpeningReason
{
    /// <summary>通知上课、改期</summary>
    TellOfClass,

    /// <summary>上门送学、帮学</summary>
    HomeVisit,

    /// <summary>核对身份、查重</summary>
    CheckIdentity,

    /// <summary>更正登记</summary>
    MendRecord,

    /// <summary>办理投诉、异议</summary>
    Complaint,

    /// <summary>本人申请查阅</summary>
    OwnRequest,

    Other,
}

public static class PrivacyWords
{
    public static string Of(PersonalField field) => field switch
    {
        PersonalField.Phone => "手机号",
        PersonalField.IdNumber => "身份证号",
        PersonalField.Address => "住址",
        PersonalField.Health => "健康和自理情况",
        _ => throw new InvalidOperationException($"No words for {field}."),
    };

    public static string Of(OpeningReason reason) => reason switch
    {
        OpeningReason.TellOfClass => "通知上课、改期",
        OpeningReason.HomeVisit => "上门送学、帮学",
        OpeningReason.CheckIdentity => "核对身份、查重",
        OpeningReason.MendRecord => "更正登记",
        OpeningReason.Complaint => "办理投诉、异议",
        OpeningReason.OwnRequest => "本人申请查阅",
        OpeningReason.Other => "其他",
        _ => throw new InvalidOperationException($"No words for {reason}."),
    };

    /// <summary>Whether words that go into the written history carry a number that could be a phone or an identity number.</summary>
    public static bool CarryNumber(string? words)
    {
        var run = 0;
        foreach (var c in words ?? "")
        {
            run = char.IsAsciiDigit(c) ? run + 1 : c is ' ' or '-' ? run : 0;
            if (run >= 7)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Reads the health facts of a person; the room that keeps them implements it.</summary>
public interface IHealthRecord
{
    /// <summary>Ground and plan in words, or null when none are on file.</summary>
    Task<string?> ReadAsync(PersonalSubject subject, CancellationToken ct = default);

    /// <summary>Whether anything is on file, without opening it.</summary>
    Task<bool> HasAnyAsync(PersonalSubject subject, CancellationToken ct = default);
}
