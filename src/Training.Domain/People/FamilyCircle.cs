using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.People;

public sealed record FamilyMember(long Id, Guid Key, string Name, bool IsSelf);

/// <summary>A resident and whoever lives with him or her now, the resident first, then by age.</summary>
/// <param name="Rows">Every row of the register that is one of them, with the member that it is.</param>
public sealed record FamilyCircle(FamilyMember Self, IReadOnlyList<FamilyMember> Members, IReadOnlyDictionary<long, FamilyMember> Rows, long? HouseholdId, long RegionCode);

/// <summary>
/// Decides who a family's account may see and act for. Such an account has no scope, so this steps past the scope's filter and starts from
/// the one person for whom the account stands; whatever else shows or takes a family's records asks here first.
/// </summary>
public sealed class FamilyCircles(TrainingDbContext db)
{
    /// <summary>Null when there is no such person, or everything personal was erased.</summary>
    public async Task<FamilyCircle?> OfAsync(long personId, CancellationToken ct = default)
    {
        var self = await (
            from row in db.People().IgnoreQueryFilters()
            join person in db.People() on row.CanonicalId ?? row.Id equals person.Id
            where row.Id == personId
            select new { person.Id, person.HouseholdId, person.RegionCode, person.ErasedUtc }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (self is null || self.ErasedUtc is not null)
        {
            return null;
        }

        var household = self.HouseholdId;
        var members = await db.People().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.Id == self.Id || (household != null && p.HouseholdId == household && p.CanonicalId == null && p.ErasedUtc == null))
            .OrderBy(p => p.Id != self.Id).ThenBy(p => p.BirthDate).ThenBy(p => p.Id)
            .Select(p => new FamilyMember(p.Id, p.Key, p.Name, p.Id == self.Id)).ToListAsync(ct);
        var ids = members.ConvertAll(m => m.Id);
        // Rows that proved to be one of these people are theirs too.
        var rows = await db.People().IgnoreQueryFilters().Where(p => ids.Contains(p.Id) || (p.CanonicalId != null && ids.Contains(p.CanonicalId.Value)))
            .Select(p => new { p.Id, Of = p.CanonicalId ?? p.Id }).ToDictionaryAsync(p => p.Id, p => members.Find(m => m.Id == p.Of)!, ct);
        return new FamilyCircle(members[0], members, rows, household, self.RegionCode);
    }
}
