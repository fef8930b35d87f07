using Training.Domain.Attendance;

namespace Training.Web.Features.Attendance;

/// <summary>How many people and minutes a session needs to qualify, from the standard in force for the station.</summary>
public sealed record RollQuota(int People, int Minutes)
{
    public bool IsMet(int people, int minutes) => people >= People && minutes >= Minutes;

    /// <summary>What a session lacks, a sentence each; empty when it qualifies.</summary>
    public IReadOnlyList<string> Shortfalls(int people, int minutes)
    {
        var lacks = new List<string>();
        if (people < People)
        {
            lacks.Add($"到了 {people} 人，差 {People - people} 人满 {People} 人");
        }

        if (minutes < Minutes)
        {
            lacks.Add($"上了 {minutes} 分钟，差 {Minutes - minutes} 分钟满 {Minutes} 分钟");
        }

        return lacks;
    }
}

/// <summary>A roll as its pages show it: the record, and beside it what the standard asks.</summary>
public sealed record RollPage(RollSheet Sheet, RollQuota Quota)
{
    /// <summary>The marks of this page's forms get their keys from it: the same form sent twice is one mark.</summary>
    public Guid Nonce { get; } = Guid.CreateVersion7();

    /// <summary>Whom the last form was about, to offer taking it back.</summary>
    public RollLine? Last { get; init; }

    public string? Problem { get; init; }

    /// <summary>When the month was checked, if this station's rolls changed after that.</summary>
    public DateTime? ChangedSinceUtc { get; init; }

    public Conflicts Conflicts { get; init; } = new([], []);

    /// <summary>Nobody's roll, for the phone to fill in.</summary>
    public static RollPage Frame { get; } = new(
        new RollSheet
        {
            Key = Guid.Empty, Status = RollStatus.Open, IsBegun = true, Title = "", StationName = "", StationId = 0, RegionCode = 0,
            PlannedStartUtc = DateTime.UnixEpoch, PlannedEndUtc = DateTime.UnixEpoch, StartedUtc = DateTime.UnixEpoch, Minutes = 0, Lines = [], Present = 0,
        },
        new RollQuota(0, 0));

    /// <summary>The tile that the phone copies for each person.</summary>
    public static IReadOnlyList<RollLine> BlankLines { get; } = [new(Guid.Empty, "", "", "", LineKind.Member, AttendeeState.Unmarked)];

    public bool IsFrame => Sheet.Key == Guid.Empty;
}
