using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>What is done to a course as a whole.</summary>
public enum CourseAction
{
    /// <summary>送审 by the trainer.</summary>
    Submit,

    /// <summary>By the trainer, before the county decided.</summary>
    TakeBack,
    Approve,
    Return,
    Withdraw,
}

public sealed record CourseNotInThatState(CourseStatus Status, CourseAction Asked) : Refusal(
    $"这门课现在是“{CourseWords.Of(Status)}”，不能{CourseWords.Of(Asked)}。刷新看看现在的状态。");

/// <summary>
/// When a course can be watched, the way of a course from draft to families and back, and which way a lesson's state may go. Pure; the metric
/// of item Z4 uses the same words.
/// </summary>
public static class CourseRules
{
    private static readonly (CourseStatus From, CourseAction Action, CourseStatus To)[] Ways =
    [
        (CourseStatus.Draft, CourseAction.Submit, CourseStatus.InReview),
        (CourseStatus.Returned, CourseAction.Submit, CourseStatus.InReview),
        (CourseStatus.Withdrawn, CourseAction.Submit, CourseStatus.InReview),
        (CourseStatus.InReview, CourseAction.TakeBack, CourseStatus.Draft),
        (CourseStatus.InReview, CourseAction.Approve, CourseStatus.Published),
        (CourseStatus.InReview, CourseAction.Return, CourseStatus.Returned),
        // What families see stays while a later version goes the same way.
        (CourseStatus.Published, CourseAction.Submit, CourseStatus.Published),
        (CourseStatus.Published, CourseAction.TakeBack, CourseStatus.Published),
        (CourseStatus.Published, CourseAction.Approve, CourseStatus.Published),
        (CourseStatus.Published, CourseAction.Return, CourseStatus.Published),
        (CourseStatus.Published, CourseAction.Withdraw, CourseStatus.Withdrawn),
    ];

    /// <summary>A lesson plays only once its renditions were verified and the pointer to them was written.</summary>
    public static bool IsPlayable(LessonStatus status, string? publishedFolder) => status == LessonStatus.Published && publishedFolder is not null;

    /// <summary>A course is for families when it is published and at least one lesson of the published version plays.</summary>
    public static bool IsPlayable(CourseStatus status, int playableLessons) => status == CourseStatus.Published && playableLessons > 0;

    public static Result<CourseStatus> Next(CourseStatus from, CourseAction action)
    {
        foreach (var way in Ways)
        {
            if (way.From == from && way.Action == action)
            {
                return way.To;
            }
        }

        return new CourseNotInThatState(from, action);
    }

    /// <summary>Nobody decides on what came from the same hands.</summary>
    public static bool MayReview(long? reviewer, long? submitter) => reviewer is not null && reviewer != submitter;

    /// <summary>
    /// Probing → encoding → verifying → published. From every state that is not published the work may begin anew: a killed process leaves
    /// any of them behind, and a person may try a refused or failed one again.
    /// </summary>
    public static bool MayMove(LessonStatus from, LessonStatus to) => to switch
    {
        LessonStatus.Probing => from != LessonStatus.Published,
        LessonStatus.Encoding => from == LessonStatus.Probing,
        LessonStatus.Verifying => from == LessonStatus.Encoding,
        LessonStatus.Published => from == LessonStatus.Verifying,
        LessonStatus.Refused or LessonStatus.Failed => from is LessonStatus.Probing or LessonStatus.Encoding or LessonStatus.Verifying,
        _ => false,
    };
}
