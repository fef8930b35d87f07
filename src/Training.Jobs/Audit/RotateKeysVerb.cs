using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.People.Privacy;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Audit;

/// <summary><c>rotate-keys</c>: a new sealing key for the installation; what older keys sealed is sealed anew.</summary>
public static class RotateKeysVerb
{
    public static Command Build(VerbOptions options)
    {
        var command = new Command("rotate-keys", "换一把新的封存密钥，把每个人的密钥用新的重新封好；中断了再运行一次就行");
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, bool verbose, VerbConsole console, CancellationToken ct)
    {
        await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
        await using var scope = provider.CreateAsyncScope();
        var (key, values) = await scope.ServiceProvider.GetRequiredService<RotateKeys>().RunAsync(Actor.Job, ct: ct);
        console.Say(
            string.Create(CultureInfo.InvariantCulture, $"换好了：现在用第 {key} 把密钥，重新封了 {values} 处。旧密钥文件留到所有旧备份过期以后再删。"),
            new { ok = true, key, values });
        return ExitCode.Done;
    }
}
