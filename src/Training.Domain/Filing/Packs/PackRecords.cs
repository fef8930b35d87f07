using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Households;
using Training.Domain.Inspections;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Packs;

/// <summary>
/// The records under a sheet as tables: timetable and classes, rolls, visits, help services, self-checks, spot checks. Names of residents are
/// masked as on the site, and what was written about a household is left out. Each table lies with the first line that rests on its records.
/// </summary>
public sealed class PackRecords(TrainingDbContext db)
{
    /// <summary>Statements carry at most so many ids.</summary>
    private const int AtOnce = 500;

    internal async Task AddAsync(PackSpool spool, ReadSnapshot read, IReadOnlyList<PackLine> lines, CancellationToken ct)
    {
        var stations = read.Evaluation.Stations.ToDictionary(s => s.StationId, s => s.Name);
        var ids = read.Content.Records.ToLookup(r => Enum.Parse<RecordKind>(r.Kind), r => r.Id);
        string Station(long id) => stations.GetValueOrDefault(id, "");

        void Add(RecordKind kind, string name, string what, string[] head, List<IReadOnlyList<string?>> rows)
        {
            var of = lines.Where(l => l.Rows.Any(r => r.Row.Kind == kind)).ToList();
            if (rows.Count == 0 || of.Count == 0)
            {
                return;
            }

            var path = $"{of[0].Folder}/{name}.csv";
            spool.AddTable(path, what, head, rows, [.. of.Select(l => l.Code)]);
            of.ForEach(l => l.Files.Add(path));
        }

        var sessions = await InPartsAsync(ids[RecordKind.Session], some => db.Sessions().AsNoTracking().Where(s => some.Contains(s.Id)).OrderBy(s => s.Id), ct);
        Add(RecordKind.Session, "课表和授课记录", "课表发布时间、起止时间", ["日期", "站点", "课题", "计划开始", "计划结束", "课表发布", "实际开始", "实际结束", "授课分钟", "教案已存"],
        [
            .. sessions.Select(s => (IReadOnlyList<string?>)
            [
                Day(s.StartedUtc ?? s.PlannedStartUtc), Station(s.StationId), s.Title, Minute(s.PlannedStartUtc), Minute(s.PlannedEndUtc), Minute(s.PublishedUtc), Minute(s.StartedUtc), Minute(s.EndedUtc),
                Number(s.TaughtMinutes), s.MaterialArchived ? "是" : "否",
            ]),
        ]);
        Add(RecordKind.Session, "花名册", "到课的人，姓名遮住", ["日期", "站点", "课题", "序号", "姓名", "工作人员"], await RollsAsync(sessions, Station, ct));

        var visits = await InPartsAsync(ids[RecordKind.HomeVisit], some => db.HomeVisits().AsNoTracking().Where(v => some.Contains(v.Id)).OrderBy(v => v.Id), ct);
        Add(RecordKind.HomeVisit, "入户送学记录", "每次入户的时间、评价、签字", ["编号", "日期", "站点", "户档", "分钟", "评价", "签字"],
        [
            .. visits.Select(v => (IReadOnlyList<string?>)[Number(v.Id), Day(v.StartedUtc), Station(v.StationId), Number(v.HouseholdFileId), Number(v.Minutes), Words(v.Satisfaction), v.Signed ? "有" : "无"]),
        ]);

        var services = await InPartsAsync(ids[RecordKind.HelpService], some => db.HelpServices().AsNoTracking().Where(s => some.Contains(s.Id)).OrderBy(s => s.Id), ct);
        var served = (await InPartsAsync(ids[RecordKind.HelpService], some => db.Set<HelpServiceHousehold>().AsNoTracking().Where(h => some.Contains(h.HelpServiceId)).OrderBy(h => h.Id), ct)).CountBy(h => h.HelpServiceId).ToDictionary();
        Add(RecordKind.HelpService, "六助服务记录", "每次服务的日期、类别、户数", ["编号", "日期", "站点", "类别", "户数"],
            [.. services.Select(s => (IReadOnlyList<string?>)[Number(s.Id), Day(s.HeldOn), Station(s.StationId), HelpKindWords.Of(s.Kind), Number(served.GetValueOrDefault(s.Id))])]);

        var checks = await InPartsAsync(ids[RecordKind.SelfCheck], some => db.Set<ModuleSelfCheck>().AsNoTracking().Where(c => some.Contains(c.Id)).OrderBy(c => c.Id), ct);
        Add(RecordKind.SelfCheck, "自检记录", "专项模块的自检", ["时间", "网址", "结果", "说明"], [.. checks.Select(c => (IReadOnlyList<string?>)[Minute(c.CheckedUtc), c.Url, c.Reachable ? "打得开" : "打不开", c.Detail])]);
        await InspectionsAsync(spool, ids, Station, ct);
    }

