using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Courses.Questions;
using Training.Domain.Courses.Watching;
using Training.Domain.Evidence;
using Training.Domain.Messages;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public static class CoursesModule
{
    public static IServiceCollection AddCourses(this IServiceCollection services)
    {
        services.AddScoped<PublicCourses>();
        services.AddScoped<PublicCourseFiles>();
        services.AddScoped<SearchCaptions>();
        services.AddScoped<LessonMedia>();
        services.AddScoped<CreateCourse>();
        services.AddScoped<AddLesson>();
        services.AddScoped<LessonWork>();
        services.AddScoped<KitWork>();
        services.AddScoped<CourseContents>();
        services.AddScoped<SubmitCourse>();
        services.AddScoped<TakeBackCourse>();
        services.AddScoped<ReviewCourse>();
        services.AddScoped<WithdrawCourse>();
        services.AddScoped<DescribeCourse>();
        services.AddScoped<ArrangeLessons>();
        services.AddScoped<WriteChapters>();
        services.AddScoped<WriteCaptions>();
        services.AddScoped<KeepCaptionDraft>();
        services.AddScoped<AddSoundTrack>();
        services.AddScoped<RemoveSoundTrack>();
        services.AddScoped<SoundTrackWork>();
        services.AddScoped<ReadCourseVersions>();
        services.AddScoped<TopicCoverage>();
        services.AddScoped<CountyCourses>();
        services.AddScoped<IAttachmentOwner, CoursePapers>();
        services.AddScoped<IAttachmentOwner, LessonPapers>();
        services.AddScoped<IUnfinishedWork, CoursesToReview>();
        services.AddScoped<TrainerCourses>();
        services.AddScoped<WatchBook>();
        services.AddPersonalData<WatchData>();
        services.AddPersonalData<QuestionData>();
        services.AddScoped<CountWatching>();
        services.AddScoped<WatchFigures>();
        services.AddPersonalData<WatchingData>();
        services.AddScoped<AskQuestion>();
        services.AddScoped<AnswerQuestion>();
        services.AddScoped<ReadQuestions>();
        services.AddScoped<IUnfinishedWork, QuestionsToAnswer>();
        return services;
    }
}
