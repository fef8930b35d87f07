using Training.Architecture.Tests.Reading;

namespace Training.Architecture.Tests.Rules;

/// <summary>References inside Training.Domain go down the floors, and on one floor they form no circle.</summary>
public static class FloorRules
{
    public static IEnumerable<string> Violations(IEnumerable<CompiledType> types, IReadOnlyDictionary<string, int> floors)
    {
        var arrows = Arrows(types).ToList();
        foreach (var room in arrows.SelectMany(a => new[] { a.From, a.To }).Distinct().Where(r => !floors.ContainsKey(r)))
        {
            yield return $"Room {room} stands on no floor of the house";
        }

        foreach (var (from, to, type, mention) in arrows.Where(a => floors.ContainsKey(a.From) && floors.ContainsKey(a.To)))
        {
            if (floors[to] > floors[from])
            {
                yield return $"{type} (floor {floors[from]}) uses {mention} (floor {floors[to]})";
            }
        }

        var level = arrows.Where(a => floors.GetValueOrDefault(a.From) == floors.GetValueOrDefault(a.To)).ToLookup(a => a.From);
        foreach (var room in level.Select(g => g.Key).Order())
        {
            var way = Way(room, room, level);
            if (way is not null)
            {
                yield return $"{room} comes back to itself on its floor: {string.Join("; ", way.Select(a => $"{a.Type} uses {a.Mention}"))}";
            }
        }
    }

    private static IEnumerable<Arrow> Arrows(IEnumerable<CompiledType> types) =>
        from type in types
        let room = House.Part(type.FullName, House.Domain)
        where room is not null
        from mention in type.Mentions
        where !mention.Contains("::", StringComparison.Ordinal)
        let other = House.Part(mention, House.Domain)
        where other is not null && other != room
        select new Arrow(room, other, type.FullName, mention);

    private static List<Arrow>? Way(string start, string goal, ILookup<string, Arrow> level)
    {
        var came = new Dictionary<string, Arrow>();
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out var room))
        {
            foreach (var arrow in level[room].Where(a => !came.ContainsKey(a.To)))
            {
                came[arrow.To] = arrow;
                if (arrow.To == goal)
                {
                    var way = new List<Arrow> { arrow };
                    while (way[0].From != start)
                    {
                        way.Insert(0, came[way[0].From]);
                    }

                    return way;
                }

                waiting.Enqueue(arrow.To);
            }
        }

        return null;
    }

    private sealed record Arrow(string From, string To, string Type, string Mention);
}
