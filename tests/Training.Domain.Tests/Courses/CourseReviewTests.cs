using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Courses;

public sealed class CourseReviewTests
{
    private static readonly Actor Sender = new(1);
    private static readonly Actor Officer = new(2);
    private readonly FakeClock clock = FakeClock.Ordinary();

    [Theory, OnSqlite, OnPostgres]
    public async Task A_published_course_stays_as_it_was_until_the_county_has_passed_the_next_version(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var (trainer, course, lesson) = await PublishedAsync(db);
        await new DescribeCourse(db, clock).RunAsync(new()
        {
            Actor = Sender, CourseKey = course.Key, TrainerId = trainer.Id, Title = "翻身，新讲法", TopicCode = Some.CourseTopic, Summary = course.Summary, Tags = "冬季、卧床",
        });
        await new ArrangeLessons(db, clock).RenameAsync(new(Sender, course.Key, lesson.Key, trainer.Id), "先说一声");
        var added = await Some.LessonAsync(db, course, l => (l.Title, l.Ordinal) = ("垫枕头", 2));
        await db.CourseVersionLessons().Where(row => row.LessonId == added.Id).ExecuteDeleteAsync();

        var second = (await SubmitAsync(db, course, trainer)).Value;
        Assert.IsType<WaitsAlready>((await SubmitAsync(db, course, trainer)).Refusal);
        Assert.Equal(CourseStatus.Published, (await db.Courses().AsNoTracking().SingleAsync()).Status);
        var old = (await new PublicCourses(db).FindAsync(course.Key))!;
        Assert.Equal(("给卧床老人翻身", 1), (old.Title, old.Lessons.Count));

        var first = (await db.Courses().AsNoTracking().SingleAsync()).PublishedUtc;
        clock.Advance(TimeSpan.FromDays(2));
        Assert.True((await ReviewAsync(db, second, approve: true)).Ok);
        var shown = (await new PublicCourses(db).FindAsync(course.Key))!;
        Assert.Equal("翻身，新讲法", shown.Title);
        Assert.Equal(["先说一声", "垫枕头"], shown.Lessons.Select(l => l.Title));
        Assert.Equal(first, (await db.Courses().AsNoTracking().SingleAsync()).PublishedUtc);
        Assert.IsType<VersionDecided>((await ReviewAsync(db, second, approve: false)).Refusal);
        Assert.IsType<NothingChanged>((await SubmitAsync(db, course, trainer)).Refusal);

        var lines = await new ReadCourseVersions(db, new CourseContents(db)).OfCourseAsync(course.Key);
        Assert.Equal([CourseVersionState.Published, CourseVersionState.Superseded], lines.Select(l => l.State));
        Assert.Equal(["名字从“给卧床老人翻身”改成“翻身，新讲法”", "改了标签", "加了“垫枕头”", "“给卧床老人翻身”改名叫“先说一声”"], lines[0].Changes);
        Assert.Equal("给卧床老人翻身", (await new ReadCourseVersions(db, new CourseContents(db)).FindAsync(lines[1].Key, trainer.Id))!.Content.Lessons.Single().Title);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task A_return_names_the_place_and_the_reason_and_the_trainer_is_told()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (trainer, course, lesson) = await DraftAsync(db);
        db.Accounts().Add(new Account { Id = 1, UserName = "t", NormalizedUserName = "T", DisplayName = "孙玉梅", TrainerId = trainer.Id });
        await db.SaveChangesAsync();
        var key = (await SubmitAsync(db, course, trainer)).Value;

        Assert.IsType<ReviewNeedsReason>((await ReviewAsync(db, key, approve: false, reason: " ")).Refusal);
        Assert.IsType<NoSuchPlace>((await ReviewAsync(db, key, approve: false, "字幕有错字", "somewhere")).Refusal);
        Assert.IsType<OwnVersion>((await new ReviewCourse(db, clock).RunAsync(new() { Actor = Sender, VersionKey = key, Approve = true })).Refusal);
        Assert.True((await ReviewAsync(db, key, approve: false, "字幕有错字", lesson.Key.ToString())).Ok);

        var line = Assert.Single(await new ReadCourseVersions(db, new CourseContents(db)).OfCourseAsync(course.Key));
        Assert.Equal((CourseVersionState.Returned, "字幕有错字", lesson.Key.ToString()), (line.State, line.Reason, line.Place));
        Assert.Equal(CourseStatus.Returned, (await db.Courses().AsNoTracking().SingleAsync()).Status);
        var told = await db.InboxMessages().SingleAsync();
        Assert.Equal(("《给卧床老人翻身》退回来了", "字幕有错字"), (told.Title, told.Body));
        Assert.Null(await new PublicCourses(db).FindAsync(course.Key));
        Assert.True((await SubmitAsync(db, course, trainer)).Ok);
    }

