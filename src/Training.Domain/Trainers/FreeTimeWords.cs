namespace Training.Domain.Trainers;

/// <summary>Free parts of the week as people write them in a cell: 周一上午、周六全天、工作日晚上.</summary>
public static class FreeTimeWords
{
    private const string Whole = "全天";

    private static readonly string[] Days = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

    private static readonly (string Words, int[] Days)[] Names =
    [
        .. Days.Select((day, index) => (day, new[] { index })),
        .. Days.Select((day, index) => (day.Replace("周", "星期", StringComparison.Ordinal), new[] { index })),
        ("周天", [6]), ("星期天", [6]), ("工作日", [0, 1, 2, 3, 4]), ("周末", [5, 6]), ("每天", [0, 1, 2, 3, 4, 5, 6]),
    ];

    /// <summary>Empty while nobody has said; a day that is free in all its parts is said once.</summary>
    public static string Of(int? times) => string.Join('、', Days.SelectMany((day, index) =>
    {
        var parts = Enum.GetValues<DayPart>().Where(part => FreeTimes.Holds(times, Slot(index, part))).ToList();
        return parts.Count == Enum.GetValues<DayPart>().Length ? [day + Whole] : parts.Select(part => day + PoolWords.Of(part));
    }));

    /// <summary>The number for a list of words, or the first word that means no part of the week. A day alone is the whole day.</summary>
    public static (int Times, string? Unknown) Read(IEnumerable<string> words)
    {
        var slots = new List<int>();
        foreach (var word in words)
        {
            var (name, days) = Names.FirstOrDefault(known => word.StartsWith(known.Words, StringComparison.Ordinal));
            var rest = name is null ? word : word[name.Length..];
            var parts = rest.Length == 0 || rest == Whole ? Enum.GetValues<DayPart>() : [.. Enum.GetValues<DayPart>().Where(part => PoolWords.Of(part) == rest)];
            if (days is null || parts.Length == 0)
            {
                return (0, word);
            }

            slots.AddRange(days.SelectMany(day => parts.Select(part => Slot(day, part))));
        }

        return (FreeTimes.Of(slots), null);
    }

    private static int Slot(int index, DayPart part) => FreeTimes.Slot(FreeTimes.Week[index], part);
}
