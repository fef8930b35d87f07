using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

/// <summary>What a record says where it counts: the hash of it, where its papers hang, and in which streams of the history a correction would stand.</summary>
public sealed record RecordFact(string Sha256, IReadOnlyList<Guid> Owners, IReadOnlyList<string> Streams)
{
    public string? Commitment { get; init; }
}

/// <summary>
/// Reads of each record what figures rest on, and nothing else: dates, minutes, marks, states. Free text is told by whether it is there,
/// names of persons by a commitment under their key, so that erasing a person leaves every filed hash as it was.
/// </summary>
public sealed class RecordFacts(TrainingDbContext db, Vault vault)
{
    /// <summary>Statements carry at most so many ids.</summary>
    private const int AtOnce = 500;

    public async Task<Dictionary<(RecordKind Kind, long Id), RecordFact>> OfAsync(IEnumerable<(RecordKind Kind, long Id)> records, CancellationToken ct = default)
    {
        var facts = new Dictionary<(RecordKind, long), RecordFact>();
        foreach (var kind in records.Distinct().GroupBy(r => r.Kind))
        {
            foreach (var ids in kind.Select(r => r.Id).Order().Chunk(AtOnce))
            {
                foreach (var (id, fact) in await OfKindAsync(kind.Key, ids, ct))
                {
                    facts[(kind.Key, id)] = fact;
                }
            }
        }

        return facts;
    }

