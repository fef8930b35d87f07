using Training.Domain.Shared;
using Training.Domain.SocialWork;

namespace Training.Jobs.Demonstration;

/// <summary>社工帮学: two services a month at most stations, ten households or more at each.</summary>
internal static class HelpPart
{
    public static void Make(City city)
    {
        var kinds = Enum.GetValues<HelpKind>();
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"help/{station.Station.Id}");
            var kind = station.Ordinal;
            foreach (var month in city.Months)
            {
                var days = Enumerable.Range(0, month.LastDay.Day).Select(i => month.FirstDay.AddDays(i))
                    .Where(d => d <= city.RecordedUntil && city.IsWorkingSeason(d) && station.IsOpen(d) && d.DayOfWeek is not DayOfWeek.Sunday).ToList();
                if (days.Count == 0)
                {
                    continue;
                }

                var count = station.Has(TroubleKind.OneService, month) ? 1 : dice.Chance(0.06) ? 3 : 2;
                for (var i = 0; i < count && days.Count >= count; i++)
                {
                    Serve(city, station, month, dice.One(days[(days.Count * i / count)..(days.Count * (i + 1) / count)]), kinds[kind++ % kinds.Length], dice);
                }
            }
        }
    }

    private static void Serve(City city, CityStation station, Month month, DateOnly day, HelpKind kind, Dice dice)
    {
        var county = station.County;
        var post = city.Rows.Posts.First(p => p.StationId == station.Station.Id);
        var (worker, stay) = post.UntilDate is null || day < post.UntilDate ? (post.TrainerId, post.PoolMembershipId) : (county.SocialWorkers[0].Trainer.Id, county.SocialWorkers[0].Stay.Id);
        var households = station.Has(TroubleKind.FewHouseholds, month) ? dice.Between(7, 9) : dice.Between(10, 14);
        var at = City.At(day, 17, dice.Between(0, 59));
        var service = new HelpService
        {
            Id = city.Rows.Id<HelpService>(), Key = dice.Key(at), StationId = station.Station.Id, RegionCode = station.Station.RegionCode,
            TrainerId = worker, PoolMembershipId = stay, Kind = kind, HeldOn = day, Month = month,
            Note = HomePart.IsCareless(county.Definition) && dice.Chance(0.01) ? null : dice.One(city.Definitions.Texts.Help[kind]),
        };
        city.Rows.HelpServices.Add(service);
        city.Rows.HelpServiceHouseholds.AddRange(dice.Some(station.Households, households).Select(h => new HelpServiceHousehold
        {
            Id = city.Rows.Id<HelpServiceHousehold>(), HelpServiceId = service.Id, HouseholdId = h.Household.Id,
        }));
        city.Rows.Record($"help-service/{service.Key}", station.Coordinator.Id, "RecordHelpService", at, after: new { service.Kind, households });
    }
}
