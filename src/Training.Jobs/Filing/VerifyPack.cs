using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Filing.Packs;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Filing;

/// <summary><c>verify --pack</c>: says of a ZIP that came back which file is changed, missing or put in (exit 1).</summary>
internal static class VerifyPack
{
    public static async Task<int> RunAsync(string? data, string file, bool verbose, VerbConsole console, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            console.Trouble($"没有找到 {file}。");
            return ExitCode.Usage;
        }

        await using var zip = File.OpenRead(file);
        var check = VerbHost.WhyNoDatabase(data) is null ? await WithDataAsync(data, zip, verbose, ct) : await CheckPack.AloneAsync(zip, ct);
        var said = new { ok = check.Faults.Count == 0, check.Title, check.Code, check.Files, check.Known, faults = check.Faults };
        if (check.Faults.Count > 0)
        {
            console.Trouble($"{check.Faults.Count} 处对不上：\n{string.Join("\n", check.Faults.Select(f => f.Words))}", said);
            return ExitCode.NotDone;
        }

        console.Say($"{check.Title}，纸上的码 {check.Code}，{check.Files} 个文件都对得上。{(check.Known ? "和平台做的那一份一样。" : "平台不认识这张表，只和包里自己的清单对过。")}", said);
        return ExitCode.Done;
    }

    private static async Task<PackCheck> WithDataAsync(string? data, FileStream zip, bool verbose, CancellationToken ct)
    {
        await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
        await using var scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CheckPack>().RunAsync(zip, ct);
    }
}
