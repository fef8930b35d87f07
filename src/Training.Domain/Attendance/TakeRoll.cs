using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>
/// Reads a roll in at most four statements, whatever its length: the roll, the regulars, who stands on it, the marks. An open roll
/// offers the station's regulars of the session's day; a closed one shows only who was marked, so that later changes of membership
/// do not alter it, and counts what the figures count: its entries.
/// </summary>
public sealed class TakeRoll(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<RollSheet>> RunAsync(Guid rollKey, RollTaker taker, CancellationToken ct = default)
    {
        await using var connection = await OneConnection.OpenAsync(db, ct);
        var trainer = taker.TrainerId;
        var head = await (
            from s in db.Sessions().AsNoTracking()
            where s.Key == rollKey
            join station in db.Stations() on s.StationId equals station.Id
            join r in db.Rolls() on s.Id equals r.SessionId into rolls
            from r in rolls.DefaultIfEmpty()
            select new
            {
                Roll = (Roll?)r,
                Session = s,
                Station = station.Name,
                OnCard = db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer),
            }).FirstOrDefaultAsync(ct);
        if (head is null || (taker.OnlyReads && head.Roll?.Status != RollStatus.Closed))
        {
            return new NotFound("这份点名册");
        }

        if (!taker.IsCoordinator && !taker.OnlyReads && !head.OnCard)
        {
            return new NotOnTheCard();
        }

        var (roll, session) = (head.Roll, head.Session);
        var seats = new Dictionary<Guid, Seat>();
        if (roll is not { Status: RollStatus.Closed })
        {
            await ReadMembersAsync(seats, session.StationId, ShanghaiTime.DateOf(session.PlannedStartUtc), ct);
        }

        if (roll is not null)
        {
            await ReadEntriesAsync(seats, roll.Id, ct);
        }

        if (roll is { Status: RollStatus.Open })
        {
            await ReadMarksAsync(seats, roll.Id, ct);
        }

        var lines = Lines(seats);
        var nowUtc = clock.UtcNow();
        var started = session.StartedUtc ?? session.PlannedStartUtc;
        return new RollSheet
        {
            Key = session.Key,
            Status = roll?.Status ?? RollStatus.Open,
            IsBegun = roll is not null,
            NotYet = roll is null ? OpeningRules.Check(session.Status, session.CancelReason, session.PlannedStartUtc, nowUtc) : null,
            Title = session.Title,
            StationName = head.Station,
            RegionCode = session.RegionCode,
            PlannedStartUtc = session.PlannedStartUtc,
            PlannedEndUtc = session.PlannedEndUtc,
            StartedUtc = started,
            EndedUtc = session.EndedUtc,
            ClosedUtc = roll?.ClosedUtc,
            HeadCount = roll?.HeadCount,
            Minutes = session.TaughtMinutes ?? (roll is null ? 0 : Math.Max(0, ClosingRules.Minutes(started, nowUtc))),
            Lines = lines,
            Present = lines.Where(l => l.State.Present && l.Kind != LineKind.Staff).DistinctBy(l => seats[l.AttendeeKey].Counted).Count(),
        };
    }

    private List<RollLine> Lines(Dictionary<Guid, Seat> seats)
    {
        var labels = SameName.Labels([.. seats.Values.Select(s => new NameBearer(s.Key, s.Name, s.Building, s.BirthDate, () => TailOf(s)))]);
        return [.. seats.Values
            .OrderBy(s => s.Kind is LineKind.Staff).ThenBy(s => s.Kind is LineKind.WalkIn)
            .ThenBy(s => s.Initials, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Key)
            .Select(s => new RollLine(s.Key, s.Name, labels[s.Key], s.Initials, s.Kind, s.State))];
    }

    private async Task ReadMarksAsync(Dictionary<Guid, Seat> seats, long rollId, CancellationToken ct)
    {
        var marks = (await db.RollMarks().Where(m => m.RollId == rollId)
            .Select(m => new { m.AttendeeKey, Fact = new MarkFact(m.Key, m.Kind, m.Supersedes, m.UntilUtc) }).ToListAsync(ct))
            .ToLookup(m => m.AttendeeKey, m => m.Fact);
        foreach (var seat in seats.Values)
        {
            seat.State = RollProjection.Of(marks[seat.Key]);
        }
    }

    private async Task ReadMembersAsync(Dictionary<Guid, Seat> seats, long stationId, DateOnly day, CancellationToken ct)
    {
        // Regulars may live outside the caller's region: the station is what was checked.
        var members = await (
            from m in db.StationMembers().IgnoreQueryFilters()
            where m.StationId == stationId && m.FromDate <= day && (m.UntilDate == null || day < m.UntilDate)
            join p in db.People() on m.PersonId equals p.Id
            select new { p.Id, p.Key, p.Name, p.Building, p.Initials, p.BirthDate, p.PhoneSealed, p.KeySealed, Counted = p.CanonicalId ?? p.Id }).ToListAsync(ct);
        // Somebody who is a regular on two rows is offered once; whose own row here was joined to one elsewhere is still offered.
        foreach (var p in members.GroupBy(m => m.Counted).Select(one => one.FirstOrDefault(m => m.Id == m.Counted) ?? one.MinBy(m => m.Id)!))
        {
            seats[p.Key] = new Seat(p.Key, p.Name, p.Building, p.Initials, p.BirthDate, p.PhoneSealed, p.KeySealed, LineKind.Member, p.Counted);
        }
    }

    private async Task ReadEntriesAsync(Dictionary<Guid, Seat> seats, long rollId, CancellationToken ct)
    {
        var entries = await (
            from e in db.RollEntries().IgnoreQueryFilters()
            where e.RollId == rollId
            join p in db.People() on e.PersonId equals (long?)p.Id into people
            from p in people.DefaultIfEmpty()
            join w in db.WalkIns() on e.WalkInId equals (long?)w.Id into walkIns
            from w in walkIns.DefaultIfEmpty()
            select new
            {
                e.AttendeeKey,
                e.IsStaff,
                e.Present,
                e.InConflict,
                e.UntilUtc,
                WalkInName = (string?)w.Name,
                w.PhoneTailSealed,
                Name = (string?)p.Name,
                p.Building,
                Initials = (string?)p.Initials,
                BirthDate = p == null ? null : p.BirthDate,
                p.PhoneSealed,
                p.KeySealed,
                Counted = p != null ? p.CanonicalId ?? p.Id : w.PersonId ?? -e.WalkInId,
            }).ToListAsync(ct);
        foreach (var e in entries)
        {
            var counted = e.Counted ?? 0;
            seats[e.AttendeeKey] = e.WalkInName is { } name
                ? new Seat(e.AttendeeKey, name, null, PinyinInitials.Of(name), null, e.PhoneTailSealed, null, LineKind.WalkIn, counted)
                : new Seat(
                    e.AttendeeKey, e.Name ?? "", e.Building, e.Initials ?? "", e.BirthDate, e.PhoneSealed, e.KeySealed,
                    e.IsStaff ? LineKind.Staff : seats.ContainsKey(e.AttendeeKey) ? LineKind.Member : LineKind.Guest, counted);
            seats[e.AttendeeKey].State = new AttendeeState(e.Present && !e.InConflict, e.InConflict, [], e.UntilUtc);
        }
    }

    /// <summary>A walk-in is nobody in the register yet: the tail stands under the installation's key.</summary>
    private string? TailOf(Seat seat) =>
        seat.TailSealed is null ? null
        : seat.Kind is LineKind.WalkIn ? vault.Open(seat.TailSealed, OpeningPurpose.ShowMasked)[^4..]
        : vault.Open(seat.TailSealed, seat.PersonKey, OpeningPurpose.ShowMasked)[^4..];

    /// <summary>Counted is what counts once: the person that a row turned out to be, or a walk-in by itself (negative).</summary>
    private sealed record Seat(
        Guid Key, string Name, string? Building, string Initials, DateOnly? BirthDate, byte[]? TailSealed, byte[]? PersonKey, LineKind Kind, long Counted)
    {
        public AttendeeState State { get; set; } = AttendeeState.Unmarked;
    }
}
