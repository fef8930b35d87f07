using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>Which sessions a roll can be opened for, and when a class is taken to have begun until its roll is closed.</summary>
public static class OpeningRules
{
    /// <summary>Late is never too late: a phone without network opens a roll and brings it days after.</summary>
    public static Refusal? Check(SessionStatus status, string? cancelReason, DateTime plannedStartUtc, DateTime nowUtc)
    {
        var day = ShanghaiTime.DateOf(plannedStartUtc);
        return status == SessionStatus.Cancelled ? new SessionCancelled(cancelReason)
            : day > ShanghaiTime.DateOf(nowUtc) ? new SessionNotYet(day)
            : null;
    }

    /// <summary>
    /// The opening, but not before the hour: a roll opened while chairs are still being set up does not make the class begin earlier. A roll
    /// opened on a later day says nothing about the begin, so the plan stands.
    /// </summary>
    public static DateTime StartOf(DateTime plannedStartUtc, DateTime openedUtc) =>
        openedUtc > plannedStartUtc && ShanghaiTime.DateOf(openedUtc) == ShanghaiTime.DateOf(plannedStartUtc) ? openedUtc : plannedStartUtc;
}
