using Training.Domain.Attendance;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>How a session stands on today's page.</summary>
public enum CardKind
{
    /// <summary>Of an earlier day, and nobody closed its roll.</summary>
    Late,
    Planned,
    Running,
    Held,
    Cancelled,
}

/// <summary>One session on today's page; without a session it is the frame that a phone fills in.</summary>
public sealed record SessionCard(CardKind Kind, SessionAtHand Session, RollQuota Quota)
{
    public static SessionAtHand Blank { get; } = new()
    {
        Key = Guid.Empty, Title = "", StationName = "", RegionCode = 0, Status = SessionStatus.Planned,
        PlannedStartUtc = DateTime.UnixEpoch, PlannedEndUtc = DateTime.UnixEpoch,
    };

    public static IReadOnlyList<SessionCard> Frames { get; } =
        [.. Enum.GetValues<CardKind>().Select(kind => new SessionCard(kind, Blank, new RollQuota(0, 0)))];

    public bool IsFrame => Session.Key == Guid.Empty;

    public static CardKind KindOf(SessionStatus status) => status switch
    {
        SessionStatus.Running => CardKind.Running,
        SessionStatus.Held => CardKind.Held,
        SessionStatus.Cancelled => CardKind.Cancelled,
        _ => CardKind.Planned,
    };

    /// <summary>上午 9:00 到 10:30</summary>
    public static string Hours(SessionAtHand session) => ChineseDates.Span(
        TimeOnly.FromDateTime(ShanghaiTime.FromUtc(session.PlannedStartUtc)), TimeOnly.FromDateTime(ShanghaiTime.FromUtc(session.PlannedEndUtc)));
}
