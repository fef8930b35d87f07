using Training.Domain.Attendance;
using Training.Domain.Attendance.OldRolls;
using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Jobs.Demonstration;

/// <summary>What the station on show kept in Excel before the platform: two classes of the December before, brought in by the coordinator in January.</summary>
internal static class OldRollsPart
{
    private static readonly (DateOnly Day, TimeOnly Start, string Topic)[] Classes =
    [
        (new DateOnly(2025, 12, 26), new TimeOnly(9, 0), "daily-care"),
        (new DateOnly(2025, 12, 30), new TimeOnly(14, 30), "emergency"),
    ];

    public static void Make(City city)
    {
        var (station, dice) = (FamilyPart.OnShow(city), city.Dice.For("old-rolls"));
        var importedUtc = City.At(new DateOnly(2026, 1, 8), 15, 26);
        var lines = 0;
        foreach (var (day, start, topic) in Classes)
        {
            lines += Write(city, station, Held(city, station, ShanghaiTime.ToUtc(day, start), topic, importedUtc, dice), importedUtc, lines + 2, dice);
        }

        var draft = new ImportDraft
        {
            Id = city.Rows.Id<ImportDraft>(), Key = dice.Key(importedUtc.AddMinutes(-3)), Kind = "old-rolls", AccountId = station.Coordinator.Id, FileName = "2025年12月点名册.xlsx",
            Sha256 = dice.Hex(32), State = DraftState.Confirmed, UploadedUtc = importedUtc.AddMinutes(-3), DecidedUtc = importedUtc, NewLines = lines,
        };
        city.Rows.Imports.Add(draft);
        city.Rows.Record(
            $"import/{draft.Key}", station.Coordinator.Id, nameof(ConfirmImport), importedUtc,
            after: new { kind = draft.Kind, draft.Sha256, draft.NewLines, draft.ChangedLines, draft.SameLines, draft.WrongLines });
    }

    private static Session Held(City city, CityStation station, DateTime startUtc, string topic, DateTime importedUtc, Dice dice)
    {
        var session = new Session
        {
            Id = city.Rows.Id<Session>(), Key = dice.Key(importedUtc), StationId = station.Station.Id, RegionCode = station.Station.RegionCode,
            Title = dice.One(city.Definitions.Texts.Titles[topic]), TopicCode = topic, Form = TeachingForm.Group, Status = SessionStatus.Held,
            PlannedStartUtc = startUtc, PlannedEndUtc = startUtc.AddMinutes(90), StartedUtc = startUtc, EndedUtc = startUtc.AddMinutes(90), TaughtMinutes = 90, Month = Month.Of(startUtc),
        };
        city.Rows.Sessions.Add(session);
        city.Rows.Record(
            $"session/{session.Key}", station.Coordinator.Id, nameof(WriteOldRoll), importedUtc,
            after: new { station = station.Station.Key, session.Title, session.TopicCode, startedUtc = startUtc, endedUtc = session.EndedUtc }, reason: WriteOldRoll.Reason,
            region: session.RegionCode);
        return session;
    }

    /// <summary>How many rows of the sheet were of this class.</summary>
    private static int Write(City city, CityStation station, Session session, DateTime importedUtc, int row, Dice dice)
    {
        var roll = new Roll
        {
            Id = city.Rows.Id<Roll>(), Key = session.Key, SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, Status = RollStatus.Closed,
            OpenedUtc = session.StartedUtc!.Value, OpenedBy = station.Coordinator.Id, ClosedUtc = importedUtc, ClosedBy = station.Coordinator.Id,
        };
        city.Rows.Rolls.Add(roll);
        var people = dice.Some([.. station.Members.Where(p => p.CanonicalId is null)], 30).Concat(dice.Some([.. station.Others.Where(p => p.CanonicalId is null)], dice.Between(1, 4))).ToList();
        var absent = people[3];
        foreach (var person in people)
        {
            Mark(city, station, session, roll, person, person == absent ? MarkKind.Absent : MarkKind.Present, importedUtc, row++, dice);
        }

        Step(city, station, roll, RollStepKind.Open, session, importedUtc, dice);
        Step(city, station, roll, RollStepKind.Close, session, importedUtc, dice);
        var stream = roll.AuditStream();
        city.Rows.Record(stream, station.Coordinator.Id, nameof(OpenRoll), importedUtc, after: new { session = session.Key }, region: roll.RegionCode);
        city.Rows.Record(stream, station.Coordinator.Id, nameof(ApplyMarks), importedUtc, after: new { marks = people.Count, walkIns = 0 });
        city.Rows.Record(
            stream, station.Coordinator.Id, nameof(CloseRoll), importedUtc, before: new { status = RollStatus.Open },
            after: new { session.StartedUtc, session.EndedUtc, session.TaughtMinutes, session.Status, roll.HeadCount });
        return people.Count;
    }

    private static void Mark(City city, CityStation station, Session session, Roll roll, Person person, MarkKind kind, DateTime importedUtc, int row, Dice dice)
    {
        city.Rows.Marks.Add(new RollMark
        {
            Id = city.Rows.Id<RollMark>(), Key = dice.Key(importedUtc), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key,
            Kind = kind, Device = WriteOldRoll.Device, DeviceSequence = row, DeviceUtc = session.EndedUtc!.Value, ReceivedUtc = importedUtc, ActorId = station.Coordinator.Id,
            Reason = WriteOldRoll.Reason,
        });
        city.Rows.Entries.Add(new RollEntry
        {
            Id = city.Rows.Id<RollEntry>(), RollId = roll.Id, SessionId = session.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key,
            PersonId = person.Id, Month = session.Month, Present = kind == MarkKind.Present,
        });
    }

    private static void Step(City city, CityStation station, Roll roll, RollStepKind kind, Session session, DateTime importedUtc, Dice dice)
    {
        var isClosing = kind == RollStepKind.Close;
        city.Rows.Steps.Add(new RollStep
        {
            Id = city.Rows.Id<RollStep>(), Key = dice.Key(importedUtc), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Kind = kind,
            StartedUtc = isClosing ? session.StartedUtc : null, EndedUtc = isClosing ? session.EndedUtc : null, Device = WriteOldRoll.Device,
            DeviceUtc = isClosing ? session.EndedUtc!.Value : session.StartedUtc!.Value, ReceivedUtc = importedUtc, ActorId = station.Coordinator.Id,
        });
    }
}
