using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>
/// What a notice brings to those it named: an upheld objection strikes off, everybody else is in the pool from the working day after its
/// last day, or from the day on which it was concluded if that came later.
/// </summary>
public sealed class TrainerNotices(TrainingDbContext db, TimeProvider clock) : INoticeSubject
{
    public string Subject => NoticeSubjects.Trainer;

    public async Task ConcludedAsync(NoticeItem item, NoticeOutcome outcome, Actor actor, CancellationToken ct)
    {
        var found = await (
            from trainer in db.Trainers()
            join dossier in db.PoolDossiers().IgnoreQueryFilters() on trainer.Id equals dossier.TrainerId
            where trainer.Key == item.SubjectKey
            select new PoolCandidate(trainer, dossier)).SingleAsync(ct);
        if (found.Trainer.Status != TrainerStatus.OnNotice)
        {
            return;
        }

        var notice = db.PublicNotices().Local.FirstOrDefault(n => n.Id == item.NoticeId)
            ?? await db.PublicNotices().IgnoreQueryFilters().SingleAsync(n => n.Id == item.NoticeId, ct);
        var now = clock.UtcNow();
        var from = outcome == NoticeOutcome.Passed ? await AdmissionAsync(notice, ShanghaiTime.DateOf(now), ct) : (DateOnly?)null;
        var refusal = await PoolSteps.AddAsync(db, found, new()
        {
            Actor = actor,
            Process = nameof(TrainerNotices),
            Act = outcome switch { NoticeOutcome.Passed => PoolAct.Admit, NoticeOutcome.StruckOff => PoolAct.StrikeOff, _ => PoolAct.TakeBack },
            NowUtc = now,
            EffectiveOn = from,
            Reason = outcome == NoticeOutcome.StruckOff ? "公示期内收到异议，核实成立。" : null,
        }, isNew: false, ct);
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message);
        }

        if (from is { } day)
        {
            await AdmitAsync(found, day, ct);
        }
    }

    private async Task<DateOnly> AdmissionAsync(PublicNotice notice, DateOnly today, CancellationToken ct)
    {
        var next = (await WorkingCalendars.LoadAsync(db, ct)).AddWorkingDays(notice.LastDay, 1);
        if (!next.Ok)
        {
            throw new InvalidOperationException(next.Refusal.Message);
        }

        return next.Value > today ? next.Value : today;
    }

    private async Task AdmitAsync(PoolCandidate found, DateOnly day, CancellationToken ct)
    {
        var (trainer, dossier) = found;
        (trainer.InPoolFrom, trainer.LeftPoolOn) = (day, null);
        db.PoolMemberships().Add(new PoolMembership { TrainerId = trainer.Id, FromDate = day });
        var counties = await db.TrainerTravels().Where(t => t.TrainerId == trainer.Id).Select(t => t.CountyCode).ToListAsync(ct);
        db.TrainerCounties().AddRange(counties.Append(dossier.RegionCode).Distinct().Select(code => new TrainerCounty
        {
            TrainerId = trainer.Id, RegionCode = code, FromDate = day,
        }));
    }
}
