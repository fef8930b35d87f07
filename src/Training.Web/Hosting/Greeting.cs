using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Training.Domain.Identity;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>
/// Says on the terminal, once the site answers, where it is and with which accounts the demonstration is entered. Asked for by
/// <c>Greeting=true</c>, as ./run does; a service under a supervisor stays silent.
/// </summary>
public static class Greeting
{
    public static void GreetWhenReady(this WebApplication app)
    {
        if (app.Configuration.GetValue<bool>("Greeting"))
        {
            app.Lifetime.ApplicationStarted.Register(() => _ = SayAsync(app));
        }
    }

    private static async Task SayAsync(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var accounts = app.Configuration.GetValue("Demonstration", defaultValue: true)
            ? await DemonstrationAccounts.ReadAsync(app.Services.GetRequiredService<DataFolder>())
            : [];
        await Console.Out.WriteAsync(Text(addresses, accounts));
    }

    public static string Text(IEnumerable<string> addresses, IReadOnlyList<DemonstrationAccount> accounts)
    {
        var lines = new List<string> { "" };
        lines.AddRange(addresses.Select(address => $"网站开好了：{address.Replace("[::]", "localhost", StringComparison.Ordinal)}    按 Ctrl+C 停下"));
        if (accounts.Count > 0)
        {
            lines.Add("演示账号（人名和记录都是编的）：");
            lines.AddRange(accounts.Select(a => $"  {Padded(a.RoleName, 14)}账号 {Padded(a.UserName, 16)}密码 {Padded(a.Password, 16)}{a.Note}"));
        }

        lines.Add("");
        return string.Join(Environment.NewLine, lines);
    }

    // A Chinese character takes two columns of a terminal.
    private static string Padded(string text, int columns) => text + new string(' ', Math.Max(1, columns - text.Sum(c => c < 0x1100 ? 1 : 2)));
}