    private Task<IEnumerable<(long, RecordFact)>> OfKindAsync(RecordKind kind, long[] ids, CancellationToken ct) => kind switch
    {
        RecordKind.Station => StationsAsync(ids, ct),
        RecordKind.Session => SessionsAsync(ids, ct),
        RecordKind.Trainer => TrainersAsync(ids, ct),
        RecordKind.HouseholdFile => HouseholdFilesAsync(ids, ct),
        RecordKind.PersonFile => PersonFilesAsync(ids, ct),
        RecordKind.HomeVisit => VisitsAsync(ids, ct),
        RecordKind.HelpService => ServicesAsync(ids, ct),
        RecordKind.Course => CoursesAsync(ids, ct),
        RecordKind.Household => PlainAsync(Rows<Household>().Where(h => ids.Contains(h.Id)).Select(h => new { h.Id, h.RegionCode, h.Key }), h => h.Id, h => [$"household-of-people/{h.Key}"], ct),
        RecordKind.Region => PlainAsync(db.Regions().AsNoTracking().Where(r => ids.Contains(r.Code)).Select(r => new { r.Code, r.Level, r.FormerFrom }), r => r.Code, _ => ["regions"], ct),
        RecordKind.Declaration => PlainAsync(Rows<OffPlatformDeclaration>().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.StationId, d.Kind, d.HappenedOn, d.Month }), d => d.Id, _ => [], ct),
        RecordKind.SelfCheck => PlainAsync(Rows<ModuleSelfCheck>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.RegionCode, c.CheckedUtc, c.Month, c.Url, c.Reachable }), c => c.Id, _ => [], ct),
        RecordKind.Person => ResidentsAsync(ids, ct),
        RecordKind.Question => PlainAsync(
            Rows<LessonQuestion>().Where(q => ids.Contains(q.Id)).Select(q => new { q.Id, q.Key, q.RegionCode, q.CourseId, q.LessonId, q.AskedUtc, q.AnsweredUtc }), q => q.Id, q => [$"lesson-question/{q.Key}"], ct),
        RecordKind.DeclaredFigure => PlainAsync(
            Rows<DeclaredFigure>().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.Name, f.RegionCode, f.StationId, f.Month, f.Numerator, f.Denominator }), f => f.Id, f => [$"declared-figure/{f.Name}"], ct),
        _ => throw new InvalidOperationException($"No facts for {kind}."),
    };

    private async Task<IEnumerable<(long, RecordFact)>> StationsAsync(long[] ids, CancellationToken ct)
    {
        var stations = await Rows<Station>().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id)
            .Select(s => new { s.Id, s.Key, s.Name, s.Kind, s.RegionCode, s.InUseFrom, s.TakenOffOn }).ToListAsync(ct);
        var stretches = (await Rows<StationSuspension>().Where(s => ids.Contains(s.StationId)).OrderBy(s => s.Id)
            .Select(s => new { s.StationId, s.FromDate, s.UntilDate }).ToListAsync(ct)).ToLookup(s => s.StationId);
        var posts = (await Rows<SocialWorkerPost>().Where(p => ids.Contains(p.StationId)).OrderBy(p => p.Id)
            .Select(p => new { p.StationId, p.TrainerId, p.FromDate, p.UntilDate }).ToListAsync(ct)).ToLookup(p => p.StationId);
        return stations.Select(s => (s.Id, Fact(new { s, stretches = stretches[s.Id], posts = posts[s.Id] }, [s.Key], [$"station/{s.Key}"])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> SessionsAsync(long[] ids, CancellationToken ct)
    {
        var sessions = await Rows<Session>().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id).Select(s => new
        {
            s.Id, s.Key, s.StationId, s.RegionCode, s.Title, s.TopicCode, s.Form, s.Status, s.PlannedStartUtc, s.PlannedEndUtc, s.PublishedUtc, s.StartedUtc, s.EndedUtc,
            s.TaughtMinutes, s.Month, s.MaterialArchived,
        }).ToListAsync(ct);
        var entries = (await Rows<RollEntry>().Where(e => ids.Contains(e.SessionId)).OrderBy(e => e.Id)
            .Select(e => new { e.SessionId, e.AttendeeKey, e.PersonId, e.WalkInId, e.Present, e.InConflict, e.IsStaff }).ToListAsync(ct)).ToLookup(e => e.SessionId);
        var rolls = (await Rows<Roll>().Where(r => ids.Contains(r.SessionId)).OrderBy(r => r.Id)
            .Select(r => new { r.SessionId, r.Key, r.Status, r.HeadCount, r.TimesInConflict }).ToListAsync(ct)).ToLookup(r => r.SessionId);
        var cards = (await Rows<SessionTrainer>().Where(c => ids.Contains(c.SessionId)).OrderBy(c => c.Id)
            .Select(c => new { c.SessionId, c.TrainerId }).ToListAsync(ct)).ToLookup(c => c.SessionId, c => c.TrainerId);
        return sessions.Select(s => (s.Id, Fact(
            new { s, entries = entries[s.Id], rolls = rolls[s.Id], cards = cards[s.Id] },
            [s.Key, .. rolls[s.Id].Select(r => r.Key)],
            [$"session/{s.Key}", $"session/{s.Id}", Roll.AuditStream(s.Key)])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> TrainersAsync(long[] ids, CancellationToken ct)
    {
        var trainers = await (
            from t in Rows<Trainer>()
            where ids.Contains(t.Id)
            join p in Rows<Person>() on t.PersonId equals p.Id
            orderby t.Id
            select new { t.Id, t.Key, t.Kind, t.Name, Sealed = p.KeySealed }).ToListAsync(ct);
        var counties = (await Rows<TrainerCounty>().Where(c => ids.Contains(c.TrainerId)).OrderBy(c => c.Id)
            .Select(c => new { c.TrainerId, c.RegionCode, c.FromDate, c.UntilDate }).ToListAsync(ct)).ToLookup(c => c.TrainerId);
        var stays = (await Rows<PoolMembership>().Where(m => ids.Contains(m.TrainerId)).OrderBy(m => m.Id)
            .Select(m => new { m.TrainerId, m.FromDate, m.UntilDate }).ToListAsync(ct)).ToLookup(m => m.TrainerId);
        return trainers.Select(t => (t.Id, Fact(new { t.Id, t.Key, t.Kind, counties = counties[t.Id], stays = stays[t.Id] }, [t.Key], [$"trainer/{t.Key}"]) with
        {
            Commitment = t.Sealed is null ? null : vault.Commitment("trainer-name", t.Name, t.Sealed),
        }));
    }

    private async Task<IEnumerable<(long, RecordFact)>> HouseholdFilesAsync(long[] ids, CancellationToken ct)
    {
        var files = await Rows<HouseholdFile>().Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id)
            .Select(f => new { f.Id, f.Key, f.StationId, f.RegionCode, f.HouseholdId, f.ScreenedOn }).ToListAsync(ct);
        var people = (await Rows<PersonFile>().Where(p => ids.Contains(p.HouseholdFileId)).OrderBy(p => p.Id)
            .Select(p => new { p.HouseholdFileId, p.Id, p.PlannedOn }).ToListAsync(ct)).ToLookup(p => p.HouseholdFileId);
        return files.Select(f => (f.Id, Fact(new { f, people = people[f.Id] }, [f.Key], [$"household-file/{f.Key}"])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> PersonFilesAsync(long[] ids, CancellationToken ct)
    {
        var files = await (
            from f in Rows<PersonFile>()
            where ids.Contains(f.Id)
            join home in Rows<HouseholdFile>() on f.HouseholdFileId equals home.Id
            orderby f.Id
            select new { f.Id, f.HouseholdFileId, f.StationId, f.RegionCode, f.GroundReading, f.PlannedOn, home.Key }).ToListAsync(ct);
        return files.Select(f => (f.Id, Fact(f, [], [$"household-file/{f.Key}"])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> VisitsAsync(long[] ids, CancellationToken ct)
    {
        var visits = await Rows<HomeVisit>().Where(v => ids.Contains(v.Id)).OrderBy(v => v.Id).Select(v => new
        {
            v.Id, v.Key, v.HouseholdFileId, v.StationId, v.RegionCode, v.TrainerId, v.Status, v.StartedUtc, v.Minutes, v.Month, Told = v.Content != "", v.Satisfaction, v.Signed,
        }).ToListAsync(ct);
        var learners = (await Rows<HomeVisitPerson>().Where(p => ids.Contains(p.HomeVisitId)).OrderBy(p => p.Id)
            .Select(p => new { p.HomeVisitId, p.PersonFileId }).ToListAsync(ct)).ToLookup(p => p.HomeVisitId, p => p.PersonFileId);
        return visits.Select(v => (v.Id, Fact(new { v, learners = learners[v.Id] }, [v.Key], [$"visit/{v.Key}", $"home-visit/{v.Key}"])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> ServicesAsync(long[] ids, CancellationToken ct)
    {
        var services = await Rows<HelpService>().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Id)
            .Select(s => new { s.Id, s.Key, s.StationId, s.RegionCode, s.TrainerId, s.Kind, s.HeldOn, s.Month, Told = s.Note != null && s.Note != "" }).ToListAsync(ct);
        var households = (await Rows<HelpServiceHousehold>().Where(h => ids.Contains(h.HelpServiceId)).OrderBy(h => h.Id)
            .Select(h => new { h.HelpServiceId, h.HouseholdId }).ToListAsync(ct)).ToLookup(h => h.HelpServiceId, h => h.HouseholdId);
        return services.Select(s => (s.Id, Fact(new { s, households = households[s.Id] }, [s.Key], [$"help/{s.Key}", $"help-service/{s.Key}"])));
    }

    private async Task<IEnumerable<(long, RecordFact)>> CoursesAsync(long[] ids, CancellationToken ct)
    {
        var courses = await Rows<Course>().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.Key, c.RegionCode, c.TrainerId, c.Title, c.TopicCode, c.Status, c.PublishedUtc }).ToListAsync(ct);
        var lessons = (await (
            from version in Rows<CourseVersion>()
            where ids.Contains(version.CourseId) && version.State == CourseVersionState.Published
            join row in Rows<CourseVersionLesson>() on version.Id equals row.VersionId
            orderby row.Id
            select new { version.CourseId, version.Number, row.LessonId, row.Ordinal, row.Title }).ToListAsync(ct)).ToLookup(l => l.CourseId);
        return courses.Select(c => (c.Id, Fact(new { c, lessons = lessons[c.Id] }, [c.Key], [$"course/{c.Key}"])));
    }

    /// <summary>A resident who signed in: the days alone, since the figure is one for whoever came at all.</summary>
    private async Task<IEnumerable<(long, RecordFact)>> ResidentsAsync(long[] ids, CancellationToken ct)
    {
        var people = await Rows<Person>().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).Select(p => new { p.Id, p.Key, p.CanonicalId }).ToListAsync(ct);
        return people.Select(p => (p.Id, Fact(p, [], [$"person/{p.Key}"])));
    }

    private static async Task<IEnumerable<(long, RecordFact)>> PlainAsync<T>(IQueryable<T> rows, Func<T, long> id, Func<T, string[]> streams, CancellationToken ct)
        where T : class =>
        (await rows.ToListAsync(ct)).Select(row => (id(row), Fact(row, [], streams(row))));

    private static RecordFact Fact(object said, IReadOnlyList<Guid> owners, IReadOnlyList<string> streams) => new(CanonicalJson.HashOf(CanonicalJson.Write(said)), owners, streams);

    // The rows were bounded by the sheet that the use case admitted; a proof runs over all.
    private IQueryable<T> Rows<T>()
        where T : class =>
        db.Set<T>().IgnoreQueryFilters().AsNoTracking();
}
