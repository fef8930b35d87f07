using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Commendations;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Inspections;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Tests.Commendations;

/// <summary>
/// The ranking once more, slowly, from lists in memory and with whole numbers, by the words of the definition: what a computed list must come to. Metrics, stored findings and the
/// rules of the room are not used here; months that failed are counted again from rolls and services.
/// </summary>
internal sealed class PlainRanking(TrainingDbContext db, CommendationDefinition definition, long city, Month first, Month last)
{
    private readonly List<Station> stations = [.. db.Stations().AsNoTracking().AsEnumerable().Where(s => s.RegionCode / 100_000_000 == city / 100_000_000)];
    private readonly List<StationSuspension> suspensions = [.. db.StationSuspensions().AsNoTracking()];
    private readonly List<Session> sessions = [.. db.Sessions().AsNoTracking().AsEnumerable().Where(s => s.Month.Number >= first.Number && s.Month.Number <= last.Number)];
    private readonly ILookup<long, RollEntry> entries = db.RollEntries().AsNoTracking().AsEnumerable().Where(e => e.Present && !e.InConflict && !e.IsStaff).ToLookup(e => e.SessionId);
    private readonly HashSet<long> closedRolls = [.. db.Rolls().AsNoTracking().Where(r => r.Status == RollStatus.Closed).Select(r => r.Id)];
    private readonly Dictionary<long, long?> walkIns = db.WalkIns().AsNoTracking().ToDictionary(w => w.Id, w => w.PersonId);
    private readonly Dictionary<long, Person> people = db.People().AsNoTracking().ToDictionary(p => p.Id);
    private readonly Dictionary<long, long> homes = db.Households().AsNoTracking().ToDictionary(h => h.Id, h => h.CanonicalId ?? h.Id);
    private readonly List<HomeVisit> visits = [.. db.HomeVisits().AsNoTracking().AsEnumerable().Where(v => v.Month.Number >= first.Number && v.Month.Number <= last.Number)];
    private readonly Dictionary<long, long> files = db.HouseholdFiles().AsNoTracking().ToDictionary(f => f.Id, f => f.HouseholdId);
    private readonly List<HelpService> services = [.. db.HelpServices().AsNoTracking().AsEnumerable().Where(s => s.Month.Number >= first.Number && s.Month.Number <= last.Number)];
    private readonly ILookup<long, long> reached = db.HelpServiceHouseholds().AsNoTracking().AsEnumerable().ToLookup(h => h.HelpServiceId, h => h.HouseholdId);
    private readonly List<OffPlatformDeclaration> declared = [.. db.OffPlatformDeclarations().AsNoTracking().AsEnumerable().Where(d => d.Month.Number >= first.Number && d.Month.Number <= last.Number)];
    private readonly ILookup<long, long> cards = db.SessionTrainers().AsNoTracking().AsEnumerable().ToLookup(c => c.SessionId, c => c.TrainerId);
    private readonly List<Trainer> trainers = [.. db.Trainers().AsNoTracking()];
    private readonly List<PoolMembership> stays = [.. db.PoolMemberships().AsNoTracking()];
    private readonly List<Organization> bodies = [.. db.Organizations().AsNoTracking()];
    private readonly List<Inspection> inspections = [.. db.Inspections().AsNoTracking().AsEnumerable().Where(i => i.State != InspectionState.Drawn)];

    private DateOnly Day => last.LastDay;

    /// <summary>One line a candidate, in the order of the list.</summary>
    public IReadOnlyList<string> Lines()
    {
        var counties = stations.Select(s => County(s.RegionCode)).Distinct().Order().ToList();
        var lines = new List<string>();
        foreach (var kind in Enum.GetValues<PraisedKind>())
        {
            foreach (var county in counties)
            {
                lines.AddRange(Ranked(kind, county));
            }
        }

        return lines;
    }

