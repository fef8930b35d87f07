using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>
/// Where a person stands in the four kinds of work, put together from the rooms that keep it; the register itself knows none of them.
/// What hangs on any of the person's rows is the person's. Each room's rows are cut to the reader's scope.
/// </summary>
public sealed class PersonWork(TrainingDbContext db, TimeProvider clock)
{
    private const int MostShown = 20;

    public async Task<(IReadOnlyList<Happening> Shown, int InAll, IReadOnlyList<string> Standing)> OfAsync(PersonRecord record, CancellationToken ct)
    {
        var ids = record.RowIds;
        var classes = from entry in db.RollEntries()
                      join roll in db.Rolls() on entry.RollId equals roll.Id
                      join session in db.Sessions() on entry.SessionId equals session.Id
                      join station in db.Stations() on entry.StationId equals station.Id
                      where entry.PersonId != null && ids.Contains(entry.PersonId.Value) && entry.Present && !entry.InConflict && roll.Status == RollStatus.Closed
                      select new { Start = session.StartedUtc ?? session.PlannedStartUtc, session.Title, Station = station.Name };
        var visits = from learner in db.PersonFiles()
                     join taught in db.HomeVisitPeople() on learner.Id equals taught.PersonFileId
                     join visit in db.HomeVisits() on taught.HomeVisitId equals visit.Id
                     join station in db.Stations() on visit.StationId equals station.Id
                     where ids.Contains(learner.PersonId) && visit.Status == VisitStatus.Completed
                     select new { Start = visit.StartedUtc, Title = visit.Content, Station = station.Name, visit.Minutes };
        var household = record.Person.HouseholdId;
        var services = from reached in db.HelpServiceHouseholds()
                       join service in db.HelpServices() on reached.HelpServiceId equals service.Id
                       join station in db.Stations() on service.StationId equals station.Id
                       where reached.HouseholdId == household
                       select new { service.HeldOn, service.Kind, Station = station.Name };
        var total = await classes.CountAsync(ct) + await visits.CountAsync(ct) + await services.CountAsync(ct);
        var lines = new List<(DateOnly On, Happening Line)>();
        foreach (var one in await classes.OrderByDescending(c => c.Start).Take(MostShown).ToListAsync(ct))
        {
            Add(ShanghaiTime.DateOf(one.Start), "教", $"到课：{one.Title}", one.Station);
        }

        foreach (var one in await visits.OrderByDescending(v => v.Start).Take(MostShown).ToListAsync(ct))
        {
            Add(ShanghaiTime.DateOf(one.Start), "送", "老师上门", $"{one.Title}，{one.Minutes} 分钟，{one.Station}", solid: true);
        }

        foreach (var one in await services.OrderByDescending(s => s.HeldOn).Take(MostShown).ToListAsync(ct))
        {
            Add(one.HeldOn, "帮", $"这一户得到{WordOf(one.Kind)}", one.Station);
        }

        return ([.. lines.OrderByDescending(l => l.On).Take(MostShown).Select(l => l.Line)], total, await StandingAsync(ids, ct));

        void Add(DateOnly on, string character, string what, string details, bool solid = false) =>
            lines.Add((on, new Happening(on.Year == clock.Today().Year ? $"{on.Month}月{on.Day}日" : $"{on:yyyy-MM-dd}", character, what, details, solid)));
    }

    private async Task<IReadOnlyList<string>> StandingAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var today = clock.Today();
        var regular = await (
            from member in db.StationMembers()
            join station in db.Stations() on member.StationId equals station.Id
            where ids.Contains(member.PersonId) && member.FromDate <= today && (member.UntilDate == null || today < member.UntilDate)
            orderby member.FromDate
            select $"常来{station.Name}").Distinct().ToListAsync(ct);
        var files = await (
            from learner in db.PersonFiles()
            join station in db.Stations() on learner.StationId equals station.Id
            where ids.Contains(learner.PersonId)
            select $"{station.Name}的入户送学对象").Distinct().ToListAsync(ct);
        var trainer = await db.Trainers().Where(t => ids.Contains(t.PersonId)).Select(t => t.Kind).Distinct().ToListAsync(ct);
        return [.. trainer.Select(kind => kind is TalentKind.SocialWorker ? "人才库里的社工" : kind is TalentKind.Volunteer ? "人才库里的志愿者" : "人才库里的讲师"), .. regular, .. files];
    }

    private static string WordOf(HelpKind kind) => kind switch
    {
        HelpKind.Meals => "助餐",
        HelpKind.Cleaning => "助洁",
        HelpKind.Bathing => "助浴",
        HelpKind.Walking => "助行",
        HelpKind.Emergency => "助急",
        HelpKind.Medical => "助医",
    };
}
