using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Agenda;

/// <summary>
/// Says in one prepared statement, two for an office, which kinds of duties could be late at all: never none where one is, at times one where none
/// is. Working days are never fewer days than calendar days, so it needs no calendar. Front pages ask it at each view and then read only what it names.
/// </summary>
internal static class LateProbe
{
    private static readonly PreparedQuery<Month, DateOnly, DateTime, long?, FieldRow> Field = new((db, month, today, begin, member) =>
        db.AccountRoles().Where(r => r.Name == Roles.Coordinator).Select(r => new FieldRow
        {
            Rolls = db.Rolls().Any(o => o.Status == RollStatus.Open && (member == null || db.SessionTrainers().Any(t => t.SessionId == o.SessionId && t.TrainerId == member))
                && db.Sessions().Any(s => s.Id == o.SessionId && s.Month < month)) || db.Sessions().Any(s => s.Status == SessionStatus.Planned && s.PlannedStartUtc < begin
                && (member == null || db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == member))),
            Inspections = member == null && db.Inspections().Any(i => (i.State == InspectionState.Drawn || i.State == InspectionState.Hearing || i.State == InspectionState.Mending) && i.DueOn < today),
        }));

    private static readonly PreparedQuery<Month, DateOnly, DateTime, DateTime, bool, OfficeRow> Office = new((db, month, today, soonUtc, waitedUtc, body) =>
        db.AccountRoles().Where(r => r.Name == Roles.CityOfficer).Select(r => new OfficeRow
        {
            Filings = db.Filings().Any(f => f.State != FilingState.Accepted && f.DueOn < today) || db.FilingSupplements().Any(s => s.TakenUtc == null && s.MadeUtc < waitedUtc)
                || db.FilingTerms().Any(t => t.BodiesUntil < today && db.Regions().Any(c => c.Level == RegionLevel.County && c.FormerFrom == null && c.Code >= t.RegionCode && c.Code < t.RegionCode + 100_000_000
                    && !db.Filings().Any(f => f.RegionCode == c.Code && f.Period == t.Period))),
            Parts = body && db.FilingParts().Any(p => p.State != PartState.Signed),
            Notices = db.PublicNotices().Any(n => n.State == NoticeState.Running && n.LastDay < today) || db.NoticeObjections().Any(o => o.AnsweredUtc == null && o.ReceivedUtc < waitedUtc),
            Agreements = db.Agreements().Any(a => a.EndedOn == null && a.UntilDate < today && !db.Agreements().Any(later => later.RenewsId == a.Id)),
            Licences = db.Attachments().Any(p => p.OwnerKind == OrganizationPapers.OwnerKind && p.RemovedUtc == null && p.ValidUntil < today),
            Certificates = db.TrainerCertificates().Any(c => c.IsRequired && c.ValidUntil < today),
            Courses = db.CourseVersions().Any(v => v.State == CourseVersionState.InReview && v.SubmittedUtc < waitedUtc),
            Stations = db.Stations().Any(s => (s.Status == StationStatus.Proposed || s.Status == StationStatus.Reviewed) && !db.StationSteps().Any(t => t.StationId == s.Id && t.AtUtc >= waitedUtc)),
            Pool = db.Trainers().Any(t => (t.Status == TrainerStatus.Applied || t.Status == TrainerStatus.Selected) && db.PoolDossiers().Any(d => d.TrainerId == t.Id && d.SinceUtc < waitedUtc)),
            Questions = db.LessonQuestions().Any(q => q.AnsweredUtc == null && q.HiddenUtc == null && q.AskedUtc < soonUtc),
            Subsidies = db.Filings().Any(f => f.State == FilingState.Accepted && f.MovedUtc < waitedUtc && !db.SubsidyEntries().Any(e => e.FilingId == f.Id && e.StruckUtc == null)),
            ModuleChecks = !db.ModuleSelfChecks().Any(c => c.Month == month && c.Reachable),
        }));

    private static readonly string[] OfficeVerbs = ["Filings", "Notices", "OneOrganization", "PoolDossiers", "Courses", "Figures", "Questions", "Subsidies", "Jobs"];

    /// <summary>Null: everything has to be read.</summary>
    public static async Task<IReadOnlySet<DutySource>?> RunAsync(TrainingDbContext db, AgendaReader reader, DateOnly today, CancellationToken ct)
    {
        var month = Month.Of(today);
        var found = new HashSet<DutySource>();
        if (reader.May("ReadRoll") || reader.May("Inspections"))
        {
            if (await Field.ToListAsync(db, month, today, ShanghaiTime.ToUtc(today), reader.Member, ct) is not [var field])
            {
                return null;
            }

            Add(DutySource.Rolls, field.Rolls);
            Add(DutySource.Inspections, field.Inspections);
        }

        // A member's own affairs are few; so are those of a station.
        if (reader.Member is not null)
        {
            found.UnionWith([DutySource.Certificates, DutySource.Returned, DutySource.Questions, DutySource.Help]);
            return found;
        }

        if (OfficeVerbs.Any(reader.May))
        {
            var (soon, waited) = (ShanghaiTime.ToUtc(today.AddDays(-AgendaTerms.Shipped.QuestionWorkingDays)), ShanghaiTime.ToUtc(today.AddDays(-AgendaTerms.Shipped.ShortestOfficeWorkingDays)));
            if (await Office.ToListAsync(db, month.Previous, today, soon, waited, db.Scope.Organization is not null, ct) is not [var office])
            {
                return null;
            }

            Add(DutySource.Filings, office.Filings);
            Add(DutySource.Parts, office.Parts);
            Add(DutySource.Notices, office.Notices);
            Add(DutySource.Agreements, office.Agreements);
            Add(DutySource.Licences, office.Licences);
            Add(DutySource.Certificates, office.Certificates);
            Add(DutySource.Courses, office.Courses);
            Add(DutySource.Stations, office.Stations);
            Add(DutySource.Pool, office.Pool);
            Add(DutySource.Questions, office.Questions);
            Add(DutySource.Subsidies, office.Subsidies);
            Add(DutySource.ModuleChecks, office.ModuleChecks);
        }

        return found;

        void Add(DutySource source, bool could)
        {
            if (could)
            {
                found.Add(source);
            }
        }
    }

    private sealed record FieldRow
    {
        public bool Rolls { get; init; }

        public bool Inspections { get; init; }
    }

    private sealed record OfficeRow
    {
        public bool Filings { get; init; }

        public bool Parts { get; init; }

        public bool Notices { get; init; }

        public bool Agreements { get; init; }

        public bool Licences { get; init; }

        public bool Certificates { get; init; }

        public bool Courses { get; init; }

        public bool Stations { get; init; }

        public bool Pool { get; init; }

        public bool Questions { get; init; }

        public bool Subsidies { get; init; }

        public bool ModuleChecks { get; init; }
    }
}
