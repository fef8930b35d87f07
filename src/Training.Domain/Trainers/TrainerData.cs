using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Notices;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

/// <summary>A person's standing in the pool.</summary>
public sealed class TrainerData(TrainingDbContext db) : IPersonalDataSource, IPersonTie
{
    /// <summary>States in which nothing is under way any more.</summary>
    private static readonly TrainerStatus[] Rested = [TrainerStatus.Left, TrainerStatus.Declined, TrainerStatus.StruckOff];

    public string Title => "人才库";

    public int Order => 50;

    public IReadOnlyCollection<Type> Tells =>
    [
        typeof(Trainer), typeof(PoolDossier), typeof(TrainerCertificate), typeof(TrainingHours), typeof(TrainerStep), typeof(NoticeItem),
        typeof(PoolMembership), typeof(TrainerCounty), typeof(TrainerSpeciality), typeof(TrainerTravel),
    ];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var records = new List<PersonalRecord>();
        foreach (var t in await Of(subject).AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct))
        {
            var dossier = await db.PoolDossiers().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(d => d.TrainerId == t.Id, ct);
            records.Add(new PersonalRecord(
                t.Name, new PersonalFact("一句话介绍", t.Title), new PersonalFact("状态", PoolWords.Of(t.Status)), new PersonalFact("入库", $"{t.InPoolFrom:yyyy-MM-dd}"),
                new PersonalFact("出库", $"{t.LeftPoolOn:yyyy-MM-dd}"), new PersonalFact("单位", dossier?.UnitName), new PersonalFact("介绍", dossier?.Introduction),
                new PersonalFact("怎么来的", dossier is null ? null : dossier.Way == ApplicationWay.ByUnit ? "单位推荐" : "本人申报"), new PersonalFact("回执号", dossier?.ReceiptNumber),
                new PersonalFact("同意日期", dossier is null ? null : $"{ShanghaiTime.DateOf(dossier.AgreedUtc):yyyy-MM-dd}"), new PersonalFact("原因", dossier?.Reason),
                new PersonalFact("专长", await TopicsAsync(t.Id, ct)), new PersonalFact("愿意去", await TravelsAsync(t.Id, ct)),
                new PersonalFact("有空的时间", TimesOf(t.FreeTimes)), new PersonalFact("每月最多", t.MonthlyCeiling is { } most ? $"{most} 次课" : null)));
            records.AddRange((await db.PoolMemberships().AsNoTracking().Where(m => m.TrainerId == t.Id).OrderBy(m => m.FromDate).ToListAsync(ct)).Select(m => new PersonalRecord(
                "在库", new PersonalFact("从", $"{m.FromDate:yyyy-MM-dd}"), new PersonalFact("到", $"{m.UntilDate:yyyy-MM-dd}"))));
            records.AddRange((await (
                from served in db.TrainerCounties().IgnoreQueryFilters().AsNoTracking()
                join region in db.Regions() on served.RegionCode equals region.Code
                where served.TrainerId == t.Id
                orderby served.FromDate, served.RegionCode
                select new { region.Name, served.FromDate, served.UntilDate }).ToListAsync(ct)).Select(s => new PersonalRecord(
                "备案服务", new PersonalFact("县区", s.Name), new PersonalFact("从", $"{s.FromDate:yyyy-MM-dd}"), new PersonalFact("到", $"{s.UntilDate:yyyy-MM-dd}"))));
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
        rested.ForEach(t => (t.Name, t.Title, t.FreeTimes, t.MonthlyCeiling) = (Person.ErasedName, null, null, null));
        var dossiers = await db.PoolDossiers().IgnoreQueryFilters().Where(d => ids.Contains(d.TrainerId)).ToListAsync(ct);
        dossiers.ForEach(d => (d.UnitName, d.Introduction, d.Reason) = (null, null, null));
        var certificates = await db.TrainerCertificates().Where(c => ids.Contains(c.TrainerId)).ToListAsync(ct);
        certificates.ForEach(c => c.Number = Person.ErasedName);
        var hours = await db.TrainingHours().Where(h => ids.Contains(h.TrainerId)).ToListAsync(ct);
        hours.ForEach(h => (h.What, h.StruckReason) = (Person.ErasedName, h.StruckReason is null ? null : Person.ErasedName));
        var steps = await db.TrainerSteps().Where(s => ids.Contains(s.TrainerId) && s.Reason != null).ToListAsync(ct);
        steps.ForEach(s => s.Reason = null);
        // Wishes are taken out whole; stays and counties are dates that the figures of past months rest on, and name nobody.
        var topics = await db.TrainerSpecialities().Where(s => ids.Contains(s.TrainerId)).ToListAsync(ct);
        var travels = await db.TrainerTravels().Where(s => ids.Contains(s.TrainerId)).ToListAsync(ct);
        db.RemoveRange(topics);
        db.RemoveRange(travels);
        var keys = rested.ConvertAll(t => t.Key);
        var papers = await db.Attachments().Where(a => a.OwnerKind == TrainerPapers.OwnerKind && keys.Contains(a.OwnerKey)).ToListAsync(ct);
        papers.ForEach(a => (a.Title, a.FileName, a.RemovedUtc) = (Person.ErasedName, Person.ErasedName, a.RemovedUtc ?? subject.NowUtc));
        var lines = await db.NoticeItems().IgnoreQueryFilters().Where(i => i.IsPerson && keys.Contains(i.SubjectKey)).ToListAsync(ct);
        lines.ForEach(l => (l.Name, l.IsPerson, l.Unit, l.Remark) = (Person.ErasedName, false, null, null));
        return rested.Count + dossiers.Count + certificates.Count + hours.Count + steps.Count + lines.Count + topics.Count + travels.Count + papers.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day) =>
        db.Trainers().IgnoreQueryFilters().Where(t => !Rested.Contains(t.Status) || t.LeftPoolOn >= day).Select(t => t.PersonId);

    private async Task<string?> TopicsAsync(long trainer, CancellationToken ct) => Joined(await (
        from speciality in db.TrainerSpecialities()
        join topic in db.Topics() on speciality.TopicCode equals topic.Code
        where speciality.TrainerId == trainer
        orderby topic.Vocabulary, topic.Ordinal
        select topic.Name).ToListAsync(ct));

    private async Task<string?> TravelsAsync(long trainer, CancellationToken ct) => Joined(await (
        from travel in db.TrainerTravels()
        join region in db.Regions() on travel.CountyCode equals region.Code
        where travel.TrainerId == trainer
        orderby region.Code
        select region.Name).ToListAsync(ct));

    private static string? TimesOf(int? times) => times is null
        ? null
        : string.Join('、', Enumerable.Range(0, FreeTimes.Slots).Where(slot => FreeTimes.Holds(times, slot))
            .Select(slot => $"周{"一二三四五六日"[slot / 3]}{((string[])["上午", "下午", "晚上"])[slot % 3]}"));

    private static string? Joined(List<string> names) => names.Count == 0 ? null : string.Join('、', names);

    private IQueryable<Trainer> Of(PersonalSubject subject) => db.Trainers().IgnoreQueryFilters().Where(t => subject.PersonIds.Contains(t.PersonId));
}
