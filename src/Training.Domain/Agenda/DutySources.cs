using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Calendar;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Inspections;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Agenda;

/// <summary>
/// The duties of each kind, read from the records that carry their days, within the caller's scope: one statement or two a kind, and no copy anywhere.
/// A day that the record does not carry is counted from when it began to wait, by <see cref="AgendaTerms"/>.
/// </summary>
internal sealed partial class DutySources(TrainingDbContext db, StandardInForce standards, DateOnly today, AgendaReader reader)
{
    private static readonly AgendaTerms Terms = AgendaTerms.Shipped;

    private WorkingCalendar? calendar;

    private DateOnly Soon => today.AddDays(Terms.ExpiryDaysAhead);

    /// <param name="only">Null: every kind. Nobody's pages are asked for that he could not open.</param>
    public async Task<List<Duty>> AllAsync(CancellationToken ct, IReadOnlySet<DutySource>? only = null)
    {
        var all = new List<Duty>();
        foreach (var (source, verb, read) in ((DutySource, string, Func<CancellationToken, Task<IEnumerable<Duty>>>)[])
        [
            (DutySource.Rolls, "ReadRoll", RollsAsync), (DutySource.Rolls, "ReadRoll", MissingRollsAsync), (DutySource.Sessions, "Roll", SessionsAsync), (DutySource.Filings, "Filings", FilingsAsync), (DutySource.Parts, "Filings", PartsAsync),
            (DutySource.Notices, "Notices", NoticesAsync), (DutySource.Notices, "Notices", ObjectionsAsync), (DutySource.Agreements, "OneOrganization", AgreementsAsync), (DutySource.Licences, "OneOrganization", LicencesAsync),
            (DutySource.Certificates, reader.Member is null ? "PoolDossiers" : "OwnPool", CertificatesAsync), (DutySource.Courses, "Courses", CoursesAsync), (DutySource.Returned, "Teaching", ReturnedCoursesAsync),
            (DutySource.Stations, "Figures", StationsAsync), (DutySource.Pool, "PoolDossiers", PoolAsync), (DutySource.Questions, "Questions", QuestionsAsync), (DutySource.Inspections, "Inspections", InspectionsAsync),
            (DutySource.Help, "HelpWork", HelpServicesAsync), (DutySource.Help, "HelpWork", VisitsAsync), (DutySource.Subsidies, "Subsidies", SubsidiesAsync), (DutySource.ModuleChecks, "Jobs", ModuleChecksAsync),
        ])
        {
            if (reader.May(verb) && only?.Contains(source) != false)
            {
                all.AddRange((await read(ct)).Where(d => reader.May(d.Verb)));
            }
        }

        return all;
    }

    /// <summary>Asked for when something waits, since most readers have nothing to count.</summary>
    public async Task<WorkingCalendar> CalendarAsync(CancellationToken ct) => calendar ??= await WorkingCalendars.LoadAsync(db, ct);

    /// <summary>Rolls that are open belong to a month that closes: its county has until that day.</summary>
    private async Task<IEnumerable<Duty>> RollsAsync(CancellationToken ct)
    {
        // Only for whoever takes rolls an open one is a page.
        var takes = reader.May("Roll");
        var member = reader.Member;
        var until = ShanghaiTime.ToUtc(today.AddDays(1));
        var open = await (
            from roll in db.Rolls().AsNoTracking()
            join session in db.Sessions() on roll.SessionId equals session.Id
            join station in db.Stations() on roll.StationId equals station.Id
            where roll.Status == RollStatus.Open && session.PlannedStartUtc < until && (member == null || db.SessionTrainers().Any(t => t.SessionId == session.Id && t.TrainerId == member))
            select new { roll.Key, roll.StationId, roll.RegionCode, session.Month, session.Title, station.Name, station.OrganizationId, Station = station.Key }).ToListAsync(ct);
        var days = new Dictionary<(Month, long), DateOnly>();
        foreach (var (month, county) in open.Select(o => (o.Month, RegionCodes.CountyOf(o.RegionCode))).Distinct())
        {
            days[(month, county)] = (await standards.ForAsync(month, county, ct)).Definition.Settings.ClosesOn(month);
        }

        return open.Select(o => new Duty
        {
            Kind = DutyKind.MonthClose, Subject = o.Key.ToString(), RegionCode = o.RegionCode, Title = $"{o.Name}《{o.Title}》的点名册没有合上", State = $"{o.Month.MonthOfYear}月关账前合上", Turn = DutyTurn.Station,
            DueOn = days[(o.Month, RegionCodes.CountyOf(o.RegionCode))], Page = takes ? $"/rolls/{o.Key}" : $"/stations/{o.Station}", Verb = takes ? "Roll" : "Figures", StationId = o.StationId, OrganizationId = o.OrganizationId,
        });
    }

