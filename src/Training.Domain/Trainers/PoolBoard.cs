using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record CountyPool(long CountyCode, int Professionals, int SocialWorkers, int Volunteers, int WaitsOnCounty, int WaitsOnCity, int OnNotice, int Lapsed);

/// <param name="Lecturers">In the pool today, everybody once, whatever county.</param>
/// <param name="LongestOnCounty">Days that the longest waiting has waited for a county; null when nobody waits.</param>
public sealed record PoolFigures(
    int Lecturers, int SocialWorkersAndVolunteers, IReadOnlyList<CountyPool> Counties, int? LongestOnCounty, int? LongestOnCity, PoolTargets Targets);

/// <summary>The pool at a glance: counts against the notice's aims, by county, and what waits on whom.</summary>
public sealed class PoolBoard(TrainingDbContext db, TimeProvider clock)
{
    public async Task<PoolFigures> RunAsync(CancellationToken ct = default)
    {
        var today = clock.Today();
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).Select(r => r.Code).ToListAsync(ct))
            .Where(db.Scope.Holds).ToList();
        var serving = await (
            from county in db.TrainerCounties()
            join trainer in db.Trainers() on county.TrainerId equals trainer.Id
            where county.FromDate <= today && (county.UntilDate == null || today < county.UntilDate)
                && trainer.InPoolFrom <= today && (trainer.LeftPoolOn == null || today < trainer.LeftPoolOn)
            select new { county.RegionCode, trainer.Id, trainer.Kind, Lapsed = trainer.PapersLapsedOn != null }).Distinct().ToListAsync(ct);
        var waiting = await (
            from dossier in db.PoolDossiers()
            join trainer in db.Trainers() on dossier.TrainerId equals trainer.Id
            where trainer.Status == TrainerStatus.Applied || trainer.Status == TrainerStatus.Returned || trainer.Status == TrainerStatus.Selected
                || trainer.Status == TrainerStatus.OnRecord || trainer.Status == TrainerStatus.OnNotice
            select new { dossier.RegionCode, trainer.Status, dossier.SinceUtc }).ToListAsync(ct);
        var everybody = serving.DistinctBy(s => s.Id).ToList();
        return new PoolFigures(
            everybody.Count(s => Trainer.IsProfessional(s.Kind)),
            everybody.Count(s => !Trainer.IsProfessional(s.Kind)),
            [
                .. counties.Select(code => new CountyPool(
                    code,
                    serving.Count(s => s.RegionCode == code && Trainer.IsProfessional(s.Kind)),
                    serving.Count(s => s.RegionCode == code && s.Kind == TalentKind.SocialWorker),
                    serving.Count(s => s.RegionCode == code && s.Kind == TalentKind.Volunteer),
                    waiting.Count(w => w.RegionCode == code && OnCounty(w.Status)),
                    waiting.Count(w => w.RegionCode == code && OnCity(w.Status)),
                    waiting.Count(w => w.RegionCode == code && w.Status == TrainerStatus.OnNotice),
                    serving.Count(s => s.RegionCode == code && s.Lapsed))),
            ],
            Longest(waiting.Where(w => OnCounty(w.Status)).Select(w => w.SinceUtc)),
            Longest(waiting.Where(w => OnCity(w.Status)).Select(w => w.SinceUtc)),
            PoolTerms.Shipped.Targets);

        int? Longest(IEnumerable<DateTime> since) =>
            since.Select(utc => today.DayNumber - ShanghaiTime.DateOf(utc).DayNumber).Select(days => (int?)days).Max();
    }

    private static bool OnCounty(TrainerStatus status) => status is TrainerStatus.Applied or TrainerStatus.Returned;

    private static bool OnCity(TrainerStatus status) => status is TrainerStatus.Selected or TrainerStatus.OnRecord;
}
