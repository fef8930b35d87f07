using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Courses;

public sealed class QuestionTests : IDisposable
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private readonly string folder = Directory.CreateTempSubdirectory("training-questions-").FullName;
    private readonly Vault vault;

    public QuestionTests() => vault = new Vault(new DataFolder(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("打我电话 138-0000-1234", true)]
    [InlineData("１３８００００１２３４", true)]
    [InlineData("+86 13800001234 找我", true)]
    [InlineData("身份证 41092219500101123X", true)]
    [InlineData("站点电话 0393-8812345", true)]
    [InlineData("血压 150/90，2026-11-22 量的，打 12349 还是 120", false)]
    [InlineData("一天吃 3 次，一次 25 mg", false)]
    public void A_number_of_somebody_is_known_however_it_is_written(string text, bool holds) => Assert.Equal(holds, QuestionRules.HoldsPersonalNumber(text));

    [Fact]
    public void The_time_to_answer_is_the_middle_one_of_those_answered()
    {
        var asked = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Null(QuestionRules.Median([(asked, null)]));
        Assert.Equal(TimeSpan.FromHours(5), QuestionRules.Median([(asked, asked.AddHours(2)), (asked, asked.AddHours(8)), (asked, null)]));
        Assert.Equal(TimeSpan.FromHours(8), QuestionRules.Median([(asked, asked.AddHours(2)), (asked, asked.AddHours(8)), (asked, asked.AddHours(90))]));
        Assert.True(QuestionRules.IsOverdue(asked, null, asked.AddHours(49)));
        Assert.False(QuestionRules.IsOverdue(asked, asked.AddHours(1), asked.AddHours(49)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task From_the_resident_to_the_trainer_over_to_the_county_and_back(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        db.Accounts().Add(new Account { Id = 7, UserName = "t", NormalizedUserName = "T", DisplayName = "孙玉梅", TrainerId = trainer.Id });
        var course = await Some.CourseAsync(db, trainer);
        var lesson = await Some.LessonAsync(db, course);
        Assert.True(MobileNumber.TryParse("13800001234", out var phone));
        var person = await Some.PersonAsync(db, with: p => vault.SetPhone(p, phone));
        await db.SaveChangesAsync();
        var ask = new AskQuestion(db, new Officers(db), clock);
        var desk = new AnswerQuestion(db, new Officers(db), vault, clock);
        var read = new ReadQuestions(db, clock);
        var key = Guid.CreateVersion7();
        AskQuestionInput Input(Guid one, string text = "老人一翻就喊疼，还翻不翻？") => new() { Actor = new Actor(9), PersonId = person.Id, Key = one, LessonKey = lesson.Key, Text = text };

        Assert.True((await ask.RunAsync(Input(key))).Ok);
        Assert.True((await ask.RunAsync(Input(key))).Ok);
        Assert.Equal(1, await db.LessonQuestions().CountAsync());
        Assert.IsType<TextMissing>((await ask.RunAsync(Input(Guid.CreateVersion7(), "疼"))).Refusal);
        Assert.IsType<TextTooLong>((await ask.RunAsync(Input(Guid.CreateVersion7(), new string('疼', 301)))).Refusal);
        var told = await db.InboxMessages().SingleAsync();
        Assert.Equal((7L, $"/questions/{key}"), (told.AccountId, told.Href));
        Assert.Empty((await read.UnderAsync(lesson.Key)).Questions);

        var act = new QuestionAct(new Actor(7), key, trainer.Id);
        Assert.IsType<NotFound>((await desk.AnswerAsync(act with { TrainerId = trainer.Id + 1 }, "要翻，但慢一点。")).Refusal);
        Assert.IsType<ReasonMissing>((await desk.HandOverAsync(act, "")).Refusal);
        Assert.True((await desk.HandOverAsync(act, "想请医院的人说")).Ok);
        clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((1, 1, 0), await CountsAsync(read));
        Assert.True((await desk.AnswerAsync(act with { TrainerId = null, Actor = new Actor(2) }, "要翻，但慢一点，腰下垫毛巾。")).Ok);
        Assert.Equal((0, 0, 1), await CountsAsync(read));
        var message = await db.OutgoingMessages().SingleAsync();
        Assert.Equal("13800001234", vault.Open(message.AddressSealed, OpeningPurpose.Deliver));
        Assert.Contains("老师回话了", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("疼", message.Text, StringComparison.Ordinal);
        Assert.True((await desk.AnswerAsync(act, "县里说得对。")).Ok);
        Assert.Equal(1, await db.OutgoingMessages().CountAsync());

        var shown = await read.UnderAsync(lesson.Key);
        Assert.Equal((TimeSpan.FromDays(3), "县区民政局"), (shown.Median, shown.Questions.Single().Answers[0].Answerer));
        Assert.True((await read.OfPersonAsync(person.Id)).Single().IsNew);
        Assert.Equal(1, await read.SeenAsync(person.Id));
        db.ChangeTracker.Clear();
        Assert.False((await read.OfPersonAsync(person.Id)).Single().IsNew);

        Assert.True((await desk.HideAsync(act, hide: true, "说到了别人家")).Ok);
        Assert.Empty((await read.UnderAsync(lesson.Key)).Questions);
        Assert.IsType<QuestionIsHidden>((await desk.AnswerAsync(act, "再补一句")).Refusal);
        Assert.True((await desk.HideAsync(act, hide: false, null)).Ok);
        Assert.True((await desk.AnswerAsync(act, "再补一句，别硬拉。")).Ok);
        Assert.Equal(3, (await read.UnderAsync(lesson.Key)).Questions.Single().Answers.Count);
        Assert.Equal(2, await db.OutgoingMessages().CountAsync());
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task A_resident_asks_so_many_a_day_and_only_under_what_families_see()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var lesson = await Some.LessonAsync(db, await Some.CourseAsync(db, trainer));
        var hidden = await Some.LessonAsync(db, await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft));
        var person = await Some.PersonAsync(db);
        var ask = new AskQuestion(db, new Officers(db), clock);
        AskQuestionInput Input(Lesson under) => new() { Actor = new Actor(9), PersonId = person.Id, Key = Guid.CreateVersion7(), LessonKey = under.Key, Text = "还翻不翻呢？" };
        Assert.IsType<NotFound>((await ask.RunAsync(Input(hidden))).Refusal);
        for (var i = 0; i < QuestionRules.MostADay; i++)
        {
            Assert.True((await ask.RunAsync(Input(lesson))).Ok);
        }

        Assert.IsType<AskedEnoughToday>((await ask.RunAsync(Input(lesson))).Refusal);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await ask.RunAsync(Input(lesson))).Ok);
    }

    private static async Task<(int HandedOver, int Overdue, int Answered)> CountsAsync(ReadQuestions read)
    {
        var page = await read.ListAsync(null, null, 1);
        return (page.Counts[QuestionState.HandedOver], page.Overdue, page.Counts[QuestionState.Answered]);
    }
}
