using System.Globalization;
using Training.Faults.Tests;

// ./test faults --schedules 1000 --seed 7 [--broken forgetsBeforeReceipt]
// Schedule n has the seed of the first plus n, so a seed that failed is run again by --seed SEED --schedules 1.
var (seed, schedules, broken) = (1L, 1000, (string?)null);
for (var n = 0; n + 1 < args.Length; n += 2)
{
    switch (args[n])
    {
        case "--seed": seed = long.Parse(args[n + 1], CultureInfo.InvariantCulture); break;
        case "--schedules": schedules = int.Parse(args[n + 1], CultureInfo.InvariantCulture); break;
        case "--broken": broken = args[n + 1]; break;
        default: Console.Error.WriteLine($"Unknown: {args[n]}"); return 2;
    }
}

var report = await FaultRun.RunAsync(seed, schedules, broken, Console.WriteLine);
Console.WriteLine(report.Words);
foreach (var again in report.Findings.Select(f => f.Seed).Distinct())
{
    Console.WriteLine($"again: ./test faults --seed {again} --schedules 1");
}

return report.Findings.Count == 0 && report.Schedules == schedules ? 0 : 1;
