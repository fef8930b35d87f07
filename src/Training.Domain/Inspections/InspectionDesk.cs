using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Inspections;

public sealed record InspectionNotThere(InspectionState State, string Step) : Refusal($"这一条现在是“{InspectionWords.Of(State)}”，不能{Step}。");

public sealed record InspectionWordsMissing(string What, string On) : Refusal($"写{What}。", On);

public sealed record InspectionWordsTooLong(string What, int Length, string On) : Refusal($"{What}写了 {Length} 个字，最多 {Inspection.WordsMaxLength} 个字。", On);

/// <summary>What the steps of an inspection share: finding it, its day, the step's line and history, and who is told.</summary>
public sealed class InspectionDesk(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public DateTime NowUtc => clock.UtcNow();

    /// <summary>Of the drawing authority alone: a county does not enter what the city drew.</summary>
    public async Task<(Inspection Inspection, InspectionDraw Draw)?> OwnAsync(Guid key, CancellationToken ct)
    {
        var found = await (
            from inspection in db.Inspections()
            join draw in db.InspectionDraws() on inspection.DrawId equals draw.Id
            where inspection.Key == key
            select new { inspection, draw }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.inspection, found.draw);
    }

    /// <summary>As the inspected body reaches it: its own stations, and not before it is to be heard.</summary>
    public Task<Inspection?> HeardAsync(Guid key, CancellationToken ct) => db.Inspections().SingleOrDefaultAsync(i => i.Key == key && i.State != InspectionState.Drawn, ct);

    public async Task<Result<DateOnly>> DayAsync(int workingDays, CancellationToken ct) => (await WorkingCalendars.LoadAsync(db, ct)).AddWorkingDays(clock.Today(), workingDays);

    public static Refusal? Check(string? words, string what, string on) =>
        string.IsNullOrWhiteSpace(words) ? new InspectionWordsMissing(what, on) : words.Length > Inspection.WordsMaxLength ? new InspectionWordsTooLong(what, words.Length, on) : null;

    /// <summary>Writes the step with its history, and saves everything at once.</summary>
    public async Task<Result<Done>> SaveAsync(Inspection inspection, InspectionAction action, Actor actor, string process, InspectionState before, string? words, CancellationToken ct)
    {
        var now = NowUtc;
        db.InspectionSteps().Add(new()
        {
            InspectionId = inspection.Id, StationId = inspection.StationId, RegionCode = inspection.RegionCode, Action = action, AtUtc = now, AccountId = actor.AccountId, Words = words,
        });
        await AuditTrail.AppendAsync(
            db, inspection.AuditStream(), actor, process, now, new { inspectionState = before },
            new { inspectionState = inspection.State, inspectionVerdict = inspection.Verdict, inspection.FollowUp, inspection.DueOn }, words, ct, inspection.RegionCode);
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }

    /// <summary>Tells whoever answers for the station: its coordinators and the people of its body.</summary>
    public async Task TellBodyAsync(Inspection inspection, string title, string? body, CancellationToken ct)
    {
        var told = await (
            from bound in db.AccountStations()
            join account in db.Accounts() on bound.AccountId equals account.Id
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where bound.StationId == inspection.StationId && account.ClosedOn == null && (role.Name == Roles.Organization || role.Name == Roles.Coordinator)
            select account.Id).Distinct().ToListAsync(ct);
        Inbox.Add(db, told, new(title, body, $"/inspections/{inspection.Key}"), NowUtc);
    }

    /// <summary>Tells the authority that drew it. The body does not reach the draw's row, and is heard by whoever made it.</summary>
    public async Task TellDrawerAsync(Inspection inspection, string title, string? body, CancellationToken ct)
    {
        var drawer = await db.InspectionDraws().IgnoreQueryFilters().Where(d => d.Id == inspection.DrawId).Select(d => d.RegionCode).SingleAsync(ct);
        Inbox.Add(db, await officers.OfAsync(drawer, ct), new(title, body, $"/inspections/{inspection.Key}"), NowUtc);
    }

    public async Task<string> NameAsync(Inspection inspection, CancellationToken ct) =>
        $"{await db.Set<Stations.Station>().IgnoreQueryFilters().Where(s => s.Id == inspection.StationId).Select(s => s.Name).SingleAsync(ct)}的{InspectionWords.Of(inspection.Kind)}抽查";
}
