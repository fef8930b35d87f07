using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

/// <summary>Somebody who waits for a decision.</summary>
public sealed record WaitingCandidate
{
    public required long Id { get; init; }

    public required Guid Key { get; init; }

    public required string Name { get; init; }

    public required TalentKind Kind { get; init; }

    public required TrainerStatus Status { get; init; }

    public required ApplicationWay Way { get; init; }

    public required long CountyCode { get; init; }

    public string? Unit { get; init; }

    public string? Introduction { get; init; }

    public required DateTime SinceUtc { get; init; }

    /// <summary>What the city wrote when it sent back.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Topics { get; set; } = [];

    /// <summary>Station topics that the specialities stand for, through the mapping of the vocabularies.</summary>
    public IReadOnlySet<string> StationTopics { get; set; } = new HashSet<string>();

    public int WaitingDays(DateOnly today) => today.DayNumber - ShanghaiTime.DateOf(SinceUtc).DayNumber;
}

/// <summary>Who waits on whom: the lists on which counties and the city decide, the longest waiting first.</summary>
public sealed class PoolQueues(TrainingDbContext db, TimeProvider clock)
{
    public async Task<IReadOnlyList<WaitingCandidate>> WaitingAsync(IReadOnlyCollection<TrainerStatus> states, CancellationToken ct = default)
    {
        var found = await (
            from trainer in db.Trainers().AsNoTracking()
            join dossier in db.PoolDossiers() on trainer.Id equals dossier.TrainerId
            join organization in db.Organizations() on trainer.OrganizationId equals organization.Id into units
            from unit in units.DefaultIfEmpty()
            where states.Contains(trainer.Status)
            orderby dossier.SinceUtc, trainer.Id
            select new WaitingCandidate
            {
                Id = trainer.Id, Key = trainer.Key, Name = trainer.Name, Kind = trainer.Kind, Status = trainer.Status, Way = dossier.Way,
                CountyCode = dossier.RegionCode, Unit = unit != null ? unit.Name : dossier.UnitName, Introduction = dossier.Introduction,
                SinceUtc = dossier.SinceUtc, Reason = dossier.Reason,
            }).ToListAsync(ct);
        var ids = found.ConvertAll(c => c.Id);
        var specialities = (await TrainerRegister.SpecialitiesAsync(db, ids, ct)).ToLookup(s => s.TrainerId);
        var topics = await db.Set<Topic>().AsNoTracking().ToDictionaryAsync(t => t.Code, ct);
        foreach (var candidate in found)
        {
            candidate.Topics = [.. specialities[candidate.Id].Select(s => s.Name).Distinct()];
            candidate.StationTopics = specialities[candidate.Id].Select(s => StationTopicOf(topics[s.Code])).OfType<string>().ToHashSet();
        }

        return found;
    }

    /// <summary>How many members serve the county today and teach each station topic.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MembersByTopicAsync(long countyCode, CancellationToken ct = default)
    {
        var today = clock.Today();
        var topics = await db.Set<Topic>().AsNoTracking().ToDictionaryAsync(t => t.Code, ct);
        var rows = await (
            from speciality in db.TrainerSpecialities()
            join trainer in db.Trainers() on speciality.TrainerId equals trainer.Id
            where trainer.InPoolFrom <= today && (trainer.LeftPoolOn == null || today < trainer.LeftPoolOn)
                && db.TrainerCounties().Any(c => c.TrainerId == trainer.Id && c.RegionCode == countyCode && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
            select new { trainer.Id, speciality.TopicCode }).ToListAsync(ct);
        return rows.Select(r => (r.Id, Code: StationTopicOf(topics[r.TopicCode]))).Where(r => r.Code is not null).Distinct()
            .GroupBy(r => r.Code!).ToDictionary(g => g.Key, g => g.Count());
    }

    private static string? StationTopicOf(Topic topic) => topic.Vocabulary == TopicVocabulary.Station ? topic.Code : topic.MapsTo;
}
