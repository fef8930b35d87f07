using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>A person's standing on the lists of stations.</summary>
public sealed class StationMembershipData(TrainingDbContext db) : IPersonalDataSource, IPersonTie
{
    public string Title => "站点常来的人";

    public int Order => 20;

    public IReadOnlyCollection<Type> Tells => [typeof(StationMember)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
        (await (
            from member in db.StationMembers().IgnoreQueryFilters()
            where subject.PersonIds.Contains(member.PersonId)
            join station in db.Stations() on member.StationId equals station.Id
            orderby member.FromDate
            select new { station.Name, member.FromDate, member.UntilDate }).ToListAsync(ct))
        .ConvertAll(m => new PersonalRecord(m.Name, new PersonalFact("从", $"{m.FromDate:yyyy-MM-dd}"), new PersonalFact("到", $"{m.UntilDate:yyyy-MM-dd}")));

    /// <summary>The membership ends; that somebody belonged to the station then, figures still count.</summary>
    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var today = ShanghaiTime.DateOf(subject.NowUtc);
        var members = await db.StationMembers().IgnoreQueryFilters()
            .Where(m => subject.PersonIds.Contains(m.PersonId) && (m.UntilDate == null || m.UntilDate > today)).ToListAsync(ct);
        members.ForEach(m => m.UntilDate = today);
        return members.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) =>
        db.StationMembers().AnyAsync(m => m.PersonId == personId && (m.UntilDate == null || today < m.UntilDate), ct);

    public IQueryable<long> ActiveSince(DateOnly day) =>
        db.StationMembers().IgnoreQueryFilters().Where(m => m.UntilDate == null || m.UntilDate >= day).Select(m => m.PersonId);
}
