using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>Where the aims stood on the last day of a month, or today while it runs.</summary>
/// <param name="ModelSites">Stations in use that stood on the 双百 list of this year or one before.</param>
public sealed record AimsOfMonth(Month Month, DateOnly Day, IReadOnlyDictionary<StationKind, int> Stations, int ModelSites, int Lecturers, int SocialWorkersAndVolunteers)
{
    public int AllStations => Stations.Values.Sum();

    public int Talents => Lecturers + SocialWorkersAndVolunteers;
}

/// <summary>总体目标 month by month (濮民〔2023〕63号 二): stations in use by kind (as J1, none that is suspended on the day), 双百 sites among them, people in the pool. Three statements, counted by their dates.</summary>
public sealed class AimsOverTime(TrainingDbContext db, TimeProvider clock)
{
    public async Task<IReadOnlyList<AimsOfMonth>> RunAsync(long regionCode, int year, CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(regionCode);
        var today = clock.Today();
        var stations = await db.Stations().AsNoTracking()
            .Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until && s.InUseFrom != null)
            .Select(s => new { s.Id, s.Kind, s.ModelYear, From = s.InUseFrom!.Value, Until = s.TakenOffOn }).ToListAsync(ct);
        var suspended = (await db.StationSuspensions().AsNoTracking().Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until)
            .Select(s => new { s.StationId, s.FromDate, s.UntilDate }).ToListAsync(ct)).ToLookup(s => s.StationId);
        var stays = await (
            from stay in db.PoolMemberships().AsNoTracking()
            join trainer in db.Trainers() on stay.TrainerId equals trainer.Id
            select new { stay.TrainerId, trainer.Kind, stay.FromDate, stay.UntilDate }).ToListAsync(ct);
        var months = new List<AimsOfMonth>();
        for (var month = Month.From(year, 1); month.Year == year && month.FirstDay <= today; month = month.Next)
        {
            var day = month.LastDay < today ? month.LastDay : today;
            var open = stations.Where(s => s.From <= day && (s.Until is null || day < s.Until)
                && !suspended[s.Id].Any(x => x.FromDate <= day && (x.UntilDate is null || day < x.UntilDate))).ToList();
            var pool = stays.Where(s => s.FromDate <= day && (s.UntilDate is null || day < s.UntilDate)).DistinctBy(s => s.TrainerId).ToList();
            months.Add(new(
                month, day, Enum.GetValues<StationKind>().ToDictionary(kind => kind, kind => open.Count(s => s.Kind == kind)), open.Count(s => s.ModelYear <= year),
                pool.Count(s => Trainer.IsProfessional(s.Kind)), pool.Count(s => !Trainer.IsProfessional(s.Kind))));
        }

        return months;
    }
}
