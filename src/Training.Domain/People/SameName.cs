namespace Training.Domain.People;

/// <summary>What is known of somebody who may share a name with another. The phone's tail is opened only when nothing else differs.</summary>
public sealed record NameBearer(Guid Key, string Name, string? Building, DateOnly? BirthDate, Func<string?> PhoneTail);

/// <summary>
/// Gives everybody of a list the words under the name. Alone with a name, that is the building; people of one name get what tells
/// them apart: building, then year of birth, then the phone's last four digits, then a number, as little as is enough.
/// </summary>
public static class SameName
{
    public static IReadOnlyDictionary<Guid, string> Labels(IReadOnlyCollection<NameBearer> bearers)
    {
        var labels = new Dictionary<Guid, string>(bearers.Count);
        foreach (var group in bearers.GroupBy(b => PersonName.KeyOf(b.Name), StringComparer.Ordinal))
        {
            var people = group.OrderBy(b => b.Key).ToList();
            var words = people.ConvertAll(b => b.Building ?? "");
            if (people.Count > 1)
            {
                Add(words, i => people[i].BirthDate is { } birth ? $"{birth.Year}年生" : null);
                Add(words, i => people[i].PhoneTail() is { } tail ? $"尾号 {tail}" : null);
                Add(words, i => $"第 {i + 1} 位");
            }

            for (var i = 0; i < people.Count; i++)
            {
                labels[people[i].Key] = words[i];
            }
        }

        return labels;
    }

    private static void Add(List<string> words, Func<int, string?> more)
    {
        var unclear = Enumerable.Range(0, words.Count)
            .GroupBy(i => words[i], StringComparer.Ordinal).Where(g => g.Key.Length == 0 || g.Count() > 1).SelectMany(g => g).ToList();
        foreach (var i in unclear)
        {
            if (more(i) is { } word)
            {
                words[i] = words[i].Length == 0 ? word : $"{words[i]} · {word}";
            }
        }
    }
}
