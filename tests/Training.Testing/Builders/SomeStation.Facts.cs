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
}
