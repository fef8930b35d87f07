using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>The two are proposed as one person by name and birth.</summary>
    public static async Task<PersonMatch> MatchAsync(TrainingDbContext db, Person first, Person second) => await SaveAsync(
        db,
        new PersonMatch
        {
            Key = Guid.CreateVersion7(), FirstId = Math.Min(first.Id, second.Id), SecondId = Math.Max(first.Id, second.Id), RegionCode = first.RegionCode,
            Score = 97, Reasons = "SameName:2 SameBirth SameBuilding", State = MatchState.Proposed, FoundUtc = new DateTime(2026, 10, 1, 1, 0, 0, DateTimeKind.Utc),
        },
        null);

    /// <summary>Somebody found the first row to be the second's person.</summary>
    public static async Task<PersonMerge> MergeAsync(TrainingDbContext db, Person from, Person into)
    {
        from.CanonicalId = into.Id;
        return await SaveAsync(
            db,
            new PersonMerge
            {
                Key = Guid.CreateVersion7(), FromId = from.Id, IntoId = into.Id, RegionCode = from.RegionCode,
                AtUtc = new DateTime(2026, 10, 1, 1, 0, 0, DateTimeKind.Utc), Why = "本人说登记了两次",
            },
            null);
    }
}
