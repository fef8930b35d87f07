using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Stations;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>现场教学: items J1 to J7.</summary>
public static class OnSiteMetrics
{
    public const string Stations = "onsite.stations";
    public const string CommunityStations = "onsite.community-stations";
    public const string Sessions = "onsite.sessions";
    public const string Minutes = "onsite.minutes";
    public const string People = "onsite.people";
    public const string Professionals = "onsite.professionals";
    public const string SocialWorkers = "onsite.social-workers";
    public const string Topics = "onsite.topics";
    public const string PublishedAhead = "onsite.published-ahead";
    public const string FromPool = "onsite.from-pool";

    public static readonly IReadOnlyDictionary<string, Metric> All = new Dictionary<string, Metric>
    {
        [Stations] = (db, w) => InUse(db, w, everyKind: true),
        [CommunityStations] = (db, w) => InUse(db, w, everyKind: false),
        [Sessions] = HeldSessions,
        [Minutes] = TaughtMinutes,
        [People] = PresentPeople,
        [Professionals] = (db, w) => Pool(db, w, [TalentKind.Teaching, TalentKind.Nursing, TalentKind.Carer]),
        [SocialWorkers] = (db, w) => Pool(db, w, [TalentKind.SocialWorker]),
        [Topics] = TaughtTopics,
        [PublishedAhead] = OnTimetableBefore,
        [FromPool] = TaughtFromPool,
    };

    /// <summary>J1: stations in use on the cut-off day; a suspended one is listed and not counted (D15: every kind, or without street stations).</summary>
    private static IQueryable<MetricRow> InUse(TrainingDbContext db, MetricWindow window, bool everyKind)
    {
        var kinds = everyKind
            ? Enum.GetValues<StationKind>()
            : [StationKind.CommunityDayCare, StationKind.VillageHappinessHome, StationKind.CommunityRoom];
        return from station in StationsOn(db, window)
               where kinds.Contains(station.Kind)
               join stretch in SuspendedOn(db, window.CutOff) on station.Id equals stretch.StationId into stretches
               from stretch in stretches.DefaultIfEmpty()
               select new MetricRow
               {
                   RegionCode = station.RegionCode,
                   StationId = station.Id,
                   Month = window.Last,
                   Kind = RecordKind.Station,
                   RecordId = station.Id,
                   Numerator = 1,
                   Denominator = 1,
                   Excluded = ((int?)stretch.Stretches ?? 0) > 0 ? (int)Exclusion.Suspended : 0,
                   Member = 0,
               };
    }

