using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>The walk-ins and marks of one attempt at one batch: what it found of them in the database, and what it adds.</summary>
internal sealed class BatchWork(TrainingDbContext db, Vault vault, MarkBatch batch, Roll roll, DateTime nowUtc)
{
    private static readonly PreparedQuery<IReadOnlyCollection<Guid>, long, IReadOnlyCollection<Guid>, RollMark> KnownMarks = new((db, keys, roll, attendees) =>
        db.RollMarks().IgnoreQueryFilters().AsNoTracking().Where(m => keys.Contains(m.Key) || (m.RollId == roll && attendees.Contains(m.AttendeeKey))));

    private static readonly PreparedQuery<long, IReadOnlyCollection<Guid>, RollEntry> KnownEntries = new((db, roll, attendees) =>
        db.RollEntries().IgnoreQueryFilters().Where(e => e.RollId == roll && attendees.Contains(e.AttendeeKey)));

    private readonly List<OperationAnswer> answers = [];
    private readonly Dictionary<Guid, List<MarkFact>> facts = [];
    private readonly Dictionary<Guid, RollMark> known = [];
    private readonly List<RollMark> added = [];
    private readonly List<RollEntry> addedEntries = [];
    private readonly List<WalkIn> addedWalkIns = [];
    private Dictionary<Guid, RollEntry> entries = [];
    private Dictionary<Guid, WalkIn> walkIns = [];
    private IReadOnlyDictionary<Guid, PersonInReach> people = new Dictionary<Guid, PersonInReach>();

    /// <summary>Something goes through the context: a walk-in, or a line that was there before.</summary>
    public bool ChangesRows => addedWalkIns.Count > 0 || added.Exists(m => !addedEntries.Exists(e => e.AttendeeKey == m.AttendeeKey));

    public bool HasChanges => added.Count + addedWalkIns.Count > 0;

    /// <summary>Set when the roll was closed already: what this batch adds is a correction.</summary>
    public string? CorrectionReason { get; private set; }

    /// <summary>When the first of the marks added was made.</summary>
    public DateTime? FirstMadeUtc => added.Count == 0 ? null : added.Min(m => MarkRules.MadeUtc(m.DeviceUtc, ClockOffset, nowUtc));

    /// <summary>Walk-ins first, then marks, each in the order of the batch.</summary>
    public IReadOnlyList<OperationAnswer> Answers => answers;

    private TimeSpan ClockOffset => batch.DeviceNowUtc is { } device ? device - nowUtc : TimeSpan.Zero;

    public object Summary() => new { marks = added.Count, walkIns = addedWalkIns.Count, digest = MarkRules.Digest(added) };

    public IReadOnlyList<AttendeeNow> Attendees() =>
        [.. batch.Marks.Select(m => m.AttendeeKey).Distinct().Where(facts.ContainsKey).Select(k => new AttendeeNow(k, RollProjection.Of(facts[k])))];

    /// <summary>Some mark or walk-in of the batch is stored already.</summary>
    public bool FindsAny => known.Count + walkIns.Count > 0;

    public async Task ReadAsync(CancellationToken ct)
    {
        if (batch.Marks.Count + batch.WalkIns.Count == 0)
        {
            return;
        }

        var keys = batch.Marks.Select(m => m.Key).Distinct().ToList();
        var attendees = batch.Marks.Select(m => m.AttendeeKey).Distinct().ToList();

        // A key may be taken by a mark outside the caller's reach: it has to be seen here, or the save would fail for the whole batch.
        foreach (var mark in await KnownMarks.ToListAsync(db, keys, roll.Id, attendees, ct))
        {
            known[mark.Key] = mark;
            if (mark.RollId == roll.Id)
            {
                FactsOf(mark.AttendeeKey).Add(new MarkFact(mark.Key, mark.Kind, mark.Supersedes, mark.UntilUtc));
            }
        }

        // The roll is what was admitted; its lines are the same whoever marks.
        entries = (await KnownEntries.ToListAsync(db, roll.Id, attendees, ct)).ToDictionary(e => e.AttendeeKey);
        var strangers = attendees.Where(k => !entries.ContainsKey(k)).ToList();
        var unknown = batch.WalkIns.Select(w => w.Key).Concat(strangers).Distinct().ToList();
        people = await RollReach.ReadAsync(db, roll, unknown, nowUtc, batch.Taker.Self is not null, ct);
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
    }

