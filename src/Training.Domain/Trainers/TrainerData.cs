using Microsoft.EntityFrameworkCore;
using Training.Domain.Notices;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>A person's standing in the pool.</summary>
public sealed class TrainerData(TrainingDbContext db) : IPersonalDataSource, IPersonTie
{
    /// <summary>States in which nothing is under way any more.</summary>
    private static readonly TrainerStatus[] Rested = [TrainerStatus.Left, TrainerStatus.Declined, TrainerStatus.StruckOff];

    public string Title => "人才库";

    public int Order => 50;

    public IReadOnlyCollection<Type> Tells => [typeof(Trainer), typeof(PoolDossier), typeof(TrainerCertificate), typeof(TrainingHours), typeof(TrainerStep), typeof(NoticeItem)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var records = new List<PersonalRecord>();
        foreach (var t in await Of(subject).AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct))
        {
            var dossier = await db.PoolDossiers().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(d => d.TrainerId == t.Id, ct);
            records.Add(new PersonalRecord(
                t.Name, new PersonalFact("一句话介绍", t.Title), new PersonalFact("状态", PoolWords.Of(t.Status)), new PersonalFact("入库", $"{t.InPoolFrom:yyyy-MM-dd}"),
                new PersonalFact("出库", $"{t.LeftPoolOn:yyyy-MM-dd}"), new PersonalFact("单位", dossier?.UnitName), new PersonalFact("介绍", dossier?.Introduction)));
            records.AddRange((await db.TrainerCertificates().AsNoTracking().Where(c => c.TrainerId == t.Id).OrderBy(c => c.Id).ToListAsync(ct)).Select(c => new PersonalRecord(
                c.Name, new PersonalFact("编号", c.Number), new PersonalFact("发证机关", c.Issuer), new PersonalFact("发证日期", $"{c.IssuedOn:yyyy-MM-dd}"),
                new PersonalFact("有效期到", $"{c.ValidUntil:yyyy-MM-dd}"))));
            records.AddRange((await db.TrainingHours().AsNoTracking().Where(h => h.TrainerId == t.Id).OrderBy(h => h.Id).ToListAsync(ct)).Select(h => new PersonalRecord(
                "培训学时", new PersonalFact("日期", $"{h.OnDate:yyyy-MM-dd}"), new PersonalFact("学时", $"{h.Hours}"), new PersonalFact("内容", h.What))));
            records.AddRange((await db.TrainerSteps().AsNoTracking().Where(x => x.TrainerId == t.Id).OrderBy(x => x.Ordinal).ToListAsync(ct)).Select(x => new PersonalRecord(
                PoolWords.Happened(x.Act), new PersonalFact("日期", $"{x.EffectiveOn:yyyy-MM-dd}"), new PersonalFact("原因", x.Reason))));
            records.AddRange((await db.NoticeItems().IgnoreQueryFilters().AsNoTracking().Where(i => i.SubjectKey == t.Key).OrderBy(i => i.Id).ToListAsync(ct)).Select(i => new PersonalRecord(
                "公示", new PersonalFact("姓名", i.Name), new PersonalFact("单位", i.Unit), new PersonalFact("说明", i.Remark))));
        }

        return records;
    }

    /// <summary>Who teaches in public is named in public while in the pool, and on the way there.</summary>
    public async Task<LegalHold?> HoldAsync(PersonalSubject subject, CancellationToken ct = default) =>
        await Of(subject).AnyAsync(t => !Rested.Contains(t.Status), ct)
            ? new LegalHold("人才库登记", "还在人才库里（或正在办理入库），公示和备案要求留存姓名和联系方式；出库以后可以再申请。", KeepsIdentity: true)
            : null;

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var rested = await Of(subject).Where(t => Rested.Contains(t.Status)).ToListAsync(ct);
        var ids = rested.ConvertAll(t => t.Id);
        rested.ForEach(t => (t.Name, t.Title) = (Person.ErasedName, null));
        var dossiers = await db.PoolDossiers().IgnoreQueryFilters().Where(d => ids.Contains(d.TrainerId)).ToListAsync(ct);
        dossiers.ForEach(d => (d.UnitName, d.Introduction, d.Reason) = (null, null, null));
        var certificates = await db.TrainerCertificates().Where(c => ids.Contains(c.TrainerId)).ToListAsync(ct);
        certificates.ForEach(c => c.Number = Person.ErasedName);
        var hours = await db.TrainingHours().Where(h => ids.Contains(h.TrainerId)).ToListAsync(ct);
        hours.ForEach(h => h.What = Person.ErasedName);
        var steps = await db.TrainerSteps().Where(s => ids.Contains(s.TrainerId) && s.Reason != null).ToListAsync(ct);
        steps.ForEach(s => s.Reason = null);
        var keys = rested.ConvertAll(t => t.Key);
        var lines = await db.NoticeItems().IgnoreQueryFilters().Where(i => i.IsPerson && keys.Contains(i.SubjectKey)).ToListAsync(ct);
        lines.ForEach(l => (l.Name, l.IsPerson, l.Unit, l.Remark) = (Person.ErasedName, false, null, null));
        return rested.Count + dossiers.Count + certificates.Count + hours.Count + steps.Count + lines.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day) =>
        db.Trainers().IgnoreQueryFilters().Where(t => !Rested.Contains(t.Status) || t.LeftPoolOn >= day).Select(t => t.PersonId);

    private IQueryable<Trainer> Of(PersonalSubject subject) => db.Trainers().IgnoreQueryFilters().Where(t => subject.PersonIds.Contains(t.PersonId));
}
