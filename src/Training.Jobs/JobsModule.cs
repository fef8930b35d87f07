using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Agenda;
using Training.Jobs.Attendance;
using Training.Jobs.Audit;
using Training.Jobs.Courses;
using Training.Jobs.Demonstration;
using Training.Jobs.Filing;
using Training.Jobs.Identity;
using Training.Jobs.Media;
using Training.Jobs.Organizations;
using Training.Jobs.Notices;
using Training.Jobs.Messages;
using Training.Jobs.People;
using Training.Jobs.Sessions;
using Training.Jobs.Sheets;
using Training.Jobs.Standards;
using Training.Jobs.Trainers;
using Training.Jobs.Uploads;
using Training.Jobs.Work;

namespace Training.Jobs;

/// <summary>
/// The jobs of the product: what the clock starts, what the queue runs, and the scheduler under both. With Jobs:Enabled=false the process
/// only knows of them and runs none.
/// </summary>
public static class JobsModule
{
    /// <summary>Call it after the host has registered the domain and its access scope.</summary>
    public static IServiceCollection AddTrainingJobs(this IServiceCollection services, IConfiguration configuration)
    {
        UnattendedScopes.Wrap(services);
        services.AddSingleton<ClockJobs>();
        services.AddClockJob<MonthlyCheckJob>();
        services.AddClockJob<FindDoublesJob>();
        services.AddClockJob<VerifyChainsJob>();
        services.AddClockJob<VerifyFilingsJob>();
        services.AddClockJob<CheckpointJob>();
        services.AddClockJob<AgreementWarningsJob>();
        services.AddClockJob<LookAtPapersJob>();
        services.AddClockJob<DutyRemindersJob>();
        services.AddClockJob<RetentionJob>();
        services.AddClockJob<ClearLeftoversJob>();
        services.AddClockJob<StalledWorkJob>();
        services.AddClockJob<NoticeEndsJob>();
        services.AddClockJob<PassOnSeatsJob>();
        services.AddClockJob<PutAwayDraftsJob>();
        services.AddClockJob<RollFlagsJob>();
        services.AddClockJob<SweepUploadsJob>();
        services.AddModuleSelfCheck();
        services.AddMessageSending();
        services.AddMediaWork();
        services.AddFilingWork();
        services.AddClockJob<LessonFilesJob>();
        services.AddDemonstrationToday(configuration);
        if (!configuration.GetValue("Jobs:Enabled", defaultValue: true))
        {
            return services.AddSingleton<IJobBoard, QuietBoard>();
        }

        var provider = configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite);
        if (provider == DatabaseProvider.Sqlite)
        {
            services.AddHostedService<InstallationGuard>();
        }

        services.AddHostedService<SweepItemFolders>();
        services.AddSingleton<RunWorkItem>();
        services.AddSingleton<IJobBoard, SchedulerBoard>();
        services.AddScheduler(provider, configuration);
        services.AddHostedService<WorkDispatcher>();
        return services;
    }

    private static void AddScheduler(this IServiceCollection services, DatabaseProvider provider, IConfiguration configuration)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "training";
                o.GenerateInstanceId = provider != DatabaseProvider.Sqlite;
                o.IdleWaitTime = TimeSpan.FromSeconds(15);
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(maxConcurrency: 6);
            quartz.UseExecutionLimits((services, limits) =>
            {
                foreach (var kind in services.GetServices<WorkKind>())
                {
                    limits.ForGroup(kind.Name, kind.AtOnce, ExecutionLimitScope.Node);
                }
            });
            quartz.AddJobMiddleware<ClockRunHistory>();
            quartz.UsePersistentStore(store => Configure(store, provider, configuration));
        });
        services.AddQuartzHostedService<SchedulerService>(o => o.WaitForJobsToComplete = true);
    }

    private static void Configure(IPersistentStoreBuilder store, DatabaseProvider provider, IConfiguration configuration)
    {
        store.ProvisionSchema();
        store.ConfigureStore(o =>
        {
            o.StoreJobDataAsStrings = true;
            // The store's own threads end when it is told to stop, which it never is when its database is gone.
            o.UseBackgroundThreads = true;
        });
        var connection = configuration["Database:Connection"];
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var file = new DataFolder(configuration["Data"] ?? "data").JobsDatabase;
                store.UseSqlite(SqliteFactory.Instance, PersistenceModule.SqliteConnectionString(file));
                break;
            case DatabaseProvider.Postgres:
                store.UsePostgres(NpgsqlFactory.Instance, connection!);
                store.UseClustering();
                break;
            case DatabaseProvider.SqlServer:
                store.UseSqlServer(SqlClientFactory.Instance, connection!);
                store.UseClustering();
                break;
        }
    }
}
