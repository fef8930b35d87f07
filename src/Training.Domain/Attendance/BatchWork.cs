using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Attendance;

/// <summary>One attempt at one batch: what it found in the database, and what it adds.</summary>
internal sealed class BatchWork(TrainingDbContext db, Vault vault, MarkBatch batch, Roll roll, Month month, DateTime nowUtc)
{
    private readonly List<OperationAnswer> answers = [];
    private readonly Dictionary<Guid, List<MarkFact>> facts = [];
    private readonly Dictionary<Guid, MarkSeen> known = [];
    private readonly List<RollMark> added = [];
    private readonly List<RollEntry> addedEntries = [];
    private Dictionary<Guid, RollEntry> entries = [];
    private Dictionary<Guid, WalkIn> walkIns = [];
    private Dictionary<Guid, PersonInReach> people = [];
    private int walkInsAdded;

    public DateTime NowUtc => nowUtc;

    public bool HasChanges => added.Count + walkInsAdded > 0;

    /// <summary>Set when the roll was closed already: what this batch adds is a correction.</summary>
    public string? CorrectionReason { get; private set; }

    /// <summary>Walk-ins first, then marks, each in the order of the batch.</summary>
    public IReadOnlyList<OperationAnswer> Answers => answers;

    private TimeSpan ClockOffset => batch.DeviceNowUtc is { } device ? device - nowUtc : TimeSpan.Zero;

    public object Summary() => new { marks = added.Count, walkIns = walkInsAdded, digest = MarkRules.Digest(added) };

    public IReadOnlyList<AttendeeNow> Attendees() =>
        [.. batch.Marks.Select(m => m.AttendeeKey).Distinct().Where(facts.ContainsKey).Select(k => new AttendeeNow(k, RollProjection.Of(facts[k])))];

    public async Task ReadAsync(CancellationToken ct)
    {
        var keys = batch.Marks.Select(m => m.Key).Distinct().ToList();
        var attendees = batch.Marks.Select(m => m.AttendeeKey).Distinct().ToList();

        // A key may be taken by a mark outside the caller's reach: it has to be seen here, or the save would fail for the whole batch.
        foreach (var mark in await db.RollMarks().IgnoreQueryFilters()
            .Where(m => keys.Contains(m.Key) || (m.RollId == roll.Id && attendees.Contains(m.AttendeeKey)))
            .Select(m => new MarkSeen(m.Key, m.RollId, m.AttendeeKey, m.Kind, m.Supersedes, m.UntilUtc)).ToListAsync(ct))
        {
            known[mark.Key] = mark;
            if (mark.RollId == roll.Id)
            {
                FactsOf(mark.AttendeeKey).Add(new MarkFact(mark.Key, mark.Kind, mark.Supersedes, mark.UntilUtc));
            }
        }

        // The roll is what was admitted; its lines are the same whoever marks.
        entries = await db.RollEntries().IgnoreQueryFilters().Where(e => e.RollId == roll.Id && attendees.Contains(e.AttendeeKey)).ToDictionaryAsync(e => e.AttendeeKey, ct);
        var strangers = attendees.Where(k => !entries.ContainsKey(k)).ToList();
        var unknown = batch.WalkIns.Select(w => w.Key).Concat(strangers).Distinct().ToList();
        people = await ReadPeopleAsync(unknown, ct);
        var walkInKeys = unknown.FindAll(k => !people.ContainsKey(k));
        if (walkInKeys.Count > 0)
        {
            walkIns = await db.WalkIns().IgnoreQueryFilters().Where(w => walkInKeys.Contains(w.Key)).ToDictionaryAsync(w => w.Key, ct);
        }
    }

