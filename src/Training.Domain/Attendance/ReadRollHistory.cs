using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>One operation as it is told: who, when, on which device, what was there before and after, and why.</summary>
public sealed record RollEvent
{
    public required DateTime ReceivedUtc { get; init; }

    /// <summary>By the server's clock, as far as the device's clock can be read.</summary>
    public required DateTime MadeUtc { get; init; }

    public required TimeSpan ClockOffset { get; init; }

    public required string Device { get; init; }

    public required long DeviceSequence { get; init; }

    /// <summary>The account that sent it; null for work that ran by itself.</summary>
    public string? Actor { get; init; }

    public string? Reason { get; init; }

    public bool IsLate { get; init; }

    /// <summary>Null for a mark.</summary>
    public RollStepKind? Step { get; init; }

    /// <summary>Whom a mark is about.</summary>
    public string? Name { get; init; }

    public AttendeeState? Before { get; init; }

    public AttendeeState? After { get; init; }

    public RollTimes? TimesBefore { get; init; }

    public RollTimes? TimesAfter { get; init; }
}

public sealed record RollHistorySheet(RollSheet Sheet, IReadOnlyList<RollEvent> Events)
{
    /// <summary>What the roll said at an instant; null when none was asked for.</summary>
    public RollAt? At { get; init; }

    /// <summary>Names of those on the roll, by attendee.</summary>
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }
}

/// <summary>Tells the whole history of one roll from its operations, in the order in which they were received.</summary>
public sealed class ReadRollHistory(TrainingDbContext db, TakeRoll take)
{
    public async Task<Result<RollHistorySheet>> RunAsync(Guid rollKey, RollTaker taker, DateTime? atUtc = null, CancellationToken ct = default)
    {
        var sheet = await take.RunAsync(rollKey, taker, ct);
        if (!sheet.Ok)
        {
            return sheet.Refusal;
        }

        var rolls = db.Rolls().Where(r => r.Key == rollKey).Select(r => r.Id);
        var marks = await db.RollMarks().AsNoTracking().Where(m => rolls.Contains(m.RollId)).OrderBy(m => m.Id).ToListAsync(ct);
        var steps = await db.RollSteps().AsNoTracking().Where(s => rolls.Contains(s.RollId)).OrderBy(s => s.Id).ToListAsync(ct);
        var ids = marks.Select(m => m.ActorId).Concat(steps.Select(s => s.ActorId)).OfType<long>().Distinct().ToList();
        var actors = await db.Accounts().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        var names = sheet.Value.Lines.Select(l => (l.AttendeeKey, l.Name)).Concat(sheet.Value.Lines.SelectMany(l => l.Twins.Select(t => (t.AttendeeKey, t.Name))))
            .ToDictionary(l => l.AttendeeKey, l => l.Name);
        return new RollHistorySheet(sheet.Value, [.. Events(marks, steps, names, actors)])
        {
            At = atUtc is { } at ? RollReplay.At(marks, steps, at) : null,
            Names = names,
        };
    }

    private static IEnumerable<RollEvent> Events(
        List<RollMark> marks, List<RollStep> steps, Dictionary<Guid, string> names, Dictionary<long, string> actors)
    {
        var facts = new Dictionary<Guid, List<MarkFact>>();
        var taken = new List<RollStep>();
        foreach (var operation in marks.Select(m => (m.ReceivedUtc, Order: 1, m.Id, Mark: (RollMark?)m, Step: (RollStep?)null))
            .Concat(steps.Select(s => (s.ReceivedUtc, Order: s.Kind == RollStepKind.Open ? 0 : 2, s.Id, Mark: (RollMark?)null, Step: (RollStep?)s)))
            .OrderBy(o => o.ReceivedUtc).ThenBy(o => o.Order).ThenBy(o => o.Id))
        {
            if (operation.Mark is { } mark)
            {
                var known = facts.TryGetValue(mark.AttendeeKey, out var list) ? list : facts[mark.AttendeeKey] = [];
                var before = RollProjection.Of(known);
                known.Add(RollReplay.FactOf(mark));
                yield return new RollEvent
                {
                    ReceivedUtc = mark.ReceivedUtc, MadeUtc = MarkRules.MadeUtc(mark.DeviceUtc, TimeSpan.FromMilliseconds(mark.ClockOffsetMs), mark.ReceivedUtc),
                    ClockOffset = TimeSpan.FromMilliseconds(mark.ClockOffsetMs), Device = mark.Device, DeviceSequence = mark.DeviceSequence,
                    Actor = NameOf(mark.ActorId, actors), Reason = mark.Reason, IsLate = mark.IsLate,
                    Name = names.GetValueOrDefault(mark.AttendeeKey), Before = before, After = RollProjection.Of(known),
                };
            }
            else if (operation.Step is { } step)
            {
                var before = RollTimes.Of(taken);
                taken.Add(step);
                yield return new RollEvent
                {
                    ReceivedUtc = step.ReceivedUtc, MadeUtc = step.MadeUtc(), ClockOffset = TimeSpan.FromMilliseconds(step.ClockOffsetMs),
                    Device = step.Device, DeviceSequence = step.DeviceSequence, Actor = NameOf(step.ActorId, actors), Reason = step.Reason,
                    Step = step.Kind, TimesBefore = before, TimesAfter = RollTimes.Of(taken),
                };
            }
        }
    }

    private static string? NameOf(long? actor, Dictionary<long, string> actors) => actor is { } id ? actors.GetValueOrDefault(id) : null;
}
