using Training.Domain.Attendance.Door;
using Training.Domain.Attendance.Paper;
using Training.Domain.Sessions;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Sign-in sheets at the station on show: two classes that were signed on paper and entered afterwards, one of them with a row that nobody could
/// read, and a sheet printed for the next class.
/// </summary>
internal static class PaperPart
{
    /// <summary>Counted back from the last class: those between hold what the door and the photos show.</summary>
    private static readonly (int Back, int Unreadable)[] Signed = [(6, 0), (7, 1)];

    public static void Make(City city)
    {
        var (station, dice) = (FamilyPart.OnShow(city), city.Dice.For("paper"));
        var sessions = city.Rows.Sessions.Where(s => s.StationId == station.Station.Id).OrderBy(s => s.PlannedStartUtc).ToList();
        var held = sessions.FindAll(s => s.Status == SessionStatus.Held);
        foreach (var (back, unreadable) in Signed)
        {
            Enter(city, station, held[^(back + 1)], unreadable, dice);
        }

        if (sessions.Find(s => s.Status == SessionStatus.Planned) is { } next)
        {
            Print(city, station, next, city.RecordEndsUtc.AddHours(-3), dice);
        }
    }

    private static RollPaper Print(City city, CityStation station, Session session, DateTime printedUtc, Dice dice)
    {
        List<Guid> named = [.. station.Members.Where(p => p.CanonicalId is null).OrderBy(p => p.Initials, StringComparer.Ordinal).ThenBy(p => p.NameKey, StringComparer.Ordinal).Select(p => p.Key)];
        var paper = new RollPaper
        {
            Id = city.Rows.Id<RollPaper>(), Key = dice.Key(printedUtc), Code = CardCode.OfBytes(Convert.FromHexString(dice.Hex(10))).Short, SessionId = session.Id,
            StationId = session.StationId, RegionCode = session.RegionCode, Attendees = named, BlankRows = PaperRules.BlankRows(named.Count), PrintedUtc = printedUtc,
            PrintedBy = station.Coordinator.Id,
        };
        city.Rows.Papers.Add(paper);
        city.Rows.Record(
            $"session/{session.Key}", station.Coordinator.Id, nameof(PrintPaper), printedUtc,
            after: new { signInSheet = paper.Key, printedRows = named.Count, blankRows = paper.BlankRows }, region: session.RegionCode);
        return paper;
    }

    /// <summary>The marks of the roll become rows of the sheet: the same people, the same figures.</summary>
    private static void Enter(City city, CityStation station, Session session, int unreadable, Dice dice)
    {
        var roll = city.Rows.Rolls.Single(r => r.SessionId == session.Id);
        var paper = Print(city, station, session, session.PlannedStartUtc.AddHours(-dice.Between(2, 18)), dice);
        var enteredUtc = roll.ClosedUtc!.Value.AddSeconds(-20);
        var marks = city.Rows.Marks.FindAll(m => m.RollId == roll.Id);
        var (blank, written) = (paper.Attendees.Count, 0);
        foreach (var mark in marks)
        {
            var row = paper.Attendees.IndexOf(mark.AttendeeKey) + 1;
            (mark.Device, mark.DeviceSequence) = (EnterPaper.Device, row > 0 ? row : ++blank);
            if (city.Rows.WalkIns.Find(w => w.Key == mark.AttendeeKey) is { } guest)
            {
                // Whoever wrote the own name on a blank row is known by the row.
                var entry = city.Rows.Entries.Single(e => e.RollId == roll.Id && e.AttendeeKey == guest.Key);
                guest.Key = mark.AttendeeKey = entry.AttendeeKey = paper.WalkInKey(blank);
            }

            (mark.DeviceUtc, mark.ClockOffsetMs, mark.ReceivedUtc) = (enteredUtc, 0, enteredUtc);
            written++;
        }

        var came = marks.Select(m => m.AttendeeKey).ToHashSet();
        paper.Unreadable = [.. Enumerable.Range(1, paper.Attendees.Count).Where(n => !came.Contains(paper.Attendees[n - 1])).Take(unreadable)];
        (paper.EnteredUtc, paper.EnteredBy) = (enteredUtc, station.Coordinator.Id);
        city.Rows.Record(
            $"session/{session.Key}", station.Coordinator.Id, nameof(EnterPaper), enteredUtc, before: new { signInSheet = paper.Key, unreadable = (int[])[] },
            after: new { signInSheet = paper.Key, unreadable = paper.Unreadable, written }, region: session.RegionCode);
    }
}
