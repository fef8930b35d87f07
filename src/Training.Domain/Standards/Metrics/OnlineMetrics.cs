using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;

namespace Training.Domain.Standards;

/// <summary>智慧助学: items Z1 to Z4.</summary>
public static class OnlineMetrics
{
    public const string Completeness = "online.completeness";
    public const string Module = "online.module";
    public const string Residents = "online.residents";
    public const string Courses = "online.courses";
    public const string Consultation = "online.consultation";

    public static readonly IReadOnlyDictionary<string, Metric> All = new Dictionary<string, Metric>
    {
        [Completeness] = Records,
        [Module] = SelfChecks,
        [Residents] = SignedIn,
        [Courses] = PlayableCourses,
        [Consultation] = Consulted,
    };

    /// <summary>Z1: everything that was due and not cancelled, and what was declared afterwards as missing; the numerator says whether the record is complete.</summary>
    private static IQueryable<MetricRow> Records(TrainingDbContext db, MetricWindow window)
    {
        var end = window.CutOffEndUtc;
        var sessions =
            from session in db.Sessions()
            where session.Month >= window.First && session.Month <= window.Last
                && session.RegionCode >= window.Codes.From && session.RegionCode < window.Codes.Until
                && session.Status != SessionStatus.Cancelled && session.PlannedEndUtc < end
            select new MetricRow
            {
                RegionCode = session.RegionCode,
                StationId = session.StationId,
                Month = session.Month,
                Kind = RecordKind.Session,
                RecordId = session.Id,
                Numerator = session.Status == SessionStatus.Held && session.MaterialArchived ? 1 : 0,
                Denominator = 1,
                Member = 0,
                Excluded = 0,
            };
        var visits =
            from visit in db.HomeVisits()
            where visit.Month >= window.First && visit.Month <= window.Last
                && visit.RegionCode >= window.Codes.From && visit.RegionCode < window.Codes.Until
                && visit.Status != VisitStatus.Cancelled && visit.StartedUtc < end
            select new MetricRow
            {
                RegionCode = visit.RegionCode,
                StationId = visit.StationId,
                Month = visit.Month,
                Kind = RecordKind.HomeVisit,
                RecordId = visit.Id,
                Numerator = visit.Status == VisitStatus.Completed && visit.Signed && visit.Content != "" ? 1 : 0,
                Denominator = 1,
                Member = 0,
                Excluded = 0,
            };
        var services =
            from service in db.HelpServices()
            where service.Month >= window.First && service.Month <= window.Last
                && service.RegionCode >= window.Codes.From && service.RegionCode < window.Codes.Until
                && service.HeldOn <= window.CutOff
            select new MetricRow
            {
                RegionCode = service.RegionCode,
                StationId = service.StationId,
                Month = service.Month,
                Kind = RecordKind.HelpService,
                RecordId = service.Id,
                Numerator = service.Note != null && service.Note != "" ? 1 : 0,
                Denominator = 1,
                Member = 0,
                Excluded = 0,
            };
        var declared =
            from declaration in db.OffPlatformDeclarations()
            where declaration.Month >= window.First && declaration.Month <= window.Last
                && declaration.RegionCode >= window.Codes.From && declaration.RegionCode < window.Codes.Until
            select new MetricRow
            {
                RegionCode = declaration.RegionCode,
                StationId = declaration.StationId,
                Month = declaration.Month,
                Kind = RecordKind.Declaration,
                RecordId = declaration.Id,
                Numerator = 0,
                Denominator = 1,
                Member = 0,
                Excluded = 0,
            };
        return sessions.Concat(visits).Concat(services).Concat(declared);
    }

    /// <summary>Z2: dated self-checks of the public course module.</summary>
    private static IQueryable<MetricRow> SelfChecks(TrainingDbContext db, MetricWindow window) =>
        from check in db.ModuleSelfChecks()
        where check.Month >= window.First && check.Month <= window.Last
            && check.RegionCode >= window.Codes.From && check.RegionCode < window.Codes.Until
        select new MetricRow
        {
            RegionCode = check.RegionCode,
            StationId = 0,
            Month = check.Month,
            Kind = RecordKind.SelfCheck,
            RecordId = check.Id,
            Numerator = check.Reachable ? 1 : 0,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>Z3: distinct residents who signed in, once each; a merged person counts once.</summary>
    private static IQueryable<MetricRow> SignedIn(TrainingDbContext db, MetricWindow window) =>
        from visit in db.ResidentSignIns().IgnoreQueryFilters([nameof(Person), nameof(Household), IPersonRow.StationFilter])
        where visit.Month >= window.First && visit.Month <= window.Last
            && visit.RegionCode >= window.Codes.From && visit.RegionCode < window.Codes.Until
        join person in db.People() on visit.PersonId equals person.Id
        select new { County = visit.RegionCode - (visit.RegionCode % 1_000_000), Person = person.CanonicalId ?? person.Id } into one
        group one by one into resident
        select new MetricRow
        {
            RegionCode = resident.Key.County,
            StationId = 0,
            Month = window.Last,
            Kind = RecordKind.Person,
            RecordId = resident.Key.Person,
            Numerator = resident.Count(),
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>T2: what residents asked through the channel, in the window by the month of Shanghai; the numerator says whether it was answered by the cut-off day (正文五（四）开通培训、咨询通道).</summary>
    private static IQueryable<MetricRow> Consulted(TrainingDbContext db, MetricWindow window)
    {
        var (begin, until, end) = (window.First.StartUtc, window.Last.EndUtc, window.CutOffEndUtc);
        return from question in db.LessonQuestions()
               where question.AskedUtc >= begin && question.AskedUtc < until && question.AskedUtc < end
                   && question.RegionCode >= window.Codes.From && question.RegionCode < window.Codes.Until
               select new MetricRow
               {
                   RegionCode = question.RegionCode,
                   StationId = 0,
                   Month = window.Last,
                   Kind = RecordKind.Question,
                   RecordId = question.Id,
                   Numerator = question.AnsweredUtc != null && question.AnsweredUtc < end ? 1 : 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>Z4: courses published by the cut-off day, with a playable lesson in the version that families see.</summary>
    private static IQueryable<MetricRow> PlayableCourses(TrainingDbContext db, MetricWindow window)
    {
        var end = window.CutOffEndUtc;
        var playable = (
            from version in db.CourseVersions()
            where version.State == CourseVersionState.Published
            join row in db.CourseVersionLessons() on version.Id equals row.VersionId
            join lesson in db.Lessons().Playable() on row.LessonId equals lesson.Id
            group lesson by version.CourseId into shown
            select new { CourseId = shown.Key, Lessons = shown.Count() });
        return from course in db.Courses()
               where course.RegionCode >= window.Codes.From && course.RegionCode < window.Codes.Until
                   && course.Status == CourseStatus.Published && course.PublishedUtc < end
               join lessons in playable on course.Id equals lessons.CourseId
               select new MetricRow
               {
                   RegionCode = course.RegionCode,
                   StationId = 0,
                   Month = window.Last,
                   Kind = RecordKind.Course,
                   RecordId = course.Id,
                   Numerator = lessons.Lessons,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }
}
