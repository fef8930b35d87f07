using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>What a record is called in a list: its day, if it has one, and a few words. Never a personal value.</summary>
public sealed record RecordTitle(DateOnly? Day, string Words)
{
    /// <summary>Of the page on which the record is read: the closed roll of a session, a published course.</summary>
    public Guid? Page { get; init; }
}

/// <summary>Puts names to the records behind a figure: one statement a kind, for all records listed.</summary>
public sealed class RecordTitles(TrainingDbContext db)
{
    /// <summary>Statements carry at most so many ids.</summary>
    private const int AtOnce = 500;

    public async Task<Dictionary<(RecordKind, long), RecordTitle>> OfAsync(IEnumerable<MetricRow> rows, CancellationToken ct = default)
    {
        var titles = new Dictionary<(RecordKind, long), RecordTitle>();
        foreach (var kind in rows.GroupBy(r => r.Kind))
        {
            foreach (var ids in kind.Select(r => r.RecordId).Distinct().Chunk(AtOnce))
            {
                foreach (var (id, title) in await OfKindAsync(kind.Key, ids, ct))
                {
                    titles[(kind.Key, id)] = title;
                }
            }
        }

        return titles;
    }

    private async Task<IEnumerable<(long, RecordTitle)>> OfKindAsync(RecordKind kind, long[] ids, CancellationToken ct)
    {
        switch (kind)
        {
            case RecordKind.Station:
                return (await Query<Stations.Station>().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name, s.InUseFrom }).ToListAsync(ct))
                    .Select(s => (s.Id, new RecordTitle(s.InUseFrom, s.Name)));
            case RecordKind.Session:
                return (await (
                    from s in Query<Session>()
                    where ids.Contains(s.Id)
                    join r in Query<Roll>().Where(r => r.Status == RollStatus.Closed) on s.Id equals r.SessionId into rolls
                    from r in rolls.DefaultIfEmpty()
                    select new
                    {
                        s.Id,
                        s.Title,
                        At = s.StartedUtc ?? s.PlannedStartUtc,
                        Roll = (Guid?)r.Key,
                        Photos = Query<ClassPhoto>().Count(p => p.SessionId == s.Id && db.Attachments().Any(a => a.Id == p.AttachmentId && a.RemovedUtc == null)),
                    }).ToListAsync(ct))
                    .Select(s => (s.Id, new RecordTitle(ShanghaiTime.DateOf(s.At), s.Photos == 0 ? s.Title : $"{s.Title}，{s.Photos} 张照片") { Page = s.Roll }));
            case RecordKind.Trainer:
                return (await Query<Trainer>().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name, t.Kind, t.InPoolFrom }).ToListAsync(ct))
                    .Select(t => (t.Id, new RecordTitle(t.InPoolFrom, $"{t.Name}，{Kind(t.Kind)}")));
            case RecordKind.HouseholdFile:
                return (await Query<HouseholdFile>().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.ScreenedOn }).ToListAsync(ct))
                    .Select(f => (f.Id, new RecordTitle(f.ScreenedOn, $"户档 {f.Id}")));
            case RecordKind.PersonFile:
                return (await Query<PersonFile>().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.PlannedOn, f.GroundReading }).ToListAsync(ct))
                    .Select(f => (f.Id, new RecordTitle(f.PlannedOn, $"人档 {f.Id}，{Ground(f.GroundReading)}")));
            case RecordKind.HomeVisit:
                return (await Query<HomeVisit>().Where(v => ids.Contains(v.Id)).Select(v => new { v.Id, v.StartedUtc, v.Content }).ToListAsync(ct))
                    .Select(v => (v.Id, new RecordTitle(ShanghaiTime.DateOf(v.StartedUtc), v.Content)));
            case RecordKind.HelpService:
                return (await Query<HelpService>().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.HeldOn, s.Kind, s.Note }).ToListAsync(ct))
                    .Select(s => (s.Id, new RecordTitle(s.HeldOn, $"{HelpKindWords.Of(s.Kind)}{(string.IsNullOrEmpty(s.Note) ? "，没有写内容" : $"，{s.Note}")}")));
            case RecordKind.Household:
                return ids.Select(id => (id, new RecordTitle(null, $"户 {id}")));
            case RecordKind.Region:
                return (await db.Regions().AsNoTracking().Where(r => ids.Contains(r.Code)).Select(r => new { r.Code, r.Name }).ToListAsync(ct))
                    .Select(r => (r.Code, new RecordTitle(null, r.Name)));
            case RecordKind.Declaration:
                return (await Query<OffPlatformDeclaration>().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.HappenedOn, d.Note }).ToListAsync(ct))
                    .Select(d => (d.Id, new RecordTitle(d.HappenedOn, $"申报漏记：{d.Note}")));
            case RecordKind.SelfCheck:
                return (await Query<ModuleSelfCheck>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.CheckedUtc, c.Url }).ToListAsync(ct))
                    .Select(c => (c.Id, new RecordTitle(ShanghaiTime.DateOf(c.CheckedUtc), c.Url)));
            case RecordKind.Person:
                return (await Query<Person>().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct))
                    .Select(p => (p.Id, new RecordTitle(null, Masked(p.Name))));
            case RecordKind.Question:
                // What was asked stays with asker, trainer and county: the list tells the day and whether it was answered.
                return (await Query<LessonQuestion>().Where(q => ids.Contains(q.Id)).Select(q => new { q.Id, q.AskedUtc, q.AnsweredUtc }).ToListAsync(ct))
                    .Select(q => (q.Id, new RecordTitle(ShanghaiTime.DateOf(q.AskedUtc), q.AnsweredUtc is { } at ? $"居民提问，{ShanghaiTime.DateOf(at):M月d日}答了" : "居民提问，还没有答")));
            case RecordKind.DeclaredFigure:
                return (await Query<DeclaredFigure>().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.RecordedUtc, f.Note }).ToListAsync(ct))
                    .Select(f => (f.Id, new RecordTitle(ShanghaiTime.DateOf(f.RecordedUtc), f.Note)));
            case RecordKind.Course:
                return await CoursesAsync(ids, ct);
            default:
                throw new InvalidOperationException($"No title for {kind}.");
        }
    }

    /// <summary>A course with who of the county passed what families see, and when.</summary>
    private async Task<IEnumerable<(long, RecordTitle)>> CoursesAsync(long[] ids, CancellationToken ct)
    {
        var versions = (await (
            from version in Query<CourseVersion>()
            where ids.Contains(version.CourseId) && version.State == CourseVersionState.Published
            join account in db.Accounts() on version.DecidedBy equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            select new { version.CourseId, version.DecidedUtc, Name = account == null ? null : account.DisplayName }).ToListAsync(ct)).ToDictionary(v => v.CourseId);
        return (await Query<Course>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Title, c.PublishedUtc, c.Key, c.Status }).ToListAsync(ct)).Select(c =>
        {
            var reviewed = versions.GetValueOrDefault(c.Id);
            var by = reviewed?.DecidedUtc is { } at ? $"，{reviewed.Name ?? "县区"} {ShanghaiTime.DateOf(at):M月d日}审过" : "";
            return (c.Id, new RecordTitle(c.PublishedUtc is { } day ? ShanghaiTime.DateOf(day) : null, $"{c.Title}{by}")
            {
                Page = c.Status == CourseStatus.Published ? c.Key : null,
            });
        });
    }

    // The rows were bounded by the window that the use case admitted; the caller's own filter would hide what he is shown the number of.
    private IQueryable<T> Query<T>()
        where T : class =>
        db.Set<T>().IgnoreQueryFilters().AsNoTracking();

    /// <summary>A resident in a list: 张某某.</summary>
    internal static string Masked(string name) => name.Length == 0 ? "" : $"{name.EnumerateRunes().First()}某某";

    private static string Ground(GroundReading? ground) => ground switch
    {
        GroundReading.TextOnly => "自理能力较差的老年人",
        GroundReading.Annex => "行动不便老年人或残疾人",
        null => "没有写理由",
        _ => throw new InvalidOperationException($"No words for {ground}."),
    };

    private static string Kind(TalentKind kind) => kind switch
    {
        TalentKind.Teaching => "教学专业人才",
        TalentKind.Nursing => "医疗护理专业人才",
        TalentKind.Carer => "护工",
        TalentKind.SocialWorker => "社工",
        TalentKind.Volunteer => "志愿者",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };
}
