using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Agenda;

public sealed record DutyInTime(DateOnly DueOn) : Refusal($"期限到{DueOn.Month}月{DueOn.Day}日，还没过，不用督办。");

public sealed record DutyUrgedToday() : Refusal("今天已经督办过一次了，一天一次。");

public sealed record UrgesUpward(string Turn) : Refusal($"督办只往下：这件事等的是{Turn}。");

public sealed record NobodyToUrge() : Refusal("这件事现在没有可以通知的账号，先给那边开账号。");

/// <summary>督办 and 提醒: tells whoever's turn it is, and keeps that it was told.</summary>
public sealed class CallDuty(TrainingDbContext db, ReadAgenda agenda, StandardInForce standards, IOfficers officers, Filing.UrgeFiling filings, TimeProvider clock)
{
    /// <summary>An officer urges what is overdue, once a day.</summary>
    public async Task<Result<int>> UrgeAsync(Actor actor, DutyKind kind, string subject, AgendaReader reader, CancellationToken ct = default)
    {
        if (await agenda.FindAsync(kind, subject, reader, ct) is not { } duty)
        {
            return new NotFound("这件事");
        }

        var today = clock.Today();
        if (!duty.IsOverdue(today))
        {
            return new DutyInTime(duty.DueOn);
        }

        if (!duty.IsBelow(db.Scope))
        {
            return new UrgesUpward(DutyWords.Of(duty.Turn));
        }

        if (kind is DutyKind.Filing or DutyKind.FilingReturn)
        {
            // A filing keeps its urgings among its own steps.
            var done = await filings.RunAsync(actor, Guid.Parse(subject), ct);
            return done.Ok ? 1 : done.Refusal;
        }

        if (await db.DutyCalls().AnyAsync(c => c.Duty == kind && c.Subject == subject && c.Call == CallKind.Urged && c.OnDay == today, ct))
        {
            return new DutyUrgedToday();
        }

        var told = await WhoAsync(duty, ct);
        if (told.Count == 0)
        {
            return new NobodyToUrge();
        }

        var kept = await AddAsync(duty, CallKind.Urged, today, actor, told, $"督办：{duty.Title}，{duty.State}", $"期限是{duty.DueOn:M月d日}，{(await WorkingCalendars.LoadAsync(db, ct)).Late(duty.DueOn, today)}。", "UrgeDuty", ct);
        // Two who urge in the same moment: one of them did.
        return kept ? told.Count : new DutyUrgedToday();
    }

    /// <summary>The clock reminds of what is due within the days of notice, once a duty and day. Safe to run twice.</summary>
    public async Task<int> RemindAsync(CancellationToken ct = default)
    {
        var today = clock.Today();
        var last = today.AddDays(AgendaTerms.Shipped.RemindDaysAhead);
        var due = (await new DutySources(db, standards, today, AgendaReader.Everybody).AllAsync(ct))
            .Where(d => d.DueOn >= today && d.DueOn <= last && d.Kind is not (DutyKind.Agreement or DutyKind.Session or DutyKind.Visit)).ToList();
        var called = (await db.DutyCalls().AsNoTracking().Where(c => c.Call == CallKind.Reminded && c.OnDay >= today && c.OnDay <= last).Select(c => new { c.Duty, c.Subject, c.OnDay }).ToListAsync(ct))
            .Select(c => (c.Duty, c.Subject, c.OnDay)).ToHashSet();
        var reminded = 0;
        foreach (var duty in due.Where(d => !called.Contains((d.Kind, d.Subject, d.DueOn))))
        {
            var told = await WhoAsync(duty, ct);
            var when = duty.DueOn == today ? "今天" : $"{duty.DueOn:M月d日}";
            if (told.Count > 0 && await AddAsync(duty, CallKind.Reminded, duty.DueOn, Actor.Job, told, $"{when}到期：{duty.Title}", duty.State, "RemindOfDuties", ct))
            {
                reminded++;
            }
        }

        return reminded;
    }

    /// <summary>False: somebody else has called in the same moment, and nothing was written.</summary>
    private async Task<bool> AddAsync(Duty duty, CallKind call, DateOnly onDay, Actor actor, IReadOnlyCollection<long> told, string title, string body, string process, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var row = new DutyCall
        {
            Key = Guid.CreateVersion7(), RegionCode = duty.RegionCode, Duty = duty.Kind, Subject = duty.Subject, Call = call, OnDay = onDay, AtUtc = now, By = actor.AccountId, Told = told.Count,
            Words = title.Length <= DutyCall.WordsMaxLength ? title : title[..DutyCall.WordsMaxLength],
        };
        db.DutyCalls().Add(row);
        Inbox.Add(db, told, new(title, body, IsOfRoll(duty) ? $"/rolls/{duty.Subject}" : duty.Page), now);
        await AuditTrail.AppendAsync(db, row.AuditStream(), actor, process, now, after: new { duty.DueOn, told = told.Count }, ct: ct, regionCode: duty.RegionCode);
        return (await db.SaveOrClashAsync(ct)).Ok;
    }

    /// <summary>Only a coordinator takes and closes rolls; a roll has the key of its class.</summary>
    private static bool IsOfRoll(Duty duty) => duty.Kind is DutyKind.MonthClose or DutyKind.RollMissing;

    private async Task<IReadOnlyCollection<long>> WhoAsync(Duty duty, CancellationToken ct)
    {
        var roll = IsOfRoll(duty);
        return duty.Turn switch
        {
            DutyTurn.City => await officers.OfAsync(RegionCodes.CityOf(duty.RegionCode), ct),
            DutyTurn.County => await officers.OfAsync(RegionCodes.CountyOf(duty.RegionCode), ct),
            DutyTurn.Station when duty.StationId is { } station => await (
                from bound in db.AccountStations()
                join account in db.Accounts() on bound.AccountId equals account.Id
                join link in db.AccountRoleLinks() on account.Id equals link.UserId
                join role in db.AccountRoles() on link.RoleId equals role.Id
                where bound.StationId == station && account.ClosedOn == null && (role.Name == Roles.Coordinator || (role.Name == Roles.Organization && !roll))
                select account.Id).Distinct().ToListAsync(ct),
            DutyTurn.Body => await BodiesAsync(duty, ct),
            DutyTurn.Member when duty.TrainerId is { } member => await db.Accounts().Where(a => a.TrainerId == member && a.ClosedOn == null).Select(a => a.Id).ToListAsync(ct),
            _ => [],
        };
    }

    private async Task<IReadOnlyCollection<long>> BodiesAsync(Duty duty, CancellationToken ct)
    {
        // A county's open filing waits for each of its bodies that has not signed.
        var subject = duty.OrganizationId is null ? Guid.Parse(duty.Subject) : Guid.Empty;
        var bodies = duty.OrganizationId is { } one ? new List<long> { one } : await (
            from filing in db.Set<Filing.CountyFiling>()
            join part in db.Set<Filing.FilingPart>() on filing.Id equals part.FilingId
            where filing.Key == subject && part.State != Filing.PartState.Signed
            select part.OrganizationId).ToListAsync(ct);
        return await (
            from account in db.Accounts()
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where account.OrganizationId != null && bodies.Contains(account.OrganizationId.Value) && account.ClosedOn == null && role.Name == Roles.Organization
            select account.Id).Distinct().ToListAsync(ct);
    }
}
