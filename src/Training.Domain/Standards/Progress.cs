using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>总体目标 of the notice (濮民〔2023〕63号 二): the city's four aims for the year.</summary>
public static class CityAims
{
    public const int Stations = 120;
    public const int StreetStations = 20;
    public const int DayCareCentres = 50;
    public const int HappinessHomes = 50;

    /// <summary>Half of the year's 双百 sites: day-care centres and happiness homes together.</summary>
    public const int ModelSites = DayCareCentres + HappinessHomes;

    public const int Lecturers = 50;
    public const int SocialWorkersAndVolunteers = 50;
    public const int Families = 100_000;
}

/// <summary>Where one county stands: stocks against what the standard asks, the running month, and the last month's sheet.</summary>
public sealed record CountyProgress(
    long Code, Verdict Stations, Verdict Professionals, Verdict SocialWorkers, int Families, int StationsDue, int StationsMet, int ItemsMet, int Items);

public sealed record ProgressReport
{
    public required DateTime AsOfUtc { get; init; }

    public required Month Month { get; init; }

    /// <summary>The last month that is over.</summary>
    public required Month LastMonth { get; init; }

    public required IReadOnlyList<CountyProgress> Counties { get; init; }

    public required FamilyFigures Families { get; init; }

    public required int Lecturers { get; init; }

    public required int SocialWorkersAndVolunteers { get; init; }

    /// <summary>Each station in the running month, by qualifying sessions.</summary>
    public required IReadOnlyList<PlaceFigure> Stations { get; init; }
}

/// <summary>The overview of a city or a county, made of the same evaluation that fills the sheets.</summary>
public sealed class Progress(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, ServedFamilies families, TimeProvider clock)
{
    public async Task<ProgressReport> RunAsync(long regionCode, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var today = ShanghaiTime.DateOf(now);
        var month = Month.Of(today);
        var running = await EvaluateAsync(regionCode, month, today, ["J1", "J2", "J5", "J6"], ct);
        var last = await EvaluateAsync(regionCode, month.Previous, today, null, ct);
        var served = await families.RunAsync(regionCode, Month.From(month.Year, 1), month, ct);
        var pool = await db.Trainers()
            .Where(trainer => trainer.InPoolFrom <= today && (trainer.LeftPoolOn == null || today < trainer.LeftPoolOn))
            .GroupBy(trainer => trainer.Kind).Select(group => new { Kind = group.Key, Count = group.Count() }).ToListAsync(ct);
        var sessions = running.InForce("J2");
        // The text's own duties are evaluated beside the sheet and do not count as its items.
        var onSheet = last.Standard.Definition.Items.Select(item => item.Code).ToHashSet();
        var items = last.Outcomes.Where(outcome => outcome.Reading.InForce && onSheet.Contains(outcome.Reading.Item.Code)).ToList();
        return new()
        {
            AsOfUtc = now,
            Month = month,
            LastMonth = month.Previous,
            Families = served,
            Lecturers = pool.Where(line => Trainer.IsProfessional(line.Kind)).Sum(line => line.Count),
            SocialWorkersAndVolunteers = pool.Where(line => !Trainer.IsProfessional(line.Kind)).Sum(line => line.Count),
            Stations = [.. running.CountyCodes.SelectMany(code => sessions.Counties[code].Places).OrderBy(place => place.Station.RegionCode)],
            Counties =
            [
                .. running.CountyCodes.Select(code => new CountyProgress(
                    code,
                    running.InForce("J1").Counties[code].Verdict,
                    running.InForce("J5").Counties[code].Verdict,
                    running.InForce("J6").Counties[code].Verdict,
                    served.In(code),
                    sessions.Counties[code].Due,
                    sessions.Counties[code].Met,
                    items.Count(outcome => outcome.Counties[code].IsMet),
                    items.Count)),
            ],
        };
    }

    private async Task<Evaluation> EvaluateAsync(long regionCode, Month month, DateOnly today, string[]? items, CancellationToken ct) =>
        await evaluate.RunAsync(
            new()
            {
                Standard = await standards.ForAsync(month, RegionCodes.CityOf(regionCode), ct),
                RegionCode = regionCode,
                Period = SheetPeriod.Of(month),
                Today = today,
                Items = items,
            },
            ct);
}
