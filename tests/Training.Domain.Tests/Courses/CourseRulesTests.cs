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

    [Theory]
    [InlineData(CourseStatus.Draft, "Submit>InReview")]
    [InlineData(CourseStatus.InReview, "TakeBack>Draft Approve>Published Return>Returned")]
    [InlineData(CourseStatus.Returned, "Submit>InReview")]
    [InlineData(CourseStatus.Published, "Submit>Published TakeBack>Published Approve>Published Return>Published Withdraw>Withdrawn")]
    [InlineData(CourseStatus.Withdrawn, "Submit>InReview")]
    public void A_course_goes_only_its_way(CourseStatus from, string ways) => Assert.Equal(
        ways, string.Join(' ', Enum.GetValues<CourseAction>().Select(action => (action, Next: CourseRules.Next(from, action))).Where(way => way.Next.Ok).Select(way => $"{way.action}>{way.Next.Value}")));

    [Theory]
    [InlineData(2L, 1L, true)]
    [InlineData(1L, 1L, false)]
    [InlineData(null, 1L, false)]
    public void Nobody_decides_on_what_came_from_the_same_hands(long? reviewer, long? submitter, bool may) => Assert.Equal(may, CourseRules.MayReview(reviewer, submitter));

    [Fact]
    public void Tags_are_kept_once_each_in_the_order_typed()
    {
        Assert.Equal(["膳食营养", "冬季", "卧床"], CourseTags.Parse("膳食营养、冬季 卧床，冬季").Value!);
        Assert.IsType<TooManyTags>(CourseTags.Parse("一 二 三 四 五 六 七 八 九").Refusal);
        Assert.IsType<TagTooLong>(CourseTags.Parse("一二三四五六七八九十一二三").Refusal);
        Assert.Equal(["甲", "乙"], CourseTags.Split(CourseTags.Join(["甲", "乙"])));
    }

    [Fact]
    public void Steps_stand_in_order_within_the_lesson()
    {
        Assert.Equal([new Chapter(0, "先说一声"), new Chapter(155_000, "一手 扶肩"), new Chapter(3_725_000, "看看")], ChapterRules.Parse(" 0:00 先说一声\n\n2:35　一手 扶肩\r\n1:02:05 看看\n", null).Value!);
        var wrong = Assert.IsType<ChaptersWrong>(ChapterRules.Parse("0:10 一\n0:10 二\n先说一声\n1:75 三\n2:00 四", 90_000).Refusal);
        Assert.Equal(["第 2 行", "第 3 行", "第 4 行", "第 5 行"], wrong.Lines.Select(line => line[..5]));
        Assert.Contains("超出了这一课，它只有 1:30", wrong.Lines[3], StringComparison.Ordinal);
        Assert.Equal("0:00 先说一声\n1:02:05 看看", ChapterRules.Write([new(0, "先说一声"), new(3_725_000, "看看")]));
    }

    [Theory]
    [InlineData(60_000, 61_900, true)]
    [InlineData(60_000, 62_100, false)]
    [InlineData(2_700_000, 2_726_000, true)]
    [InlineData(2_700_000, 2_672_000, false)]
    public void Another_sound_is_as_long_as_the_lesson(long lesson, long track, bool fits) => Assert.Equal(fits, SoundTrackRules.Refuse(track, lesson) is null);
}
