using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Features.Door;

namespace Training.Browser.Tests;

public sealed partial class Pictures
{
    [Fact]
    public async Task Door_pages()
    {
        var clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
        await using var site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        var stage = await RollStage.SetAsync(db, clock.Today());
        await Some.OpenRollAsync(db, stage.Session);
        var households = new List<Guid>();
        for (var n = 0; n < 18; n += 2)
        {
            households.Add((await Some.HouseholdAsync(db, stage.Members[n], stage.Members[n + 1])).Key);
        }

        var account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id], with: a => a.DisplayName = "周站长");
        var resident = await site.AccountAsync(Roles.Family, with: a => a.PersonId = stage.Members[0].Id);
        var issued = await new IssueCards(db, site.Services.GetRequiredService<Vault>(), clock).RunAsync(
            new() { StationKey = stage.Station.Key, HouseholdKeys = households, Contact = "0393-6661234", Actor = new(account.Id) });
        string Code() => $"/in/{stage.Session.Key}/{site.Services.GetRequiredService<DoorCode>().At(stage.Session.Key, clock.UtcNow())}";

        await using var stranger = await browser.VisitorAsync(site.Address, 390, 844);
        await TakeAsync(stranger, $"/k/{issued.Value![0].Code.Text}", "door-card-found");
        await TakeAsync(stranger, Code(), "door-check-in");
        await TakeAsync(stranger, $"/in/{stage.Session.Key}/{issued.Value![0].Code.Text}", "door-too-old");

        await using var phone = await browser.VisitorAsync(site.Address, 390, 844);
        await SignInAsync(phone, resident.UserName!);
        await TakeAsync(phone, Code(), "door-resident");
        await phone.AddCookiesAsync([Cookie(site, "elder", "1")]);
        await TakeAsync(phone, Code(), "door-resident-elder");

        await using var desk = await browser.VisitorAsync(site.Address, 1280, 900);
        await SignInAsync(desk, account.UserName!);
        await TakeAsync(desk, $"/cards/sheet/{site.Services.GetRequiredService<CardSheetTicket>().Of(issued.Value!)}", "door-card-sheet");
        await TakeAsync(desk, "/cards", "door-cards");
        await using var tablet = await browser.VisitorAsync(site.Address, 820, 1180);
        await SignInAsync(tablet, account.UserName!);
        await TakeAsync(tablet, $"/rolls/{stage.Session.Key}/door", "door-tablet");
    }
}
