using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record NotInPoolOn(string Name, DateOnly Day) : Refusal($"{Name}{Day.Month}月{Day.Day}日不在人才库，不能排上。人才库里的人才能上课、入户、帮学。", "Trainer");

public sealed record NotServingCountyOn(string Name, DateOnly Day) : Refusal($"{Name}{Day.Month}月{Day.Day}日没有在这个县区备案服务，不能排上。", "Trainer");

public sealed record PapersLapsedOn(string Name, DateOnly Ended) : Refusal(
    $"{Name}的证书 {Ended.Year}年{Ended.Month}月{Ended.Day}日到期了，换了新证并登记之前，不能排新课。", "Trainer");

/// <summary>
/// The one question before anybody is put on a session, a visit, a service or a post: is he or she in the pool on that day, serving that
/// county, with papers that hold? Answers with the stay that the row names; the database refuses a row without one.
/// </summary>
public sealed class PoolGate(TrainingDbContext db)
{
    public async Task<Result<PoolMembership>> ForAsync(Trainer trainer, DateOnly day, long countyCode, CancellationToken ct = default)
    {
        var stay = await db.PoolMemberships()
            .SingleOrDefaultAsync(m => m.TrainerId == trainer.Id && m.FromDate <= day && (m.UntilDate == null || day < m.UntilDate), ct);
        if (stay is null)
        {
            return new NotInPoolOn(trainer.Name, day);
        }

        if (!await db.TrainerCounties().AnyAsync(
            c => c.TrainerId == trainer.Id && c.RegionCode == countyCode && c.FromDate <= day && (c.UntilDate == null || day < c.UntilDate), ct))
        {
            return new NotServingCountyOn(trainer.Name, day);
        }

        var terms = PoolTerms.Shipped;
        var papers = PaperRules.On(
            day, terms.For(trainer.Kind), terms.RemindDaysAhead,
            await db.TrainerCertificates().AsNoTracking().Where(c => c.TrainerId == trainer.Id).ToListAsync(ct));
        return papers is { State: PapersState.Lapsed, Until: { } ended } ? new PapersLapsedOn(trainer.Name, ended) : stay;
    }
}
