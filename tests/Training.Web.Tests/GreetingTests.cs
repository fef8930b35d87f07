using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Tests;

public class GreetingTests
{
    [Fact]
    public void The_terminal_says_where_the_site_is_and_how_to_enter_the_demonstration()
    {
        var text = Greeting.Text(
            ["http://[::]:5080"],
            [new() { UserName = "gucheng", Password = "demo-2026-roll", Role = Roles.Coordinator, RoleName = "站点负责人", DisplayName = "王秀英", Note = "今天有课，去点名" }]);

        Assert.Contains("http://localhost:5080", text, StringComparison.Ordinal);
        Assert.Contains("站点负责人    账号 gucheng         密码 demo-2026-roll  今天有课，去点名", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_installation_of_its_own_shows_no_account() =>
        Assert.DoesNotContain("账号", Greeting.Text(["http://localhost:5080"], []), StringComparison.Ordinal);
}
