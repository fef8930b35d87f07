using Microsoft.AspNetCore.Identity;
using Training.Domain.Identity;
using Training.Domain.Regions;

namespace Training.Jobs.Demonstration;

/// <summary>Accounts: who signs the city's records. Those on the printed list can sign in; the others only stand behind what they did.</summary>
internal sealed class AccountMaker(CityRows rows, IReadOnlyDictionary<string, long> roleIds, string passwordHash)
{
    public List<DemonstrationAccount> Printed { get; } = [];

    public Account Add(Dice dice, string role, string userName, string displayName, IEnumerable<long> regions, IEnumerable<long>? stations = null)
    {
        var account = new Account
        {
            Id = rows.Id<Account>(),
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            DisplayName = displayName,
            SecurityStamp = dice.Hex(16),
            ConcurrencyStamp = dice.Hex(16),
            LockoutEnabled = true,
        };
        rows.Accounts.Add(account);
        rows.RoleLinks.Add(new IdentityUserRole<long> { UserId = account.Id, RoleId = roleIds[role] });
        rows.AccountRegions.AddRange(regions.Select(r => new AccountRegion { Id = rows.Id<AccountRegion>(), AccountId = account.Id, RegionCode = r }));
        rows.AccountStations.AddRange((stations ?? []).Select(s => new AccountStation { Id = rows.Id<AccountStation>(), AccountId = account.Id, StationId = s }));
        return account;
    }

    public void Print(Account account, string role, string note)
    {
        account.PasswordHash = passwordHash;
        Printed.Add(new DemonstrationAccount
        {
            UserName = account.UserName!,
            Password = SeedDemonstration.Password,
            Role = role,
            RoleName = Roles.ChineseName(role),
            DisplayName = account.DisplayName,
            Note = note,
        });
    }
}

/// <summary>City and county officers, the auditor, and the counties themselves.</summary>
internal static class OfficersPart
{
    public static void Make(City city, AccountMaker accounts, IReadOnlyList<Region> regions)
    {
        var dice = city.Dice.For("officers");
        var names = new NameMaker(city.Definitions.Names);
        var cityCode = regions.Single(r => r.Level == RegionLevel.City).Code;
        accounts.Print(
            accounts.Add(dice, Roles.CityOfficer, "city", names.Younger(dice), [cityCode]), Roles.CityOfficer, "看全市 8 个县区的进度和标准表");
        foreach (var definition in city.Definitions.Counties)
        {
            var within = RegionCodes.RangeOf(definition.Code);
            var own = regions.Where(r => r.Code >= within.From && r.Code < within.Until).OrderBy(r => r.Code).ToList();
            var userName = definition.Code switch
            {
                410922_000000 => "qingfeng",
                410902_000000 => "hualong",
                _ => $"county-{RegionCodes.Short(definition.Code)}",
            };
            var officer = accounts.Add(dice, Roles.CountyOfficer, userName, names.Younger(dice), [definition.Code]);
            if (!userName.StartsWith("county", StringComparison.Ordinal))
            {
                accounts.Print(officer, Roles.CountyOfficer, $"看{definition.Name}的站点、考核和标准表");
            }

            city.Counties.Add(new CityCounty(definition)
            {
                Officer = officer,
                Towns = [.. own.Where(r => r.Level == RegionLevel.Township)],
                Villages = [.. own.Where(r => r.Level == RegionLevel.Village)],
            });
        }

        var finance = accounts.Add(dice, Roles.Bureau, "finance", names.Younger(dice), [cityCode]);
        finance.Bureau = BureauKind.Finance;
        accounts.Print(finance, Roles.Bureau, "市财政局：只看进度和标准表");
        var health = accounts.Add(dice, Roles.BureauContributor, "health", names.Younger(dice), [cityCode]);
        health.Bureau = BureauKind.Health;
        accounts.Print(health, Roles.BureauContributor, "市卫健委：看进度，参与推荐人才");
        accounts.Print(accounts.Add(dice, Roles.Auditor, "auditor", names.Younger(dice), [cityCode]), Roles.Auditor, "只看不改，从每个数字查到原始记录");
    }
}
