namespace Training.Web.Tests.Doors;

/// <summary>
/// One line of routes.tsv: who may pass, what they are answered for their own things, and what those of one county are answered for the
/// neighbour's. Everybody else is answered 403, and a visitor is led to the sign-in page.
/// </summary>
public sealed record Door(string Method, string Route, string Who, string Own, string OwnAnswer, string Other, string OtherAnswer)
{
    public static IReadOnlyList<Door> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Doors", "routes.tsv"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(Read),
    ];

    public bool Admits(string who) => Who switch
    {
        "everyone" => true,
        "signed-in" => who != World.Visitor,
        _ => Who.Split(',').Contains(who),
    };

    public string OwnFor(string who) => Of(Own, who);

    public string OwnAnswerFor(string who) => Of(OwnAnswer, who);

    public string OtherFor(string who) => Of(Other, who);

    /// <summary>What a cell says for one role, where it says something else than for the others.</summary>
    private static string Of(string cell, string who)
    {
        var parts = cell.Split(';');
        return Array.Find(parts, part => part.StartsWith($"{who}=", StringComparison.Ordinal)) is { } own ? own[(who.Length + 1)..] : parts[0];
    }

    private static Door Read(string line)
    {
        var cells = line.Split('\t', StringSplitOptions.RemoveEmptyEntries);
        return cells.Length == 7
            ? new Door(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6])
            : throw new FormatException($"routes.tsv: seven cells are wanted in: {line}");
    }
}
