using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

public sealed record PoolNeedsKind() : Refusal("选一类：您是哪一类人才。", nameof(TrainerFacts.Kind));

public sealed record PoolNeedsTopics() : Refusal("至少勾一项专长。", nameof(TrainerFacts.Topics));

public sealed record PoolNeedsCounties() : Refusal("至少勾一个愿意去的县区。", nameof(TrainerFacts.Counties));

public sealed record PoolTextTooLong(string What, int Length, int Most, string Name) : Refusal($"{What}有 {Length} 个字，最多 {Most} 个字。请写短一点。", Name);

public sealed record PoolCeilingBad() : Refusal("每月最多上几次课，写 1 到 31 之间的整数；没有上限就空着。", nameof(TrainerFacts.MonthlyCeiling));

/// <summary>What somebody says of him- or herself, as a form or a sheet hands it in.</summary>
public sealed record TrainerFacts
{
    public TalentKind? Kind { get; init; }

    /// <summary>Codes of topics of either vocabulary.</summary>
    public required IReadOnlyCollection<string> Topics { get; init; }

    /// <summary>Codes of counties to which the person travels.</summary>
    public required IReadOnlyCollection<long> Counties { get; init; }

    public string? Title { get; init; }

    public int? FreeTimes { get; init; }

    public int? MonthlyCeiling { get; init; }

    /// <summary>Refuses what cannot be kept; codes that nobody knows are refused as not chosen.</summary>
    internal static async Task<Refusal?> CheckAsync(TrainingDbContext db, TrainerFacts facts, CancellationToken ct)
    {
        if (facts.Kind is null)
        {
            return new PoolNeedsKind();
        }

        var topics = facts.Topics.Distinct().ToList();
        if (topics.Count == 0 || await db.Topics().CountAsync(t => topics.Contains(t.Code), ct) != topics.Count)
        {
            return new PoolNeedsTopics();
        }

        var counties = facts.Counties.Distinct().ToList();
        if (counties.Count == 0 || await db.RegionsInForce().CountAsync(r => r.Level == RegionLevel.County && counties.Contains(r.Code), ct) != counties.Count)
        {
            return new PoolNeedsCounties();
        }

        if (facts.Title?.Length > Trainer.TitleMaxLength)
        {
            return new PoolTextTooLong("一句话介绍", facts.Title.Length, Trainer.TitleMaxLength, nameof(Title));
        }

        return facts.MonthlyCeiling is < 1 or > 31 ? new PoolCeilingBad() : null;
    }

    /// <summary>Writes what was checked over what stood there; the caller saves. The trainer has its key.</summary>
    internal static async Task WriteAsync(TrainingDbContext db, Trainer trainer, TrainerFacts facts, CancellationToken ct)
    {
        trainer.Kind = facts.Kind!.Value;
        trainer.Title = string.IsNullOrWhiteSpace(facts.Title) ? null : facts.Title;
        (trainer.FreeTimes, trainer.MonthlyCeiling) = (facts.FreeTimes, facts.MonthlyCeiling);
        var topics = await db.TrainerSpecialities().Where(s => s.TrainerId == trainer.Id).ToListAsync(ct);
        db.RemoveRange(topics.Where(s => !facts.Topics.Contains(s.TopicCode)));
        db.AddRange(facts.Topics.Distinct().Except(topics.Select(s => s.TopicCode)).Select(code => new TrainerSpeciality { TrainerId = trainer.Id, TopicCode = code }));
        var travels = await db.TrainerTravels().Where(s => s.TrainerId == trainer.Id).ToListAsync(ct);
        db.RemoveRange(travels.Where(s => !facts.Counties.Contains(s.CountyCode)));
        db.AddRange(facts.Counties.Distinct().Except(travels.Select(s => s.CountyCode)).Select(code => new TrainerTravel { TrainerId = trainer.Id, CountyCode = code }));
    }
}
