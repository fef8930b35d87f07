using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>A person's standing in the pool.</summary>
public sealed class TrainerData(TrainingDbContext db) : IPersonalDataSource, IPersonTie
{
    public string Title => "人才库";

    public int Order => 50;

    public IReadOnlyCollection<Type> Tells => [typeof(Trainer)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
        (await db.Trainers().IgnoreQueryFilters().AsNoTracking().Where(t => subject.PersonIds.Contains(t.PersonId)).OrderBy(t => t.Id).ToListAsync(ct))
        .ConvertAll(t => new PersonalRecord(
            t.Name, new PersonalFact("一句话介绍", t.Title), new PersonalFact("入库", $"{t.InPoolFrom:yyyy-MM-dd}"), new PersonalFact("出库", $"{t.LeftPoolOn:yyyy-MM-dd}")));

    /// <summary>Who teaches in public is named in public while in the pool.</summary>
    public async Task<LegalHold?> HoldAsync(PersonalSubject subject, CancellationToken ct = default) =>
        await db.Trainers().IgnoreQueryFilters().AnyAsync(t => subject.PersonIds.Contains(t.PersonId) && t.Status != TrainerStatus.Left, ct)
            ? new LegalHold("人才库登记", "还在人才库里（或正在办理入库），公示和备案要求留存姓名和联系方式；出库以后可以再申请。", KeepsIdentity: true)
            : null;

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var left = await db.Trainers().IgnoreQueryFilters().Where(t => subject.PersonIds.Contains(t.PersonId) && t.Status == TrainerStatus.Left).ToListAsync(ct);
        left.ForEach(t => (t.Name, t.Title) = (Person.ErasedName, null));
        return left.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day) =>
        db.Trainers().IgnoreQueryFilters().Where(t => t.Status != TrainerStatus.Left || t.LeftPoolOn >= day).Select(t => t.PersonId);
}
