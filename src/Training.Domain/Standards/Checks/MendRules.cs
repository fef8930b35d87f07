using Training.Domain.Calendar;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Standards;

/// <summary>A class from one time of the clock in Shanghai until another.</summary>
public readonly record struct Slot(DateOnly Day, TimeOnly From, TimeOnly Until)
{
    public bool Meets(Slot other) => Day == other.Day && From < other.Until && other.From < Until;

    /// <summary>With half an hour on both sides, for the way between two stations.</summary>
    public Slot WithWay() => this with { From = From.Add(-Way), Until = Until.Add(Way) };

    private static readonly TimeSpan Way = TimeSpan.FromMinutes(30);
}

/// <summary>A station that lacks so many classes, with what its room is already promised to.</summary>
public sealed record LackingStation(long StationId, ServiceHours? Hours, int Lacks, IReadOnlyList<Slot> Taken);

/// <summary>Somebody of the pool who serves the county, with the classes that he or she is already on.</summary>
public sealed record FreeTrainer(long TrainerId, string Name, int? FreeTimes, int? Ceiling, DateOnly From, DateOnly? Until, IReadOnlyList<Slot> Taken);

public sealed record ProposedClass(long StationId, Slot Slot, long TrainerId, string TrainerName);

/// <summary>
/// Finds classes that would still mend a month: a day on which the station is open and its room free, at an hour at which somebody of the pool
/// has time. It proposes and books nothing; two proposals of one answer never ask for the same person at once.
/// </summary>
public static class MendRules
{
    /// <summary>A class has to stand on the timetable a while before: families book it.</summary>
    public const int LeadDays = 3;

    /// <summary>Enough for the hour that the notice asks, with coming and going.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(90);

    private static readonly TimeOnly[] Starts = [new(9, 0), new(15, 0), new(10, 0), new(14, 0)];

    /// <summary>Of stations that have not said when they are open.</summary>
    private static readonly ServiceHours Usual = new()
    {
        Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], Opens = new(9, 0), Closes = new(17, 0),
    };

    public static IReadOnlyList<ProposedClass> Propose(
        IEnumerable<LackingStation> stations, IReadOnlyList<FreeTrainer> trainers, WorkingCalendar calendar, DateOnly today, DateOnly last)
    {
        var found = new List<ProposedClass>();
        foreach (var station in stations)
        {
            var days = new HashSet<DateOnly>();
            foreach (var slot in SlotsOf(station, calendar, today, last))
            {
                if (days.Count >= station.Lacks)
                {
                    break;
                }

                // Two classes on one day would help nobody who comes once a week.
                if (!days.Contains(slot.Day) && TrainerFor(slot, trainers, found) is { } trainer)
                {
                    found.Add(new(station.StationId, slot, trainer.TrainerId, trainer.Name));
                    days.Add(slot.Day);
                }
            }
        }

        return found;
    }

    private static IEnumerable<Slot> SlotsOf(LackingStation station, WorkingCalendar calendar, DateOnly today, DateOnly last)
    {
        var hours = station.Hours ?? Usual;
        for (var day = today.AddDays(LeadDays); day <= last; day = day.AddDays(1))
        {
            if (!hours.Days.Contains(day.DayOfWeek) || calendar.Fact(day)?.Kind == CalendarDayKind.Holiday)
            {
                continue;
            }

            foreach (var start in Starts.Where(s => s >= hours.Opens && s.Add(Length) <= hours.Closes))
            {
                var slot = new Slot(day, start, start.Add(Length));
                if (!station.Taken.Any(slot.Meets))
                {
                    yield return slot;
                }
            }
        }
    }

    /// <summary>The one with the fewest classes in the month comes first.</summary>
    private static FreeTrainer? TrainerFor(Slot slot, IReadOnlyList<FreeTrainer> trainers, List<ProposedClass> promised) =>
    (
        from trainer in trainers
        where trainer.From <= slot.Day && (trainer.Until is null || slot.Day < trainer.Until) && FreeTimes.Allow(trainer.FreeTimes, slot.Day, slot.From)
        let own = trainer.Taken.Concat(promised.Where(p => p.TrainerId == trainer.TrainerId).Select(p => p.Slot)).ToList()
        where (trainer.Ceiling is null || own.Count < trainer.Ceiling) && !own.Exists(slot.WithWay().Meets)
        orderby own.Count, trainer.TrainerId
        select trainer).FirstOrDefault();
}
