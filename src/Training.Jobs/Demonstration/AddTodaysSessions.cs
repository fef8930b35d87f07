using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Gives the demonstration a today: at the station of the printed coordinator a class that runs since an hour with 27 people on its open
/// roll, and sessions at some other stations on this day and the six after it. Whatever is there already stays as it is. Does nothing
/// in a database that is no demonstration.
/// </summary>
public sealed class AddTodaysSessions(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Three short of the thirty, so that whoever looks can take the last ones.</summary>
    private const int AlreadyMarked = 27;

    private readonly Definitions definitions = new();

    /// <summary>How many sessions were added.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        if (!await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return 0;
        }

        var nowUtc = clock.UtcNow();
        var today = ShanghaiTime.DateOf(nowUtc);
        var coordinator = await db.Accounts().FirstOrDefaultAsync(a => a.NormalizedUserName == "COORDINATOR", ct);
        var onShow = coordinator is null ? 0
            : await db.AccountStations().Where(s => s.AccountId == coordinator.Id).Select(s => s.StationId).FirstOrDefaultAsync(ct);
        var added = 0;
        foreach (var station in await db.Stations().Where(s => s.Status == StationStatus.InUse && (s.Id == onShow || s.Id % 11 == 3)).OrderBy(s => s.Id).ToListAsync(ct))
        {
            if (station.Id == onShow)
            {
                foreach (var slot in TodaySchedule.OnShow(nowUtc))
                {
                    added += await AddAsync(station, today, slot, coordinator!, ct) ? 1 : 0;
                }

                continue;
            }

            for (var day = today; day < today.AddDays(7); day = day.AddDays(1))
            {
                if ((day.DayNumber + station.Id) % 4 == 0 && TodaySchedule.Elsewhere(nowUtc, day) is { } slot)
                {
                    added += await AddAsync(station, day, slot, null, ct) ? 1 : 0;
                }
            }
        }

        await db.SaveChangesAsync(ct);
        return added;
    }

    private async Task<bool> AddAsync(Station station, DateOnly day, TodaySlot slot, Account? coordinator, CancellationToken ct)
    {
        // The key says which slot it is: a second run of the same day finds it.
        var dice = new Dice(0, $"today/{station.Id}/{day:yyyy-MM-dd}/{slot.Ordinal}");
        var key = dice.Key(City.At(day, 0));
        if (await db.Sessions().AnyAsync(s => s.Key == key, ct))
        {
            return false;
        }

        var topic = dice.One(definitions.Texts.Titles.Keys.ToList());
        var session = new Session
        {
            Key = key,
            StationId = station.Id,
            RegionCode = station.RegionCode,
            Title = dice.One(definitions.Texts.Titles[topic]),
            TopicCode = topic,
            Form = TeachingForm.Demonstration,
            Status = SessionStatus.Planned,
            PlannedStartUtc = slot.StartUtc,
            PlannedEndUtc = slot.StartUtc.AddMinutes(slot.Minutes),
            PublishedUtc = slot.StartUtc.AddDays(-6),
            Month = Month.Of(slot.StartUtc),
        };
        db.Sessions().Add(session);
        await AuditTrail.AppendAsync(
            db, $"session/{session.Key}", Actor.Job, "PublishSession", session.PublishedUtc.Value, after: new { planned = session.PlannedStartUtc, session.TopicCode }, ct: ct);
        await db.SaveChangesAsync(ct);
        var trainer = await TrainerAsync(station, dice, coordinator is not null, ct);
        if (trainer is not null && await db.PoolMemberships().Where(m => m.TrainerId == trainer && m.FromDate <= day && (m.UntilDate == null || day < m.UntilDate))
            .Select(m => (long?)m.Id).FirstOrDefaultAsync(ct) is { } stay)
        {
            db.SessionTrainers().Add(new SessionTrainer { SessionId = session.Id, TrainerId = trainer.Value, PoolMembershipId = stay });
        }

        await TodaysBookings.AddAsync(db, session, clock.UtcNow(), dice, ct);
        if (slot.OpenSinceUtc is { } since && coordinator is not null)
        {
            await OpenRollAsync(session, since, coordinator, dice, ct);
        }

        return true;
    }

    /// <summary>The trainer of the printed list teaches at the station on show.</summary>
    private async Task<long?> TrainerAsync(Station station, Dice dice, bool isOnShow, CancellationToken ct)
    {
        if (isOnShow && await db.Accounts().Where(a => a.NormalizedUserName == "TRAINER").Select(a => a.TrainerId).FirstOrDefaultAsync(ct) is { } printed)
        {
            return printed;
        }

        var county = Domain.Regions.RegionCodes.CountyOf(station.RegionCode);
        var serving = await db.TrainerCounties().Where(c => c.RegionCode == county && c.UntilDate == null)
            .Join(db.Trainers().Where(t => t.Status == TrainerStatus.InPool && t.Kind != TalentKind.SocialWorker && t.Kind != TalentKind.Volunteer), c => c.TrainerId, t => t.Id, (_, t) => t.Id)
            .OrderBy(id => id).ToListAsync(ct);
        return serving.Count == 0 ? null : dice.One(serving);
    }

    private async Task OpenRollAsync(Session session, DateTime sinceUtc, Account coordinator, Dice dice, CancellationToken ct)
    {
        session.Status = SessionStatus.Running;
        session.StartedUtc = sinceUtc;
        var roll = new Roll
        {
            Key = session.Key, SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode,
            Status = RollStatus.Open, OpenedUtc = sinceUtc, OpenedBy = coordinator.Id,
        };
        db.Rolls().Add(roll);
        var actor = new Actor(coordinator.Id);
        await AuditTrail.AppendAsync(db, $"roll/{roll.Key}", actor, "OpenRoll", sinceUtc, after: new { session = session.Key }, ct: ct);
        await db.SaveChangesAsync(ct);
        var regulars = await (
            from m in db.StationMembers()
            where m.StationId == session.StationId && m.UntilDate == null
            join p in db.People().IgnoreQueryFilters() on m.PersonId equals p.Id
            where p.CanonicalId == null
            orderby m.Id
            select new { p.Id, p.Key }).Take(60).ToListAsync(ct);
        var device = dice.Hex(16);
        var sequence = 1;
        var at = sinceUtc;
        db.RollSteps().Add(new RollStep
        {
            Key = dice.Key(sinceUtc), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Kind = RollStepKind.Open,
            Device = device, DeviceSequence = sequence, DeviceUtc = sinceUtc, ReceivedUtc = sinceUtc, ActorId = coordinator.Id,
        });
        foreach (var person in dice.Some(regulars, AlreadyMarked))
        {
            at = at.AddSeconds(dice.Between(3, 20));
            db.RollMarks().Add(new RollMark
            {
                Key = dice.Key(at), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key, Kind = MarkKind.Present,
                Device = device, DeviceSequence = ++sequence, DeviceUtc = at, ReceivedUtc = at.AddMilliseconds(350), ActorId = coordinator.Id,
            });
            db.RollEntries().Add(new RollEntry
            {
                RollId = roll.Id, SessionId = session.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key,
                PersonId = person.Id, Month = session.Month, Present = true,
            });
        }

        await AuditTrail.AppendAsync(db, $"roll/{roll.Key}", actor, "ApplyMarks", at, after: new { marks = sequence - 1, walkIns = 0 }, ct: ct);
    }
}
