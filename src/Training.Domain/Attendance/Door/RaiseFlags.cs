using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Door;

/// <summary>
/// Finds what on rolls a person should look at, and keeps it as flags: found again it stays the same flag, grown; one whose ground was
/// corrected away says so. Reads with the reach of the installation, since the other place may lie in another county; each station sees its own.
/// </summary>
public sealed class RaiseFlags(TrainingDbContext db, TimeProvider clock)
{
    private const int Attempts = 4;

    /// <summary>After each check-in: the browsers and networks of this roll. Two check-ins at once find the same: the later one looks again.</summary>
    public Task<int> OfDoorAsync(long rollId, CancellationToken ct = default) => AgainAsync(() => LookAtDoorAsync(rollId, ct));

    /// <summary>Of the sessions planned between the two instants: who stands as present in two that overlap.</summary>
    public Task<int> OfPlacesAsync(DateTime fromUtc, DateTime untilUtc, CancellationToken ct = default) =>
        AgainAsync(() => LookAtPlacesAsync(fromUtc, untilUtc, ct));

    private async Task<int> AgainAsync(Func<Task<int>> look)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await look();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<int> LookAtDoorAsync(long rollId, CancellationToken ct)
    {
        var sights = await (
            from mark in db.DoorMarks()
            where mark.RollId == rollId && db.RollMarks().Any(m => m.Key == mark.MarkKey)
            join person in db.People() on mark.AttendeeKey equals person.Key
            select new { mark.MarkKey, mark.AttendeeKey, Person = person.CanonicalId ?? person.Id, Household = person.HouseholdId ?? -person.Id, mark.AtUtc, mark.DeviceIndex, mark.AddressIndex })
            .IgnoreQueryFilters().ToListAsync(ct);
        var found = FlagRules.Of(sights.Select(s => new DoorSight(s.MarkKey, s.AttendeeKey, s.Person, s.Household, s.AtUtc, PrintOf(s.DeviceIndex), PrintOf(s.AddressIndex))));
        if (found.Count == 0)
        {
            return 0;
        }

        var roll = await db.Rolls().IgnoreQueryFilters().AsNoTracking().SingleAsync(r => r.Id == rollId, ct);
        return await KeepAsync([.. found.Select(f => new Raised(roll.Id, roll.StationId, roll.RegionCode, f, null))], [], ct);
    }

    private async Task<int> LookAtPlacesAsync(DateTime fromUtc, DateTime untilUtc, CancellationToken ct)
    {
        var first = Month.Of(fromUtc.AddDays(-1));
        var there =
            from entry in db.RollEntries()
            where entry.Present && !entry.InConflict && entry.Month >= first
            join session in db.Sessions() on entry.SessionId equals session.Id
            where session.PlannedStartUtc >= fromUtc && session.PlannedStartUtc < untilUtc
            join walkIn in db.WalkIns() on entry.WalkInId equals (long?)walkIn.Id into walkIns
            from w in walkIns.DefaultIfEmpty()
            join person in db.People() on entry.PersonId ?? w.PersonId equals (long?)person.Id
            let end = session.EndedUtc ?? session.PlannedEndUtc
            select new
            {
                entry.RollId, entry.StationId, entry.RegionCode, entry.AttendeeKey, Head = person.CanonicalId ?? person.Id,
                Start = session.StartedUtc ?? session.PlannedStartUtc,
                // Whoever left early was there until then and may be elsewhere after.
                End = (entry.UntilUtc ?? end) < end ? entry.UntilUtc ?? end : end,
            };
        var pairs = await (
            from one in there
            from other in there
            where one.Head == other.Head && one.RollId != other.RollId && one.Start < other.End && other.Start < one.End
            orderby one.RollId, one.AttendeeKey
            select new { One = one, OtherRoll = other.RollId, OtherKey = other.AttendeeKey, OtherStart = other.Start, OtherEnd = other.End })
            .IgnoreQueryFilters().ToListAsync(ct);
        var found = pairs.ConvertAll(p => new Raised(
            p.One.RollId, p.One.StationId, p.One.RegionCode,
            new DoorFinding(
                RollFlagKind.TwoPlaces, DerivedKey.Of(p.One.AttendeeKey, p.OtherKey), [p.One.AttendeeKey],
                p.One.Start > p.OtherStart ? p.One.Start : p.OtherStart, p.One.End < p.OtherEnd ? p.One.End : p.OtherEnd),
            p.OtherRoll));
        var stood = await db.RollFlags().IgnoreQueryFilters()
            .Where(f => f.Kind == RollFlagKind.TwoPlaces && f.GoneUtc == null
                && db.Rolls().Any(r => r.Id == f.RollId && db.Sessions().Any(s => s.Id == r.SessionId && s.PlannedStartUtc >= fromUtc && s.PlannedStartUtc < untilUtc)))
            .ToListAsync(ct);
        return await KeepAsync(found, stood, ct);
    }

