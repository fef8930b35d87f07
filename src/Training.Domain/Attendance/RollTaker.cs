using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>
/// Who takes a roll, as signed in: a coordinator, whose scope already ends at the own stations, or a trainer, for the sessions on whose
/// card he or she stands. Somebody who reads figures opens closed rolls of the own divisions and takes none.
/// </summary>
public readonly record struct RollTaker(Actor Actor, bool IsCoordinator, long? TrainerId)
{
    public bool OnlyReads { get; init; }

    /// <summary>Set for a resident at the door: the one person whom this taker may mark, and only while the roll is open.</summary>
    public Guid? Self { get; init; }

    public static RollTaker Coordinator(long accountId) => new(new Actor(accountId), true, null);

    public static RollTaker Trainer(long accountId, long trainerId) => new(new Actor(accountId), false, trainerId);

    public static RollTaker Reader(Actor actor) => new(actor, false, null) { OnlyReads = true };

    public static RollTaker Resident(long accountId, Guid self) => new(new Actor(accountId), false, null) { Self = self };

    internal async Task<bool> MayTakeAsync(TrainingDbContext db, long sessionId, CancellationToken ct)
    {
        var trainer = TrainerId;
        return IsCoordinator
            || (trainer is not null && await db.SessionTrainers().AnyAsync(t => t.SessionId == sessionId && t.TrainerId == trainer, ct));
    }
}

public sealed record NotOnTheCard() : Refusal("这次课不是您讲的，点名由站点负责人和本次课的讲师来做。");

public sealed record OnlyOneself() : Refusal("自己签到只能签自己。别人来了，让他用自己的手机签，或者请站点负责人点名。");

public sealed record RollIsClosed() : Refusal("这份点名册已经收了。要改，写明原因，原来的记录会留着。");
