using Training.Domain.Courses;

namespace Training.Domain.Tests.Courses;

public sealed class CourseRulesTests
{
    [Theory]
    [InlineData(LessonStatus.Queued, "Probing")]
    [InlineData(LessonStatus.Probing, "Probing Encoding Refused Failed")]
    [InlineData(LessonStatus.Encoding, "Probing Verifying Refused Failed")]
    [InlineData(LessonStatus.Verifying, "Probing Published Refused Failed")]
    [InlineData(LessonStatus.Published, "")]
    [InlineData(LessonStatus.Refused, "Probing")]
    [InlineData(LessonStatus.Failed, "Probing")]
    public void A_lesson_moves_only_along_its_way(LessonStatus from, string to) =>
        Assert.Equal(to, string.Join(' ', Enum.GetValues<LessonStatus>().Where(status => CourseRules.MayMove(from, status))));

    [Fact]
    public void A_lesson_plays_when_it_is_published_and_points_to_files()
    {
        Assert.True(CourseRules.IsPlayable(LessonStatus.Published, "a/b"));
        Assert.False(CourseRules.IsPlayable(LessonStatus.Published, null));
        Assert.False(CourseRules.IsPlayable(LessonStatus.Verifying, "a/b"));
    }

    [Fact]
    public void A_course_is_for_families_with_at_least_one_lesson_that_plays()
    {
        Assert.True(CourseRules.IsPlayable(CourseStatus.Published, 1));
        Assert.False(CourseRules.IsPlayable(CourseStatus.Published, 0));
        Assert.False(CourseRules.IsPlayable(CourseStatus.Draft, 3));
    }
}
