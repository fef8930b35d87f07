using Training.Domain.Households;
using Training.Domain.Persistence;

namespace Training.Domain.Standards;

/// <summary>入户送学: items S1 to S4, and the hour that the text asks (D3).</summary>
public static class AtHomeMetrics
{
    public const string Households = "athome.households";
    public const string Grounds = "athome.grounds";
    public const string GroundsOfAnnex = "athome.grounds-annex";
    public const string Plans = "athome.plans";
    public const string HouseholdPlans = "athome.household-plans";
    public const string Answers = "athome.satisfaction";
    public const string AnswersOfAll = "athome.satisfaction-all";
    public const string Minutes = "athome.minutes";


    public static readonly IReadOnlyDictionary<string, Metric> All = new Dictionary<string, Metric>
    {
        [Households] = VisitedHouseholds,
        [Grounds] = (db, w) => VisitedPeople(db, w, annexOnly: false),
        [GroundsOfAnnex] = (db, w) => VisitedPeople(db, w, annexOnly: true),
        [Plans] = PeopleWithPlan,
        [HouseholdPlans] = HouseholdsWithPlan,
        [Answers] = Satisfied,
        [AnswersOfAll] = SatisfiedOfAll,
        [Minutes] = VisitMinutes,
    };

    /// <summary>S1: files of households that had a completed visit, once each.</summary>
    private static IQueryable<MetricRow> VisitedHouseholds(TrainingDbContext db, MetricWindow window) =>
        from file in db.HouseholdFiles()
        join visited in VisitsByFile(db, window) on file.Id equals visited.FileId
        select new MetricRow
        {
            RegionCode = file.RegionCode,
            StationId = file.StationId,
            Month = window.Last,
            Kind = RecordKind.HouseholdFile,
            RecordId = file.Id,
            Numerator = visited.Visits,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>S2: people taught at home, with a recorded ground (D5: the text's wider list, or the annex's two grounds alone).</summary>
    private static IQueryable<MetricRow> VisitedPeople(TrainingDbContext db, MetricWindow window, bool annexOnly) =>
        from file in PeopleTaught(db, window)
        select new MetricRow
        {
            RegionCode = file.RegionCode,
            StationId = file.StationId,
            Month = window.Last,
            Kind = RecordKind.PersonFile,
            RecordId = file.Id,
            Numerator = file.GroundReading != null && (!annexOnly || file.GroundReading == GroundReading.Annex) ? 1 : 0,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>S3: people taught at home, with a plan made for each.</summary>
    private static IQueryable<MetricRow> PeopleWithPlan(TrainingDbContext db, MetricWindow window) =>
        from file in PeopleTaught(db, window)
        select new MetricRow
        {
            RegionCode = file.RegionCode,
            StationId = file.StationId,
            Month = window.Last,
            Kind = RecordKind.PersonFile,
            RecordId = file.Id,
            Numerator = file.PlannedOn != null ? 1 : 0,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>D2, the other reading of S3: visited households whose file holds a plan.</summary>
    private static IQueryable<MetricRow> HouseholdsWithPlan(TrainingDbContext db, MetricWindow window)
    {
        var planned = db.PersonFiles().Where(f => f.PlannedOn != null)
            .GroupBy(f => f.HouseholdFileId)
            .Select(g => new { FileId = g.Key, Plans = g.Count() });
        return from file in db.HouseholdFiles()
               join visited in VisitsByFile(db, window) on file.Id equals visited.FileId
               join plan in planned on file.Id equals plan.FileId into plans
               from plan in plans.DefaultIfEmpty()
               select new MetricRow
               {
                   RegionCode = file.RegionCode,
                   StationId = file.StationId,
                   Month = window.Last,
                   Kind = RecordKind.HouseholdFile,
                   RecordId = file.Id,
                   Numerator = ((int?)plan.Plans ?? 0) > 0 ? 1 : 0,
                   Denominator = 1,
                   Member = 0,
                   Excluded = 0,
               };
    }

    /// <summary>S4: (满意 + 基本满意) over valid answers; visits without an answer are listed and not counted (D4).</summary>
    private static IQueryable<MetricRow> Satisfied(TrainingDbContext db, MetricWindow window) =>
        from visit in Completed(db, window)
        select new MetricRow
        {
            RegionCode = visit.RegionCode,
            StationId = visit.StationId,
            Month = visit.Month,
            Kind = RecordKind.HomeVisit,
            RecordId = visit.Id,
            Numerator = visit.Satisfaction == Satisfaction.Satisfied || visit.Satisfaction == Satisfaction.FairlySatisfied ? 1 : 0,
            Denominator = 1,
            Excluded = visit.Satisfaction == null ? (int)Exclusion.NotAnswered : 0,
            Member = 0,
        };

    private static IQueryable<MetricRow> SatisfiedOfAll(TrainingDbContext db, MetricWindow window) =>
        from visit in Completed(db, window)
        select new MetricRow
        {
            RegionCode = visit.RegionCode,
            StationId = visit.StationId,
            Month = visit.Month,
            Kind = RecordKind.HomeVisit,
            RecordId = visit.Id,
            Numerator = visit.Satisfaction == Satisfaction.Satisfied || visit.Satisfaction == Satisfaction.FairlySatisfied ? 1 : 0,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    /// <summary>T1 (D3): minutes of each completed visit.</summary>
    private static IQueryable<MetricRow> VisitMinutes(TrainingDbContext db, MetricWindow window) =>
        from visit in Completed(db, window)
        select new MetricRow
        {
            RegionCode = visit.RegionCode,
            StationId = visit.StationId,
            Month = visit.Month,
            Kind = RecordKind.HomeVisit,
            RecordId = visit.Id,
            Numerator = visit.Minutes,
            Denominator = 1,
            Member = 0,
            Excluded = 0,
        };

    private static IQueryable<HomeVisit> Completed(TrainingDbContext db, MetricWindow window) =>
        db.HomeVisits().Where(v => v.Status == VisitStatus.Completed
            && v.Month >= window.First && v.Month <= window.Last
            && v.RegionCode >= window.Codes.From && v.RegionCode < window.Codes.Until);

    private static IQueryable<FileVisits> VisitsByFile(TrainingDbContext db, MetricWindow window) =>
        Completed(db, window).GroupBy(v => v.HouseholdFileId).Select(g => new FileVisits { FileId = g.Key, Visits = g.Count() });

    private static IQueryable<PersonFile> PeopleTaught(TrainingDbContext db, MetricWindow window)
    {
        var taught = from visit in Completed(db, window)
                     join learner in db.HomeVisitPeople() on visit.Id equals learner.HomeVisitId
                     group learner by learner.PersonFileId into files
                     select new FileVisits { FileId = files.Key, Visits = files.Count() };
        return from file in db.PersonFiles()
               join visited in taught on file.Id equals visited.FileId
               select file;
    }

    private sealed class FileVisits
    {
        public long FileId { get; init; }

        public int Visits { get; init; }
    }
}
