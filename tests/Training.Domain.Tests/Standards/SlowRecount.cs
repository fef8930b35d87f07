using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Tests.Standards;

/// <summary>
/// Counts the eighteen items and the text's four duties again, slowly, from lists in memory, by the words of the notice and not by the metrics: what the engine
/// must come to. Written apart from it on purpose; nothing of the Standards room is used here.
/// </summary>
internal sealed class SlowRecount(TrainingDbContext db, long county, Month first, Month last)
{
    private readonly List<Station> stations = [.. db.Stations().AsNoTracking().AsEnumerable().Where(s => In(s.RegionCode, county))];
    private readonly List<StationSuspension> suspensions = [.. db.StationSuspensions().AsNoTracking()];
    private readonly List<Session> sessions = [.. db.Sessions().AsNoTracking().AsEnumerable().Where(s => In(s.RegionCode, county))];
    private readonly List<RollEntry> entries = [.. db.RollEntries().AsNoTracking()];
    private readonly List<WalkIn> walkIns = [.. db.WalkIns().AsNoTracking()];
    private readonly Dictionary<long, long?> people = db.People().AsNoTracking().ToDictionary(p => p.Id, p => p.CanonicalId);
    private readonly List<HomeVisit> visits = [.. db.HomeVisits().AsNoTracking().AsEnumerable().Where(v => In(v.RegionCode, county))];
    private readonly List<HelpService> services = [.. db.HelpServices().AsNoTracking().AsEnumerable().Where(v => In(v.RegionCode, county))];
    private readonly List<HelpServiceHousehold> reached = [.. db.HelpServiceHouseholds().AsNoTracking()];

    private DateOnly Day => last.LastDay;

    /// <summary>figure | met or short | station-months due and met, where stations are judged.</summary>
    public string Count(string item)
    {
        switch (item)
        {
            case "J1":
                return AtLeast(InUse().Count, 15);
            case "J2":
                return Each(Held().Count, 2, (s, m) => Held(s, m).Count(x => x.Form != TeachingForm.OneToOne && x.TaughtMinutes >= 60 && Attended(x) >= 30));
            case "J3":
                var taught = Held().Where(x => x.Form != TeachingForm.OneToOne).ToList();
                return All(taught.Sum(x => x.TaughtMinutes!.Value), (s, m) => Classes(s, m).Select(x => x.TaughtMinutes!.Value >= 60));
            case "J4":
                return All(Held().Where(x => x.Form != TeachingForm.OneToOne).Sum(Attended), (s, m) => Classes(s, m).Select(x => Attended(x) >= 30));
            case "J5":
                return AtLeast(Pool(TalentKind.Teaching, TalentKind.Nursing, TalentKind.Carer), 7);
            case "J6":
                return AtLeast(Pool(TalentKind.SocialWorker), 7);
            case "J7":
                return AtLeast(Held().Select(s => s.TopicCode).Distinct().Count(), 5);
            case "S1":
                return AtEnd(Files().Count, 10, s => Files().Count(f => f.StationId == s.Id));
            case "S2":
                return Share(Learners().Count(l => l.GroundReading is not null), Learners().Count, 100);
            case "S3":
                return Share(Learners().Count(l => l.PlannedOn is not null), Learners().Count, 100);
            case "S4":
                var answers = Completed().Where(v => v.Satisfaction is not null).ToList();
                return Share(answers.Count(v => v.Satisfaction is Satisfaction.Satisfied or Satisfaction.FairlySatisfied), answers.Count, 80);
            case "B1":
                var named = InUse().Count(HasPost);
                return $"{InUse().Sum(s => HasPost(s) ? 1 : 0)}|{named == InUse().Count && named > 0}|{named}/{InUse().Count}";
            case "B2":
                return Each(Services().Count, 2, (s, m) => services.Count(x => x.StationId == s.Id && x.Month == m));
            case "B3":
                return All(Services().Sum(Reached), (s, m) => services.Where(x => x.StationId == s.Id && x.Month == m).Select(x => Reached(x) >= 10));
            case "Z1":
                return Platform();
            case "Z2":
                var open = db.ModuleSelfChecks().AsNoTracking().AsEnumerable().Count(c => In(c.RegionCode, county) && Within(c.Month) && c.Reachable);
                return $"{open}|{open > 0}|-";
            case "Z3":
                return AtLeast(db.ResidentSignIns().AsNoTracking().AsEnumerable().Where(s => In(s.RegionCode, county) && Within(s.Month))
                    .Select(s => Self(s.PersonId)).Distinct().Count(), 1);
            case "Z4":
                return AtLeast(PlayableCourses().Count, 4);
            case "T1":
                var visited = stations.Where(s => Owes(s, last)).Select(s => Completed().Where(v => v.StationId == s.Id).ToList()).Where(v => v.Count > 0).ToList();
                var hours = visited.Count(v => v.TrueForAll(x => x.Minutes >= 60));
                return $"{Completed().Count}|{hours == visited.Count && hours > 0}|{hours}/{visited.Count}";
            case "T2":
                var asked = db.LessonQuestions().AsNoTracking().AsEnumerable()
                    .Where(q => In(q.RegionCode, county) && ThisYear(Month.Of(q.AskedUtc)) && ShanghaiTime.DateOf(q.AskedUtc) <= Day).ToList();
                return $"{asked.Count}|{asked.Exists(q => q.AnsweredUtc is { } answered && ShanghaiTime.DateOf(answered) <= Day)}|-";
            case "T3":
                var due = sessions.Where(s => Within(s.Month) && s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day).ToList();
                return Share(due.Count(s => s.PublishedUtc is { } published && s.PlannedStartUtc - published >= TimeSpan.FromDays(1)), due.Count, 100);
            case "T4":
                var cards = db.SessionTrainers().AsNoTracking().Select(c => c.SessionId).ToHashSet();
                return Share(Held().Count(s => cards.Contains(s.Id)), Held().Count, 100);
            default:
                throw new ArgumentOutOfRangeException(nameof(item), item, null);
        }
    }

