using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>Organizations and the 120 stations with their lives.</summary>
internal static class PlacesPart
{
    private static readonly string[] Committees = ["社区居民委员会", "社区村民委员会", "社区居委会", "社区村委会", "村民委员会", "村委会", "居民委员会", "居委会"];

    /// <summary>滨河 of 滨河社区居民委员会.</summary>
    public static string ShortName(Region village)
    {
        var ending = Committees.FirstOrDefault(c => village.Name.EndsWith(c, StringComparison.Ordinal) && village.Name.Length > c.Length);
        return ending is null ? village.Name : village.Name[..^ending.Length];
    }

    public static string VillageName(Region village) => ShortName(village) is var name && name.EndsWith('村') ? name : name + "村";

    public static void Make(City city, AccountMaker accounts)
    {
        var names = new NameMaker(city.Definitions.Names);
        foreach (var county in city.Counties)
        {
            var dice = city.Dice.For($"places/{county.Definition.Code}");
            MakeOrganizations(city, county, accounts, names, dice);
            foreach (var (kind, region, homes) in Sites(county, dice))
            {
                MakeStation(city, county, kind, region, homes, accounts, names, dice);
            }
        }

        foreach (var county in city.Counties)
        {
            for (var i = 0; i < county.Organizations.Count; i++)
            {
                var organization = county.Organizations[i];
                city.Rows.AccountStations.AddRange(county.Stations.Where(s => s.Station.OrganizationId == organization.Id).Select(s => new AccountStation
                {
                    Id = city.Rows.Id<AccountStation>(), AccountId = county.OrganizationAccounts[i].Id, StationId = s.Station.Id,
                }));
            }
        }
    }

    private static void MakeOrganizations(City city, CityCounty county, AccountMaker accounts, NameMaker names, Dice dice)
    {
        foreach (var name in county.Definition.Organizations)
        {
            var organization = new Organization
            {
                Id = city.Rows.Id<Organization>(),
                Key = city.Dice.For($"organization/{name}").Key(City.At(city.FirstDay.AddDays(-60), 9)),
                Name = name,
                RegionCode = county.Definition.Code,
                ContactName = names.Younger(dice),
                Kind = name.Contains("医养", StringComparison.Ordinal) ? OrganizationKind.MedicalCare
                    : name.Contains("医院", StringComparison.Ordinal) || name.Contains("护理院", StringComparison.Ordinal) ? OrganizationKind.Medical
                    : name.Contains("社会工作", StringComparison.Ordinal) ? OrganizationKind.SocialWork
                    : name.Contains("基地", StringComparison.Ordinal) || name.Contains("学校", StringComparison.Ordinal) ? OrganizationKind.TrainingBase
                    : OrganizationKind.CareHome,
            };
            city.Rows.Organizations.Add(organization);
            county.Organizations.Add(organization);
            var isPrinted = county.Definition.Code == 410922_000000 && county.Organizations.Count == 1;
            var account = accounts.Add(dice, Roles.Organization, isPrinted ? "organization" : $"organization-{organization.Id}", organization.ContactName, [county.Definition.Code]);
            account.OrganizationId = organization.Id;
            county.OrganizationAccounts.Add(account);
            if (isPrinted)
            {
                accounts.Print(account, Roles.Organization, $"{name}：排课、看本单位站点的考核");
            }
        }
    }

    /// <summary>Where stations stand: all street offices, then towns, communities and villages spread over the county.</summary>
    private static IEnumerable<(StationKind Kind, Region Region, IReadOnlyList<Region> Homes)> Sites(CityCounty county, Dice dice)
    {
        var plan = county.Definition;
        var streets = county.Towns.Where(t => t.Name.EndsWith("街道", StringComparison.Ordinal)).Take(plan.Street).ToList();
        foreach (var street in streets)
        {
            yield return (StationKind.StreetElderCare, street, dice.Some(Under(street), 4));
        }

        foreach (var town in county.Towns.Where(t => t.Name.EndsWith('镇')).Take(plan.Town))
        {
            yield return (StationKind.TownSocialWork, town, dice.Some(Under(town), 4));
        }

        var communities = county.Villages.Where(v => !v.Name.Contains("村", StringComparison.Ordinal)).ToList();
        var villages = county.Villages.Except(communities).ToList();
        if (communities.Count < plan.DayCare)
        {
            // Counties without enough communities have their day-care centres in the villages of the county seat.
            var seat = villages.Where(v => v.ParentCode == county.Towns[0].Code).Take((plan.DayCare * 2) - communities.Count).ToList();
            communities = [.. communities, .. seat];
            villages = [.. villages.Except(seat)];
        }

        if (villages.Count < plan.HappinessHome)
        {
            villages = communities;
        }

        var chosen = Spread(communities, plan.DayCare, dice);
        foreach (var region in chosen)
        {
            yield return (StationKind.CommunityDayCare, region, WithNeighbours(region));
        }

        foreach (var region in Spread([.. villages.Except(chosen)], plan.HappinessHome, dice))
        {
            yield return (StationKind.VillageHappinessHome, region, WithNeighbours(region));
        }

        List<Region> Under(Region town) => [.. county.Villages.Where(v => v.ParentCode == town.Code)];

        IReadOnlyList<Region> WithNeighbours(Region region) =>
            [region, .. county.Villages.Where(v => v.ParentCode == region.ParentCode && v != region).Take(2)];
    }

    /// <summary>One a town before a town gets a second.</summary>
    private static List<Region> Spread(List<Region> of, int count, Dice dice) =>
        [.. dice.Some(of, of.Count).GroupBy(v => v.ParentCode).SelectMany(g => g.Select((v, i) => (v, i))).OrderBy(p => p.i).Take(count).Select(p => p.v).OrderBy(v => v.Code)];

