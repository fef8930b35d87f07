using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

public static class DemonstrationModule
{
    public static IServiceCollection AddDemonstration(this IServiceCollection services)
    {
        services.AddScoped<SeedDemonstration>();
        services.AddScoped<AddTodaysSessions>();
        services.AddScoped<AddTodaysNotices>();
        services.AddScoped<AddTodaysDoors>();
        services.AddScoped<AddTodaysUploads>();
        services.AddScoped<AddTodaysFilings>();
        services.AddScoped<DemonstrationDeclared>();
        services.AddScoped<DemonstrationStampedPaper>();
        services.AddScoped<DemonstrationCommendations>();
        services.AddScoped<DemonstrationCourseLife>();
        services.AddScoped<DemonstrationQuestions>();
        services.AddScoped<DemonstrationCourses>();
        services.AddScoped<DemonstrationFindings>();
        return services;
    }

    /// <summary>For the site and the worker: keeps a demonstration in the present; nothing in any other installation.</summary>
    public static IServiceCollection AddDemonstrationToday(this IServiceCollection services, IConfiguration configuration)
    {
        if (File.Exists(DemonstrationAccounts.PathIn(new DataFolder(configuration["Data"] ?? "data"))))
        {
            services.AddDemonstration();
            services.AddClockJob<DemonstrationTodayJob>();
            services.AddClockJob<DemonstrationCoursesJob>();
            services.AddClockJob<DemonstrationStampedPaperJob>();
            services.AddWorkHandler<StampPaperWork>(StampPaperWork.Kind, "演");
            services.AddHostedService<TodayAtStart>();
        }

        return services;
    }
}
