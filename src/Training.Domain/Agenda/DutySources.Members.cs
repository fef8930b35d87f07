using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Notices;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Agenda;

/// <summary>What waits for a member of the pool, and the city's own affairs beside the filings.</summary>
internal sealed partial class DutySources
{
    /// <summary>Classes of the next days: they end with a closed roll.</summary>
    private async Task<IEnumerable<Duty>> SessionsAsync(CancellationToken ct)
    {
        var member = reader.Member;
        var (begin, until) = (ShanghaiTime.ToUtc(today), ShanghaiTime.ToUtc(today.AddDays(Terms.SessionDaysAhead + 1)));
        return (await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Status == SessionStatus.Planned && session.PlannedStartUtc >= begin && session.PlannedStartUtc < until
                && (member == null || db.SessionTrainers().Any(t => t.SessionId == session.Id && t.TrainerId == member))
            select new { session.Key, session.Title, session.PlannedStartUtc, session.RegionCode, session.StationId, station.Name, station.OrganizationId }).ToListAsync(ct))
            .Select(s => new Duty
            {
                Kind = DutyKind.Session, Subject = s.Key.ToString(), RegionCode = s.RegionCode, Title = $"{s.Name}《{s.Title}》", State = $"{ShanghaiTime.FromUtc(s.PlannedStartUtc):HH:mm} 开课，讲完合上点名册",
                Turn = DutyTurn.Station, DueOn = ShanghaiTime.DateOf(s.PlannedStartUtc), Page = "/today", Verb = "Roll", StationId = s.StationId, OrganizationId = s.OrganizationId,
            });
    }

    /// <summary>
    /// Classes whose day went by and whose roll nobody opened. Nothing is refused for being late: they wait, whatever month was closed meanwhile,
    /// until the roll is taken or entered from paper, or the class is called off with a reason.
    /// </summary>
    private async Task<IEnumerable<Duty>> MissingRollsAsync(CancellationToken ct)
    {
        var (takes, member, begin) = (reader.May("Roll"), reader.Member, ShanghaiTime.ToUtc(today));
        return (await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Status == SessionStatus.Planned && session.PlannedStartUtc < begin
                && (member == null || db.SessionTrainers().Any(t => t.SessionId == session.Id && t.TrainerId == member))
            select new { session.Key, session.Title, session.PlannedStartUtc, session.RegionCode, session.StationId, station.Name, station.OrganizationId, Station = station.Key }).ToListAsync(ct))
            .Select(s => new Duty
            {
                Kind = DutyKind.RollMissing, Subject = s.Key.ToString(), RegionCode = s.RegionCode, Title = $"{s.Name}《{s.Title}》没有点名", State = "补点名，没上的写明原因取消", Turn = DutyTurn.Station,
                DueOn = ShanghaiTime.DateOf(s.PlannedStartUtc), Page = takes ? $"/rolls/{s.Key}" : $"/stations/{s.Station}", Verb = takes ? "Roll" : "Figures", StationId = s.StationId, OrganizationId = s.OrganizationId,
            });
    }

    /// <summary>Courses of which the county sent the latest version back.</summary>
    private async Task<IEnumerable<Duty>> ReturnedCoursesAsync(CancellationToken ct)
    {
        var member = reader.Member;
        return await WaitingAsync(await (
            from version in db.CourseVersions().AsNoTracking()
            join course in db.Courses() on version.CourseId equals course.Id
            where version.State == CourseVersionState.Returned && version.DecidedUtc != null && (member == null || course.TrainerId == member)
                && !db.CourseVersions().Any(later => later.CourseId == version.CourseId && later.Number > version.Number)
            select new { version.Key, version.Title, version.DecidedUtc, version.RegionCode, Course = course.Key, course.TrainerId }).ToListAsync(ct), (v, after) => new Duty
        {
            Kind = DutyKind.CourseMend, Subject = v.Key.ToString(), RegionCode = v.RegionCode, Title = $"课程《{v.Title}》退回来了", State = "改好再报", Turn = DutyTurn.Member,
            DueOn = after(v.DecidedUtc!.Value, Terms.CourseMendWorkingDays), Page = $"/lessons/{v.Course}", Verb = "Teaching", TrainerId = v.TrainerId,
        }, ct);
    }

    private async Task<IEnumerable<Duty>> QuestionsAsync(CancellationToken ct)
    {
        var member = reader.Member;
        return await WaitingAsync(await (
            from question in db.LessonQuestions().AsNoTracking()
            join course in db.Courses() on question.CourseId equals course.Id
            where question.AnsweredUtc == null && question.HiddenUtc == null && (member == null || (course.TrainerId == member && question.HandedOverUtc == null))
            select new { question.Key, question.RegionCode, question.AskedUtc, question.HandedOverUtc, course.TrainerId }).ToListAsync(ct), (q, after) => new Duty
        {
            Kind = DutyKind.Question, Subject = q.Key.ToString(), RegionCode = q.RegionCode, Title = $"居民{ShanghaiTime.DateOf(q.AskedUtc):M月d日}的提问", State = q.HandedOverUtc is null ? "等讲师答" : "等县区答",
            Turn = q.HandedOverUtc is null ? DutyTurn.Member : DutyTurn.County, DueOn = after(q.AskedUtc, Terms.QuestionWorkingDays), Page = $"/questions/{q.Key}", Verb = "Questions",
            TrainerId = q.HandedOverUtc is null ? q.TrainerId : null,
        }, ct);
    }

    private async Task<IEnumerable<Duty>> CertificatesAsync(CancellationToken ct)
    {
        var (member, soon) = (reader.Member, Soon);
        return (await (
            from certificate in db.TrainerCertificates().AsNoTracking()
            join trainer in db.Trainers() on certificate.TrainerId equals trainer.Id
            join dossier in db.PoolDossiers() on trainer.Id equals dossier.TrainerId
            where certificate.IsRequired && certificate.ValidUntil != null && certificate.ValidUntil <= soon && trainer.Status == TrainerStatus.InPool && (member == null || trainer.Id == member)
            select new { certificate.Key, certificate.Name, certificate.ValidUntil, Trainer = trainer.Name, Member = trainer.Key, dossier.RegionCode }).ToListAsync(ct))
            .Select(c => new Duty
            {
                Kind = DutyKind.Certificate, Subject = c.Key.ToString(), RegionCode = c.RegionCode, Title = member is null ? $"{c.Trainer}的{c.Name}" : c.Name, State = c.ValidUntil < today ? "已经到期" : "快到期了",
                Turn = DutyTurn.County, DueOn = c.ValidUntil!.Value, Page = member is null ? $"/trainers/{c.Member}" : "/my-pool", Verb = member is null ? "PoolDossiers" : "OwnPool",
            });
    }

    /// <summary>六助服务 that a station still lacks in a month that has not closed, for its named social worker.</summary>
    private async Task<IEnumerable<Duty>> HelpServicesAsync(CancellationToken ct)
    {
        var member = reader.Member;
        var (month, last) = (Month.Of(today), Month.Of(today).Previous);
        var posts = await (
            from post in db.SocialWorkerPosts().AsNoTracking()
            join station in db.Stations() on post.StationId equals station.Id
            where post.FromDate <= today && (post.UntilDate == null || post.UntilDate > today) && (member == null || post.TrainerId == member)
            select new
            {
                post.TrainerId, station.Id, station.Key, station.Name, station.RegionCode,
                Now = db.HelpServices().Count(s => s.StationId == station.Id && s.Month == month), Before = db.HelpServices().Count(s => s.StationId == station.Id && s.Month == last), post.FromDate,
            }).ToListAsync(ct);
        var duties = new List<Duty>();
        foreach (var county in posts.GroupBy(p => RegionCodes.CountyOf(p.RegionCode)))
        {
            foreach (var asked in (Month[])[last, month])
            {
                var definition = (await standards.ForAsync(asked, county.Key, ct)).Definition;
                var wanted = (int)(definition.Items.FirstOrDefault(i => i.Measure.Metric == SocialWorkMetrics.Services)?.Measure.On(asked).Threshold ?? 0);
                if (asked == last && definition.Settings.ClosesOn(last) < today)
                {
                    continue;
                }

                duties.AddRange(
                    from post in county
                    let held = asked == month ? post.Now : post.Before
                    where held < wanted && post.FromDate <= asked.FirstDay
                    select new Duty
                    {
                        Kind = DutyKind.HelpServices, Subject = $"{post.Key}/{asked}", RegionCode = post.RegionCode, Title = $"{post.Name}{asked.MonthOfYear}月的六助服务", State = $"{held} 次，要 {wanted} 次",
                        Turn = DutyTurn.Member, DueOn = asked.LastDay, Page = $"/help/{post.Key}?month={asked}", Verb = "HelpWork", StationId = post.Id, TrainerId = post.TrainerId,
                    });
            }
        }

        return duties.DistinctBy(d => d.Subject);
    }

    /// <summary>Planned visits at the stations of a named social worker, and those whose day went by without a record.</summary>
    private async Task<IEnumerable<Duty>> VisitsAsync(CancellationToken ct)
    {
        var member = reader.Member;
        var until = ShanghaiTime.ToUtc(today.AddDays(Terms.SessionDaysAhead + 1));
        return (await (
            from visit in db.HomeVisits().AsNoTracking()
            join station in db.Stations() on visit.StationId equals station.Id
            where visit.Status == VisitStatus.Planned && visit.StartedUtc < until && db.SocialWorkerPosts().Any(p =>
                p.StationId == visit.StationId && p.FromDate <= today && (p.UntilDate == null || p.UntilDate > today) && (member == null || p.TrainerId == member))
            select new { visit.Key, visit.StartedUtc, visit.RegionCode, visit.StationId, Station = station.Key, station.Name, visit.TrainerId }).ToListAsync(ct))
            .Select(v => new Duty
            {
                Kind = DutyKind.Visit, Subject = v.Key.ToString(), RegionCode = v.RegionCode, Title = $"{v.Name}的入户送学", State = ShanghaiTime.DateOf(v.StartedUtc) < today ? "过了，没有记录" : $"{ShanghaiTime.FromUtc(v.StartedUtc):HH:mm} 上门",
                Turn = DutyTurn.Member, DueOn = ShanghaiTime.DateOf(v.StartedUtc), Page = $"/help/{v.Station}", Verb = "HelpWork", StationId = v.StationId, TrainerId = v.TrainerId,
            });
    }

    private async Task<IEnumerable<Duty>> ObjectionsAsync(CancellationToken ct) =>
        await WaitingAsync(await (
            from objection in db.NoticeObjections().AsNoTracking()
            join notice in db.PublicNotices() on objection.NoticeId equals notice.Id
            where objection.AnsweredUtc == null && notice.Audience == NoticeAudience.Public
            select new { objection.Key, objection.ReceivedUtc, notice.RegionCode, notice.Title, Notice = notice.Key }).ToListAsync(ct), (o, after) => new Duty
        {
            Kind = DutyKind.Objection, Subject = o.Key.ToString(), RegionCode = o.RegionCode, Title = $"对“{o.Title}”的异议", State = "等答复",
            Turn = RegionCodes.LevelOf(o.RegionCode) == RegionLevel.City ? DutyTurn.City : DutyTurn.County, DueOn = after(o.ReceivedUtc, Terms.ObjectionWorkingDays), Page = $"/notice-board/{o.Notice}", Verb = "Notices",
        }, ct);

    /// <summary>Accepted sheets on which no subsidy is entered: the city's ledger, which the bureaus read.</summary>
    private async Task<IEnumerable<Duty>> SubsidiesAsync(CancellationToken ct) => db.Scope.IsStationBound ? [] :
        await WaitingAsync(await (
            from filing in db.Filings().AsNoTracking()
            join county in db.Regions() on filing.RegionCode equals county.Code
            where filing.State == FilingState.Accepted && !db.SubsidyEntries().Any(e => e.FilingId == filing.Id && e.StruckUtc == null)
            select new { filing.Key, filing.Period, filing.RegionCode, filing.MovedUtc, county.Name }).ToListAsync(ct), (f, after) => new Duty
        {
            Kind = DutyKind.Subsidy, Subject = f.Key.ToString(), RegionCode = f.RegionCode, Title = $"{f.Name}{Label(f.Period)}的补助", State = "验收了，台账里没有登记", Turn = DutyTurn.City,
            DueOn = after(f.MovedUtc, Terms.SubsidyWorkingDays), Page = reader.May("WriteSubsidies") ? $"/filings/{f.Key}/subsidy" : $"/filings/{f.Key}", Verb = "Subsidies",
        }, ct);

    /// <summary>Z2 wants a dated self-check of the public module in each month; one row a county, one duty for the city that runs it.</summary>
    private async Task<IEnumerable<Duty>> ModuleChecksAsync(CancellationToken ct)
    {
        var (month, last) = (Month.Of(today), Month.Of(today).Previous);
        var city = RegionCodes.CityOf(db.Scope.From);
        if (!db.Scope.Holds(city) || RegionCodes.LevelOf(city) != RegionLevel.City)
        {
            return [];
        }

        var missing = ((Month[])[last, month]).Except(
            await db.ModuleSelfChecks().AsNoTracking().Where(c => c.Reachable && (c.Month == month || c.Month == last)).Select(c => c.Month).Distinct().ToListAsync(ct)).ToList();
        // What is not checked when the month closes stays unchecked.
        if (missing.Contains(last) && (await standards.ForAsync(last, city, ct)).Definition.Settings.ClosesOn(last) < today)
        {
            missing.Remove(last);
        }

        return from asked in missing
               select new Duty
               {
                   Kind = DutyKind.ModuleCheck, Subject = $"{RegionCodes.Short(city)}/{asked}", RegionCode = city, Title = $"{asked.MonthOfYear}月的专项模块自查", State = "没有打开过的记录", Turn = DutyTurn.City,
                   DueOn = asked.LastDay, Page = "/jobs", Verb = "Jobs",
               };
    }
}
