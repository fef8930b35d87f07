using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>A description that lacks nothing.</summary>
    public static StationFacts StationFacts(long region = Places.QingfengVillage) => new()
    {
        Name = "滨河社区日间照料中心",
        Kind = StationKind.CommunityDayCare,
        RegionCode = region,
        HostName = "滨河社区居民委员会",
        HostKind = HostKind.VillageCommittee,
        Address = "城关镇滨河路 12 号一楼",
        Capacity = 45,
        ModelYear = 2026,
        Network = "城关镇示范性社区养老服务网络",
        Longitude = 115.107,
        Latitude = 35.903,
        Hours = new ServiceHours { Days = [DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday], Opens = new(8, 30), Closes = new(17, 0), Note = "中午休息" },
        Premises = new Premises { Area = 260, TeachingArea = 80, Has = [PremisesItem.TeachingRoom, PremisesItem.Seats, PremisesItem.FireSafety], Lacks = [PremisesItem.Screen] },
    };

    /// <summary>A station on its way, with the steps that led there, one a week up to the middle of November 2026.</summary>
    public static async Task<Station> StationUnderWayAsync(
        TrainingDbContext db, StationStatus status, long region = Places.QingfengVillage, Action<Station>? with = null)
    {
        var facts = StationFacts(region);
        var station = await StationAsync(db, region, s =>
        {
            (s.Name, s.Address, s.HostName, s.HostKind, s.ModelYear) = (facts.Name, facts.Address, facts.HostName, facts.HostKind, facts.ModelYear);
            (s.Longitude, s.Latitude, s.Hours, s.Premises) = (facts.Longitude, facts.Latitude, facts.Hours, facts.Premises);
            (s.Status, s.InUseFrom) = (status, null);
            with?.Invoke(s);
        });
        StationAction[] actions = status switch
        {
            StationStatus.Proposed => [StationAction.Propose],
            StationStatus.Rejected => [StationAction.Propose, StationAction.Reject],
            StationStatus.Reviewed => [StationAction.Propose, StationAction.Approve],
            StationStatus.Returned => [StationAction.Propose, StationAction.Approve, StationAction.Return],
            StationStatus.OnRecord => [StationAction.Propose, StationAction.Approve, StationAction.Record],
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not on its way"),
        };
        var day = new DateOnly(2026, 11, 16).AddDays(-7 * actions.Length);
        for (var i = 0; i < actions.Length; i++)
        {
            db.StationSteps().Add(new StationStep
            {
                StationId = station.Id, RegionCode = region, Action = actions[i], Status = StationRules.Replay(actions[..(i + 1)])!.Value, EffectiveOn = day.AddDays(7 * i),
                AtUtc = new DateTime(2026, 11, 16, 2, 0, 0, DateTimeKind.Utc).AddDays(7 * (i - actions.Length)),
                Reason = StationRules.NeedsReason(actions[i]) ? "教室只有 20 平方米" : null,
            });
        }

        await db.SaveChangesAsync();
        return station;
    }
}
