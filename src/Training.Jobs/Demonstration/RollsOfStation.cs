using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Sessions;

namespace Training.Jobs.Demonstration;

/// <summary>Takes the rolls of one station: marks as the coordinator's phone would have sent them, and the entries that follow from them.</summary>
internal sealed class RollsOfStation(City city, CityStation station, Dice dice)
{
    private readonly string device = dice.Hex(16);
    private readonly string otherDevice = dice.Hex(16);
    private readonly long offsetMs = dice.Between(-4000, 9000);
    private readonly Queue<Person> awaited = new(station.Awaited);
    private readonly HashSet<Guid> onRoll = [];
    private long sequence;
    private long otherSequence;

    /// <summary>Present people besides staff, beyond doubt: exactly the target.</summary>
    public void Take(Session session, CityTrainer trainer, int target)
    {
        var opened = session.StartedUtc!.Value == session.PlannedStartUtc ? session.PlannedStartUtc.AddMinutes(-dice.Between(1, 12)) : session.StartedUtc.Value;
        var isLate = dice.Chance(0.02);
        var closed = isLate ? session.EndedUtc!.Value.AddHours(dice.Between(8, 20)) : session.EndedUtc!.Value.AddMinutes(dice.Between(1, 9));
        var roll = new Roll
        {
            Id = city.Rows.Id<Roll>(),
            Key = session.Key,
            SessionId = session.Id,
            StationId = station.Station.Id,
            RegionCode = station.Station.RegionCode,
            Status = RollStatus.Closed,
            OpenedUtc = opened,
            OpenedBy = station.Coordinator.Id,
            ClosedUtc = closed,
            ClosedBy = station.Coordinator.Id,
            HeadCount = dice.Chance(0.7) ? target + dice.Between(0, 2) : null,
        };
        city.Rows.Rolls.Add(roll);
        onRoll.Clear();
        var stream = $"roll/{roll.Key}";
        city.Rows.Record(stream, station.Coordinator.Id, "OpenRoll", opened, after: new { session = session.Key });

        var isOffline = dice.Chance(0.04);
        var clock = new MarkClock(opened, closed, isOffline);
        Step(roll, RollStepKind.Open, opened, isOffline ? closed.AddMinutes(-1) : opened);
        var walkIns = dice.Chance(0.08) ? 1 : 0;
        var before = city.Rows.Marks.Count;
        foreach (var person in Attendees(target - walkIns))
        {
            Enter(roll, session, person, null, false, Mark(roll, person.Key, MarkKind.Present, clock, []));
        }

        for (var i = 0; i < walkIns; i++)
        {
            WalkIn(roll, session, clock);
        }

        Correct(roll, session, clock);
        if (dice.Chance(0.1))
        {
            Enter(roll, session, trainer.Person, null, true, Mark(roll, trainer.Person.Key, MarkKind.Present, clock, []));
        }

        var close = Step(roll, RollStepKind.Close, closed, closed);
        (close.StartedUtc, close.EndedUtc, close.HeadCount) = (session.StartedUtc, session.EndedUtc, roll.HeadCount);
        city.Rows.Record(stream, station.Coordinator.Id, "ApplyMarks", clock.LastReceived, after: new { marks = city.Rows.Marks.Count - before, walkIns });
        city.Rows.Record(
            stream, station.Coordinator.Id, "CloseRoll", closed, before: new { status = RollStatus.Open },
            after: new { session.StartedUtc, session.EndedUtc, session.TaughtMinutes, session.Status, roll.HeadCount, present = target });
    }

    /// <summary>More than half from those on the list of regulars, the others from everybody, each at most once and no two rows of one person.</summary>
    private List<Person> Attendees(int count)
    {
        var chosen = new Dictionary<long, Person>();
        for (var i = 0; i < 6 && awaited.TryDequeue(out var next); i++)
        {
            if (!chosen.TryAdd(next.CanonicalId ?? next.Id, next))
            {
                // Another row of somebody who already sits here waits for the next class.
                awaited.Enqueue(next);
            }
        }

        foreach (var person in dice.Some(station.Members, count * 6 / 10).Concat(dice.Some([.. station.Regulars, .. station.Others], count * 2)))
        {
            if (chosen.Count == count)
            {
                break;
            }

            chosen.TryAdd(person.CanonicalId ?? person.Id, person);
        }

        return [.. chosen.Values];
    }