    /// <summary>Which records stand behind an item's figure: kind and number of each, once.</summary>
    public IReadOnlyList<string> Records(string item)
    {
        IEnumerable<string> found = item switch
        {
            "J1" or "B1" => Said("Station", InUse().Select(s => s.Id)),
            "J2" or "T4" or "J7" => Said("Session", Held().Select(s => s.Id)),
            "J3" or "J4" => Said("Session", Held().Where(s => s.Form != TeachingForm.OneToOne).Select(s => s.Id)),
            "J5" => Said("Trainer", PoolOf(TalentKind.Teaching, TalentKind.Nursing, TalentKind.Carer)),
            "J6" => Said("Trainer", PoolOf(TalentKind.SocialWorker)),
            "S1" => Said("HouseholdFile", Files().Select(f => f.Id)),
            "S2" or "S3" => Said("PersonFile", Learners().Select(l => l.Id)),
            "S4" => Said("HomeVisit", Completed().Where(v => v.Satisfaction is not null).Select(v => v.Id)),
            "T1" => Said("HomeVisit", Completed().Select(v => v.Id)),
            "B2" or "B3" => Said("HelpService", Services().Select(s => s.Id)),
            "Z1" => Said("Session", sessions.Where(s => Within(s.Month) && s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day).Select(s => s.Id))
                .Concat(Said("HomeVisit", visits.Where(v => Within(v.Month) && v.Status != VisitStatus.Cancelled && ShanghaiTime.DateOf(v.StartedUtc) <= Day).Select(v => v.Id)))
                .Concat(Said("HelpService", services.Where(s => Within(s.Month) && s.HeldOn <= Day).Select(s => s.Id)))
                .Concat(Said("Declaration", db.OffPlatformDeclarations().AsNoTracking().AsEnumerable().Where(d => In(d.RegionCode, county) && Within(d.Month)).Select(d => d.Id))),
            "Z2" => Said("SelfCheck", db.ModuleSelfChecks().AsNoTracking().AsEnumerable().Where(c => In(c.RegionCode, county) && Within(c.Month)).Select(c => c.Id)),
            "Z3" => Said("Person", db.ResidentSignIns().AsNoTracking().AsEnumerable().Where(s => In(s.RegionCode, county) && Within(s.Month)).Select(s => Self(s.PersonId))),
            "T3" => Said("Session", sessions.Where(s => Within(s.Month) && s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day).Select(s => s.Id)),
            "T2" => Said("Question", db.LessonQuestions().AsNoTracking().AsEnumerable().Where(q => In(q.RegionCode, county) && ThisYear(Month.Of(q.AskedUtc)) && ShanghaiTime.DateOf(q.AskedUtc) <= Day).Select(q => q.Id)),
            "Z4" => Said("Course", PlayableCourses()),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, null),
        };
        return [.. found.Distinct().Order(StringComparer.Ordinal)];

