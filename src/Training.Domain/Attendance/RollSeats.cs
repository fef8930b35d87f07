using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>
/// Somebody who stands on a roll or is offered by it. Counted is what counts once: the person that a row turned out to be, or a walk-in by
/// itself (negative).
/// </summary>
internal sealed record Seat(Guid Key, string Name, string? Building, string Initials, DateOnly? BirthDate, LineKind Kind, long Counted)
{
    /// <summary>Of a person the phone; of a walk-in the four digits written down.</summary>
    public byte[]? PhoneSealed { get; init; }

    public byte[]? IdNumberSealed { get; init; }

    /// <summary>Null for a walk-in, who is nobody in the register: the tail stands under the installation's key.</summary>
    public byte[]? PersonKey { get; init; }

    public long? PersonId { get; init; }

    /// <summary>Has a seat of the class; says so beside the name. Booked and not come is no mark.</summary>
    public bool IsBooked { get; init; }

    /// <summary>Has marks on the roll; otherwise only offered.</summary>
    public bool IsMarked { get; init; }

    public AttendeeState State { get; set; } = AttendeeState.Unmarked;
}

/// <summary>
/// Reads who stands on rolls, set-based: one statement for the regulars of all stations, one for the entries and one for the marks of all
/// rolls asked for, and puts them in the order of the list.
/// </summary>
internal sealed class RollSeats(TrainingDbContext db, Vault vault)
{
    private static readonly PreparedQuery<IReadOnlyCollection<long>, DateOnly, DateOnly, DateTime, DateTime, RegularRow> Regulars = new((db, stations, first, last, fromUtc, untilUtc) =>
        from m in (
            from m in db.StationMembers()
            where stations.Contains(m.StationId) && m.FromDate <= last && (m.UntilDate == null || first < m.UntilDate)
            select new { m.StationId, m.PersonId, FromDate = (DateOnly?)m.FromDate, m.UntilDate, SessionId = (long?)null }).Concat(
            from b in db.Bookings()
            join s in db.Sessions() on b.SessionId equals s.Id
            where stations.Contains(b.StationId) && b.State == BookingState.Seated && s.PlannedStartUtc >= fromUtc && s.PlannedStartUtc < untilUtc
            select new { b.StationId, b.PersonId, FromDate = (DateOnly?)null, UntilDate = (DateOnly?)null, SessionId = (long?)b.SessionId })
            // Regulars may live outside the caller's region: the station is what was checked.
            .IgnoreQueryFilters()
        join p in db.People() on m.PersonId equals p.Id
        select new RegularRow(
            m.StationId, m.FromDate, m.UntilDate, m.SessionId, p.Id, p.Key, p.Name, p.Building, p.Initials, p.BirthDate, p.PhoneSealed, p.IdNumberSealed, p.KeySealed,
            p.CanonicalId ?? p.Id));

    private static readonly PreparedQuery<IReadOnlyCollection<long>, EntryRow> Entries = new((db, rolls) =>
        from e in db.RollEntries().IgnoreQueryFilters()
        where rolls.Contains(e.RollId)
        join p in db.People() on e.PersonId equals (long?)p.Id into people
        from p in people.DefaultIfEmpty()
        join w in db.WalkIns() on e.WalkInId equals (long?)w.Id into walkIns
        from w in walkIns.DefaultIfEmpty()
        select new EntryRow(
            e.RollId, e.AttendeeKey, e.IsStaff, e.Present, e.InConflict, e.UntilUtc, e.PersonId, w.Name, w.PhoneTailSealed,
            p.Name, p.Building, p.Initials, p == null ? null : p.BirthDate, p.PhoneSealed, p.IdNumberSealed, p.KeySealed,
            p != null ? p.CanonicalId ?? p.Id : w.PersonId ?? -e.WalkInId));

    private static readonly PreparedQuery<IReadOnlyCollection<long>, MarkRow> Marks = new((db, rolls) =>
        db.RollMarks().Where(m => rolls.Contains(m.RollId)).Select(m => new MarkRow(m.RollId, m.AttendeeKey, m.Key, m.Kind, m.Supersedes, m.UntilUtc)));