    private async Task<IEnumerable<Duty>> FilingsAsync(CancellationToken ct)
    {
        if (db.Scope.IsStationBound)
        {
            return [];
        }

        var filings = await (
            from filing in db.Filings().AsNoTracking()
            join county in db.Regions() on filing.RegionCode equals county.Code
            where filing.State != FilingState.Accepted
            select new { filing, county.Name, Open = db.FilingReturns().Count(r => r.FilingId == filing.Id && r.PartId == null && r.Answer == null) }).ToListAsync(ct);
        var supplements = await (
            from supplement in db.FilingSupplements().AsNoTracking()
            join filing in db.Filings() on supplement.FilingId equals filing.Id
            join county in db.Regions() on filing.RegionCode equals county.Code
            where supplement.TakenUtc == null
            select new { supplement.Key, supplement.MadeUtc, Filing = filing.Key, filing.RegionCode, filing.Period, county.Name }).ToListAsync(ct);
        var after = supplements.Count == 0 ? null : await AfterAsync(ct);
        var terms = await db.FilingTerms().AsNoTracking().ToListAsync(ct);
        var counties = terms.Count == 0 ? [] : await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).ToListAsync(ct);
        var begun = terms.Count == 0 ? [] : (await db.Filings().AsNoTracking().Select(f => new { f.RegionCode, f.Period }).ToListAsync(ct)).Select(f => (f.RegionCode, f.Period)).ToHashSet();
        return
        [
            .. filings.Select(f => new Duty
            {
                Kind = f.Open > 0 ? DutyKind.FilingReturn : DutyKind.Filing, Subject = f.filing.Key.ToString(), RegionCode = f.filing.RegionCode,
                Title = $"{f.Name}{Label(f.filing.Period)}填报{(f.Open > 0 ? $"：{f.Open} 条退回意见没答复" : "")}", State = FilingWords.Of(f.filing.State), DueOn = f.filing.DueOn, Page = $"/filings/{f.filing.Key}", Verb = "Filings",
                Turn = f.filing.State switch { FilingState.Open => DutyTurn.Body, FilingState.CountyReview or FilingState.Returned => DutyTurn.County, _ => DutyTurn.City },
            }),
            .. supplements.Select(s => new Duty
            {
                Kind = DutyKind.Supplement, Subject = s.Key.ToString(), RegionCode = s.RegionCode, Title = $"{s.Name}{Label(s.Period)}的补正表", State = "等市局收", Turn = DutyTurn.City,
                DueOn = after!(s.MadeUtc, FilingRules.CityDays), Page = $"/filings/{s.Filing}/supplement", Verb = "Filings",
            }),
            .. from term in terms
               from county in counties
               where RegionCodes.CityOf(county.Code) == term.RegionCode && db.Scope.Holds(county.Code) && !begun.Contains((county.Code, term.Period))
               select new Duty
               {
                   Kind = DutyKind.FilingOpen, Subject = $"{term.Key}/{RegionCodes.Short(county.Code)}", RegionCode = county.Code, Title = $"{county.Name}{Label(term.Period)}填报还没有开始", State = "没有开始",
                   Turn = DutyTurn.County, DueOn = term.BodiesUntil, Page = "/filings", Verb = "Filings",
               },
        ];
    }

    /// <summary>Part-sheets are listed for their own body; officers see the filing that waits for them.</summary>
    private async Task<IEnumerable<Duty>> PartsAsync(CancellationToken ct)
    {
        if (db.Scope.Organization is null)
        {
            return [];
        }

        var parts = await db.FilingParts().AsNoTracking().Where(p => p.State != PartState.Signed).ToListAsync(ct);
        var ids = parts.Select(p => p.FilingId).ToList();
        // A body reaches the filing of its part through it, whoever leads.
        var filings = await db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).AsNoTracking()
            .Where(f => ids.Contains(f.Id) && (f.State == FilingState.Open || f.State == FilingState.Returned)).ToDictionaryAsync(f => f.Id, ct);
        return parts.Where(p => filings.ContainsKey(p.FilingId)).Select(p => new Duty
        {
            Kind = DutyKind.FilingPart, Subject = p.Key.ToString(), RegionCode = p.RegionCode, Title = $"{Label(filings[p.FilingId].Period)}填报的分表", State = FilingWords.Of(p.State), Turn = DutyTurn.Body,
            DueOn = filings[p.FilingId].DueOn, Page = $"/filing-parts/{p.Key}", Verb = "Filings", OrganizationId = p.OrganizationId,
        });
    }

    private async Task<IEnumerable<Duty>> NoticesAsync(CancellationToken ct) =>
        (await db.PublicNotices().AsNoTracking().Where(n => n.State == NoticeState.Running)
            .Select(n => new { n.Key, n.Audience, n.RegionCode, n.PartyRegionCode, n.Title, n.LastDay, Open = db.NoticeObjections().Count(o => o.NoticeId == n.Id && o.AnsweredUtc == null) }).ToListAsync(ct))
        .Select(n => new Duty
        {
            Kind = n.Audience == NoticeAudience.Public ? DutyKind.Notice : DutyKind.Consent, Subject = n.Key.ToString(), RegionCode = n.PartyRegionCode ?? n.RegionCode, Title = n.Title,
            State = n.Audience == NoticeAudience.Party ? "等答复" : n.Open > 0 ? $"{n.Open} 条异议没答复" : n.LastDay < today ? "等办结" : "公示中",
            Turn = RegionCodes.LevelOf(n.PartyRegionCode ?? n.RegionCode) == RegionLevel.City ? DutyTurn.City : DutyTurn.County, DueOn = n.LastDay,
            Page = n.Audience == NoticeAudience.Public ? $"/notice-board/{n.Key}" : $"/deadlines/{n.Key}", Verb = n.Audience == NoticeAudience.Public ? "Notices" : "Deadlines",
        });

    private async Task<IEnumerable<Duty>> AgreementsAsync(CancellationToken ct) =>
        (await db.Agreements().AsNoTracking().Where(a => a.EndedOn == null && a.UntilDate != null && a.UntilDate <= Soon && !db.Agreements().Any(later => later.RenewsId == a.Id)).ToListAsync(ct))
        .Select(a => new Duty
        {
            Kind = DutyKind.Agreement, Subject = a.Key.ToString(), RegionCode = a.RegionCode, Title = $"和{a.Partner}的合作协议", State = a.UntilDate < today ? "已经到期，没有续签" : "快到期了",
            Turn = DutyTurn.County, DueOn = a.UntilDate!.Value, Page = $"/agreements/{a.Key}", Verb = "OneOrganization", OrganizationId = a.OrganizationId,
        });

    private async Task<IEnumerable<Duty>> LicencesAsync(CancellationToken ct) =>
        (await (
            from paper in db.Attachments().AsNoTracking()
            join body in db.Organizations() on paper.OwnerKey equals body.Key
            where paper.OwnerKind == OrganizationPapers.OwnerKind && paper.RemovedUtc == null && paper.ValidUntil != null && paper.ValidUntil <= Soon
            select new { paper.Key, paper.Title, paper.ValidUntil, Body = body.Key, body.Name, body.RegionCode, body.Id }).ToListAsync(ct))
        .Select(p => new Duty
        {
            Kind = DutyKind.Licence, Subject = p.Key.ToString(), RegionCode = p.RegionCode, Title = $"{p.Name}的{p.Title}", State = p.ValidUntil < today ? "已经到期" : "快到期了", Turn = DutyTurn.Body,
            DueOn = p.ValidUntil!.Value, Page = $"/organizations/{p.Body}", Verb = "OneOrganization", OrganizationId = p.Id,
        });

    private async Task<IEnumerable<Duty>> CoursesAsync(CancellationToken ct) =>
        await WaitingAsync(await db.CourseVersions().AsNoTracking().Where(v => v.State == CourseVersionState.InReview).Select(v => new { v.Key, v.Title, v.RegionCode, v.SubmittedUtc }).ToListAsync(ct), (v, after) => new Duty
        {
            Kind = DutyKind.CourseReview, Subject = v.Key.ToString(), RegionCode = v.RegionCode, Title = $"课程《{v.Title}》", State = "等县区审", Turn = DutyTurn.County,
            DueOn = after(v.SubmittedUtc, Terms.CourseReviewWorkingDays), Page = $"/course-reviews/{v.Key}", Verb = "Courses",
        }, ct);

    private async Task<IEnumerable<Duty>> StationsAsync(CancellationToken ct) =>
        await WaitingAsync((await (
            from station in db.Stations().AsNoTracking()
            where station.Status == StationStatus.Proposed || station.Status == StationStatus.Reviewed
            select new { station.Key, station.Name, station.RegionCode, station.Status, Since = db.StationSteps().Where(s => s.StationId == station.Id).Max(s => (DateTime?)s.AtUtc) }).ToListAsync(ct))
        .FindAll(s => s.Since is not null), (s, after) => new Duty
        {
            Kind = s.Status == StationStatus.Proposed ? DutyKind.StationReview : DutyKind.StationRecord, Subject = s.Key.ToString(), RegionCode = s.RegionCode, Title = s.Name, State = StationWords.Of(s.Status),
            Turn = s.Status == StationStatus.Proposed ? DutyTurn.County : DutyTurn.City, Page = $"/stations/{s.Key}", Verb = "Figures",
            DueOn = after(s.Since!.Value, s.Status == StationStatus.Proposed ? Terms.StationReviewWorkingDays : Terms.StationRecordWorkingDays),
        }, ct);

    private async Task<IEnumerable<Duty>> PoolAsync(CancellationToken ct) =>
        await WaitingAsync(await (
            from trainer in db.Trainers().AsNoTracking()
            join dossier in db.PoolDossiers() on trainer.Id equals dossier.TrainerId
            where trainer.Status == TrainerStatus.Applied || trainer.Status == TrainerStatus.Selected
            select new { trainer.Key, trainer.Name, trainer.Status, dossier.RegionCode, dossier.SinceUtc }).ToListAsync(ct), (t, after) => new Duty
        {
            Kind = t.Status == TrainerStatus.Applied ? DutyKind.PoolSelect : DutyKind.PoolRecord, Subject = t.Key.ToString(), RegionCode = t.RegionCode, Title = $"{t.Name}的入库",
            State = t.Status == TrainerStatus.Applied ? "等县区选拔" : "等市局备案", Turn = t.Status == TrainerStatus.Applied ? DutyTurn.County : DutyTurn.City,
            DueOn = after(t.SinceUtc, Terms.PoolWorkingDays), Page = $"/trainers/{t.Key}", Verb = "PoolDossiers",
        }, ct);

    private async Task<IEnumerable<Duty>> InspectionsAsync(CancellationToken ct)
    {
        var rows = await (
            from inspection in db.Inspections().AsNoTracking()
            join station in db.Stations() on inspection.StationId equals station.Id
            where inspection.DueOn != null && (inspection.State == InspectionState.Drawn || inspection.State == InspectionState.Hearing || inspection.State == InspectionState.Mending)
            select new { inspection, station.Name, station.OrganizationId }).ToListAsync(ct);
        var draws = rows.Select(r => r.inspection.DrawId).Distinct().ToList();
        var drawers = await db.InspectionDraws().AsNoTracking().Where(d => draws.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.RegionCode, ct);
        // What is drawn and not looked at is the drawer's affair alone.
        return rows.Where(r => r.inspection.State != InspectionState.Drawn || (!db.Scope.IsStationBound && drawers.ContainsKey(r.inspection.DrawId))).Select(r => new Duty
        {
            Kind = r.inspection.State switch { InspectionState.Drawn => DutyKind.Inspection, InspectionState.Hearing => DutyKind.InspectionAnswer, _ => DutyKind.InspectionMend },
            Subject = r.inspection.Key.ToString(), RegionCode = r.inspection.RegionCode, Title = $"{r.Name}的{InspectionWords.Of(r.inspection.Kind)}抽查", State = InspectionWords.Of(r.inspection.State),
            Turn = r.inspection.State != InspectionState.Drawn ? DutyTurn.Station : RegionCodes.LevelOf(drawers[r.inspection.DrawId]) == RegionLevel.City ? DutyTurn.City : DutyTurn.County,
            DueOn = r.inspection.DueOn!.Value, Page = $"/inspections/{r.inspection.Key}", Verb = "Inspections", StationId = r.inspection.StationId, OrganizationId = r.OrganizationId,
        });
    }

    private async Task<IEnumerable<Duty>> WaitingAsync<TRow>(IReadOnlyCollection<TRow> rows, Func<TRow, Func<DateTime, int, DateOnly>, Duty> duty, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var after = await AfterAsync(ct);
        return rows.Select(r => duty(r, after));
    }

    /// <summary>So many working days after it began to wait; calendar days where the year has no list.</summary>
    private async Task<Func<DateTime, int, DateOnly>> AfterAsync(CancellationToken ct)
    {
        var days = await CalendarAsync(ct);
        return (utc, workingDays) =>
        {
            var from = ShanghaiTime.DateOf(utc);
            var day = days.AddWorkingDays(from, workingDays);
            return day.Ok ? day.Value : from.AddDays(workingDays);
        };
    }

    private static string Label(string period) => SheetPeriod.TryParse(period, out var read) ? read.Label : period;
}