    private async Task<List<IReadOnlyList<string?>>> RollsAsync(List<Session> sessions, Func<long, string> station, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<string?>>();
        foreach (var some in sessions.Chunk(AtOnce))
        {
            var ids = some.Select(s => s.Id).ToList();
            var present = (await (
                from entry in db.RollEntries().AsNoTracking()
                where ids.Contains(entry.SessionId) && entry.Present
                join person in db.Set<Person>() on entry.PersonId equals (long?)person.Id into people
                from person in people.DefaultIfEmpty()
                join walkIn in db.Set<WalkIn>() on entry.WalkInId equals (long?)walkIn.Id into walkIns
                from walkIn in walkIns.DefaultIfEmpty()
                orderby entry.Id
                select new { entry.SessionId, entry.IsStaff, Name = person != null ? person.Name : walkIn != null ? walkIn.Name : null }).ToListAsync(ct)).ToLookup(e => e.SessionId);
            rows.AddRange(some.SelectMany(s => present[s.Id].Select((e, i) => (IReadOnlyList<string?>)
                [Day(s.StartedUtc ?? s.PlannedStartUtc), station(s.StationId), s.Title, Number(i + 1), RecordTitles.Masked(e.Name ?? ""), e.IsStaff ? "是" : ""])));
        }

        return rows;
    }

    /// <summary>What was inspected of the sheet's classes and homes, and what came out. Words of the inspectors stay on the platform.</summary>
    private async Task InspectionsAsync(PackSpool spool, ILookup<RecordKind, long> ids, Func<long, string> station, CancellationToken ct)
    {
        var found = new List<Inspection>();
        foreach (var (kind, record) in ((InspectedKind, RecordKind)[])[(InspectedKind.Session, RecordKind.Session), (InspectedKind.Home, RecordKind.HouseholdFile)])
        {
            found.AddRange(await InPartsAsync(
                ids[record], some => db.Inspections().AsNoTracking().Where(i => i.Kind == kind && some.Contains(i.RecordId) && i.State != InspectionState.Drawn).OrderBy(i => i.Id), ct));
        }

        if (found.Count > 0)
        {
            spool.AddTable("抽查/抽查结论.csv", "抽查的结论", ["抽查日期", "站点", "类别", "记录编号", "结论", "办到哪里", "办结"],
            [
                .. found.OrderBy(i => i.Id).Select(i => (IReadOnlyList<string?>)
                [
                    Day(i.InspectedOn), station(i.StationId), InspectionWords.Of(i.Kind), Number(i.RecordId), i.Verdict is { } verdict ? InspectionWords.Of(verdict) : "", InspectionWords.Of(i.State), Minute(i.ClosedUtc),
                ]),
            ]);
        }
    }

    private static async Task<List<T>> InPartsAsync<T>(IEnumerable<long> ids, Func<List<long>, IQueryable<T>> query, CancellationToken ct)
    {
        var rows = new List<T>();
        foreach (var some in ids.Distinct().Order().Chunk(AtOnce))
        {
            rows.AddRange(await query([.. some]).ToListAsync(ct));
        }

        return rows;
    }

    private static string Words(Satisfaction? said) => said switch
    {
        Satisfaction.Satisfied => "满意",
        Satisfaction.FairlySatisfied => "基本满意",
        Satisfaction.Dissatisfied => "不满意",
        _ => "没有评价",
    };

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateTime utc) => Day(ShanghaiTime.DateOf(utc));

    internal static string Minute(DateTime? utc) => utc is { } at ? ShanghaiTime.FromUtc(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";
}
