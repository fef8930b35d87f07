using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Commendations;

/// <summary>Name and unit of a candidate, looked up when it is shown.</summary>
public sealed record CandidateName(string Name, string? Unit, Guid? Key);

/// <summary>
/// The names of candidates. Which candidates is cut to the reader's reach before, or to those who were praised in public; a trainer of another county's register is found all the same.
/// </summary>
public sealed class CommendationNames(TrainingDbContext db)
{
    private static readonly CandidateName Gone = new("（登记已经不在）", null, null);

    public async Task<IReadOnlyDictionary<(PraisedKind, long, long), CandidateName>> OfAsync(IReadOnlyCollection<CommendationCandidate> candidates, CancellationToken ct = default)
    {
        long[] Ids(params PraisedKind[] kinds) => [.. candidates.Where(c => kinds.Contains(c.Kind)).Select(c => c.SubjectId).Distinct()];
        var (places, firms, persons) = (Ids(PraisedKind.Station), Ids(PraisedKind.Organization), Ids(PraisedKind.Lecturer, PraisedKind.Helper));
        var stations = await db.Stations().IgnoreQueryFilters().AsNoTracking().Where(s => places.Contains(s.Id)).Select(s => new { s.Id, s.Key, s.Name, s.OrganizationId }).ToDictionaryAsync(s => s.Id, ct);
        var people = await db.Trainers().IgnoreQueryFilters().AsNoTracking().Where(t => persons.Contains(t.Id)).Select(t => new { t.Id, t.Key, t.Name, t.OrganizationId }).ToDictionaryAsync(t => t.Id, ct);
        var wanted = firms.Concat(stations.Values.Select(s => s.OrganizationId ?? 0)).Concat(people.Values.Select(p => p.OrganizationId ?? 0)).Distinct().ToList();
        var bodies = await db.Organizations().IgnoreQueryFilters().AsNoTracking().Where(o => wanted.Contains(o.Id)).Select(o => new { o.Id, o.Key, o.Name }).ToDictionaryAsync(o => o.Id, ct);
        return candidates.ToDictionary(c => (c.Kind, c.RegionCode, c.SubjectId), c => c.Kind switch
        {
            PraisedKind.Station => stations.TryGetValue(c.SubjectId, out var s) ? new(s.Name, bodies.GetValueOrDefault(s.OrganizationId ?? 0)?.Name, s.Key) : Gone,
            PraisedKind.Organization => bodies.TryGetValue(c.SubjectId, out var o) ? new(o.Name, null, o.Key) : Gone,
            _ => people.TryGetValue(c.SubjectId, out var p) ? new(p.Name, bodies.GetValueOrDefault(p.OrganizationId ?? 0)?.Name, p.Key) : Gone,
        });
    }
}