    /// <summary>
    /// Regulars of stations whose membership touches the days, and who has booked a seat of one of their classes then; whom a session offers
    /// is decided by its own day and its own bookings.
    /// </summary>
    public async Task<ILookup<long, Regular>> RegularsAsync(IReadOnlyCollection<long> stations, DateOnly first, DateOnly last, CancellationToken ct) =>
        (await Regulars.ToListAsync(db, stations, first, last, ShanghaiTime.ToUtc(first), ShanghaiTime.ToUtc(last.AddDays(1)), ct)).ToLookup(r => r.StationId, r => new Regular(
            r.FromDate, r.UntilDate, r.SessionId,
            new Seat(r.Key, r.Name, r.Building, r.Initials, r.BirthDate, r.SessionId is null ? LineKind.Member : LineKind.Guest, r.Counted)
            {
                PersonId = r.Id, PhoneSealed = r.PhoneSealed, IdNumberSealed = r.IdNumberSealed, PersonKey = r.KeySealed,
            }));

    public async Task<ILookup<long, Seat>> EntriesAsync(IReadOnlyCollection<long> rolls, CancellationToken ct) =>
        (await Entries.ToListAsync(db, rolls, ct)).ToLookup(e => e.RollId, e =>
        {
            var seat = e.WalkInName is { } name
                ? new Seat(e.AttendeeKey, name, null, PinyinInitials.Of(name), null, LineKind.WalkIn, e.Counted ?? 0) { PhoneSealed = e.PhoneTailSealed }
                : new Seat(e.AttendeeKey, e.Name ?? "", e.Building, e.Initials ?? "", e.BirthDate, e.IsStaff ? LineKind.Staff : LineKind.Guest, e.Counted ?? 0)
                {
                    PersonId = e.PersonId, PhoneSealed = e.PhoneSealed, IdNumberSealed = e.IdNumberSealed, PersonKey = e.KeySealed,
                };
            return seat with { IsMarked = true, State = new AttendeeState(e.Present && !e.InConflict, e.InConflict, [], e.UntilUtc) };
        });

    /// <summary>The marks of each attendee of each roll.</summary>
    public async Task<ILookup<(long Roll, Guid Attendee), MarkFact>> MarksAsync(IReadOnlyCollection<long> rolls, CancellationToken ct) =>
        (await Marks.ToListAsync(db, rolls, ct)).ToLookup(m => (m.RollId, m.AttendeeKey), m => new MarkFact(m.Key, m.Kind, m.Supersedes, m.UntilUtc));

    /// <summary>The regulars that a roll of this day offers, who has booked this session, and those who stand on it.</summary>
    public static IReadOnlyList<Seat> Seats(IEnumerable<Regular> regulars, IEnumerable<Seat> entries, DateOnly day, long sessionId)
    {
        // Somebody who is a regular on two rows is offered once; whose own row here was joined to one elsewhere is still offered.
        var seats = regulars.Where(r => r.IsOffered(day, sessionId)).GroupBy(r => r.Seat.Counted)
            .Select(one => one.OrderBy(r => r.Session is not null).ThenBy(r => r.Seat.PersonId != one.Key).ThenBy(r => r.Seat.PersonId).First().Seat
                with { IsBooked = one.Any(r => r.Session is not null) })
            .ToDictionary(s => s.Key);
        foreach (var entry in entries)
        {
            seats[entry.Key] = seats.TryGetValue(entry.Key, out var offered)
                ? entry with { Kind = entry.Kind == LineKind.Guest ? offered.Kind : entry.Kind, IsBooked = offered.IsBooked } : entry;
        }

        return [.. seats.Values];
    }

