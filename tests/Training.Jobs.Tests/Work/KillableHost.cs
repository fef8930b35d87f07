using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.Tests.Standards;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

/// <summary>
/// The jobs host as a process that a test kills: <c>dotnet Training.Jobs.Tests.dll PROVIDER DATA CONNECTION</c>. The first start of an item
/// never ends by itself. With CHECK before them it checks a month, with TELL it tells who is short, and stands still between two batches.
/// </summary>
internal static class KillableHost
{
    public const string Kind = "killable";

    public static async Task<long> EnqueueAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var item = new WorkQueue(new WorkSignal(), TimeProvider.System).Enqueue(db, Kind, 1, "一项任务");
        await db.SaveChangesAsync();
        return item.Id;
    }

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments[0] == "CHECK")
        {
            await KilledCheckTests.HangAsync(Enum.Parse<DatabaseProvider>(arguments[1]), arguments[2]);
        }

        if (arguments[0] == "TELL")
        {
            await KilledCheckTests.HangTellingAsync(Enum.Parse<DatabaseProvider>(arguments[1]), arguments[2]);
        }

        var handler = Scripts.Handler(Kind, async (item, progress, ct) =>
        {
            progress.Report(new WorkProgress(40, "第一遍"));
            await Task.Delay(Timeout.Infinite, ct);
            return WorkOutcome.Succeeded();
        });
        using var host = RunningJobs.Build(arguments[1], Enum.Parse<DatabaseProvider>(arguments[0]), arguments[2], services =>
        {
            handler(services);
            services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        });
        await host.RunAsync();
        return 0;
    }
}
