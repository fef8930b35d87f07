using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Training.Domain;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

/// <summary>The product's own jobs host on a test database, with handlers that a test writes.</summary>
internal sealed class RunningJobs : IAsyncDisposable
{
    public static readonly WorkPace Quick = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(50),
        FirstBackOff = TimeSpan.FromMilliseconds(20),
        WaitForRoom = TimeSpan.FromMilliseconds(20),
        Look = TimeSpan.FromMilliseconds(500),
    };

    private readonly IHost host;

    private RunningJobs(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static IHost Build(string data, DatabaseProvider provider, string connection, Action<IServiceCollection> handlers, WorkPace? pace = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = data,
            ["Database:Provider"] = provider.ToString(),
            ["Database:Connection"] = connection,
        });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(pace ?? Quick);
        builder.Services.AddSingleton(AccessScope.Nothing);
        builder.Services.AddTrainingDomain(builder.Configuration);
        builder.Services.AddTrainingJobs(builder.Configuration);
        handlers(builder.Services);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        return builder.Build();
    }

    public static async Task<RunningJobs> StartAsync(TestDatabase database, Action<IServiceCollection> handlers, WorkPace? pace = null, string? data = null)
    {
        var host = Build(data ?? Directory.CreateTempSubdirectory("training-jobs-").FullName, database.Provider, database.ConnectionString, handlers, pace);
        await host.StartAsync();
        return new RunningJobs(host);
    }

    /// <summary>Saves an item as a use case would.</summary>
    public async Task<long> EnqueueAsync(string kind, string title = "一项任务", int priority = 0, int maxAttempts = 3)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var item = scope.ServiceProvider.GetRequiredService<WorkQueue>().Enqueue(db, kind, 1, title, priority, maxAttempts);
        await db.SaveChangesAsync();
        return item.Id;
    }

    /// <summary>Returns when the scheduler knows of the item.</summary>
    public async Task PlannedAsync(WorkItem item)
    {
        var scheduler = await Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await scheduler.Exists(WorkItemJob.QueueKey(item)))
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> work)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}

internal static class Rows
{
    public static async Task<WorkItem> ItemAsync(this TestDatabase database, long id)
    {
        await using var db = database.Open();
        return await db.WorkItems().AsNoTracking().SingleAsync(w => w.Id == id);
    }

    public static async Task<List<WorkRun>> RunsAsync(this TestDatabase database, long id)
    {
        await using var db = database.Open();
        return await db.WorkRuns().AsNoTracking().Where(r => r.WorkItemId == id).OrderBy(r => r.Id).ToListAsync();
    }

    /// <summary>Looks at the row until it is as wanted.</summary>
    public static async Task<WorkItem> ItemWhenAsync(this TestDatabase database, long id, Func<WorkItem, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        WorkItem item;
        do
        {
            item = await database.ItemAsync(id);
            if (wanted(item))
            {
                return item;
            }
        }
        while (await NextAsync(look, patience.Token));

        throw new TimeoutException($"Item {id} stays {item.Status}, attempt {item.Attempts}, {item.Progress} %: {item.Error}");
    }

    public static Task<WorkItem> ItemWhenAsync(this TestDatabase database, long id, WorkStatus status) => database.ItemWhenAsync(id, w => w.Status == status);

    /// <summary>A chain of the written history; returns how many entries the database holds then.</summary>
    public static async Task<int> WriteHistoryAsync(this TestDatabase database, int entries)
    {
        await using var db = database.Open();
        for (var i = 0; i < entries; i++)
        {
            await AuditTrail.AppendAsync(db, "station/1", Actor.Job, "Test", new DateTime(2026, 11, 18, 1, i, 0, DateTimeKind.Utc), after: new { marks = i });
        }

        await db.SaveChangesAsync();
        return await db.AuditEntries().CountAsync();
    }

    private static async Task<bool> NextAsync(PeriodicTimer look, CancellationToken patience)
    {
        try
        {
            return await look.WaitForNextTickAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>A handler that does what the test says.</summary>
internal sealed class ScriptedHandler(ScriptedHandler.Script script) : IWorkHandler
{
    public Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct) => script.Run(item, progress, ct);

    public sealed record Script(Func<WorkItem, IProgress<WorkProgress>, CancellationToken, Task<WorkOutcome>> Run);
}

internal static class Scripts
{
    public static Action<IServiceCollection> Handler(string kind, Func<WorkItem, IProgress<WorkProgress>, CancellationToken, Task<WorkOutcome>> run) =>
        services => services.AddSingleton(new ScriptedHandler.Script(run)).AddWorkHandler<ScriptedHandler>(kind, "试");
}