    private IEnumerable<string> Ranked(PraisedKind kind, long county)
    {
        var rule = definition.Of(kind);
        var open = new List<(long Subject, List<(long Value, long Of, int Excluded)> Figures)>();
        var barred = new List<string>();
        foreach (var subject in Subjects(kind, county).Order())
        {
            var figures = rule.Measures.Select(m => Figure(m.Code, kind, county, subject)).ToList();
            var bars = rule.Bars.Where(b => Bars(b, rule, kind, county, subject, figures)).Select(b => b.Rule).ToList();
            if (bars.Count == 0)
            {
                open.Add((subject, figures));
            }
            else
            {
                barred.Add($"{kind} {county} {subject} barred by {string.Join(',', bars.Order())}: {string.Join(' ', figures)}");
            }
        }

        // In hundredths of a point.
        var points = open.ToDictionary(o => o.Subject, o => rule.Measures.Select((m, i) => Points(m, o.Figures[i], open.Max(x => x.Figures[i].Value))).Sum());
        foreach (var (subject, figures) in open.OrderByDescending(o => points[o.Subject]).ThenBy(o => o.Subject))
        {
            var place = 1 + points.Values.Count(p => p > points[subject]);
            yield return $"{kind} {county} {subject} place {place} with {points[subject]} {(place <= rule.Top && points[subject] > 0 ? "listed" : "not listed")}: {string.Join(' ', figures)}";
        }

        foreach (var line in barred)
        {
            yield return line;
        }
    }

    private static long Points(MeasureRule rule, (long Value, long Of, int Excluded) figure, long best)
    {
        var share = rule.Code is MeasureCode.Satisfaction or MeasureCode.Records;
        if (share && (figure.Of < rule.FewestAnswers || 100 * figure.Of < rule.AnsweredPercent * (figure.Of + figure.Excluded)))
        {
            return 0;
        }

        var whole = share ? figure.Of : best;
        return whole == 0 ? 0 : ((200 * rule.Weight * figure.Value) + whole) / (2 * whole);
    }

    private IEnumerable<long> Subjects(PraisedKind kind, long county) => kind switch
    {
        PraisedKind.Station => Known(county).Select(s => s.Id),
        PraisedKind.Organization => Known(county).Where(s => s.OrganizationId is not null).Select(s => s.OrganizationId!.Value).Distinct(),
        _ => trainers.Where(t => (t.Kind is TalentKind.SocialWorker or TalentKind.Volunteer) == (kind == PraisedKind.Helper)
            && (sessions.Exists(s => County(s.RegionCode) == county && cards[s.Id].Contains(t.Id) && (s.Status == SessionStatus.Held || (s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day)))
                || visits.Exists(v => County(v.RegionCode) == county && v.TrainerId == t.Id && (v.Status == VisitStatus.Completed || (v.Status != VisitStatus.Cancelled && ShanghaiTime.DateOf(v.StartedUtc) <= Day)))
                || services.Exists(s => County(s.RegionCode) == county && s.TrainerId == t.Id))).Select(t => t.Id),
    };

    private IEnumerable<Station> Known(long county) => stations.Where(s => County(s.RegionCode) == county && s.InUseFrom <= Day);

