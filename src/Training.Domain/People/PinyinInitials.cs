using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.People;

/// <summary>
/// Pinyin initials of a name, for search: 张秀英 → zxy. Surnames are read as surnames (单 shan, 尉迟 yu chi). Letters and digits stay, in
/// lower case; a character whose reading nobody lists gives nothing. The tables are written by build/pinyin from npm pinyin-pro.
/// </summary>
public static class PinyinInitials
{
    private static readonly Dictionary<string, string> Surnames =
        Definitions.Lines("surname-initials.csv").ToDictionary(l => l[..l.IndexOf(',')], l => l[(l.IndexOf(',') + 1)..], StringComparer.Ordinal);

    public static string Of(string name)
    {
        var key = PersonName.KeyOf(name);
        var initials = new StringBuilder(key.Length);
        var surname = SurnameLength(key);
        if (surname > 0)
        {
            initials.Append(Surnames[key[..surname]]);
        }

        initials.Append(CharacterInitials.Of(key.AsSpan(surname)));
        return initials.ToString();
    }

    private static int SurnameLength(string key) =>
        key.Length >= 2 && Surnames.ContainsKey(key[..2]) ? 2
        : key.Length >= 1 && Surnames.ContainsKey(key[..1]) ? 1
        : 0;
}