    [Fact]
    public async Task A_version_can_be_taken_back_before_the_county_decided()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (trainer, course, _) = await DraftAsync(db);
        var key = (await SubmitAsync(db, course, trainer)).Value;
        Assert.Equal(CourseStatus.InReview, (await db.Courses().AsNoTracking().SingleAsync()).Status);
        Assert.True((await new TakeBackCourse(db, clock).RunAsync(Sender, course.Key, trainer.Id)).Ok);
        Assert.Equal(CourseStatus.Draft, (await db.Courses().AsNoTracking().SingleAsync()).Status);
        Assert.IsType<VersionDecided>((await ReviewAsync(db, key, approve: true)).Refusal);
        Assert.IsType<NothingWaits>((await new TakeBackCourse(db, clock).RunAsync(Sender, course.Key, trainer.Id)).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trainer_and_county_may_withdraw_with_a_reason_and_the_public_page_says_so(bool byTrainer)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (trainer, course, lesson) = await PublishedAsync(db);
        var withdraw = new WithdrawCourse(db, new Officers(db), clock);
        WithdrawCourseInput Input(string? reason) => new() { Actor = byTrainer ? Sender : Officer, CourseKey = course.Key, TrainerId = byTrainer ? trainer.Id : null, Reason = reason };

        Assert.IsType<WithdrawalNeedsReason>((await withdraw.RunAsync(Input(" "))).Refusal);
        Assert.True((await withdraw.RunAsync(Input("讲法过时了"))).Ok);
        Assert.IsType<CourseNotInThatState>((await withdraw.RunAsync(Input("再收一次"))).Refusal);

        Assert.Null(await new PublicCourses(db).FindAsync(course.Key));
        Assert.Equal("给卧床老人翻身", (await new PublicCourses(db).FindWithdrawnAsync(course.Key))!.Title);
        Assert.False((await new LessonMedia(db).FindAsync(lesson.Key))!.IsPublic);
        Assert.Equal("讲法过时了", (await db.CourseVersions().SingleAsync()).Reason);

        var again = (await SubmitAsync(db, course, trainer)).Value;
        Assert.True((await ReviewAsync(db, again, approve: true)).Ok);
        Assert.NotNull(await new PublicCourses(db).FindAsync(course.Key));
        Assert.Null(await new PublicCourses(db).FindWithdrawnAsync(course.Key));
    }