    /// <param name="stood">Flags that go unless they were found again.</param>
    private async Task<int> KeepAsync(List<Raised> found, List<RollFlag> stood, CancellationToken ct)
    {
        var nowUtc = clock.UtcNow();
        var rolls = found.Select(f => f.RollId).Distinct().ToList();
        var known = (await db.RollFlags().IgnoreQueryFilters().Where(f => rolls.Contains(f.RollId)).ToListAsync(ct))
            .ToDictionary(f => (f.RollId, f.Kind, f.Subject));
        var raised = 0;
        foreach (var one in found)
        {
            var isNew = !known.TryGetValue((one.RollId, one.Finding.Kind, one.Finding.Subject), out var flag);
            if (flag is null)
            {
                flag = new RollFlag
                {
                    Key = Guid.CreateVersion7(), RollId = one.RollId, StationId = one.StationId, RegionCode = one.RegionCode,
                    Kind = one.Finding.Kind, Subject = one.Finding.Subject, OtherRollId = one.OtherRollId, RaisedUtc = nowUtc,
                };
                db.RollFlags().Add(flag);
                known[(one.RollId, flag.Kind, flag.Subject)] = flag;
                raised++;
                await AuditTrail.AppendAsync(
                    db, flag.AuditStream(), Actor.Job, nameof(RaiseFlags), nowUtc, after: new { flag.Kind, people = one.Finding.Attendees.Count }, ct: ct, regionCode: flag.RegionCode);
            }

            if (!flag.Attendees.SequenceEqual(one.Finding.Attendees))
            {
                flag.Attendees = [.. one.Finding.Attendees];
            }

            (flag.FromUtc, flag.UntilUtc, flag.GoneUtc) = (one.Finding.FromUtc, one.Finding.UntilUtc, null);
            if (!isNew && db.Entry(flag).State == EntityState.Modified)
            {
                await AuditTrail.AppendAsync(
                    db, flag.AuditStream(), Actor.Job, nameof(RaiseFlags), nowUtc, after: new { flag.Kind, people = flag.Attendees.Count }, ct: ct, regionCode: flag.RegionCode);
            }
        }

        foreach (var gone in stood.Where(f => !found.Exists(o => o.RollId == f.RollId && o.Finding.Kind == f.Kind && o.Finding.Subject == f.Subject)))
        {
            gone.GoneUtc = nowUtc;
            await AuditTrail.AppendAsync(
                db, gone.AuditStream(), Actor.Job, nameof(RaiseFlags), nowUtc, after: new { gone = true }, ct: ct, regionCode: gone.RegionCode);
        }

        await db.SaveChangesAsync(ct);
        return raised;
    }

    private static string? PrintOf(byte[]? index) => index is null ? null : Convert.ToHexString(index);

    private sealed record Raised(long RollId, long StationId, long RegionCode, DoorFinding Finding, long? OtherRollId);
}
