using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>Pinyin initials of a station's name. A place name is no surname, so its first character is read as it is written elsewhere.</summary>
public static class StationInitials
{
    public static string Of(string name) => CharacterInitials.Of(name);
}