        static IEnumerable<string> Said(string kind, IEnumerable<long> ids) => ids.Select(id => $"{kind} {id}");
    }

    private static bool In(long code, long county) => code / 1_000_000 == county / 1_000_000;

    private static string AtLeast(int value, int asked) => $"{value}|{value >= asked}|-";

    private static string Share(int part, int whole, int percent) => $"{part}/{whole}|{whole > 0 && part * 100 >= whole * percent}|-";

    private bool Within(Month month) => month.Number >= first.Number && month.Number <= last.Number;

    private bool ThisYear(Month month) => month.Year == last.Year && month.Number <= last.Number;

    private List<Session> Held() => [.. sessions.Where(s => s.Status == SessionStatus.Held && Within(s.Month))];

    private List<Session> Held(Station station, Month month) => [.. Held().Where(s => s.StationId == station.Id && s.Month == month)];

    private List<Session> Classes(Station station, Month month) => [.. Held(station, month).Where(s => s.Form != TeachingForm.OneToOne)];

    private List<HelpService> Services() => [.. services.Where(s => Within(s.Month))];

    private int Reached(HelpService service) => reached.Where(r => r.HelpServiceId == service.Id).Select(r => r.HouseholdId).Distinct().Count();

    private List<HomeVisit> Completed() => [.. visits.Where(v => v.Status == VisitStatus.Completed && ThisYear(v.Month))];

    private List<HouseholdFile> Files()
    {
        var visited = Completed().Select(v => v.HouseholdFileId).ToHashSet();
        return [.. db.HouseholdFiles().AsNoTracking().AsEnumerable().Where(f => visited.Contains(f.Id))];
    }

    private List<PersonFile> Learners()
    {
        var done = Completed().Select(v => v.Id).ToHashSet();
        var taught = db.HomeVisitPeople().AsNoTracking().AsEnumerable().Where(p => done.Contains(p.HomeVisitId)).Select(p => p.PersonFileId).ToHashSet();
        return [.. db.PersonFiles().AsNoTracking().AsEnumerable().Where(f => taught.Contains(f.Id))];
    }

    private long Self(long personId) => people[personId] ?? personId;

    private int Attended(Session session)
    {
        var seen = new HashSet<string>();
        foreach (var entry in entries.Where(e => e.SessionId == session.Id && e.Present && !e.InConflict && !e.IsStaff))
        {
            var walkIn = walkIns.SingleOrDefault(w => w.Id == entry.WalkInId);
            var person = entry.PersonId ?? walkIn?.PersonId;
            seen.Add(person is null ? $"walk-in {walkIn!.Id}" : $"person {Self(person.Value)}");
        }

        return seen.Count;
    }

    private List<Station> InUse() =>
        [.. stations.Where(s => s.InUseFrom <= Day && !(s.TakenOffOn <= Day) && !suspensions.Any(x => x.StationId == s.Id && x.FromDate <= Day && !(x.UntilDate <= Day)))];

    private bool HasPost(Station station) =>
        db.SocialWorkerPosts().AsNoTracking().AsEnumerable().Any(p => p.StationId == station.Id && p.FromDate <= Day && !(p.UntilDate <= Day));

    private List<long> PlayableCourses()
    {
        var lessons = db.Lessons().AsNoTracking().ToList();
        var versions = db.CourseVersions().AsNoTracking().ToList();
        var reviewed = db.CourseVersionLessons().AsNoTracking().ToList();
        return
        [
            .. db.Courses().AsNoTracking().AsEnumerable().Where(c => In(c.RegionCode, county) && c.Status == CourseStatus.Published
                && ShanghaiTime.DateOf(c.PublishedUtc!.Value) <= Day
                && versions.Any(v => v.CourseId == c.Id && v.State == CourseVersionState.Published
                    && reviewed.Any(r => r.VersionId == v.Id && lessons.Any(l => l.Id == r.LessonId && l.Status == LessonStatus.Published)))).Select(c => c.Id),
        ];
    }

    private int Pool(params TalentKind[] kinds) => PoolOf(kinds).Count;

    private List<long> PoolOf(params TalentKind[] kinds)
    {
        var found = new List<long>();
        foreach (var trainer in db.Trainers().AsNoTracking().ToList().Where(t => kinds.Contains(t.Kind) && t.InPoolFrom <= Day && !(t.LeftPoolOn <= Day)))
        {
            if (db.TrainerCounties().AsNoTracking().ToList().Exists(c => c.TrainerId == trainer.Id && c.RegionCode == county && c.FromDate <= Day && !(c.UntilDate <= Day)))
            {
                found.Add(trainer.Id);
            }
        }

        return found;
    }

    /// <summary>Full month in use, not suspended on any day of it.</summary>
    private bool Owes(Station station, Month month)
    {
        for (var day = month.FirstDay; day <= month.LastDay; day = day.AddDays(1))
        {
            if (!(station.InUseFrom <= day) || station.TakenOffOn <= day
                || suspensions.Any(x => x.StationId == station.Id && x.FromDate <= day && !(x.UntilDate <= day)))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<(Station Station, Month Month)> DueMonths()
    {
        for (var month = first; month.Number <= last.Number; month = month.Next)
        {
            foreach (var station in stations.Where(s => Owes(s, month)))
            {
                yield return (station, month);
            }
        }
    }

    private string Each(int figure, int asked, Func<Station, Month, int> value)
    {
        var due = DueMonths().ToList();
        var met = due.Count(d => value(d.Station, d.Month) >= asked);
        return $"{figure}|{met == due.Count && met > 0}|{met}/{due.Count}";
    }

    private string All(int figure, Func<Station, Month, IEnumerable<bool>> value)
    {
        var due = DueMonths().Select(d => value(d.Station, d.Month).ToList()).Where(v => v.Count > 0).ToList();
        var met = due.Count(v => v.TrueForAll(x => x));
        return $"{figure}|{met == due.Count && met > 0}|{met}/{due.Count}";
    }

    private string AtEnd(int figure, int asked, Func<Station, int> value)
    {
        var due = stations.Where(s => Owes(s, last)).ToList();
        var met = due.Count(s => value(s) >= asked);
        return $"{figure}|{met == due.Count && met > 0}|{met}/{due.Count}";
    }

    private string Platform()
    {
        int complete = 0, all = 0;
        foreach (var session in sessions.Where(s => Within(s.Month) && s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day))
        {
            all++;
            complete += session.Status == SessionStatus.Held && session.MaterialArchived ? 1 : 0;
        }

        foreach (var visit in visits.Where(v => Within(v.Month) && v.Status != VisitStatus.Cancelled && ShanghaiTime.DateOf(v.StartedUtc) <= Day))
        {
            all++;
            complete += visit.Status == VisitStatus.Completed && visit.Signed && visit.Content.Length > 0 ? 1 : 0;
        }

        foreach (var service in services.Where(s => Within(s.Month) && s.HeldOn <= Day))
        {
            all++;
            complete += string.IsNullOrEmpty(service.Note) ? 0 : 1;
        }

        all += db.OffPlatformDeclarations().AsNoTracking().AsEnumerable().Count(d => In(d.RegionCode, county) && Within(d.Month));
        return Share(complete, all, 100);
    }
}
