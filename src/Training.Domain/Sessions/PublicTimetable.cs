using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

public sealed record TimetableQuestion
{
    /// <summary>First day wanted; today or later.</summary>
    public required DateOnly From { get; init; }

    /// <summary>A county or town; null asks for the whole city.</summary>
    public long? RegionCode { get; init; }

    /// <summary>Part of the name of a street, village, station or class.</summary>
    public string? Words { get; init; }

    public int Days { get; init; } = 14;

    public int Most { get; init; } = 40;
}

public sealed record TimetableEntry(Guid Key, string Title, string Station, string? Address, string Place, DateTime StartUtc, DateTime EndUtc, bool Running, IReadOnlyList<string> Trainers);

public sealed record Timetable(IReadOnlyList<TimetableEntry> Entries, bool More);

/// <summary>
/// What anybody may see: the coming classes that stations have published. It answers visitors, whom the access scope gives nothing, so
/// it steps past the scope's filter on purpose and hands out no personal data besides the teacher's public name.
/// </summary>
public sealed class PublicTimetable(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Timetable> RunAsync(TimetableQuestion question, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var start = ShanghaiTime.ToUtc(question.From);
        var until = ShanghaiTime.ToUtc(question.From.AddDays(question.Days));
        var sessions =
            from session in db.Sessions().IgnoreQueryFilters().AsNoTracking()
            join station in db.Stations().IgnoreQueryFilters() on session.StationId equals station.Id
            join town in db.Regions() on station.RegionCode - (station.RegionCode % 1000) equals town.Code
            join home in db.Regions() on station.RegionCode equals home.Code
            where session.PublishedUtc != null && session.PublishedUtc <= now
                && (session.Status == SessionStatus.Planned || session.Status == SessionStatus.Running)
                && session.PlannedStartUtc >= start && session.PlannedStartUtc < until && session.PlannedEndUtc > now
            select new { Session = session, Station = station, Town = town.Name, Home = home.Name };

        if (question.RegionCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            sessions = sessions.Where(line => line.Session.RegionCode >= range.From && line.Session.RegionCode < range.Until);
        }

        if (question.Words?.Trim() is { Length: > 0 } words)
        {
            sessions = sessions.Where(line => line.Station.Name.Contains(words) || line.Session.Title.Contains(words)
                || line.Town.Contains(words) || line.Home.Contains(words));
        }

        var found = await sessions
            .OrderBy(line => line.Session.PlannedStartUtc).ThenBy(line => line.Session.Id)
            .Select(line => new
            {
                line.Session.Id, line.Session.Key, line.Session.Title, line.Session.Status, line.Session.PlannedStartUtc, line.Session.PlannedEndUtc,
                Station = line.Station.Name, line.Station.Address, line.Town, line.Home,
            })
            .Take(question.Most + 1)
            .ToListAsync(ct);

        var shown = found.Take(question.Most).ToList();
        var ids = shown.Select(line => line.Id).ToList();
        var trainers = (await (
                from card in db.SessionTrainers()
                join trainer in db.Trainers() on card.TrainerId equals trainer.Id
                where ids.Contains(card.SessionId)
                orderby card.Id
                select new { card.SessionId, trainer.Name }).ToListAsync(ct))
            .ToLookup(card => card.SessionId, card => card.Name);
        return new Timetable(
            [.. shown.Select(line => new TimetableEntry(
                line.Key, line.Title, line.Station, line.Address, line.Town == line.Home ? line.Town : line.Town + " " + line.Home,
                line.PlannedStartUtc, line.PlannedEndUtc, line.Status == SessionStatus.Running, [.. trainers[line.Id]]))],
            found.Count > question.Most);
    }
}
