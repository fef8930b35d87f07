using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>Puts before <see cref="MendRules"/> what the stations of a county have promised their rooms to, and who of the pool has time.</summary>
public sealed class ProposeClasses(TrainingDbContext db, TimeProvider clock)
{
    /// <param name="lacking">How many classes each station lacks, by station.</param>
    public async Task<IReadOnlyList<ProposedClass>> RunAsync(long county, Month month, IReadOnlyDictionary<long, int> lacking, CancellationToken ct = default)
    {
        var today = clock.Today();
        if (lacking.Count == 0 || month.LastDay < today)
        {
            return [];
        }

        var ids = lacking.Keys.ToList();
        var stations = await db.Stations().AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id).Select(s => new { s.Id, s.Hours }).ToListAsync(ct);
        var rooms = await db.Sessions().AsNoTracking()
            .Where(s => ids.Contains(s.StationId) && s.Month == month && s.Status != SessionStatus.Cancelled)
            .Select(s => new { s.StationId, s.PlannedStartUtc, s.PlannedEndUtc }).ToListAsync(ct);
        var taken = rooms.ToLookup(r => r.StationId, r => SlotOf(r.PlannedStartUtc, r.PlannedEndUtc));
        return MendRules.Propose(
            stations.Select(s => new LackingStation(s.Id, s.Hours, lacking[s.Id], [.. taken[s.Id]])),
            await TrainersAsync(RegionCodes.CountyOf(county), month, ct),
            await WorkingCalendars.LoadAsync(db, ct), today, month.LastDay);
    }

    private async Task<IReadOnlyList<FreeTrainer>> TrainersAsync(long county, Month month, CancellationToken ct)
    {
        var (first, last) = (month.FirstDay, month.LastDay);
        var serving = await (
            from link in db.TrainerCounties().AsNoTracking()
            join trainer in db.Trainers() on link.TrainerId equals trainer.Id
            join stay in db.PoolMemberships() on trainer.Id equals stay.TrainerId
            where link.RegionCode == county && link.FromDate <= last && (link.UntilDate == null || link.UntilDate > first)
                && stay.FromDate <= last && (stay.UntilDate == null || stay.UntilDate > first) && trainer.PapersLapsedOn == null
                && trainer.Kind != TalentKind.SocialWorker && trainer.Kind != TalentKind.Volunteer
            orderby trainer.Id
            select new { trainer.Id, trainer.Name, trainer.FreeTimes, trainer.MonthlyCeiling, From = link.FromDate > stay.FromDate ? link.FromDate : stay.FromDate, Left = stay.UntilDate, link.UntilDate })
            .ToListAsync(ct);
        var ids = serving.Select(t => t.Id).Distinct().ToList();
        // Somebody is busy wherever the class is; nothing else is told of it.
        var cards = await (
            from card in db.SessionTrainers().AsNoTracking()
            join session in db.Sessions().IgnoreQueryFilters() on card.SessionId equals session.Id
            where ids.Contains(card.TrainerId) && session.Month == month && session.Status != SessionStatus.Cancelled
            select new { card.TrainerId, session.PlannedStartUtc, session.PlannedEndUtc }).ToListAsync(ct);
        var taken = cards.ToLookup(c => c.TrainerId, c => SlotOf(c.PlannedStartUtc, c.PlannedEndUtc));
        return [.. serving.DistinctBy(t => t.Id).Select(t => new FreeTrainer(
            t.Id, t.Name, t.FreeTimes, t.MonthlyCeiling, t.From, t.Left is null || t.UntilDate < t.Left ? t.UntilDate ?? t.Left : t.Left, [.. taken[t.Id]]))];
    }

    private static Slot SlotOf(DateTime fromUtc, DateTime untilUtc) => new(
        ShanghaiTime.DateOf(fromUtc), TimeOnly.FromDateTime(ShanghaiTime.FromUtc(fromUtc)), TimeOnly.FromDateTime(ShanghaiTime.FromUtc(untilUtc)));
}
