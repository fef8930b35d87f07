using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Identity;

/// <summary><c>account</c>: opens an account from the machine itself, so that somebody can enter an empty installation.</summary>
public static class AccountVerb
{
    public static Command Build(VerbOptions options)
    {
        var user = new Argument<string>("账号") { Description = "登录时写的名字" };
        var name = new Option<string>("--name") { Description = "姓名，记在每一步操作旁边", HelpName = "姓名", Required = true };
        var role = new Option<string>("--role") { Description = "身份：CityOfficer 市民政局，CountyOfficer 县区民政局，Auditor 审计", HelpName = "身份", DefaultValueFactory = _ => Roles.CityOfficer };
        var region = new Option<string>("--region") { Description = "管哪里：市写 4 位行政区划代码，县区写 6 位", HelpName = "代码", DefaultValueFactory = _ => "4109" };
        var password = new Option<string?>("--password") { Description = "密码，不写就编一个打印出来", HelpName = "密码" };
        var command = new Command("account", "开一个工作人员账号：空的数据文件夹第一次进去用") { user, name, role, region, password };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed),
            new OpenAccount.Input
            {
                UserName = parsed.GetValue(user)!,
                DisplayName = parsed.GetValue(name)!,
                Role = parsed.GetValue(role)!,
                Region = parsed.GetValue(region)!,
                Password = parsed.GetValue(password),
            },
            parsed.GetValue(options.Verbose),
            options.ConsoleOf(parsed),
            ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, OpenAccount.Input input, bool verbose, VerbConsole console, CancellationToken ct)
    {
        await using var provider = VerbHost.Build(data, verbose);
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync(ct);
        var opened = await scope.ServiceProvider.GetRequiredService<OpenAccount>().RunAsync(input, Actor.Job, ct);
        if (!opened.Ok)
        {
            console.Trouble(opened.Refusal.Message);
            return ExitCode.Usage;
        }

        console.Say(
            $"账号开好了：{opened.Value.UserName}    密码 {opened.Value.Password}    记好密码，只显示这一次。",
            new { ok = true, userName = opened.Value.UserName, password = opened.Value.Password });
        return ExitCode.Done;
    }
}