    public void Apply()
    {
        // Marks speak of walk-ins of the same batch, so those come first.
        foreach (var walkIn in batch.WalkIns)
        {
            answers.Add(Take(walkIn));
        }

        foreach (var mark in batch.Marks)
        {
            answers.Add(Take(mark));
        }

        foreach (var attendee in added.Select(m => m.AttendeeKey).Distinct())
        {
            var state = RollProjection.Of(facts[attendee]);
            var entry = entries[attendee];
            (entry.Present, entry.InConflict, entry.UntilUtc) = (state.Present, state.InConflict, state.UntilUtc);
        }

        if (HasChanges && roll.Status == RollStatus.Closed)
        {
            // Whoever has counted this roll sees by its version that it changed.
            db.Entry(roll).Property(r => r.ClosedUtc).IsModified = true;
        }
    }

    /// <summary>All in one transaction: what is few through the context, marks and new entries by one statement a table.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        foreach (var entry in addedEntries)
        {
            entry.WalkInId = walkIns.GetValueOrDefault(entry.AttendeeKey)?.Id;
        }

        try
        {
            await db.InsertManyUnkeyedAsync(added, ct);
            await db.InsertManyUnkeyedAsync(addedEntries, ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbException e)
        {
            throw new DbUpdateException("The roll changed in between, or the database refused.", e);
        }
    }

    private OperationAnswer Take(NewWalkIn walkIn)
    {
        if (MarkRules.Check(walkIn) is { } bad)
        {
            return new(walkIn.Key, MarkOutcome.Refused, bad);
        }

        if (walkIns.TryGetValue(walkIn.Key, out var there))
        {
            return there.RollId == roll.Id && there.Name == walkIn.Name
                ? new(walkIn.Key, MarkOutcome.AlreadyThere)
                : new(walkIn.Key, MarkOutcome.Refused, new KeyTaken());
        }

        if (people.ContainsKey(walkIn.Key))
        {
            return new(walkIn.Key, MarkOutcome.Refused, new KeyTaken());
        }

        // Written down after closing it would be a person without a mark; the mark that comes with it decides.
        if (roll.Status == RollStatus.Closed && !batch.Marks.Any(m => m.AttendeeKey == walkIn.Key && MayCorrect(m) is not null))
        {
            return new(walkIn.Key, MarkOutcome.Refused, new RollIsClosed());
        }

        var tail = string.IsNullOrEmpty(walkIn.PhoneTail) ? null : walkIn.PhoneTail;
        var row = new WalkIn
        {
            Key = walkIn.Key,
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            Name = walkIn.Name,
            PhoneTailSealed = tail is null ? null : vault.Seal(tail),
            PhoneTailIndex = tail is null ? null : vault.PhoneTailIndex(tail),
        };
        db.WalkIns().Add(row);
        walkIns[row.Key] = row;
        walkInsAdded++;
        return new(walkIn.Key, MarkOutcome.Accepted);
    }

    private OperationAnswer Take(NewMark mark)
    {
        if (MarkRules.Check(mark) is { } bad)
        {
            return new(mark.Key, MarkOutcome.Refused, bad);
        }

        if (known.TryGetValue(mark.Key, out var seen))
        {
            return seen.RollId == roll.Id && seen.AttendeeKey == mark.AttendeeKey && seen.Kind == mark.Kind
                ? new(mark.Key, MarkOutcome.AlreadyThere)
                : new(mark.Key, MarkOutcome.Refused, new KeyTaken());
        }

        var correction = MayCorrect(mark);
        if (roll.Status == RollStatus.Closed && correction is null)
        {
            return new(mark.Key, MarkOutcome.Refused, new RollIsClosed());
        }

        if (!EnsureEntry(mark.AttendeeKey))
        {
            return new(mark.Key, MarkOutcome.Refused, new NotOnThisRoll());
        }

        var row = new RollMark
        {
            Key = mark.Key,
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            AttendeeKey = mark.AttendeeKey,
            Kind = mark.Kind,
            Supersedes = [.. mark.Supersedes.Distinct()],
            Device = batch.Device,
            DeviceSequence = mark.DeviceSequence,
            DeviceUtc = mark.DeviceUtc,
            ClockOffsetMs = (long)ClockOffset.TotalMilliseconds,
            ReceivedUtc = nowUtc,
            ActorId = batch.Taker.Actor.AccountId,
            UntilUtc = mark.UntilUtc,
            Reason = roll.Status == RollStatus.Closed ? correction : mark.Reason,
        };
        added.Add(row);
        known[row.Key] = new(row.Key, roll.Id, row.AttendeeKey, row.Kind, row.Supersedes, row.UntilUtc);
        FactsOf(row.AttendeeKey).Add(new MarkFact(row.Key, row.Kind, row.Supersedes, row.UntilUtc));
        CorrectionReason ??= roll.Status == RollStatus.Closed ? correction : null;
        return new(mark.Key, MarkOutcome.Accepted);
    }

