using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Agenda;
using Training.Domain.Identity;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

[Collection(nameof(SeededCity))]
public class AgendaOfRolesTests(SeededCity city)
{
    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2026-12-04")]
    // The demonstration's calendar ends with 2026: days are counted without it.
    [InlineData("2027-02-18")]
    public async Task Front_pages_count_what_the_list_lists_for_every_account_of_the_demonstration(string day)
    {
        var clock = new FakeClock(DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(1));
        var late = new Dictionary<string, int>();
        foreach (var (name, user) in await UsersAsync())
        {
            await using var db = city.Database.Open(AccountClaims.ScopeOf(user));
            var agenda = new ReadAgenda(db, new StandardInForce(db), clock);
            var reader = new AgendaReader
            {
                May = verb => Permissions.Has(user, verb), Member = user.IsInRole(Roles.Trainer) || user.IsInRole(Roles.SocialWorker) ? AccountClaims.TrainerOf(user) ?? 0 : null,
            };
            var listed = await agenda.RunAsync(new(), reader);
            late[name] = listed.Overdue;
            Assert.Equal((name, listed.Overdue), (name, await agenda.OverdueAsync(reader)));
            Assert.All(listed.Lines, l => Assert.True(Permissions.Has(user, l.Duty.Verb)));
        }

        Assert.Contains(late, l => l.Value > 0);
    }

    private async Task<IReadOnlyList<(string Name, ClaimsPrincipal User)>> UsersAsync()
    {
        await using var db = city.Database.Open();
        var users = new List<(string, ClaimsPrincipal)>();
        foreach (var shown in await DemonstrationAccounts.ReadAsync(city.Folder))
        {
            var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.UserName == shown.UserName);
            List<Claim> claims = [new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Role, shown.Role)];
            claims.AddRange((await db.AccountRegions().Where(r => r.AccountId == account.Id).ToListAsync()).Select(r => new Claim(AccountClaims.Region, r.RegionCode.ToString(CultureInfo.InvariantCulture))));
            if (shown.Role is Roles.Organization or Roles.Coordinator or Roles.SocialWorker)
            {
                claims.Add(new(AccountClaims.StationBound, "yes"));
                claims.AddRange((await db.AccountStations().Where(s => s.AccountId == account.Id).ToListAsync()).Select(s => new Claim(AccountClaims.Station, s.StationId.ToString(CultureInfo.InvariantCulture))));
            }

            if (account.OrganizationId is { } body)
            {
                claims.Add(new(AccountClaims.OrganizationId, body.ToString(CultureInfo.InvariantCulture)));
            }

            if (account.TrainerId is { } trainer)
            {
                claims.Add(new(AccountClaims.TrainerId, trainer.ToString(CultureInfo.InvariantCulture)));
            }

            users.Add((shown.UserName, new ClaimsPrincipal(new ClaimsIdentity(claims, "demonstration"))));
        }

        Assert.True(users.Count >= 11);
        return users;
    }
}
