using Training.Domain.Regions;

namespace Training.Domain.Agenda;

/// <summary>Alike duties as one line: of one kind and due on one day. Few stay as they are.</summary>
/// <param name="Lines">One, or at least <see cref="Least"/>.</param>
public sealed record DutyFold(IReadOnlyList<DutyLine> Lines)
{
    /// <summary>Two lines are read as quickly as one that says two.</summary>
    public const int Least = 3;

    public Duty First => Lines[0].Duty;

    public int Count => Lines.Count;

    public bool IsOne => Lines.Count == 1;

    /// <summary>In the order of their first line, so that what presses most stays first.</summary>
    public static IReadOnlyList<DutyFold> Of(IEnumerable<DutyLine> lines) =>
        [.. lines.GroupBy(l => (l.Duty.DueOn, l.Duty.Kind)).SelectMany(alike => alike.Count() < Least ? alike.Select(l => new DutyFold([l])) : [new DutyFold([.. alike])])];

    /// <summary>How they stand, or that they differ in it.</summary>
    public string State => Common(l => l.State);

    public string Turn => Common(l => DutyWords.Of(l.Turn));

    public IReadOnlyList<long> Counties => [.. Lines.Select(l => RegionCodes.CountyOf(l.Duty.RegionCode)).Distinct()];

    private string Common(Func<Duty, string> words) => Lines.All(l => words(l.Duty) == words(First)) ? words(First) : "各不相同";
}