    private (long, long, int) Figure(MeasureCode code, PraisedKind kind, long county, long subject)
    {
        bool Own(long region, long station, IEnumerable<long> doers) => County(region) == county && (kind switch
        {
            PraisedKind.Station => station == subject,
            PraisedKind.Organization => stations.Find(s => s.Id == station)?.OrganizationId == subject,
            _ => doers.Contains(subject),
        });
        var classes = sessions.Where(s => Own(s.RegionCode, s.StationId, cards[s.Id])).ToList();
        var held = classes.Where(s => s.Status == SessionStatus.Held).ToList();
        var calls = visits.Where(v => Own(v.RegionCode, v.StationId, [v.TrainerId])).ToList();
        var done = calls.Where(v => v.Status == VisitStatus.Completed).ToList();
        var helps = services.Where(s => Own(s.RegionCode, s.StationId, [s.TrainerId])).ToList();
        switch (code)
        {
            case MeasureCode.Sessions:
                return (held.Count(Qualifies), held.Count, 0);
            case MeasureCode.Satisfaction:
                var answers = done.Where(v => v.Satisfaction is not null).ToList();
                return (answers.Count(v => v.Satisfaction is Satisfaction.Satisfied or Satisfaction.FairlySatisfied), answers.Count, done.Count - answers.Count);
            case MeasureCode.Services:
                return (helps.Count, 0, 0);
            case MeasureCode.Households:
                var households = new HashSet<long>();
                foreach (var entry in classes.SelectMany(s => entries[s.Id]).Where(e => closedRolls.Contains(e.RollId) && e.PersonId is not null))
                {
                    var person = people[entry.PersonId!.Value];
                    if ((people[person.CanonicalId ?? person.Id].HouseholdId ?? person.HouseholdId) is { } lives)
                    {
                        households.Add(homes[lives]);
                    }
                }

                households.UnionWith(done.Select(v => homes[files[v.HouseholdFileId]]));
                households.UnionWith(helps.SelectMany(s => reached[s.Id]).Select(h => homes[h]));
                return (households.Count, 0, 0);
            default:
                var due = classes.Where(s => s.Status != SessionStatus.Cancelled && ShanghaiTime.DateOf(s.PlannedEndUtc) <= Day).ToList();
                var called = calls.Where(v => v.Status != VisitStatus.Cancelled && ShanghaiTime.DateOf(v.StartedUtc) <= Day).ToList();
                var missing = kind is PraisedKind.Station or PraisedKind.Organization ? declared.Count(d => Own(d.RegionCode, d.StationId, [])) : 0;
                return (due.Count(s => s.Status == SessionStatus.Held && s.MaterialArchived) + called.Count(v => v.Status == VisitStatus.Completed && v.Signed && v.Content.Length > 0)
                    + helps.Count(s => !string.IsNullOrEmpty(s.Note)), due.Count + called.Count + helps.Count + missing, 0);
        }
    }

    private bool Bars(BarDefinition bar, KindDefinition rule, PraisedKind kind, long county, long subject, List<(long Value, long Of, int Excluded)> figures)
    {
        var seen = inspections.GroupBy(i => (i.Kind, i.RecordId)).Select(g => g.OrderBy(i => i.Id).Last()).Where(i => County(i.RegionCode) == county && Bears(i, kind, subject)).ToList();
        switch (bar.Rule)
        {
            case BarRule.NotInUse:
                var station = stations.Single(s => s.Id == subject);
                return station.TakenOffOn <= Day || suspensions.Exists(x => x.StationId == subject && x.FromDate <= Day && !(x.UntilDate <= Day));
            case BarRule.Closed:
                return bodies.Single(b => b.Id == subject).ClosedOn <= Day;
            case BarRule.NotInPool:
                return !stays.Exists(s => s.TrainerId == subject && s.FromDate <= Day && !(s.UntilDate <= Day));
            case BarRule.PapersLapsed:
                return trainers.Single(t => t.Id == subject).PapersLapsedOn <= Day;
            case BarRule.InspectionOpen:
                return seen.Exists(i => i.State is not InspectionState.Closed);
            case BarRule.InspectionFault:
                return seen.Exists(i => i.SettledUtc is not null && i.Verdict is InspectionVerdict.Partly or InspectionVerdict.False);
            case BarRule.ReturnOpen:
                return db.Filings().AsNoTracking().Where(f => f.RegionCode == county).ToList().Exists(f => Overlaps(f.Period) && (
                    (f.State == FilingState.Returned && f.LeadOrganizationId == subject) || db.FilingParts().Any(p => p.FilingId == f.Id && p.OrganizationId == subject && p.State == PartState.Returned)));
            case BarRule.TooFew:
                var at = rule.Measures.ToList().FindIndex(m => m.Code == bar.Measure);
                return figures[at].Value < bar.LeastEachMonth * (((last.Year - first.Year) * 12) + last.MonthOfYear - first.MonthOfYear + 1);
            default:
                var owed = Known(county).Where(s => kind == PraisedKind.Station ? s.Id == subject : s.OrganizationId == subject).SelectMany(s => Owed(s).Select(m => (s, m))).ToList();
                return owed.Count(o => Failed(o.s, o.m, bar.Items)) * 100 > owed.Count * bar.MostPercent;
        }
    }

