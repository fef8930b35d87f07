using Microsoft.EntityFrameworkCore;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Households;

/// <summary>A person's file of home teaching: ground, plan, visits.</summary>
public sealed class HomeTeachingData(TrainingDbContext db) : IPersonalDataSource, IPersonTie, IHealthRecord
{
    public string Title => "入户送学";

    public int Order => 40;

    public IReadOnlyCollection<Type> Tells => [typeof(PersonFile), typeof(HomeVisitPerson)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var files = await (
            from file in db.PersonFiles().IgnoreQueryFilters()
            where subject.PersonIds.Contains(file.PersonId)
            join station in db.Stations() on file.StationId equals station.Id
            orderby file.Id
            select new { File = file, Station = station.Name }).ToListAsync(ct);
        var visits = await (
            from taught in db.HomeVisitPeople()
            join file in db.PersonFiles().IgnoreQueryFilters() on taught.PersonFileId equals file.Id
            join visit in db.HomeVisits() on taught.HomeVisitId equals visit.Id
            where subject.PersonIds.Contains(file.PersonId)
            orderby visit.StartedUtc
            select new { visit.StartedUtc, visit.Minutes, visit.Content, visit.Signed }).ToListAsync(ct);
        return
        [
            .. files.Select(f => new PersonalRecord(
                $"{f.Station} 人档",
                [
                    new("对象类别", f.File.GroundSealed is { } ground ? Words(subject.Open(f.File.PersonId, ground)) : null),
                    new("方案", f.File.PlanSealed is { } plan ? subject.Open(f.File.PersonId, plan) : null),
                    new("方案日期", $"{f.File.PlannedOn:yyyy-MM-dd}"),
                ])),
            .. visits.Select(v => new PersonalRecord(
                $"{ShanghaiTime.DateOf(v.StartedUtc):yyyy-MM-dd} 入户",
                new PersonalFact("时长", $"{v.Minutes} 分钟"), new PersonalFact("内容", v.Content), new PersonalFact("签字", v.Signed ? "有" : "没有"))),
        ];
    }

    /// <summary>Ground and plan go; that there was a ground and when the plan was made stays, since filed figures count it.</summary>
    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var files = await db.PersonFiles().IgnoreQueryFilters().Where(f => subject.PersonIds.Contains(f.PersonId)).ToListAsync(ct);
        files.ForEach(f => (f.GroundSealed, f.PlanSealed) = (null, null));
        return files.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => db.PersonFiles().AnyAsync(f => f.PersonId == personId, ct);

    public IQueryable<long> ActiveSince(DateOnly day)
    {
        var month = Month.Of(day);
        return from taught in db.HomeVisitPeople()
               join visit in db.HomeVisits().IgnoreQueryFilters() on taught.HomeVisitId equals visit.Id
               join file in db.PersonFiles() on taught.PersonFileId equals file.Id
               where visit.Month >= month
               select file.PersonId;
    }

    async Task<string?> IHealthRecord.ReadAsync(PersonalSubject subject, CancellationToken ct)
    {
        var parts = new List<string>();
        foreach (var file in await db.PersonFiles().IgnoreQueryFilters().Where(f => subject.PersonIds.Contains(f.PersonId)).OrderBy(f => f.Id).ToListAsync(ct))
        {
            if (file.GroundSealed is { } ground)
            {
                parts.Add(Words(subject.Open(file.PersonId, ground)));
            }

            if (file.PlanSealed is { } plan)
            {
                parts.Add($"方案：{subject.Open(file.PersonId, plan)}");
            }
        }

        return parts.Count == 0 ? null : string.Join('；', parts);
    }

    public Task<bool> HasAnyAsync(PersonalSubject subject, CancellationToken ct = default) =>
        db.PersonFiles().IgnoreQueryFilters().AnyAsync(f => subject.PersonIds.Contains(f.PersonId) && (f.GroundSealed != null || f.PlanSealed != null), ct);

    private static string Words(string ground) => HealthFacts.Words(Enum.Parse<EligibilityGround>(ground));
}
