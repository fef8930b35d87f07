using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>The openings, closings and corrections of one attempt at one batch: what it found of them, what it adds, what follows.</summary>
internal sealed class StepWork(TrainingDbContext db, MarkBatch batch, Roll roll, Session session, DateTime nowUtc)
{
    private readonly List<RollStep> added = [];
    private readonly Dictionary<Guid, RollStep> known = [];

    public IReadOnlyList<RollStep> Added => added;

    public bool HasOpened => added.Exists(s => s.Kind == RollStepKind.Open);

    public RollStep? Closing => added.Find(s => s.Kind != RollStepKind.Open);

    private TimeSpan ClockOffset => batch.DeviceNowUtc is { } device ? device - nowUtc : TimeSpan.Zero;

    private IReadOnlyList<RollStep> OfThisRoll => [.. known.Values.Where(s => s.RollId == roll.Id)];

    /// <summary>Some step of the batch, or of its roll, is stored already.</summary>
    public bool FindsAny => known.Count > 0;

    public async Task ReadAsync(CancellationToken ct)
    {
        var keys = batch.Steps.Select(s => s.Key).ToList();
        foreach (var step in await db.RollSteps().IgnoreQueryFilters().AsNoTracking().Where(s => keys.Contains(s.Key) || (s.RollId == roll.Id && roll.Id != 0)).ToListAsync(ct))
        {
            known[step.Key] = step;
        }
    }

    public OperationAnswer Take(NewStep step)
    {
        if (known.TryGetValue(step.Key, out var there))
        {
            return there.RollId == roll.Id && there.Kind == step.Kind
                ? new(step.Key, MarkOutcome.AlreadyThere, null, Receipt.Of(there, batch.RollKey))
                : new(step.Key, MarkOutcome.Refused, new KeyTaken());
        }

        // A phone whose clock runs a little ahead closes a class at its very end.
        var latestEnd = batch.MadeApart ? nowUtc + MarkRules.ClockTolerance : nowUtc;
        if (MarkRules.Check(step, session.PlannedStartUtc, latestEnd) is { } bad)
        {
            return new(step.Key, MarkOutcome.Refused, bad);
        }

        var isClosed = roll.Status == RollStatus.Closed || Closing is not null;
        switch (step.Kind)
        {
            case RollStepKind.Open when !batch.MadeApart && roll.Id != 0:
                return new(step.Key, MarkOutcome.AlreadyThere);
            case RollStepKind.Close when !batch.MadeApart && isClosed:
                // The same answer for the same closing sent twice.
                return session.StartedUtc == step.StartedUtc && session.EndedUtc == step.EndedUtc && roll.HeadCount == step.HeadCount
                    ? new(step.Key, MarkOutcome.AlreadyThere)
                    : new(step.Key, MarkOutcome.Refused, new RollIsClosed());
            case RollStepKind.Amend when !isClosed:
                return new(step.Key, MarkOutcome.Refused, new RollStillOpen());
        }

        var row = new RollStep
        {
            Key = step.Key,
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            Kind = step.Kind,
            StartedUtc = step.StartedUtc,
            EndedUtc = step.EndedUtc,
            HeadCount = step.HeadCount,
            Supersedes = step.Kind == RollStepKind.Amend ? [.. RollTimes.Of(OfThisRoll)?.Heads ?? []] : [],
            Device = batch.Device,
            DeviceSequence = step.DeviceSequence,
            DeviceUtc = step.DeviceUtc,
            ClockOffsetMs = (long)ClockOffset.TotalMilliseconds,
            ReceivedUtc = nowUtc,
            ActorId = batch.Taker.Actor.AccountId,
            Reason = step.Reason,
        };
        added.Add(row);
        known[row.Key] = row;
        return new(step.Key, MarkOutcome.Accepted, null, Receipt.Of(row, batch.RollKey));
    }

    /// <summary>What the openings say of the roll: the earliest of all counts, whichever arrived first.</summary>
    public void Open()
    {
        if (added.Where(s => s.Kind == RollStepKind.Open).OrderBy(s => s.MadeUtc()).ThenBy(s => s.Key).FirstOrDefault() is { } first
            && (roll.Id == 0 || first.MadeUtc() < roll.OpenedUtc))
        {
            (roll.OpenedUtc, roll.OpenedBy) = (first.MadeUtc(), first.ActorId);
        }

        if (roll.Status == RollStatus.Open)
        {
            session.Status = SessionStatus.Running;
            session.StartedUtc = OpeningRules.StartOf(session.PlannedStartUtc, roll.OpenedUtc);
            session.Month = Month.Of(session.StartedUtc.Value);
        }
    }

    /// <summary>What the closings say of roll and session: held from then on, in the month in which it really began.</summary>
    public void Close()
    {
        if (Closing is not { } closing || RollTimes.Of(OfThisRoll) is not { } times)
        {
            return;
        }

        if (roll.Status == RollStatus.Open)
        {
            (roll.Status, roll.ClosedUtc, roll.ClosedBy) = (RollStatus.Closed, nowUtc, closing.ActorId);
        }

        (roll.HeadCount, roll.TimesInConflict) = (times.HeadCount, times.InConflict);
        session.Status = SessionStatus.Held;
        (session.StartedUtc, session.EndedUtc) = (times.StartedUtc, times.EndedUtc);
        session.TaughtMinutes = ClosingRules.Minutes(times.StartedUtc, times.EndedUtc);
        session.Month = Month.Of(times.StartedUtc);
    }
}