    /// <summary>J2: held sessions; the numerator says whether one qualifies: long enough, enough people, and not a one-to-one.</summary>
    private static IQueryable<MetricRow> HeldSessions(TrainingDbContext db, MetricWindow window) =>
        from session in Held(db, window)
        join people in PeopleBySession(db, window) on session.Id equals people.SessionId into counted
        from people in counted.DefaultIfEmpty()
        select new MetricRow
        {
            RegionCode = session.RegionCode,
            StationId = session.StationId,
            Month = session.Month,
            Kind = RecordKind.Session,
            RecordId = session.Id,
            Numerator = session.TaughtMinutes >= window.Minutes && people.People >= window.People && session.Form != TeachingForm.OneToOne ? 1 : 0,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>J3: taught minutes of each held session.</summary>
    private static IQueryable<MetricRow> TaughtMinutes(TrainingDbContext db, MetricWindow window) =>
        from session in Held(db, window)
        select new MetricRow
        {
            RegionCode = session.RegionCode,
            StationId = session.StationId,
            Month = session.Month,
            Kind = RecordKind.Session,
            RecordId = session.Id,
            Numerator = session.TaughtMinutes ?? 0,
            Denominator = 1,
            Excluded = session.Form == TeachingForm.OneToOne ? (int)Exclusion.Tutoring : 0,
            Member = 0,
        };

    /// <summary>J4: distinct people present at each held session.</summary>
    private static IQueryable<MetricRow> PresentPeople(TrainingDbContext db, MetricWindow window) =>
        from session in Held(db, window)
        join people in PeopleBySession(db, window) on session.Id equals people.SessionId into counted
        from people in counted.DefaultIfEmpty()
        select new MetricRow
        {
            RegionCode = session.RegionCode,
            StationId = session.StationId,
            Month = session.Month,
            Kind = RecordKind.Session,
            RecordId = session.Id,
            Numerator = (int?)people.People ?? 0,
            Denominator = 1,
            Excluded = session.Form == TeachingForm.OneToOne ? (int)Exclusion.Tutoring : 0,
            Member = 0,
        };

    /// <summary>J5, J6: members of the pool on the cut-off day whom the county has on record on that day.</summary>
    private static IQueryable<MetricRow> Pool(TrainingDbContext db, MetricWindow window, TalentKind[] kinds)
    {
        var day = window.CutOff;
        var serving = db.TrainerCounties()
            .Where(c => c.RegionCode >= window.Codes.From && c.RegionCode < window.Codes.Until)
            .Where(c => c.FromDate <= day && (c.UntilDate == null || c.UntilDate > day))
            .Select(c => new { c.RegionCode, c.TrainerId })
            .Distinct();
        return from county in serving
               join trainer in db.Trainers() on county.TrainerId equals trainer.Id
               join stay in db.PoolMemberships() on trainer.Id equals stay.TrainerId
               where kinds.Contains(trainer.Kind) && stay.FromDate <= day && (stay.UntilDate == null || stay.UntilDate > day)
               select new MetricRow
               {
                   RegionCode = county.RegionCode,
                   StationId = 0,
                   Month = window.Last,
                   Kind = RecordKind.Trainer,
                   RecordId = trainer.Id,
                   Numerator = 1,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>J7: held sessions, each with its topic as the member of the set that must be covered.</summary>
    private static IQueryable<MetricRow> TaughtTopics(TrainingDbContext db, MetricWindow window) =>
        from session in Held(db, window)
        join topic in db.Topics() on session.TopicCode equals topic.Code
        where topic.Vocabulary == TopicVocabulary.Station
        select new MetricRow
        {
            RegionCode = session.RegionCode,
            StationId = session.StationId,
            Month = session.Month,
            Kind = RecordKind.Session,
            RecordId = session.Id,
            Numerator = session.MaterialArchived ? 1 : 0,
            Denominator = 1,
            Member = topic.Ordinal,
            Excluded = 0,
        };

    /// <summary>T3: classes due and not cancelled; the numerator says whether one stood on the public timetable a whole day before it began (正文六（一）提前发布日程).</summary>
    private static IQueryable<MetricRow> OnTimetableBefore(TrainingDbContext db, MetricWindow window)
    {
        var end = window.CutOffEndUtc;
        return from session in db.Sessions()
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
                   Numerator = session.PublishedUtc != null && session.PublishedUtc <= session.PlannedStartUtc.AddDays(-1) ? 1 : 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>T4: held sessions; the numerator says whether a member of the pool stood on the card (正文三).</summary>
    private static IQueryable<MetricRow> TaughtFromPool(TrainingDbContext db, MetricWindow window)
    {
        var cards = db.SessionTrainers().GroupBy(c => c.SessionId).Select(g => new SessionPeople { SessionId = g.Key, People = g.Count() });
        return from session in Held(db, window)
               join card in cards on session.Id equals card.SessionId into named
               from card in named.DefaultIfEmpty()
               select new MetricRow
               {
                   RegionCode = session.RegionCode,
                   StationId = session.StationId,
                   Month = session.Month,
                   Kind = RecordKind.Session,
                   RecordId = session.Id,
                   Numerator = ((int?)card.People ?? 0) > 0 ? 1 : 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>Stations that are on record and in use on the cut-off day, suspended or not.</summary>
    internal static IQueryable<Station> StationsOn(TrainingDbContext db, MetricWindow window) =>
        db.Stations().Where(s => s.RegionCode >= window.Codes.From && s.RegionCode < window.Codes.Until
            && s.InUseFrom <= window.CutOff && (s.TakenOffOn == null || s.TakenOffOn > window.CutOff));

    internal static IQueryable<StationSuspended> SuspendedOn(TrainingDbContext db, DateOnly day) =>
        db.StationSuspensions().Where(s => s.FromDate <= day && (s.UntilDate == null || s.UntilDate > day))
            .GroupBy(s => s.StationId)
            .Select(g => new StationSuspended { StationId = g.Key, Stretches = g.Count() });

    private static IQueryable<Session> Held(TrainingDbContext db, MetricWindow window) =>
        db.Sessions().Where(s => s.Status == SessionStatus.Held
            && s.Month >= window.First && s.Month <= window.Last
            && s.RegionCode >= window.Codes.From && s.RegionCode < window.Codes.Until);

    /// <summary>
    /// Distinct people present by session. Rows that are one person, by merge or because a walk-in was recognised, count once; staff
    /// and marks in conflict do not count.
    /// </summary>
    private static IQueryable<SessionPeople> PeopleBySession(TrainingDbContext db, MetricWindow window) =>
        from entry in db.RollEntries().IgnoreQueryFilters([nameof(Person), nameof(Household), IPersonRow.StationFilter])
        where entry.Present && !entry.InConflict && !entry.IsStaff
            && entry.Month >= window.First && entry.Month <= window.Last
            && entry.RegionCode >= window.Codes.From && entry.RegionCode < window.Codes.Until
        join walkIn in db.WalkIns() on entry.WalkInId equals walkIn.Id into walkIns
        from walkIn in walkIns.DefaultIfEmpty()
        join person in db.People() on entry.PersonId ?? walkIn.PersonId equals person.Id into people
        from person in people.DefaultIfEmpty()
        // Walk-ins that nobody has recognised are told apart from people by the sign.
        select new { entry.SessionId, Attendee = person.CanonicalId ?? entry.PersonId ?? walkIn.PersonId ?? -walkIn.Id } into present
        group present.Attendee by present.SessionId into session
        select new SessionPeople { SessionId = session.Key, People = session.Distinct().Count() };

    internal sealed class StationSuspended
    {
        public long StationId { get; init; }

        public int Stretches { get; init; }
    }

    private sealed class SessionPeople
    {
        public long SessionId { get; init; }

        public int People { get; init; }
    }
}
