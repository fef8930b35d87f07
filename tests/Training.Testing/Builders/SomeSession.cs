using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Testing;

public static partial class Some
{
    public const string Topic = "daily-care";

    /// <summary>Planned for 09:00 to 10:30 in Shanghai and published a week ahead.</summary>
    public static async Task<Session> SessionAsync(
        TrainingDbContext db, Station station, DateOnly day, Trainer? trainer = null, Action<Session>? with = null)
    {
        var start = ShanghaiTime.ToUtc(day, new TimeOnly(9, 0));
        var session = await SaveAsync(
            db,
            new Session
            {
                Key = Guid.CreateVersion7(),
                StationId = station.Id,
                RegionCode = station.RegionCode,
                Title = "压疮预防与翻身拍背",
                TopicCode = Topic,
                Form = TeachingForm.Group,
                Status = SessionStatus.Planned,
                PlannedStartUtc = start,
                PlannedEndUtc = start.AddMinutes(90),
                PublishedUtc = start.AddDays(-7),
                Month = Month.Of(start),
            },
            with);
        if (trainer is not null)
        {
            db.SessionTrainers().Add(new SessionTrainer { SessionId = session.Id, TrainerId = trainer.Id, PoolMembershipId = await StayOfAsync(db, trainer) });
            await db.SaveChangesAsync();
        }

        return session;
    }
}
