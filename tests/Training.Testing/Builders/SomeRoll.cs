using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Attendance.Paper;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Testing;

public static partial class Some
{
    public static async Task<Roll> OpenRollAsync(TrainingDbContext db, Session session)
    {
        session.Status = SessionStatus.Running;
        session.StartedUtc = session.PlannedStartUtc;
        return await SaveAsync(
            db,
            new Roll
            {
                Key = session.Key,
                SessionId = session.Id,
                StationId = session.StationId,
                RegionCode = session.RegionCode,
                Status = RollStatus.Open,
                OpenedUtc = session.PlannedStartUtc,
            },
            null);
    }

    /// <summary>A roll that is closed: these people came, and it lasted so many minutes. The session is held.</summary>
    /// <summary>A printed sheet of a class, with these people on its named rows.</summary>
    public static async Task<RollPaper> RollPaperAsync(TrainingDbContext db, Session session, IEnumerable<Person> named)
    {
        var paper = new RollPaper
        {
            Key = Guid.CreateVersion7(), Code = CardCode.New().Short, SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode,
            Attendees = [.. named.Select(p => p.Key)], BlankRows = PaperRules.FewestBlank, PrintedUtc = session.PlannedStartUtc.AddDays(-1),
        };
        db.RollPapers().Add(paper);
        await db.SaveChangesAsync();
        return paper;
    }

    public static async Task<Roll> ClosedRollAsync(TrainingDbContext db, Session session, IEnumerable<Person> present, int minutes = 60)
    {
        var roll = await OpenRollAsync(db, session);
        db.RollEntries().AddRange(present.Select(person => new RollEntry
        {
            RollId = roll.Id,
            SessionId = session.Id,
            StationId = session.StationId,
            RegionCode = session.RegionCode,
            AttendeeKey = person.Key,
            PersonId = person.Id,
            Month = session.Month,
            Present = true,
        }));
        session.Status = SessionStatus.Held;
        session.EndedUtc = session.StartedUtc!.Value.AddMinutes(minutes);
        session.TaughtMinutes = minutes;
        session.MaterialArchived = true;
        roll.Status = RollStatus.Closed;
        roll.ClosedUtc = session.EndedUtc;
        await db.SaveChangesAsync();
        return roll;
    }

    /// <summary>Somebody who came and was not known, present on the roll.</summary>
    public static async Task<WalkIn> WalkInAsync(TrainingDbContext db, Roll roll, string name = "郭新来")
    {
        var walkIn = await SaveAsync(
            db, new WalkIn { Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Name = name }, null);
        var session = await db.FindAsync<Session>(roll.SessionId);
        db.RollEntries().Add(new RollEntry
        {
            RollId = roll.Id, SessionId = roll.SessionId, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = walkIn.Key, WalkInId = walkIn.Id,
            Month = session!.Month, Present = true,
        });
        await db.SaveChangesAsync();
        return walkIn;
    }
}
