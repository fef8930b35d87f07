using Training.Domain.People;

namespace Training.Domain.Stations;

/// <summary>Pinyin initials of a station's name. A place name is no surname, so its first character is read as it is written elsewhere.</summary>
public static class StationInitials
{
    /// <summary>A letter before the name keeps its first character from being read as a surname; it is taken off again.</summary>
    public static string Of(string name) => PinyinInitials.Of("x" + name) is { Length: > 1 } initials ? initials[1..] : "";
}
