using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Organizations;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Web.Features.Stations;

/// <summary>Where somebody clicked on the small plot, in its own pixels.</summary>
public sealed class PlotPoint
{
    public int X { get; set; }

    public int Y { get; set; }

    /// <summary>A keyboard, or Enter in a text field, presses the plot at its corner: nothing was picked.</summary>
    public bool IsPicked => X != 0 || Y != 0;
}

/// <summary>A station's description as typed, in the order of the page: a bad value comes back to the page as it was written.</summary>
public sealed class StationForm
{
    /// <summary>Made with the page, so that the form sent twice is one station.</summary>
    public Guid Key { get; set; }

    public string? Name { get; set; }

    public StationKind? Kind { get; set; }

    public string? RegionCode { get; set; }

    public string? Address { get; set; }

    public long? OrganizationId { get; set; }

    public string? HostName { get; set; }

    public HostKind? HostKind { get; set; }

    public string? ModelYear { get; set; }

    public string? Network { get; set; }

    public string? Capacity { get; set; }

    public string? Area { get; set; }

    public string? TeachingArea { get; set; }

    /// <summary>yes or no by item of the checklist; nothing for an open answer.</summary>
    public Dictionary<string, string?> Answers { get; set; } = [];

    /// <summary>Days on which it opens.</summary>
    public List<DayOfWeek> Hours { get; set; } = [];

    public string? Opens { get; set; }

    public string? Closes { get; set; }

    public string? HoursNote { get; set; }

    public string? Longitude { get; set; }

    public string? Latitude { get; set; }

    public PlotPoint? Spot { get; set; }

    /// <summary>What was mended, or why it is put right.</summary>
    public string? Reason { get; set; }

    public static StationForm Of(Station station)
    {
        static string? Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
        static string? Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
        return new()
        {
            Key = station.Key,
            Name = station.Name,
            Kind = station.Kind,
            RegionCode = RegionCodes.Short(station.RegionCode),
            OrganizationId = station.OrganizationId,
            HostName = station.HostName,
            HostKind = station.HostKind,
            Address = station.Address,
            Capacity = station.Capacity > 0 ? $"{station.Capacity}" : null,
            ModelYear = $"{station.ModelYear}",
            Network = station.Network,
            Longitude = Number(station.Longitude),
            Latitude = Number(station.Latitude),
            Hours = [.. station.Hours?.Days ?? []],
            Opens = Clock(station.Hours?.Opens),
            Closes = Clock(station.Hours?.Closes),
            HoursNote = station.Hours?.Note,
            Area = $"{station.Premises?.Area}",
            TeachingArea = $"{station.Premises?.TeachingArea}",
            Answers = Enum.GetValues<PremisesItem>().Where(item => station.Premises?.Says(item) is not null)
                .ToDictionary(item => item.ToString(), item => (string?)(station.Premises!.Says(item) == true ? "yes" : "no")),
        };
    }

    /// <summary>Moves the place to where the plot was clicked.</summary>
    public void TakeSpot(StationPlot plot)
    {
        Longitude = Math.Round(plot.LongitudeAt(Spot!.X), 4).ToString(CultureInfo.InvariantCulture);
        Latitude = Math.Round(plot.LatitudeAt(Spot.Y), 4).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What was typed, as facts; what cannot be read is said at its field.</summary>
    public StationFacts Read(ModelStateDictionary state)
    {
        int? Whole(string? text, string field, string sentence)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            state.AddModelError(field, sentence);
            return null;
        }

        double? Degrees(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            state.AddModelError(field, "写成 115.029 这样的小数。");
            return null;
        }

        return new StationFacts
        {
            Name = Name ?? "",
            Kind = Kind,
            RegionCode = RegionCodes.TryParse(RegionCode, out var code) ? code : null,
            HostName = HostName,
            HostKind = HostKind,
            Address = Address,
            Capacity = Whole(Capacity, nameof(Capacity), "座位写一个整数，比如 45。") ?? 0,
            ModelYear = Whole(ModelYear, nameof(ModelYear), "年份写 4 位数，比如 2026。"),
            Network = Network,
            Longitude = Degrees(Longitude, nameof(Longitude)),
            Latitude = Degrees(Latitude, nameof(Latitude)),
            Hours = ReadHours(state),
            Premises = new Premises
            {
                Area = Whole(Area, nameof(Area), "面积写一个整数，比如 260。"),
                TeachingArea = Whole(TeachingArea, nameof(TeachingArea), "面积写一个整数，比如 80。"),
                Has = Answered("yes"),
                Lacks = Answered("no"),
            },
        };
    }

    private List<PremisesItem> Answered(string answer) => [.. Enum.GetValues<PremisesItem>().Where(item => Answers.GetValueOrDefault(item.ToString()) == answer)];

    private ServiceHours? ReadHours(ModelStateDictionary state)
    {
        if (Hours.Count == 0 && string.IsNullOrWhiteSpace(Opens) && string.IsNullOrWhiteSpace(Closes) && HoursNote is null)
        {
            return null;
        }

        static bool IsClock(string? text, out TimeOnly time) =>
            TimeOnly.TryParseExact((text ?? "").Trim().Replace('：', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
        var opens = IsClock(Opens, out var from);
        var closes = IsClock(Closes, out var until);
        if (!opens || !closes)
        {
            state.AddModelError(nameof(Hours), "开门、关门的时间写成 8:30 这样。");
            return null;
        }

        return new ServiceHours { Days = [.. Hours.Distinct().OrderBy(day => ((int)day + 6) % 7)], Opens = from, Closes = until, Note = HoursNote };
    }
}

public enum StationFormUse
{
    Propose,
    Mend,
    Revise,
}

/// <summary>One town with its villages, as the form offers them.</summary>
public sealed record TownChoice(Region Town, IReadOnlyList<Region> Villages);

public sealed record StationFormPage(StationForm Form, StationFormUse Use, Station? Station, IReadOnlyList<TownChoice> Towns, IReadOnlyList<Organization> Organizations, IReadOnlyList<string> Networks)
{
    /// <summary>Null where the signer's own body is meant.</summary>
    public bool ChoosesOrganization => Organizations.Count > 0;

    public string Address => Use switch
    {
        StationFormUse.Propose => "/stations/propose",
        StationFormUse.Mend => $"/stations/{Form.Key}/mend",
        StationFormUse.Revise => $"/stations/{Form.Key}/facts",
    };

    public string Title => Use switch
    {
        StationFormUse.Propose => "申报站点",
        StationFormUse.Mend => "改好再报",
        StationFormUse.Revise => "改资料",
    };
}
