using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>Stations beside the 120: on their way, sent back, suspended since this month, taken back. None of them changes a figure of a closed month.</summary>
internal static class ProposalsPart
{
    private const long Qingfeng = 410922_000000;
    private const long Hualong = 410902_000000;

    private static readonly (long County, StationKind Kind, int DaysAgo, (StationAction Action, string? Reason)[] Steps)[] Plans =
    [
        (Qingfeng, StationKind.CommunityRoom, 12, []),
        (Qingfeng, StationKind.CommunityDayCare, 3, []),
        (Qingfeng, StationKind.VillageHappinessHome, 26, [(StationAction.Reject, "教室只有 18 平方米，坐不下 30 人。换到村委会东屋，量好尺寸再报。")]),
        (Qingfeng, StationKind.CommunityRoom, 40, [(StationAction.Approve, "教室、消防现场看过，符合要求"), (StationAction.Record, null)]),
        (Hualong, StationKind.CommunityDayCare, 5, []),
        (Hualong, StationKind.CommunityRoom, 33, [(StationAction.Approve, "条件具备"), (StationAction.Return, "场地证明过期了，补一份新的使用协议再报。")]),
        (410923_000000, StationKind.VillageHappinessHome, 21, [(StationAction.Approve, "现场看过，条件具备")]),
        (410926_000000, StationKind.CommunityRoom, 30, [(StationAction.Reject, "消防通道堆了杂物，清开再报。"), (StationAction.Mend, "通道清开了，灭火器换了新的"), (StationAction.Approve, "复查合格")]),
        (410926_000000, StationKind.TownSocialWork, 60, [(StationAction.Approve, "条件具备"), (StationAction.Record, null), (StationAction.Open, null), (StationAction.Suspend, "屋顶漏水，修好再开")]),
        (410927_000000, StationKind.VillageHappinessHome, 47, [(StationAction.Reject, "没有教室。"), (StationAction.Withdraw, "村里没有合适的房子，先不报了")]),
        (410928_000000, StationKind.CommunityDayCare, 15, [(StationAction.Approve, "符合要求")]),
        (410928_000000, StationKind.VillageHappinessHome, 9, []),
        (410928_000000, StationKind.CommunityRoom, 50, [(StationAction.Approve, "符合要求"), (StationAction.Record, null)]),
        (410972_000000, StationKind.CommunityRoom, 18, []),
    ];

    public static void Make(City city)
    {
        foreach (var (code, kind, daysAgo, steps) in Plans)
        {
            var county = city.Counties.Single(c => c.Definition.Code == code);
            var dice = city.Dice.For($"proposals/{code}/{kind}/{daysAgo}");
            var region = RegionFor(city, county, kind, dice);
            var body = dice.Between(0, county.Organizations.Count - 1);
            var day = city.RecordedUntil.AddDays(-daysAgo);
            var station = new Station
            {
                Id = city.Rows.Id<Station>(),
                Key = dice.Key(City.At(day, 10)),
                Name = kind switch
                {
                    StationKind.CommunityDayCare => $"{PlacesPart.ShortName(region)}社区日间照料中心",
                    StationKind.VillageHappinessHome => $"{PlacesPart.VillageName(region)}幸福院",
                    StationKind.TownSocialWork => $"{region.Name}社工站",
                    _ => $"{PlacesPart.ShortName(region)}活动室",
                },
                Kind = kind,
                RegionCode = region.Code,
                OrganizationId = county.Organizations[body].Id,
                Address = kind == StationKind.TownSocialWork ? $"{region.Name}便民服务中心二楼" : $"{county.Towns.Single(t => t.Code == RegionCodes.At(region.Code, RegionLevel.Township)).Name}{PlacesPart.ShortName(region)}",
                Capacity = dice.Between(7, 11) * 5,
                ModelYear = kind is StationKind.CommunityDayCare or StationKind.VillageHappinessHome && dice.Chance(0.6) ? 2026 : null,
                Status = StationStatus.Proposed,
            };
            city.Rows.Stations.Add(station);
            city.Rows.AccountStations.Add(new AccountStation
            {
                Id = city.Rows.Id<AccountStation>(), AccountId = county.OrganizationAccounts[body].Id, StationId = station.Id,
            });
            Live(city, county, station, county.OrganizationAccounts[body].Id, day, [(StationAction.Propose, null), .. steps], dice);
        }
    }

