using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public enum TrainerOrder
{
    /// <summary>By pinyin.</summary>
    Name,

    Kind,

    /// <summary>Longest in the pool first.</summary>
    Since,

    /// <summary>The longest without a valid paper first.</summary>
    Papers,
}

/// <summary>Who asks. A body sees everybody who is or was in the pool, and on the way there only those whom it sends.</summary>
public readonly record struct PoolReader(long? OnlyWaysOf)
{
    public static PoolReader Officer { get; } = new(null);
}

public sealed record TrainerQuestion
{
    public required PoolReader Reader { get; init; }

    /// <summary>Part of the name, or pinyin initials.</summary>
    public string? Words { get; init; }

    public TalentKind? Kind { get; init; }

    /// <summary>A topic of either vocabulary.</summary>
    public string? TopicCode { get; init; }

    /// <summary>A county that selects or is served.</summary>
    public long? CountyCode { get; init; }

    public TrainerStatus? Status { get; init; }

    /// <summary>Only those without a valid paper.</summary>
    public bool OnlyLapsed { get; init; }

    public TrainerOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 50;
}

public sealed record TrainerLine
{
    public required long Id { get; init; }

    public required Guid Key { get; init; }

    public required string Name { get; init; }

    public required TalentKind Kind { get; init; }

    public required TrainerStatus Status { get; init; }

    public string? Unit { get; init; }

    public string? Title { get; init; }

    public DateOnly? InPoolFrom { get; init; }

    public DateOnly? LeftPoolOn { get; init; }

    public DateOnly? PapersLapsedOn { get; init; }

    /// <summary>Names of topics in the order of the vocabularies.</summary>
    public IReadOnlyList<string> Topics { get; set; } = [];

    /// <summary>Counties served now, of those that the caller reaches.</summary>
    public IReadOnlyList<long> Counties { get; set; } = [];
}

public sealed record TrainerPage(IReadOnlyList<TrainerLine> Lines, int Total, IReadOnlyDictionary<TrainerStatus, int> ByStatus);

/// <summary>人才库名册: everybody whom the caller's scope reaches, searched by name, pinyin, kind, speciality, county and state.</summary>
public sealed class TrainerRegister(TrainingDbContext db, TimeProvider clock)
{
    public async Task<TrainerPage> RunAsync(TrainerQuestion question, CancellationToken ct = default)
    {
        var found = Matching(question);
        var byStatus = await found.GroupBy(t => t.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (question.Status is { } status)
        {
            found = found.Where(t => t.Status == status);
        }

        var total = question.Status is { } asked ? byStatus.GetValueOrDefault(asked) : byStatus.Values.Sum();
        var lines = await (
            from trainer in Ordered(found, question.Order).Skip((question.Page - 1) * question.Size).Take(question.Size)
            join organization in db.Organizations() on trainer.OrganizationId equals organization.Id into units
            from unit in units.DefaultIfEmpty()
            join paper in db.PoolDossiers() on trainer.Id equals paper.TrainerId into papers
            from dossier in papers.DefaultIfEmpty()
            select new TrainerLine
            {
                Id = trainer.Id, Key = trainer.Key, Name = trainer.Name, Kind = trainer.Kind, Status = trainer.Status,
                Unit = unit != null ? unit.Name : dossier != null ? dossier.UnitName : null,
                Title = trainer.Title, InPoolFrom = trainer.InPoolFrom, LeftPoolOn = trainer.LeftPoolOn, PapersLapsedOn = trainer.PapersLapsedOn,
            }).ToListAsync(ct);
        var order = await Ordered(found, question.Order).Skip((question.Page - 1) * question.Size).Take(question.Size).Select(t => t.Id).ToListAsync(ct);
        await FillAsync(lines, ct);
        return new TrainerPage([.. lines.OrderBy(line => order.IndexOf(line.Id))], total, byStatus);
    }

    private static IQueryable<Trainer> Ordered(IQueryable<Trainer> found, TrainerOrder order) => order switch
    {
        TrainerOrder.Kind => found.OrderBy(t => t.Kind).ThenBy(t => t.Initials).ThenBy(t => t.Id),
        TrainerOrder.Since => found.OrderBy(t => t.InPoolFrom == null).ThenBy(t => t.InPoolFrom).ThenBy(t => t.Id),
        TrainerOrder.Papers => found.OrderBy(t => t.PapersLapsedOn == null).ThenBy(t => t.PapersLapsedOn).ThenBy(t => t.Initials).ThenBy(t => t.Id),
        _ => found.OrderBy(t => t.Initials).ThenBy(t => t.NameKey).ThenBy(t => t.Id),
    };

    private IQueryable<Trainer> Matching(TrainerQuestion question)
    {
        var found = db.ReachedTrainers().AsNoTracking();
        if (question.Reader.OnlyWaysOf is { } unit)
        {
            found = found.Where(t => t.Status == TrainerStatus.InPool || t.Status == TrainerStatus.Left || t.OrganizationId == unit);
        }

        var key = PersonName.KeyOf(question.Words ?? "");
        if (key.Length > 0)
        {
            var initials = key.ToLowerInvariant();
            found = key.All(char.IsAsciiLetterOrDigit)
                ? found.Where(t => t.Initials.Contains(initials) || t.NameKey.Contains(key))
                : found.Where(t => t.NameKey.Contains(key));
        }

        if (question.Kind is { } kind)
        {
            found = found.Where(t => t.Kind == kind);
        }

        if (question.TopicCode is { } topic)
        {
            found = found.Where(t => db.TrainerSpecialities().Any(s => s.TrainerId == t.Id && s.TopicCode == topic));
        }

        if (question.CountyCode is { } county)
        {
            var today = clock.Today();
            found = found.Where(t => db.PoolDossiers().Any(d => d.TrainerId == t.Id && d.RegionCode == county)
                || db.TrainerCounties().Any(c => c.TrainerId == t.Id && c.RegionCode == county && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate)));
        }

        return question.OnlyLapsed ? found.Where(t => t.PapersLapsedOn != null && t.Status == TrainerStatus.InPool) : found;
    }

    private async Task FillAsync(List<TrainerLine> lines, CancellationToken ct)
    {
        var ids = lines.ConvertAll(line => line.Id);
        var today = clock.Today();
        var topics = (await SpecialitiesAsync(db, ids, ct)).ToLookup(s => s.TrainerId, s => s.Name);
        var counties = (await db.TrainerCounties().AsNoTracking()
            .Where(c => ids.Contains(c.TrainerId) && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
            .OrderBy(c => c.RegionCode).Select(c => new { c.TrainerId, c.RegionCode }).ToListAsync(ct)).ToLookup(c => c.TrainerId, c => c.RegionCode);
        foreach (var line in lines)
        {
            line.Topics = [.. topics[line.Id].Distinct()];
            line.Counties = [.. counties[line.Id].Distinct()];
        }
    }

    /// <summary>Specialities of several people with their names, in the order of the vocabularies.</summary>
    internal static async Task<List<(long TrainerId, string Code, string Name)>> SpecialitiesAsync(TrainingDbContext db, IReadOnlyCollection<long> ids, CancellationToken ct) =>
        (await (
            from speciality in db.TrainerSpecialities().AsNoTracking()
            join topic in db.Set<Topics.Topic>() on speciality.TopicCode equals topic.Code
            where ids.Contains(speciality.TrainerId)
            orderby topic.Vocabulary descending, topic.Ordinal
            select new { speciality.TrainerId, topic.Code, topic.Name }).ToListAsync(ct))
        .ConvertAll(s => (s.TrainerId, s.Code, s.Name));
}
