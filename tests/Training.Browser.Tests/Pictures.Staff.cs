using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Jobs.Demonstration;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

public sealed partial class Pictures
{
    /// <summary>On the demonstration city, as whoever tries the product sees it first.</summary>
    [Fact]
    public async Task Staff_pages_of_the_demonstration()
    {
        await using var site = await TestSite.ListenAsync(clock: FakeClock.Shanghai(2026, 11, 22, 15, 0));
        await using (var db = site.Open())
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
            var seeded = await new SeedDemonstration(db, new Vault(site.Folder), hasher, site.Folder).RunAsync(1, new Progress<(double, string?)>());
            Assert.True(seeded.Ok);
        }

        await using var county = await browser.VisitorAsync(site.Address, 1280, 640);
        await SignInAsync(county, "qingfeng", SeedDemonstration.Password);
        await TakeAsync(county, "/sheets/410922/2026-10?item=J4", "sheet", whole: false);
        await TakeAsync(county, "/quota", "quota", whole: false);
        await using var city = await browser.VisitorAsync(site.Address, 1280, 640);
        await SignInAsync(city, "city", SeedDemonstration.Password);
        await TakeAsync(city, "/overview", "city", whole: false);
        await city.AddCookiesAsync([Cookie(site, "theme", "dark")]);
        await TakeAsync(city, "/overview", "city-dark", whole: false);
    }
}