    [Fact]
    public async Task A_county_decides_on_its_own_courses_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (trainer, course, _) = await DraftAsync(db);
        var key = (await SubmitAsync(db, course, trainer)).Value;
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.IsType<NotFound>((await ReviewAsync(elsewhere, key, approve: true)).Refusal);
        Assert.IsType<NotFound>((await new WithdrawCourse(elsewhere, new Officers(elsewhere), clock).RunAsync(new() { Actor = Officer, CourseKey = course.Key, Reason = "不好" })).Refusal);
        Assert.Empty(await new ReadCourseVersions(elsewhere, new CourseContents(elsewhere)).WaitingAsync());
        Assert.Single(await new ReadCourseVersions(db, new CourseContents(db)).WaitingAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Lessons_move_are_left_out_and_deleted_while_no_version_holds_them(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var (trainer, course, first) = await DraftAsync(db);
        var second = await Some.LessonAsync(db, course, l => (l.Title, l.Ordinal) = ("第二课", 2));
        var third = await Some.LessonAsync(db, course, l => (l.Title, l.Ordinal) = ("第三课", 3));
        var desk = new ArrangeLessons(db, clock);
        OwnLesson Of(Lesson lesson) => new(Sender, course.Key, lesson.Key, trainer.Id);

        Assert.True((await desk.MoveAsync(Of(third), up: true)).Ok);
        Assert.True((await desk.MoveAsync(Of(first), up: true)).Ok);
        Assert.Equal([first.Id, third.Id, second.Id], await db.Lessons().OrderBy(l => l.Ordinal).Select(l => l.Id).ToListAsync());
        Assert.True((await desk.LeaveOutAsync(Of(third), leaveOut: true)).Ok);
        var key = (await SubmitAsync(db, course, trainer)).Value;
        Assert.Equal([first.Id, second.Id], await db.CourseVersionLessons().OrderBy(l => l.Ordinal).Select(l => l.LessonId).ToListAsync());

        Assert.IsType<LessonWasReviewed>((await desk.DeleteAsync(Of(first))).Refusal);
        Assert.True((await desk.DeleteAsync(Of(third))).Ok);
        Assert.IsType<NotFound>((await desk.DeleteAsync(Of(third))).Refusal);
        Assert.IsType<NotFound>((await desk.RenameAsync(new(Sender, course.Key, first.Key, trainer.Id + 1), "别人的")).Refusal);
        Assert.IsType<LessonNeedsTitle>((await desk.RenameAsync(Of(first), " ")).Refusal);
        Assert.True((await new WriteChapters(db, clock).RunAsync(Of(first), "0:05 先说一声\n0:30 翻过来")).Ok);
        Assert.True((await new WriteChapters(db, clock).RunAsync(Of(first), "0:05 说一声")).Ok);
        Assert.Equal("0:05 说一声", ChapterRules.Write([await db.LessonChapters().Select(c => new Chapter(c.StartMs, c.Title)).SingleAsync()]));
        Assert.Empty((await new CourseContents(db).OfVersionAsync(await db.CourseVersions().SingleAsync(v => v.Key == key))).Lessons[0].Content.Chapters);
    }

    [Fact]
    public async Task Coverage_names_the_topics_that_a_county_lacks()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));
        await using var whole = database.Open();
        await PublishedAsync(whole);
        await Some.CourseAsync(whole, await whole.Trainers().FirstAsync(), with: c => c.TopicCode = "course-risk");
        var county = Assert.Single(await new TopicCoverage(db).RunAsync());
        Assert.Equal(8, county.Topics.Count);
        Assert.Equal(["基础照护", "康复服务", "心理支持", "照护评估", "失智照护", "安宁疗护", "风险应对"], county.Missing);
    }

    private async Task<(Trainer Trainer, Course Course, Lesson Lesson)> DraftAsync(TrainingDbContext db)
    {
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer, with: c => (c.Status, c.PublishedUtc) = (CourseStatus.Draft, null));
        return (trainer, course, await Some.LessonAsync(db, course));
    }

    private async Task<(Trainer Trainer, Course Course, Lesson Lesson)> PublishedAsync(TrainingDbContext db)
    {
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        return (trainer, course, await Some.LessonAsync(db, course));
    }

    private Task<Result<Guid>> SubmitAsync(TrainingDbContext db, Course course, Trainer trainer) =>
        new SubmitCourse(db, new CourseContents(db), new Officers(db), clock).RunAsync(new() { Actor = Sender, CourseKey = course.Key, TrainerId = trainer.Id });

    private Task<Result<Done>> ReviewAsync(TrainingDbContext db, Guid version, bool approve, string? reason = null, string? place = null) =>
        new ReviewCourse(db, clock).RunAsync(new() { Actor = Officer, VersionKey = version, Approve = approve, Reason = reason, Place = place });
}
