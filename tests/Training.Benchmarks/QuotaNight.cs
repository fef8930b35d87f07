using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Standards;
using Training.Jobs;
using Training.Jobs.Standards;
using Training.Jobs.Work;

namespace Training.Benchmarks;

/// <summary>
/// The whole nightly job as the clock starts it, in the product's own container: which older months changed, the check of the running month and the two before it,
/// and telling every station and county once what it lacks.
/// </summary>
internal static class QuotaNight
{
    public static async Task RunAsync(DatabaseProvider on, string connection, int stations, string name)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = Directory.CreateTempSubdirectory("quota-night-").FullName, ["Database:Provider"] = on.ToString(), ["Database:Connection"] = connection, ["Jobs:Enabled"] = "false",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(AccessScope.Nothing).AddTrainingDomain(configuration);
        services.AddTrainingJobs(configuration).AddSingleton<TimeProvider>(QuotaScale.Clock);
        await using var provider = services.BuildServiceProvider();
        var scopes = provider.GetRequiredService<UnattendedScopes>();
        var lines = (IReadOnlyList<string>)[];
        var cost = await Measure.OnceAsync(async () => lines = await new MonthlyCheckJob(scopes, QuotaScale.Clock).RunAsync());
        await using var scope = scopes.Open();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        Measure.Print(new
        {
            suite = "quota", name, provider = on.ToString(), stations, months = lines, findings = await db.CheckRuns().SumAsync(r => (long)r.Findings), told = await db.InboxMessages().CountAsync(),
            cpu_ms = Measure.Rounded(cost.CpuMs), wall_ms = Measure.Rounded(cost.WallMs), memory_peak_mb = MemoryPeak.Megabytes(),
        });
    }
}
