namespace Training.Domain.Courses;

/// <summary>When a course can be watched, and which way a lesson's state may go. Pure; the metric of item Z4 uses the same words.</summary>
public static class CourseRules
{
    /// <summary>A lesson plays only once its renditions were verified and the pointer to them was written.</summary>
    public static bool IsPlayable(LessonStatus status, string? publishedFolder) => status == LessonStatus.Published && publishedFolder is not null;

    /// <summary>A course is for families when it is published and at least one of its lessons plays.</summary>
    public static bool IsPlayable(CourseStatus status, int playableLessons) => status == CourseStatus.Published && playableLessons > 0;

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
