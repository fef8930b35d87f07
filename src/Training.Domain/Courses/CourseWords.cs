namespace Training.Domain.Courses;

/// <summary>How the life of a course is said, on staff pages and in refusals.</summary>
public static class CourseWords
{
    public static string Of(CourseStatus status) => status switch
    {
        CourseStatus.Draft => "还没送审",
        CourseStatus.InReview => "等县区审核",
        CourseStatus.Returned => "退回来了",
        CourseStatus.Published => "家里人能看",
        CourseStatus.Withdrawn => "收回了",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(CourseAction action) => action switch
    {
        CourseAction.Submit => "送审",
        CourseAction.TakeBack => "拿回来",
        CourseAction.Approve => "通过",
        CourseAction.Return => "退回",
        CourseAction.Withdraw => "收回",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    public static string Of(CourseVersionState state) => state switch
    {
        CourseVersionState.InReview => "等县区审核",
        CourseVersionState.TakenBack => "老师拿回去了",
        CourseVersionState.Returned => "退回",
        CourseVersionState.Published => "家里人看的是这一版",
        CourseVersionState.Superseded => "换成了后面的版本",
        CourseVersionState.Withdrawn => "收回了",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(CourseDifficulty difficulty) => difficulty switch
    {
        CourseDifficulty.Everybody => "人人能学",
        CourseDifficulty.SomePractice => "照护过老人的人",
        CourseDifficulty.Carers => "护理员",
        _ => throw new ArgumentOutOfRangeException(nameof(difficulty), difficulty, null),
    };

    /// <summary>2:35, or 1:02:35 beyond the hour.</summary>
    public static string Clock(long ms)
    {
        var time = TimeSpan.FromMilliseconds(ms);
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{time.Minutes}:{time.Seconds:00}";
    }
}
