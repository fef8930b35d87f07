using System.Globalization;
using Training.Faults.Tests;
using Training.Faults.Tests.Uploads;

// ./test faults --schedules 1000 --seed 7 [--broken forgetsBeforeReceipt]
// ./test uploads --schedules 20 --seed 7
// Schedule n has the seed of the first plus n, so a seed that failed is run again by --seed SEED --schedules 1.
var uploads = args.FirstOrDefault() == "uploads";
var (seed, schedules, broken) = (1L, uploads ? 20 : 1000, (string?)null);
for (var n = uploads ? 1 : 0; n + 1 < args.Length; n += 2)
{
    switch (args[n])
    {
        case "--seed": seed = long.Parse(args[n + 1], CultureInfo.InvariantCulture); break;
        case "--schedules": schedules = int.Parse(args[n + 1], CultureInfo.InvariantCulture); break;
        case "--broken": broken = args[n + 1]; break;
        default: Console.Error.WriteLine($"Unknown: {args[n]}"); return 2;
    }
}

if (uploads)
{
    var drill = await UploadDrill.RunAsync(seed, schedules, await SampleClip.ReadAsync(), Console.WriteLine);
    foreach (var again in drill.Findings.Select(f => f.Seed).Distinct())
    {
        Console.WriteLine($"again: ./test uploads --seed {again} --schedules 1");
    }

    return drill.Findings.Count == 0 && drill.Schedules == schedules ? 0 : 1;
}

var report = await FaultRun.RunAsync(seed, schedules, broken, Console.WriteLine);
Console.WriteLine(report.Words);
foreach (var again in report.Findings.Select(f => f.Seed).Distinct())
{
    Console.WriteLine($"again: ./test faults --seed {again} --schedules 1");
}

return report.Findings.Count == 0 && report.Schedules == schedules ? 0 : 1;
