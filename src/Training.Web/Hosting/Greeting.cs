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
    /// <summary>Days. Certificates that are renewed by themselves have this much left when it is due.</summary>
    private const int RenewBefore = 21;

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
        var today = app.Services.GetRequiredService<TimeProvider>().Today();
        await Console.Out.WriteAsync(Text(addresses, accounts, app.Services.GetService<ServerCertificate>()?.EndsUtc, today));
    }

    public static string Text(
        IEnumerable<string> addresses, IReadOnlyList<DemonstrationAccount> accounts, DateTime? certificateEndsUtc = null, DateOnly today = default)
    {
        var lines = new List<string> { "" };
        lines.AddRange(addresses.Select(address => $"网站开好了：{address.Replace("[::]", "localhost", StringComparison.Ordinal)}    按 Ctrl+C 停下"));
        if (certificateEndsUtc is { } ends && ShanghaiTime.DateOf(ends) is var last && last < today.AddDays(RenewBefore))
        {
            lines.Add($"证书到 {last:yyyy-MM-dd} 为止，过期后浏览器打不开网站：请及时换上新证书，换好文件即可，不用重启。");
        }

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
