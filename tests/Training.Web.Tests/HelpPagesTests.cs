using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>A social worker's own pages: own stations alone, what was served against what is asked, and nobody's number whole.</summary>
public sealed class HelpPagesTests
{
    [Fact]
    public async Task A_social_worker_lands_on_the_own_stations_with_the_months_services_and_masked_households()
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var (own, other) = (await Some.StationAsync(db, with: s => s.Name = "韩村幸福院"), await Some.StationAsync(db, with: s => s.Name = "别村幸福院"));
        var worker = await Some.TrainerAsync(db, TalentKind.SocialWorker, name: "韩社工");
        await Some.SocialWorkerPostAsync(db, own, worker);
        var people = await Some.PeopleAsync(db, 3);
        var household = await Some.HouseholdAsync(db, people[0], people[1]);
        var again = await Some.HouseholdAsync(db, people[2]);
        again.CanonicalId = household.Id;
        await Some.HelpServiceAsync(db, own, worker, clock.Today().AddDays(-3), [household, again]);
        await Some.HelpServiceAsync(db, own, worker, clock.Today().AddMonths(-1), [household]);
        await Some.HelpServiceAsync(db, other, worker, clock.Today(), [household]);
        await Some.HouseholdFileAsync(db, own, people[0]);
        await site.AccountAsync(Roles.Coordinator, stations: [own.Id], with: a => a.DisplayName = "张负责");
        var account = await site.AccountAsync(Roles.SocialWorker, stations: [own.Id], with: a => a.TrainerId = worker.Id);

        using var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        using var desk = await client.GetAsync("/desk");
        Assert.Equal("/help", desk.Headers.Location!.ToString());
        var text = (await client.PageAsync("/help")).QuerySelector("main")!.TextContent;
        Assert.Contains("1 / 2 次", text, StringComparison.Ordinal);
        Assert.Contains("1 / 10 户", text, StringComparison.Ordinal);
        Assert.Contains("张负责", text, StringComparison.Ordinal);
        Assert.DoesNotContain("别村", text, StringComparison.Ordinal);

        var page = await client.PageAsync($"/help/{own.Key}?month={Month.Of(clock.Today()).Previous}");
        Assert.Contains("差 9 户", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/privacy/people/{people[0].Key}']"));
        using var elsewhere = await client.GetAsync($"/help/{other.Key}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, elsewhere.StatusCode);
        using var ahead = await client.GetAsync("/help?month=2099-01");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, ahead.StatusCode);
    }
}
