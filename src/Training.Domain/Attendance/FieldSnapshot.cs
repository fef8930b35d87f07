using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.People.Portraits;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>A line as a phone keeps it. The last four digits are for searching without a network; they are all it gets of phone and identity number.</summary>
public sealed record FieldLine(
    Guid Key, string Name, string Label, string Initials, LineKind Kind, string? PhoneTail, string? IdTail, AttendeeState State)
{
    /// <summary>Hashes of the codes on the live cards of the household, so that a scanned card is recognised without a network.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];

    /// <inheritdoc cref="RollLine.SameAs"/>
    public Guid? SameAs { get; init; }

    /// <summary>Somebody with a portrait: eight signs that change with it. The phone asks for the picture by itself (<see cref="RollFaces"/>).</summary>
    public string? Face { get; init; }
}

public sealed record FieldSession
{
    public required Guid Key { get; init; }

    public required string Title { get; init; }

    public required string StationName { get; init; }

    /// <summary>Region of the station.</summary>
    public required long RegionCode { get; init; }

    /// <summary>In Shanghai.</summary>
    public required DateOnly Day { get; init; }

    public required DateTime PlannedStartUtc { get; init; }

    public required DateTime PlannedEndUtc { get; init; }

    public required SessionStatus Status { get; init; }

    public string? CancelReason { get; init; }

    public DateTime? StartedUtc { get; init; }

    public DateTime? EndedUtc { get; init; }

    public int? HeadCount { get; init; }

    public required IReadOnlyList<FieldLine> Lines { get; init; }
}

/// <summary>
/// What a phone takes along to work without a network: the sessions of yesterday, today and the next days that its account may take, each
/// with the list that its roll offers. Six statements, however many sessions.
/// </summary>
public sealed class FieldSnapshot(TrainingDbContext db, ReadPortraits portraits, Vault vault, TimeProvider clock)
{
    public const int DaysBack = 1;
    public const int DaysAhead = 7;

    public async Task<IReadOnlyList<FieldSession>> RunAsync(RollTaker taker, CancellationToken ct = default)
    {
        await using var connection = await OneConnection.OpenAsync(db, ct);
        var today = clock.Today();
        var (from, until) = (today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        var (fromUtc, untilUtc) = (ShanghaiTime.ToUtc(from), ShanghaiTime.ToUtc(until.AddDays(1)));
        var sessions = db.Sessions().AsNoTracking().Where(s => s.PlannedStartUtc >= fromUtc && s.PlannedStartUtc < untilUtc);
        if (!taker.IsCoordinator)
        {
            var trainer = taker.TrainerId;
            sessions = sessions.Where(s => db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer));
        }

        var heads = await (
            from s in sessions
            join station in db.Stations() on s.StationId equals station.Id
            join r in db.Rolls() on s.Id equals r.SessionId into rolls
            from r in rolls.DefaultIfEmpty()
            orderby s.PlannedStartUtc, s.Id
            select new { Session = s, Station = station.Name, Roll = (Roll?)r }).ToListAsync(ct);
        var read = new RollSeats(db, vault);
        var stations = heads.Where(h => h.Session.Status is SessionStatus.Planned or SessionStatus.Running).Select(h => h.Session.StationId).Distinct().ToList();
        var begun = heads.Where(h => h.Roll is not null).Select(h => h.Roll!.Id).ToList();
        var open = heads.Where(h => h.Roll is { Status: RollStatus.Open }).Select(h => h.Roll!.Id).ToList();
        var regulars = stations.Count == 0 ? null : await read.RegularsAsync(stations, from, until, ct);
        var entries = begun.Count == 0 ? null : await read.EntriesAsync(begun, ct);
        var marks = open.Count == 0 ? null : await read.MarksAsync(open, ct);
        List<Guid> people = [.. (regulars ?? Nobody<RollSeats.Regular>()).SelectMany(g => g.Select(r => r.Seat.Key)).Concat((entries ?? Nobody<Seat>()).SelectMany(g => g.Where(e => e.PersonId is not null).Select(e => e.Key))).Distinct()];
        var cards = await CardsOfHouseholds.HashesAsync(db, people, ct);
        var faces = await portraits.MarksAsync(people, ct);
        var tails = new Dictionary<Guid, (string? Phone, string? Id)>();
        return heads.ConvertAll(h =>
        {
            var (session, day) = (h.Session, ShanghaiTime.DateOf(h.Session.PlannedStartUtc));
            var offered = session.Status is SessionStatus.Planned or SessionStatus.Running ? regulars?[session.StationId] ?? [] : [];
            var marked = h.Roll is { } roll ? (entries?[roll.Id] ?? []).ToList() : [];
            if (h.Roll is { Status: RollStatus.Open } running)
            {
                marked.ForEach(e => e.State = RollProjection.Of(marks![(running.Id, e.Key)]));
            }

            return new FieldSession
            {
                Key = session.Key,
                Title = session.Title,
                StationName = h.Station,
                RegionCode = session.RegionCode,
                Day = day,
                PlannedStartUtc = session.PlannedStartUtc,
                PlannedEndUtc = session.PlannedEndUtc,
                Status = session.Status,
                CancelReason = session.CancelReason,
                StartedUtc = session.StartedUtc,
                EndedUtc = session.EndedUtc,
                HeadCount = h.Roll?.HeadCount,
                Lines = [.. read.Lines(RollSeats.Seats(offered, marked, day, session.Id), oneLineEach: session.Status == SessionStatus.Held).Select(l =>
                {
                    var (phone, id) = tails.TryGetValue(l.Seat.Key, out var known) ? known : tails[l.Seat.Key] = (read.PhoneTailOf(l.Seat), read.IdTailOf(l.Seat));
                    return new FieldLine(l.Line.AttendeeKey, l.Line.Name, l.Line.Label, l.Line.Initials, l.Line.Kind, phone, id, l.Line.State)
                    {
                        Cards = [.. cards[l.Seat.Key]], SameAs = l.Line.SameAs, Face = h.Roll?.Status == RollStatus.Closed ? null : faces.GetValueOrDefault(l.Seat.Key),
                    };
                })],
            };
        });
    }

    private static ILookup<long, T> Nobody<T>() => Array.Empty<T>().ToLookup(_ => 0L);
}
