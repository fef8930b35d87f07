using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Attendance.Taught;

/// <summary>What is kept of what was taught in one class.</summary>
public sealed record TaughtClass
{
    public required Guid SessionKey { get; init; }

    public required string Title { get; init; }

    public required string StationName { get; init; }

    public required SessionStatus Status { get; init; }

    public required DateTime StartUtc { get; init; }

    public required string TopicCode { get; init; }

    public required string TopicName { get; init; }

    public required string? Outline { get; init; }

    public required bool IsArchived { get; init; }

    /// <summary>Names of those on the card whom the reader reaches; read for one class only.</summary>
    public IReadOnlyList<string> Trainers { get; init; } = [];
}

/// <summary>Classes of the caller and whether what was taught in them is archived. The outline is read for one class only.</summary>
public sealed class ReadTaught(TrainingDbContext db)
{
    public const int PageSize = 20;

    public async Task<Result<TaughtClass>> OfAsync(Guid sessionKey, RollTaker taker, CancellationToken ct = default)
    {
        if (await Rows(db.Sessions().Where(s => s.Key == sessionKey), withOutline: true).SingleOrDefaultAsync(ct) is not { } found)
        {
            return new NotFound("这次课");
        }

        if (!taker.OnlyReads && !await Own(taker).AnyAsync(s => s.Key == sessionKey, ct))
        {
            return new NotOnTheCard();
        }

        return found with
        {
            Trainers = await (
                from session in db.Sessions()
                where session.Key == sessionKey
                join card in db.SessionTrainers() on session.Id equals card.SessionId
                join trainer in db.Trainers() on card.TrainerId equals trainer.Id
                orderby trainer.Id
                select trainer.Name).ToListAsync(ct),
        };
    }

    /// <summary>Held classes of the taker, latest first.</summary>
    public async Task<(IReadOnlyList<TaughtClass> Classes, int Total, int Missing)> PageAsync(RollTaker taker, bool onlyMissing, int page, CancellationToken ct = default)
    {
        var held = Own(taker).Where(s => s.Status == SessionStatus.Held);
        var missing = held.Where(s => !s.MaterialArchived);
        var shown = onlyMissing ? missing : held;
        return (
            await Rows(shown.OrderByDescending(s => s.StartedUtc).ThenBy(s => s.Id).Skip((page - 1) * PageSize).Take(PageSize), withOutline: false).ToListAsync(ct),
            await shown.CountAsync(ct),
            await missing.CountAsync(ct));
    }

    public Task<int> MissingAsync(RollTaker taker, CancellationToken ct = default) =>
        Own(taker).CountAsync(s => s.Status == SessionStatus.Held && !s.MaterialArchived, ct);

    private IQueryable<Session> Own(RollTaker taker)
    {
        var trainer = taker.TrainerId;
        return taker.IsCoordinator ? db.Sessions() : db.Sessions().Where(s => db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer));
    }

    private IQueryable<TaughtClass> Rows(IQueryable<Session> sessions, bool withOutline) =>
        from s in sessions
        join station in db.Stations() on s.StationId equals station.Id
        join topic in db.Topics() on s.TopicCode equals topic.Code
        select new TaughtClass
        {
            SessionKey = s.Key,
            Title = s.Title,
            StationName = station.Name,
            Status = s.Status,
            StartUtc = s.StartedUtc ?? s.PlannedStartUtc,
            TopicCode = s.TopicCode,
            TopicName = topic.Name,
            Outline = withOutline ? db.TaughtRecords().Where(t => t.SessionId == s.Id).Select(t => t.Outline).FirstOrDefault() : null,
            IsArchived = s.MaterialArchived,
        };
}