    private string? MayCorrect(NewMark mark) =>
        batch.Taker.Self is null && roll.ClosedUtc is { } closed ? MarkRules.ReasonAfterClosing(mark, closed, ClockOffset) : null;

    private bool EnsureEntry(Guid attendee)
    {
        if (entries.ContainsKey(attendee))
        {
            return true;
        }

        var person = people.GetValueOrDefault(attendee);
        var walkIn = walkIns.GetValueOrDefault(attendee);
        if (person is null && (walkIn is null || walkIn.RollId != roll.Id))
        {
            return false;
        }

        var entry = new RollEntry
        {
            RollId = roll.Id,
            SessionId = roll.SessionId,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            AttendeeKey = attendee,
            PersonId = person?.Id,
            Month = month,
            IsStaff = person?.IsStaff ?? false,
        };
        addedEntries.Add(entry);
        entries[attendee] = entry;
        return true;
    }

    /// <summary>
    /// People whom this station may write down: who live in its county and within the caller's reach, or are on the county's list, are
    /// regulars of the station, or are its staff in this session.
    /// </summary>
    private async Task<Dictionary<Guid, PersonInReach>> ReadPeopleAsync(List<Guid> keys, CancellationToken ct)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var county = RegionCodes.CountyOf(roll.RegionCode);
        var range = RegionCodes.RangeOf(county);
        var today = ShanghaiTime.DateOf(nowUtc);
        var rows = await (
            from p in db.People().IgnoreQueryFilters()
            where keys.Contains(p.Key)
            select new
            {
                p.Key,
                p.Id,
                p.RegionCode,
                Linked = db.PersonCounties().Any(c => c.PersonId == p.Id && c.CountyCode == county && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
                    || db.StationMembers().Any(m => m.StationId == roll.StationId && m.PersonId == p.Id && m.FromDate <= today && (m.UntilDate == null || today < m.UntilDate)),
                IsStaff = db.SessionTrainers().Any(s => s.SessionId == roll.SessionId && db.Trainers().Any(t => t.Id == s.TrainerId && t.PersonId == p.Id))
                    || db.AccountStations().Any(s => s.StationId == roll.StationId && db.Accounts().Any(a => a.Id == s.AccountId && a.PersonId == p.Id)),
            }).ToListAsync(ct);
        return rows
            .Where(p => p.Linked || p.IsStaff || ((batch.Taker.Self is not null || db.Scope.Holds(p.RegionCode)) && p.RegionCode >= range.From && p.RegionCode < range.Until))
            .ToDictionary(p => p.Key, p => new PersonInReach(p.Id, p.IsStaff));
    }

    private List<MarkFact> FactsOf(Guid attendee) =>
        facts.TryGetValue(attendee, out var list) ? list : facts[attendee] = [];

    private sealed record MarkSeen(Guid Key, long RollId, Guid AttendeeKey, MarkKind Kind, List<Guid> Supersedes, DateTime? UntilUtc);

    private sealed record PersonInReach(long Id, bool IsStaff);
}
