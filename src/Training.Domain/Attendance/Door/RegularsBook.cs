using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

/// <param name="Came">Closed rolls of the last 90 days on which the person stood as present at this station.</param>
public sealed record RegularLine(Guid Key, string Name, string Label, DateOnly From, DateOnly? Until, int Came, DateOnly? LastCame);

/// <summary>Somebody who came often and is no regular.</summary>
public sealed record RegularProposal(Guid Key, string Name, string Label, int Came, DateOnly LastCame);

public enum RegularsShown
{
    Now,
    Ended,
}

public sealed record RegularsPageOf(IReadOnlyList<RegularLine> Lines, int Total, int Now, int Ended);

/// <summary>The regulars of one station, with how often each came lately, and who could be one.</summary>
public sealed class RegularsBook(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    /// <summary>So many classes of the last <see cref="Days"/> days make somebody a candidate.</summary>
    public const int Often = 3;

    public const int Days = 90;

    public const int MostProposed = 60;

    public async Task<RegularsPageOf> LinesAsync(Station station, RegularsShown shown, int page, int size, CancellationToken ct = default)
    {
        var today = clock.Today();
        // The station is what was reached; a regular may live elsewhere.
        var rows =
            from member in db.StationMembers()
            where member.StationId == station.Id
            join person in db.People() on member.PersonId equals person.Id
            where person.ErasedUtc == null
            select new { Member = member, Person = person };
        var living = rows.Where(r => r.Member.UntilDate == null || today < r.Member.UntilDate);
        var ended = rows.Where(r => r.Member.UntilDate != null && r.Member.UntilDate <= today);
        var (now, gone) = (await living.IgnoreQueryFilters().CountAsync(ct), await ended.IgnoreQueryFilters().CountAsync(ct));
        var asked = shown == RegularsShown.Now
            ? living.OrderBy(r => r.Person.Initials).ThenBy(r => r.Person.NameKey).ThenBy(r => r.Member.Id)
            : ended.OrderByDescending(r => r.Member.UntilDate).ThenBy(r => r.Person.Initials).ThenBy(r => r.Member.Id);
        var found = await asked.Skip((page - 1) * size).Take(size).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        var labels = SameName.Labels([.. found.Select(r => r.Person).DistinctBy(p => p.Key).Select(Bearer)]);
        var ids = found.ConvertAll(r => r.Person.CanonicalId ?? r.Person.Id);
        var came = (await Came(station.Id, today).Where(c => ids.Contains(c.Head)).GroupBy(c => c.Head)
            .Select(g => new { g.Key, Count = g.Select(c => c.SessionId).Distinct().Count(), Last = g.Max(c => c.StartUtc) }).IgnoreQueryFilters().ToListAsync(ct)).ToDictionary(c => c.Key);
        return new RegularsPageOf(
            found.ConvertAll(r =>
            {
                var often = came.GetValueOrDefault(r.Person.CanonicalId ?? r.Person.Id);
                return new RegularLine(
                    r.Person.Key, r.Person.Name, labels[r.Person.Key], r.Member.FromDate, r.Member.UntilDate, often?.Count ?? 0,
                    often is null ? null : ShanghaiTime.DateOf(often.Last));
            }),
            shown == RegularsShown.Now ? now : gone, now, gone);
    }

    /// <summary>A living membership; null when the person has none here.</summary>
    public async Task<RegularLine?> OneAsync(Station station, Guid person, CancellationToken ct = default)
    {
        var today = clock.Today();
        return await (
            from member in db.StationMembers()
            where member.StationId == station.Id && (member.UntilDate == null || today < member.UntilDate)
            join who in db.People() on member.PersonId equals who.Id
            where who.Key == person
            select new RegularLine(who.Key, who.Name, who.Building ?? "", member.FromDate, member.UntilDate, 0, null)).IgnoreQueryFilters().FirstOrDefaultAsync(ct);
    }

    /// <summary>Which of these people are regulars already, on whichever of their rows.</summary>
    public async Task<IReadOnlySet<Guid>> AmongAsync(Station station, IReadOnlyCollection<Guid> people, CancellationToken ct = default)
    {
        var today = clock.Today();
        return (await (
            from who in db.People()
            where people.Contains(who.Key) && db.StationMembers().Any(m => m.StationId == station.Id && (m.UntilDate == null || today < m.UntilDate)
                && db.People().Any(p => p.Id == m.PersonId && (p.CanonicalId ?? p.Id) == (who.CanonicalId ?? who.Id)))
            select who).IgnoreQueryFilters().Select(who => who.Key).ToListAsync(ct)).ToHashSet();
    }

    public async Task<IReadOnlyList<RegularProposal>> ProposalsAsync(Station station, CancellationToken ct = default)
    {
        var today = clock.Today();
        var often = await Came(station.Id, today)
            .Where(c => !db.StationMembers().Any(m => m.StationId == station.Id && (m.UntilDate == null || today < m.UntilDate)
                && db.People().Any(p => p.Id == m.PersonId && (p.CanonicalId ?? p.Id) == c.Head)))
            .GroupBy(c => c.Head).Select(g => new { Head = g.Key, Count = g.Select(c => c.SessionId).Distinct().Count(), Last = g.Max(c => c.StartUtc) })
            .Where(g => g.Count >= Often).OrderByDescending(g => g.Count).ThenBy(g => g.Head).Take(MostProposed).IgnoreQueryFilters().ToListAsync(ct);
        var ids = often.ConvertAll(o => o.Head);
        var people = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id) && p.ErasedUtc == null).ToDictionaryAsync(p => p.Id, ct);
        var labels = SameName.Labels([.. people.Values.Select(Bearer)]);
        return [.. often.Where(o => people.ContainsKey(o.Head)).Select(o =>
            new RegularProposal(people[o.Head].Key, people[o.Head].Name, labels[people[o.Head].Key], o.Count, ShanghaiTime.DateOf(o.Last)))];
    }

    /// <summary>Who stood as present on closed rolls of the station lately, staff left out, each as the person he or she turned out to be.</summary>
    private IQueryable<Presence> Came(long stationId, DateOnly today)
    {
        var sinceUtc = ShanghaiTime.ToUtc(today.AddDays(-Days));
        return
            from entry in db.RollEntries()
            where entry.StationId == stationId && entry.Present && !entry.InConflict && !entry.IsStaff
            join session in db.Sessions() on entry.SessionId equals session.Id
            where session.Status == SessionStatus.Held && session.StartedUtc >= sinceUtc
            join walkIn in db.WalkIns() on entry.WalkInId equals (long?)walkIn.Id into walkIns
            from w in walkIns.DefaultIfEmpty()
            join person in db.People() on entry.PersonId ?? w.PersonId equals (long?)person.Id
            select new Presence { Head = person.CanonicalId ?? person.Id, SessionId = session.Id, StartUtc = session.PlannedStartUtc };
    }

    private NameBearer Bearer(Person person) => new(person.Key, person.Name, person.Building, person.BirthDate, () => TailOf(person));

    private string? TailOf(Person person) =>
        person.PhoneSealed is null ? null : vault.Open(person.PhoneSealed, person.KeySealed, OpeningPurpose.ShowMasked)[^4..];

    private sealed class Presence
    {
        public long Head { get; init; }

        public long SessionId { get; init; }

        public DateTime StartUtc { get; init; }
    }
}
