namespace Training.Architecture.Tests;

/// <summary>The rooms of Training.Domain and the floor each stands on; a room may use what is below it. A new room is entered here first.</summary>
public static class House
{
    public static readonly IReadOnlyDictionary<string, int> Floors = new Dictionary<string, int>
    {
        ["Shared"] = 1, ["Persistence"] = 1, ["Calendar"] = 1, ["Regions"] = 1,
        ["Evidence"] = 2, ["Audit"] = 2, ["Work"] = 2, ["Messages"] = 2, ["Papers"] = 2, ["Sheets"] = 2, ["Notices"] = 2, ["Media"] = 2, ["Topics"] = 2, ["Divisions"] = 2,
        ["People"] = 3, ["Organizations"] = 3, ["Identity"] = 3,
        ["Stations"] = 4, ["Trainers"] = 4,
        ["Sessions"] = 5, ["Attendance"] = 5, ["Households"] = 5, ["SocialWork"] = 5, ["Courses"] = 5, ["Uploads"] = 5,
        ["Standards"] = 6,
        ["Filing"] = 7, ["Inspections"] = 7, ["Commendations"] = 7,
        ["Agenda"] = 8,
    };

    public const string Domain = "Training.Domain.";

    public const string WebFeatures = "Training.Web.Features.";

    /// <summary>The word after the prefix: the room or feature that a type belongs to, or null when it belongs to none.</summary>
    public static string? Part(string fullName, string prefix)
    {
        var space = Reading.CompiledType.NamespaceOf(fullName) + ".";
        if (!space.StartsWith(prefix, StringComparison.Ordinal) || space.Length == prefix.Length)
        {
            return null;
        }

        return space[prefix.Length..space.IndexOf('.', prefix.Length)];
    }
}