    /// <summary>What is few goes through the context, to be saved by the caller.</summary>
    public void AddWalkIns()
    {
        foreach (var walkIn in addedWalkIns)
        {
            walkIn.RollId = roll.Id;
            db.WalkIns().Add(walkIn);
        }
    }

    /// <summary>Marks and new entries go by one statement a table, once walk-ins have their keys.</summary>
    public async Task InsertAsync(Month month, CancellationToken ct)
    {
        foreach (var mark in added)
        {
            mark.RollId = roll.Id;
        }

        foreach (var entry in addedEntries)
        {
            (entry.RollId, entry.Month) = (roll.Id, month);
            entry.WalkInId = walkIns.GetValueOrDefault(entry.AttendeeKey)?.Id;
        }

        await db.InsertManyUnkeyedAsync(added, ct);
        await db.InsertManyUnkeyedAsync(addedEntries, ct);
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
                ? new(walkIn.Key, MarkOutcome.AlreadyThere, null, Receipt.Of(there, batch.RollKey, vault))
                : new(walkIn.Key, MarkOutcome.Refused, new KeyTaken());
        }

        if (people.ContainsKey(walkIn.Key))
        {
            return new(walkIn.Key, MarkOutcome.Refused, new KeyTaken());
        }

        // Written down after closing it would be a person without a mark; the mark that comes with it decides.
        if (!batch.MadeApart && roll.Status == RollStatus.Closed && !batch.Marks.Any(m => m.AttendeeKey == walkIn.Key && MayFollowClosing(m)))
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
        addedWalkIns.Add(row);
        walkIns[row.Key] = row;
        return new(walkIn.Key, MarkOutcome.Accepted, null, Receipt.Of(row, batch.RollKey, vault));
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
                ? new(mark.Key, MarkOutcome.AlreadyThere, null, Receipt.Of(seen, batch.RollKey))
                : new(mark.Key, MarkOutcome.Refused, new KeyTaken());
        }

        var isClosed = roll.Status == RollStatus.Closed;
        if (isClosed && !MayFollowClosing(mark))
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
            Reason = mark.Reason,
            IsLate = isClosed && string.IsNullOrWhiteSpace(mark.Reason),
        };
        added.Add(row);
        known[row.Key] = row;
        FactsOf(row.AttendeeKey).Add(new MarkFact(row.Key, row.Kind, row.Supersedes, row.UntilUtc));
        CorrectionReason ??= isClosed ? (row.IsLate ? MarkRules.LateReason : row.Reason) : null;
        return new(mark.Key, MarkOutcome.Accepted, null, Receipt.Of(row, batch.RollKey));
    }

    private bool MayFollowClosing(NewMark mark) =>
        batch.Taker.Self is null && roll.ClosedUtc is { } closed && MarkRules.MayFollowClosing(mark, batch.MadeApart, closed, ClockOffset);

    private bool EnsureEntry(Guid attendee)
    {
        if (entries.ContainsKey(attendee))
        {
            return true;
        }

        // A walk-in of this batch has no roll yet when the roll is new.
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
            IsStaff = person?.IsStaff ?? false,
        };
        addedEntries.Add(entry);
        entries[attendee] = entry;
        return true;
    }

    private List<MarkFact> FactsOf(Guid attendee) =>
        facts.TryGetValue(attendee, out var list) ? list : facts[attendee] = [];
}