    private bool Bears(Inspection inspection, PraisedKind kind, long subject)
    {
        var home = inspection.Kind == InspectedKind.Home;
        var called = visits.Where(v => v.HouseholdFileId == inspection.RecordId && v.Status == VisitStatus.Completed).ToList();
        var there = home ? called.Count > 0 : sessions.Exists(s => s.Id == inspection.RecordId);
        return there && kind switch
        {
            PraisedKind.Station => inspection.StationId == subject,
            PraisedKind.Organization => stations.Find(s => s.Id == inspection.StationId)?.OrganizationId == subject,
            _ => home ? called.Exists(v => v.TrainerId == subject) : cards[inspection.RecordId].Contains(subject),
        };
    }

    private bool Overlaps(string period) => SheetPeriod.TryParse(period, out var of) && of.First.Number <= last.Number && of.Last.Number >= first.Number;

    private bool Qualifies(Session session) => session.Form != TeachingForm.OneToOne && session.TaughtMinutes >= 60 && Attended(session) >= 30;

    private int Attended(Session session) => entries[session.Id].Select(e =>
    {
        var person = e.PersonId ?? walkIns[e.WalkInId!.Value];
        return person is null ? -e.WalkInId!.Value : people[person.Value].CanonicalId ?? person.Value;
    }).Distinct().Count();

    private IEnumerable<Month> Owed(Station station)
    {
        for (var month = first; month.Number <= last.Number; month = month.Next)
        {
            var days = Enumerable.Range(0, month.LastDay.Day).Select(d => month.FirstDay.AddDays(d));
            if (days.All(day => station.InUseFrom <= day && !(station.TakenOffOn <= day) && !suspensions.Exists(x => x.StationId == station.Id && x.FromDate <= day && !(x.UntilDate <= day))))
            {
                yield return month;
            }
        }
    }

    private bool Failed(Station station, Month month, IReadOnlyList<string> items)
    {
        var held = sessions.Where(s => s.StationId == station.Id && s.Month == month && s.Status == SessionStatus.Held).ToList();
        var classes = held.Where(s => s.Form != TeachingForm.OneToOne).ToList();
        var helps = services.Where(s => s.StationId == station.Id && s.Month == month).ToList();
        return (items.Contains("J2") && held.Count(Qualifies) < 2) || (items.Contains("J3") && classes.Exists(s => s.TaughtMinutes < 60)) || (items.Contains("J4") && classes.Exists(s => Attended(s) < 30))
            || (items.Contains("B2") && helps.Count < 2) || (items.Contains("B3") && helps.Exists(s => reached[s.Id].Distinct().Count() < 10));
    }

    private static long County(long code) => code / 1_000_000 * 1_000_000;
}

/// <summary>A computed list in the words of <see cref="PlainRanking"/>.</summary>
internal static class ComputedRanking
{
    public static IReadOnlyList<string> Lines(CommendationContent content) =>
    [
        .. content.Candidates.Select(c => c.Place is { } place
            ? $"{c.Kind} {c.County} {c.Subject} place {place} with {(long)(c.Points!.Value * 100)} {(c.Listed ? "listed" : "not listed")}: {Figures(c)}"
            : $"{c.Kind} {c.County} {c.Subject} barred by {string.Join(',', c.Bars.Select(b => b.Rule).Order())}: {Figures(c)}"),
    ];

    private static string Figures(CandidateLine line) => string.Join(' ', line.Figures.Select(f => (f.Value, f.Of, f.Excluded)));
}
