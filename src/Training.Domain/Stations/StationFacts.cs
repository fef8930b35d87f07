using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>Something in a station's description that is missing or cannot be: what, and at which field.</summary>
public sealed record StationFactWanting(string Sentence, string Field) : Refusal(Sentence, Field);

/// <summary>What is said of a station when it is proposed, mended or put right; texts are kept exactly as written.</summary>
public sealed record StationFacts
{
    public required string Name { get; init; }

    public required StationKind? Kind { get; init; }

    /// <summary>Town or village where it stands.</summary>
    public required long? RegionCode { get; init; }

    public string? HostName { get; init; }

    public HostKind? HostKind { get; init; }

    public string? Address { get; init; }

    public int Capacity { get; init; }

    public int? ModelYear { get; init; }

    public string? Network { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public ServiceHours? Hours { get; init; }

    public Premises? Premises { get; init; }

    public static StationFacts Of(Station station) => new()
    {
        Name = station.Name,
        Kind = station.Kind,
        RegionCode = station.RegionCode,
        HostName = station.HostName,
        HostKind = station.HostKind,
        Address = station.Address,
        Capacity = station.Capacity,
        ModelYear = station.ModelYear,
        Network = station.Network,
        Longitude = station.Longitude,
        Latitude = station.Latitude,
        Hours = station.Hours,
        Premises = station.Premises,
    };

    internal void WriteTo(Station station)
    {
        station.Name = Name;
        station.Initials = StationInitials.Of(Name);
        station.Kind = Kind!.Value;
        station.RegionCode = RegionCode!.Value;
        station.HostName = HostName;
        station.HostKind = HostKind;
        station.Address = Address;
        station.Capacity = Capacity;
        station.ModelYear = ModelYear;
        station.Network = Network;
        station.Longitude = Longitude;
        station.Latitude = Latitude;
        station.Hours = Hours;
        station.Premises = Premises;
    }
}

/// <summary>What a station's description must hold. Pure; all that is wanting is named at once, so that a form is filled in once.</summary>
public static class StationFactRules
{
    public const int MostSeats = 2000;

    public const int FirstModelYear = 2015;

    public static IReadOnlyList<StationFactWanting> Check(StationFacts facts, DateOnly today)
    {
        var wanting = new List<StationFactWanting>();
        void Want(bool when, string sentence, string field)
        {
            if (when)
            {
                wanting.Add(new StationFactWanting(sentence, field));
            }
        }

        Text(facts.Name, Station.NameMaxLength, "站点名称", nameof(facts.Name), must: true);
        Want(facts.Kind is null, "选站点的类型。", nameof(facts.Kind));
        Want(
            facts.RegionCode is not { } code || RegionCodes.LevelOf(code) is not (RegionLevel.Township or RegionLevel.Village),
            "选站点在哪个乡镇（街道）、哪个村（社区）。", nameof(facts.RegionCode));
        Text(facts.HostName, Station.HostNameMaxLength, "依托单位", nameof(facts.HostName), must: true);
        Want(facts.HostKind is null, "选依托单位的类型。", nameof(facts.HostKind));
        Text(facts.Address, Station.AddressMaxLength, "地址", nameof(facts.Address), must: true);
        Want(facts.Capacity is < 1 or > MostSeats, $"座位写 1 到 {MostSeats} 的数。", nameof(facts.Capacity));
        Want(
            facts.ModelYear is { } year && (year < FirstModelYear || year > today.Year + 1),
            $"“双百”示范点的年份写 {FirstModelYear} 到 {today.Year + 1}。", nameof(facts.ModelYear));
        Text(facts.Network, Station.NetworkMaxLength, "服务网络的名称", nameof(facts.Network), must: false);
        Place(facts, Want);
        if (facts.Hours is { } hours)
        {
            Want(hours.Days.Count == 0, "勾上哪几天开门。", nameof(facts.Hours));
            Want(hours.Days.Count > 0 && hours.Closes <= hours.Opens, "关门要晚于开门。", nameof(facts.Hours));
            Want(hours.Note?.Length > ServiceHours.NoteMaxLength, $"开放时间的说明最多 {ServiceHours.NoteMaxLength} 个字。", nameof(facts.Hours));
        }

        if (facts.Premises is { } premises)
        {
            Want(premises.Area is < 1 or > Premises.MostSquareMetres, $"建筑面积写 1 到 {Premises.MostSquareMetres} 的数。", nameof(premises.Area));
            Want(premises.TeachingArea is < 1 or > Premises.MostSquareMetres, $"教室面积写 1 到 {Premises.MostSquareMetres} 的数。", nameof(premises.TeachingArea));
            Want(premises.TeachingArea > premises.Area, "教室面积比整个建筑还大，看看是不是写反了。", nameof(premises.TeachingArea));
        }

        return wanting;

        void Text(string? text, int most, string what, string field, bool must)
        {
            Want(must && string.IsNullOrWhiteSpace(text), $"还没有写{what}。", field);
            Want(text?.Length > most, $"{what}有 {text?.Length} 个字，最多 {most} 个字。", field);
            Want(!string.IsNullOrWhiteSpace(text) && text.Trim().Length != text.Length, $"{what}前后有空格，去掉再报。", field);
        }
    }

    private static void Place(StationFacts facts, Action<bool, string, string> want)
    {
        var (longitude, latitude) = (facts.Longitude, facts.Latitude);
        if (longitude is null && latitude is null)
        {
            return;
        }

        // China lies between 73° and 136° east, 3° and 54° north: a pair written the other way round is known at once.
        var swapped = longitude is >= 3 and <= 54 && latitude is >= 73 and <= 136;
        want(swapped, "经度和纬度写反了：经度是 115 左右的那个数。", nameof(facts.Longitude));
        want(!swapped && longitude is not (>= 73 and <= 136), "经度写 73 到 136 之间的数，比如 115.029。两个都不填也行。", nameof(facts.Longitude));
        want(!swapped && latitude is not (>= 3 and <= 54), "纬度写 3 到 54 之间的数，比如 35.762。两个都不填也行。", nameof(facts.Latitude));
    }
}