    private static void MakeStation(
        City city, CityCounty county, StationKind kind, Region region, IReadOnlyList<Region> homes, AccountMaker accounts, NameMaker names, Dice dice)
    {
        var ordinal = county.Stations.Count;
        var place = region.Name.StartsWith("濮阳县", StringComparison.Ordinal) ? region.Name["濮阳县".Length..]
            : region.Name.StartsWith("河南濮阳工业园区", StringComparison.Ordinal) ? region.Name["河南濮阳工业园区".Length..] : region.Name;
        var isTown = kind is StationKind.StreetElderCare or StationKind.TownSocialWork;
        var town = isTown ? place : county.Towns.Single(t => t.Code == region.ParentCode).Name.Replace("濮阳县", "", StringComparison.Ordinal);
        var proposed = new DateOnly(2025, 9, 22).AddDays(dice.Between(0, 25));
        var began = city.Definitions.Counties.Single(c => c.Code == county.Definition.Code).Troubles
            .FirstOrDefault(t => t.Kind == TroubleKind.LateStart && t.Station == ordinal);
        var inUse = began?.From ?? new DateOnly(2025, 12, 1).AddDays(dice.Between(0, 24));
        var station = new Station
        {
            Id = city.Rows.Id<Station>(),
            Key = dice.Key(City.At(proposed, 10)),
            Name = kind switch
            {
                StationKind.StreetElderCare => $"{place}养老服务站",
                StationKind.TownSocialWork => $"{place}社工站",
                StationKind.CommunityDayCare => $"{ShortName(region)}社区日间照料中心",
                _ => $"{VillageName(region)}幸福院",
            },
            Kind = kind,
            RegionCode = region.Code,
            OrganizationId = county.Organizations[ordinal % county.Organizations.Count].Id,
            Address = isTown ? $"{place}便民服务中心一楼" : kind == StationKind.CommunityDayCare ? $"{town}{ShortName(region)}社区服务中心一楼" : $"{town}{VillageName(region)}委会东院",
            Capacity = dice.Between(9, 13) * 5,
            ModelYear = kind is StationKind.CommunityDayCare or StationKind.VillageHappinessHome ? 2025 : null,
            Status = StationStatus.InUse,
            InUseFrom = inUse,
        };
        var made = new CityStation(station, county, ordinal) { Homes = homes };
        var coordinator = accounts.Add(
            dice, Roles.Coordinator, $"coordinator-{station.Id}", names.Younger(dice), [region.Code], [station.Id]);
        coordinator.OrganizationId = station.OrganizationId;
        made.Coordinator = coordinator;
        county.Stations.Add(made);
        city.Rows.Stations.Add(station);

        var organization = county.OrganizationAccounts[ordinal % county.Organizations.Count].Id;
        var cityOfficer = city.Rows.Accounts[0].Id;
        Step(StationAction.Propose, StationStatus.Proposed, proposed, organization, nameof(ProposeStation), null);
        Step(StationAction.Approve, StationStatus.Reviewed, proposed.AddDays(dice.Between(7, 20)), county.Officer.Id, nameof(ReviewStation), "教室和条件现场看过，符合要求");
        Step(StationAction.Record, StationStatus.OnRecord, proposed.AddDays(dice.Between(24, 34)), cityOfficer, nameof(RecordStation), null);
        Step(StationAction.Open, StationStatus.InUse, inUse, county.Officer.Id, nameof(OpenStation), null);
        foreach (var trouble in county.Definition.Troubles.Where(t => t.Station == ordinal && t.Kind == TroubleKind.Suspended))
        {
            made.Suspensions.Add(new DaySpan(trouble.From, trouble.Until));
            city.Rows.StationSuspensions.Add(new StationSuspension
            {
                Id = city.Rows.Id<StationSuspension>(), StationId = station.Id, RegionCode = station.RegionCode,
                FromDate = trouble.From, UntilDate = trouble.Until, Reason = trouble.Reason!,
            });
            Step(StationAction.Suspend, StationStatus.Suspended, trouble.From, county.Officer.Id, nameof(SuspendStation), trouble.Reason);
            Step(StationAction.Resume, StationStatus.InUse, trouble.Until, county.Officer.Id, nameof(ResumeStation), null);
        }

        if (county.Definition.Troubles.FirstOrDefault(t => t.Station == ordinal && t.Kind == TroubleKind.TakenOff) is { } end)
        {
            (station.Status, station.TakenOffOn) = (StationStatus.TakenOff, end.From);
            Step(StationAction.TakeOff, StationStatus.TakenOff, end.From, county.Officer.Id, nameof(TakeOffStation), end.Reason);
        }

        void Step(StationAction action, StationStatus status, DateOnly day, long actor, string process, string? reason) =>
            Sign(city, station, new StationStep
            {
                StationId = station.Id, RegionCode = station.RegionCode, Action = action, Status = status, EffectiveOn = day, ActorId = actor, Reason = reason,
                AtUtc = City.At(day, 9, 30),
            }, process);
    }

    /// <summary>Writes one step of a station's life with its line of history.</summary>
    public static void Sign(City city, Station station, StationStep step, string process)
    {
        step.Id = city.Rows.Id<StationStep>();
        city.Rows.StationSteps.Add(step);
        city.Rows.Record(station.AuditStream(), step.ActorId, process, step.AtUtc, after: new { step.Status, on = step.EffectiveOn }, reason: step.Reason);
    }
}