    /// <summary>
    /// The list in its order. Who is only offered gives way to the same person's row that was marked. Two rows that were found to be one
    /// person, and a walk-in found to be a known one, are one line of a closed roll; while it is open each can still be taken off by itself.
    /// </summary>
    public IReadOnlyList<(RollLine Line, Seat Seat)> Lines(IReadOnlyList<Seat> seats, bool oneLineEach)
    {
        var lines = seats.GroupBy(s => s.Counted).SelectMany(one =>
        {
            var marked = one.Where(s => s.IsMarked).ToList();
            var all = (marked.Count > 0 ? marked : [.. one])
                .OrderBy(s => s.PersonId is null).ThenBy(s => s.PersonId != s.Counted).ThenBy(s => s.Key).ToList();
            return oneLineEach ? [(First: all[0], Twins: all[1..], Same: all[0])] : all.ConvertAll(s => (First: s, Twins: all.FindAll(o => o.Key != s.Key), Same: all[0]));
        }).ToList();
        var labels = SameName.Labels([.. lines.Select(p => new NameBearer(p.First.Key, p.First.Name, p.First.Building, p.First.BirthDate, () => PhoneTailOf(p.First)))]);
        return [.. lines
            .OrderBy(p => p.First.Kind is LineKind.Staff).ThenBy(p => p.First.Kind is LineKind.WalkIn)
            .ThenBy(p => p.First.Initials, StringComparer.Ordinal).ThenBy(p => p.First.Name, StringComparer.Ordinal).ThenBy(p => p.First.Key)
            .Select(p => (
                new RollLine(
                    p.First.Key, p.First.Name, oneLineEach ? LabelOf(p.First, labels[p.First.Key]) : TwinLabel(p.First, p.Same, p.Twins.Count + 1, LabelOf(p.First, labels[p.First.Key])), p.First.Initials, p.First.Kind, oneLineEach ? Together(p.First, p.Twins) : p.First.State)
                {
                    Own = p.First.State,
                    SameAs = p.Same == p.First ? null : p.Same.Key,
                    IsRecognised = p.First.Kind == LineKind.WalkIn && p.First.Counted > 0,
                    Twins = [.. p.Twins.Select(t => new RollTwin(t.Key, t.Name, t.Kind, t.State))],
                },
                p.First))];
    }

    private static string LabelOf(Seat seat, string words) => !seat.IsBooked ? words : words.Length == 0 ? "预约" : $"预约 · {words}";

    /// <summary>Of two rows that are one person each says so: both may be taken off, and both together are one head.</summary>
    private static string TwinLabel(Seat seat, Seat first, int rows, string words) =>
        rows == 1 ? words
        : seat != first ? $"和{first.Name.Trim()}是一位，算一个人"
        : words.Length == 0 ? $"有 {rows} 格，算一个人" : $"{words} · 有 {rows} 格，算一个人";

    public string? PhoneTailOf(Seat seat) => Tail(seat.PhoneSealed, seat);

    public string? IdTailOf(Seat seat) => Tail(seat.IdNumberSealed, seat);

    private string? Tail(byte[]? value, Seat seat) =>
        value is null ? null
        : seat.PersonId is null ? vault.Open(value, OpeningPurpose.ShowMasked)[^4..]
        : vault.Open(value, seat.PersonKey, OpeningPurpose.ShowMasked)[^4..];

    /// <summary>There as soon as one of the rows is, as the figures count it.</summary>
    private static AttendeeState Together(Seat first, IReadOnlyList<Seat> twins)
    {
        if (twins.Count == 0)
        {
            return first.State;
        }

        var states = twins.Select(t => t.State).Prepend(first.State).ToList();
        var there = states.FindAll(s => s.Present);
        return first.State with
        {
            Present = there.Count > 0,
            InConflict = there.Count == 0 && states.Exists(s => s.InConflict),
            UntilUtc = there.Count == 0 || there.Exists(s => s.UntilUtc is null) ? null : there.Max(s => s.UntilUtc),
        };
    }

    /// <param name="Session">Set for somebody who has booked that session; the days are a regular's.</param>
    internal sealed record Regular(DateOnly? From, DateOnly? Until, long? Session, Seat Seat)
    {
        public bool IsOffered(DateOnly day, long sessionId) => Session is { } booked ? booked == sessionId : From <= day && (Until is null || day < Until);
    }

    private sealed record RegularRow(
        long StationId, DateOnly? FromDate, DateOnly? UntilDate, long? SessionId, long Id, Guid Key, string Name, string? Building, string Initials,
        DateOnly? BirthDate, byte[]? PhoneSealed, byte[]? IdNumberSealed, byte[]? KeySealed, long Counted);

    private sealed record EntryRow(
        long RollId, Guid AttendeeKey, bool IsStaff, bool Present, bool InConflict, DateTime? UntilUtc, long? PersonId, string? WalkInName, byte[]? PhoneTailSealed,
        string? Name, string? Building, string? Initials, DateOnly? BirthDate, byte[]? PhoneSealed, byte[]? IdNumberSealed, byte[]? KeySealed, long? Counted);

    private sealed record MarkRow(long RollId, Guid AttendeeKey, Guid Key, MarkKind Kind, List<Guid> Supersedes, DateTime? UntilUtc);
}