    private void WalkIn(Roll roll, Session session, MarkClock clock)
    {
        var known = dice.Chance(0.35) ? station.Others.FirstOrDefault(p => p.CanonicalId is null && !onRoll.Contains(p.Key)) : null;
        var walkIn = new WalkIn
        {
            Id = city.Rows.Id<WalkIn>(),
            Key = dice.Key(clock.Next(dice)),
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            Name = known?.Name ?? new NameMaker(city.Definitions.Names).Elder(dice, dice.Chance(0.6)),
            PersonId = known?.Id,
        };
        if (dice.Chance(0.6))
        {
            var tail = dice.Between(0, 9999).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
            (walkIn.PhoneTailSealed, walkIn.PhoneTailIndex) = (city.Vault.Seal(tail), city.Vault.PhoneTailIndex(tail));
        }

        city.Rows.WalkIns.Add(walkIn);
        Enter(roll, session, null, walkIn, false, Mark(roll, walkIn.Key, MarkKind.Present, clock, []));
    }

    /// <summary>Marks that were wrong and taken back, a few put right again, and now and then two phones that disagree.</summary>
    private void Correct(Roll roll, Session session, MarkClock clock)
    {
        if (dice.Chance(0.3))
        {
            var absent = station.Regulars.First(p => p.CanonicalId is null && !onRoll.Contains(p.Key));
            var first = Mark(roll, absent.Key, MarkKind.Present, clock, []);
            var back = Mark(roll, absent.Key, MarkKind.Absent, clock, [first.Key], dice.One(city.Definitions.Texts.CorrectionReasons));
            Enter(roll, session, absent, null, false, first, back);
        }

        if (dice.Chance(0.006))
        {
            var doubtful = station.Regulars.First(p => p.CanonicalId is null && !onRoll.Contains(p.Key));
            var first = Mark(roll, doubtful.Key, MarkKind.Present, clock, []);
            var yes = Mark(roll, doubtful.Key, MarkKind.Present, clock, [first.Key]);
            var no = Mark(roll, doubtful.Key, MarkKind.Absent, clock, [first.Key], "没看到人", byOther: true);
            Enter(roll, session, doubtful, null, false, first, yes, no);
        }
    }

    private RollStep Step(Roll roll, RollStepKind kind, DateTime madeUtc, DateTime receivedUtc)
    {
        var step = new RollStep
        {
            Id = city.Rows.Id<RollStep>(),
            Key = dice.Key(madeUtc),
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            Kind = kind,
            Device = device,
            DeviceSequence = ++sequence,
            DeviceUtc = madeUtc.AddMilliseconds(offsetMs),
            ClockOffsetMs = offsetMs,
            ReceivedUtc = receivedUtc,
            ActorId = station.Coordinator.Id,
        };
        city.Rows.Steps.Add(step);
        return step;
    }

    private RollMark Mark(Roll roll, Guid attendee, MarkKind kind, MarkClock clock, List<Guid> supersedes, string? reason = null, bool byOther = false)
    {
        var at = clock.Next(dice);
        var mark = new RollMark
        {
            Id = city.Rows.Id<RollMark>(),
            Key = dice.Key(at),
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            AttendeeKey = attendee,
            Kind = kind,
            Supersedes = supersedes,
            Device = byOther ? otherDevice : device,
            DeviceSequence = byOther ? ++otherSequence : ++sequence,
            DeviceUtc = at.AddMilliseconds(offsetMs),
            ClockOffsetMs = offsetMs,
            ReceivedUtc = clock.Received(at),
            ActorId = station.Coordinator.Id,
            Reason = reason,
        };
        city.Rows.Marks.Add(mark);
        return mark;
    }

    private void Enter(Roll roll, Session session, Person? person, WalkIn? walkIn, bool isStaff, params RollMark[] marks)
    {
        // What the marks of one attendee decide: those that no other replaces.
        var heads = marks.Where(m => !marks.Any(o => o.Supersedes.Contains(m.Key))).ToList();
        var agree = heads.TrueForAll(m => m.Kind == heads[0].Kind);
        onRoll.Add(person?.Key ?? walkIn!.Key);
        city.Rows.Entries.Add(new RollEntry
        {
            Id = city.Rows.Id<RollEntry>(),
            RollId = roll.Id,
            SessionId = session.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            AttendeeKey = person?.Key ?? walkIn!.Key,
            PersonId = person?.Id,
            WalkInId = walkIn?.Id,
            Month = session.Month,
            Present = agree && heads[0].Kind == MarkKind.Present,
            InConflict = !agree,
            IsStaff = isStaff,
        });
    }

    /// <summary>The instants of one roll's marks: about every ten seconds from the opening on; without a network they all arrive at the closing.</summary>
    private sealed class MarkClock(DateTime openedUtc, DateTime closedUtc, bool isOffline)
    {
        private DateTime at = openedUtc;

        public DateTime LastReceived { get; private set; } = openedUtc;

        public DateTime Next(Dice dice) => at = at.AddMilliseconds(dice.Between(2_000, 24_000));

        public DateTime Received(DateTime at)
        {
            var received = isOffline ? closedUtc.AddMinutes(-1) : at.AddMilliseconds(420);
            LastReceived = received > LastReceived ? received : LastReceived;
            return received;
        }
    }
}
