using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Web.Features.Families;

public sealed record Member(string Name, bool IsSelf);

/// <param name="Who">Names of the household's people who were there.</param>
public sealed record AttendedClass(DateTime StartUtc, string Title, string Station, IReadOnlyList<string> Who);

public sealed record Visit(DateTime StartedUtc, bool IsPlanned, int Minutes, string Trainer, string Content);

public sealed record Help(DateOnly HeldOn, HelpKind Kind, string Worker, string? Note);

public sealed record OwnPlan(string Name, string Plan, DateOnly? PlannedOn);

public sealed record OwnPage(
    string Name, IReadOnlyList<Member> Members, IReadOnlyList<AttendedClass> Classes, int ClassCount, IReadOnlyList<Visit> Visits,
    IReadOnlyList<Help> Helps, IReadOnlyList<OwnPlan> Plans, DateOnly Today);

/// <summary>
/// Everything that a family sees of itself, from the records that there are. A family's account has no scope, so each query here steps
/// past the scope's filter and names the one household instead; nothing else of the site shows a family scoped rows.
/// </summary>
public sealed class OwnHousehold(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    private const int MostLines = 30;

    /// <summary>Null when the account stands for nobody.</summary>
    public async Task<OwnPage?> ReadAsync(long personId, CancellationToken ct)
    {
        var self = await db.People().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (self?.CanonicalId is { } canonical)
        {
            self = await db.People().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(p => p.Id == canonical, ct);
        }

        if (self is null)
        {
            return null;
        }

        var household = self.HouseholdId;
        var members = await db.People().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.Id == self.Id || (household != null && p.HouseholdId == household && p.CanonicalId == null))
            .OrderBy(p => p.BirthDate).ThenBy(p => p.Id).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        var ids = members.ConvertAll(m => m.Id);
        // Rows that proved to be one of these people are theirs too.
        var names = await db.People().IgnoreQueryFilters().Where(p => ids.Contains(p.Id) || (p.CanonicalId != null && ids.Contains(p.CanonicalId.Value)))
            .Select(p => new { p.Id, Of = p.CanonicalId ?? p.Id }).ToDictionaryAsync(p => p.Id, p => members.Find(m => m.Id == p.Of)!.Name, ct);
        var (classes, count) = await ClassesAsync(names, ct);
        return new OwnPage(
            self.Name, members.ConvertAll(m => new Member(m.Name, m.Id == self.Id)), classes, count,
            household is { } home ? await VisitsAsync(home, ct) : [],
            household is { } own ? await HelpsAsync(own, ct) : [],
            await PlansAsync(names, ct), clock.Today());
    }

    private async Task<(IReadOnlyList<AttendedClass> Lines, int Count)> ClassesAsync(Dictionary<long, string> names, CancellationToken ct)
    {
        var ids = names.Keys.ToList();
        var attended =
            from entry in db.RollEntries().IgnoreQueryFilters().AsNoTracking()
            join session in db.Sessions().IgnoreQueryFilters() on entry.SessionId equals session.Id
            join station in db.Stations().IgnoreQueryFilters() on session.StationId equals station.Id
            where entry.Present && entry.PersonId != null && ids.Contains(entry.PersonId.Value)
            select new { session.Id, At = session.StartedUtc ?? session.PlannedStartUtc, session.Title, Station = station.Name, Person = entry.PersonId!.Value };
        var count = await attended.Select(a => a.Id).Distinct().CountAsync(ct);
        var lines = await attended.OrderByDescending(a => a.At).ThenBy(a => a.Person).Take(MostLines).ToListAsync(ct);
        return ([.. lines.GroupBy(a => a.Id).Select(g => new AttendedClass(g.First().At, g.First().Title, g.First().Station, [.. g.Select(a => names[a.Person]).Distinct()]))], count);
    }

    private async Task<IReadOnlyList<Visit>> VisitsAsync(long household, CancellationToken ct) => await (
        from file in db.HouseholdFiles().IgnoreQueryFilters().AsNoTracking()
        join visit in db.HomeVisits().IgnoreQueryFilters() on file.Id equals visit.HouseholdFileId
        join trainer in db.Trainers().IgnoreQueryFilters() on visit.TrainerId equals trainer.Id
        where file.HouseholdId == household && visit.Status != VisitStatus.Cancelled
        orderby visit.StartedUtc descending
        select new Visit(visit.StartedUtc, visit.Status == VisitStatus.Planned, visit.Minutes, trainer.Name, visit.Content)).Take(MostLines).ToListAsync(ct);

    private async Task<IReadOnlyList<Help>> HelpsAsync(long household, CancellationToken ct) => await (
        from reached in db.HelpServiceHouseholds().AsNoTracking()
        join service in db.HelpServices().IgnoreQueryFilters() on reached.HelpServiceId equals service.Id
        join worker in db.Trainers().IgnoreQueryFilters() on service.TrainerId equals worker.Id
        where reached.HouseholdId == household
        orderby service.HeldOn descending
        select new Help(service.HeldOn, service.Kind, worker.Name, service.Note)).Take(MostLines).ToListAsync(ct);

    private async Task<IReadOnlyList<OwnPlan>> PlansAsync(Dictionary<long, string> names, CancellationToken ct)
    {
        var ids = names.Keys.ToList();
        var plans = await (
            from file in db.PersonFiles().IgnoreQueryFilters().AsNoTracking()
            join person in db.People().IgnoreQueryFilters() on file.PersonId equals person.Id
            where ids.Contains(file.PersonId) && file.PlanSealed != null
            orderby file.PlannedOn descending
            select new { file.PersonId, Plan = file.PlanSealed!, person.KeySealed, file.PlannedOn }).ToListAsync(ct);
        return plans.ConvertAll(f => new OwnPlan(names[f.PersonId], vault.Open(f.Plan, f.KeySealed, OpeningPurpose.ShowToSelf), f.PlannedOn));
    }
}

public static class FamilyPagesModule
{
    public static IServiceCollection AddFamilyPages(this IServiceCollection services) => services
        .AddScoped<OwnHousehold>()
        .AddScoped<PendingCode>()
        .AddScoped<PhoneCodePages>();
}
