using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <param name="Who">Names of the household's people who were there.</param>
public sealed record AttendedClass(DateTime StartUtc, string Title, string Station, IReadOnlyList<string> Who);

public sealed record Visit(DateTime StartedUtc, bool IsPlanned, int Minutes, string Trainer, string Content, bool Signed);

public sealed record OwnPage(
    FamilyCircle Circle, OwnBookings Bookings, IReadOnlyList<LessonLeft> Left, IReadOnlyList<AttendedClass> Classes, int ClassCount,
    IReadOnlyList<Visit> Planned, DateOnly Today);

/// <summary>
/// What a family sees of itself first: booked classes, lessons to go on with, visits to come, classes attended. A family's account has no
/// scope, so each query here steps past the scope's filter and names the one household instead.
/// </summary>
public sealed class OwnHousehold(TrainingDbContext db, FamilyCircles circles, ReadBookings bookings, WatchBook watch, TimeProvider clock)
{
    internal const int MostLines = 30;

    /// <summary>Null when the account stands for nobody.</summary>
    public async Task<OwnPage?> ReadAsync(long personId, CancellationToken ct)
    {
        if (await circles.OfAsync(personId, ct) is not { } circle)
        {
            return null;
        }

        var (classes, count) = await ClassesAsync(circle, ct);
        return new OwnPage(
            circle, await OwnBookings.ReadAsync(bookings, db, circle, clock.UtcNow(), ct), await watch.ReadAsync(personId, ct: ct), classes, count,
            circle.HouseholdId is { } home ? await VisitsAsync(db, home, VisitStatus.Planned, ct) : [], clock.Today());
    }

    internal static async Task<IReadOnlyList<Visit>> VisitsAsync(TrainingDbContext db, long household, VisitStatus status, CancellationToken ct) => await (
        from file in db.HouseholdFiles().IgnoreQueryFilters().AsNoTracking()
        join visit in db.HomeVisits().IgnoreQueryFilters() on file.Id equals visit.HouseholdFileId
        join trainer in db.Trainers().IgnoreQueryFilters() on visit.TrainerId equals trainer.Id
        where file.HouseholdId == household && visit.Status == status
        orderby visit.StartedUtc descending
        select new Visit(visit.StartedUtc, visit.Status == VisitStatus.Planned, visit.Minutes, trainer.Name, visit.Content, visit.Signed)).Take(MostLines).ToListAsync(ct);

    private async Task<(IReadOnlyList<AttendedClass> Lines, int Count)> ClassesAsync(FamilyCircle circle, CancellationToken ct)
    {
        var ids = circle.Rows.Keys.ToList();
        var attended =
            from entry in db.RollEntries().IgnoreQueryFilters().AsNoTracking()
            join session in db.Sessions().IgnoreQueryFilters() on entry.SessionId equals session.Id
            join station in db.Stations().IgnoreQueryFilters() on session.StationId equals station.Id
            where entry.Present && entry.PersonId != null && ids.Contains(entry.PersonId.Value)
            select new { session.Id, At = session.StartedUtc ?? session.PlannedStartUtc, session.Title, Station = station.Name, Person = entry.PersonId!.Value };
        var count = await attended.Select(a => a.Id).Distinct().CountAsync(ct);
        var lines = await attended.OrderByDescending(a => a.At).ThenBy(a => a.Person).Take(MostLines).ToListAsync(ct);
        return ([.. lines.GroupBy(a => a.Id).Select(g => new AttendedClass(
            g.First().At, g.First().Title, g.First().Station, [.. g.Select(a => circle.Rows[a.Person].Name).Distinct()]))], count);
    }
}

public static class FamilyPagesModule
{
    public static IServiceCollection AddFamilyPages(this IServiceCollection services) => services
        .AddSingleton<LessonFiles>()
        .AddScoped<OwnHousehold>()
        .AddScoped<OwnFile>()
        .AddScoped<PendingCode>()
        .AddScoped<PhoneCodePages>();
}