    private static Region RegionFor(City city, CityCounty county, StationKind kind, Dice dice)
    {
        var taken = city.Rows.Stations.Select(s => s.RegionCode).ToHashSet();
        var free = (kind == StationKind.TownSocialWork ? county.Towns : county.Villages).Where(r => !taken.Contains(r.Code) && !r.Name.Contains("濮阳", StringComparison.Ordinal)).ToList();
        // A happiness home stands in a village, a day-care centre in a community where the county has one.
        var fitting = free.Where(r => kind switch
        {
            StationKind.VillageHappinessHome => r.Name.Contains('村', StringComparison.Ordinal),
            StationKind.CommunityDayCare => !r.Name.Contains('村', StringComparison.Ordinal),
            _ => true,
        }).ToList();
        return dice.One(fitting.Count > 0 ? fitting : free);
    }

    private static void Live(City city, CityCounty county, Station station, long proposer, DateOnly day, IReadOnlyList<(StationAction Action, string? Reason)> steps, Dice dice)
    {
        var span = city.RecordedUntil.DayNumber - day.DayNumber;
        for (var i = 0; i < steps.Count; i++)
        {
            var (action, reason) = steps[i];
            var on = action switch
            {
                // In use since this month and still again: no closed month knows it.
                StationAction.Open => new DateOnly(2026, 11, 2),
                StationAction.Suspend => new DateOnly(2026, 11, 12),
                _ => day.AddDays(span * i / (steps.Count + 1)),
            };
            station.Status = i == 0 ? StationStatus.Proposed : StationRules.Next(station.Status, action).Value;
            PlacesPart.Sign(
                city, station,
                new StationStep
                {
                    StationId = station.Id, RegionCode = station.RegionCode, Action = action, Status = station.Status, EffectiveOn = on, Reason = reason,
                    AtUtc = City.At(on, 10, dice.Between(0, 59)),
                    ActorId = action switch
                    {
                        StationAction.Propose or StationAction.Mend or StationAction.Withdraw => proposer,
                        StationAction.Record or StationAction.Return => city.Rows.Accounts[0].Id,
                        _ => county.Officer.Id,
                    },
                    Found = action is StationAction.Approve or StationAction.Reject ? Found(action) : null,
                },
                action switch
                {
                    StationAction.Propose => nameof(ProposeStation),
                    StationAction.Mend => nameof(MendProposal),
                    StationAction.Withdraw => nameof(WithdrawProposal),
                    StationAction.Approve or StationAction.Reject => nameof(ReviewStation),
                    StationAction.Record or StationAction.Return => nameof(RecordStation),
                    StationAction.Open => nameof(OpenStation),
                    _ => nameof(SuspendStation),
                });
            if (action == StationAction.Open)
            {
                station.InUseFrom = on;
            }
            else if (action == StationAction.Suspend)
            {
                city.Rows.StationSuspensions.Add(new StationSuspension
                {
                    Id = city.Rows.Id<StationSuspension>(), StationId = station.Id, RegionCode = station.RegionCode, FromDate = on, Reason = reason!,
                });
            }
        }
    }

    private static PremisesFindings Found(StationAction action)
    {
        List<PremisesItem> confirmed = [.. ChecklistLine.All.Where(line => line.Must && (action == StationAction.Approve || line.Item != PremisesItem.Seats)).Select(line => line.Item), PremisesItem.Toilet, PremisesItem.Network];
        return new PremisesFindings { Confirmed = confirmed, Missing = [.. ChecklistLine.All.Select(line => line.Item).Except(confirmed)] };
    }
}
