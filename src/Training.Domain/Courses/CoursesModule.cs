using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Courses.Questions;
using Training.Domain.Courses.Watching;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public static class CoursesModule
{
    public static IServiceCollection AddCourses(this IServiceCollection services)
    {
        services.AddScoped<PublicCourses>();
        services.AddScoped<LessonMedia>();
        services.AddScoped<CreateCourse>();
        services.AddScoped<AddLesson>();
        services.AddScoped<LessonWork>();
        services.AddScoped<KitWork>();
        services.AddScoped<PublishCourse>();
        services.AddScoped<TrainerCourses>();
        services.AddScoped<WatchBook>();
        services.AddPersonalData<WatchData>();
        services.AddPersonalData<QuestionData>();
        services.AddScoped<CountWatching>();
        services.AddScoped<WatchFigures>();
        services.AddPersonalData<WatchingData>();
        return services;
    }
}
