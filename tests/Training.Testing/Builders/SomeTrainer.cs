using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Trainers;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>In the pool since the start of 2026 and serving the county.</summary>
    public static async Task<Trainer> TrainerAsync(
        TrainingDbContext db, TalentKind kind = TalentKind.Nursing, long county = Places.Qingfeng, string? name = null, Action<Trainer>? with = null)
    {
        var person = await PersonAsync(db, county, name ?? "郭护理");
        var trainer = await SaveAsync(
            db,
            new Trainer
            {
                Key = Guid.CreateVersion7(),
                PersonId = person.Id,
                Name = person.Name,
                Kind = kind,
                Status = TrainerStatus.InPool,
                InPoolFrom = new DateOnly(2026, 1, 1),
            },
            with);
        if (trainer.InPoolFrom is { } from)
        {
            db.PoolMemberships().Add(new PoolMembership { TrainerId = trainer.Id, FromDate = from, UntilDate = trainer.LeftPoolOn });
        }

        db.TrainerCounties().Add(new TrainerCounty { TrainerId = trainer.Id, RegionCode = county, FromDate = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync();
        return trainer;
    }

    /// <summary>What the county decides on; without it the county only sees the member as lent by another.</summary>
    public static async Task<PoolDossier> DossierAsync(TrainingDbContext db, Trainer trainer, long county = Places.Qingfeng) =>
        await SaveAsync(
            db,
            new PoolDossier { TrainerId = trainer.Id, RegionCode = county, ReceiptNumber = $"SQ-TEST-{trainer.Id:0000}", SinceUtc = DateTime.UnixEpoch, AgreedUtc = DateTime.UnixEpoch },
            null);

    /// <summary>The stay in the pool that a row about the trainer names.</summary>
    public static Task<long> StayOfAsync(TrainingDbContext db, Trainer trainer) =>
        db.PoolMemberships().Where(m => m.TrainerId == trainer.Id).Select(m => m.Id).SingleAsync();
}
