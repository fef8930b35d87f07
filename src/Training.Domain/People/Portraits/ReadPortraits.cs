using Microsoft.EntityFrameworkCore;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Portraits;

/// <summary>What a person's page shows of the portrait.</summary>
public sealed record PortraitPage(Guid Key, string Name, string? Building, Guid? Consent, DateOnly? GivenOn, PortraitStatus? Status, string? Refusal, DateTime? AddedUtc);

/// <summary>A face beside a name on the roll.</summary>
/// <param name="Person">As the roll lists it.</param>
/// <param name="Mark">Changes with the picture.</param>
public sealed record Face(Guid Person, string Mark, byte[] Jpeg);

/// <summary>
/// Portraits of people whom the caller has reached: on a roll, whose list says who they are, or on the person's own page. Somebody whose rows
/// were joined has the portrait of any of them.
/// </summary>
public sealed class ReadPortraits(TrainingDbContext db, PersonInReach reach, Vault vault)
{
    /// <summary>Which of these people have a face, by person: eight signs that change with the picture.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> MarksAsync(IReadOnlyCollection<Guid> people, CancellationToken ct = default) =>
        (await Of(people).Select(f => new { f.Person, f.Portrait.Key }).ToListAsync(ct)).GroupBy(f => f.Person).ToDictionary(g => g.Key, g => MarkOf(g.Max(f => f.Key)));

    public async Task<IReadOnlyList<Face>> FacesAsync(IReadOnlyCollection<Guid> people, CancellationToken ct = default) =>
    [
        .. (await Of(people).Select(f => new { f.Person, f.Portrait.Key, f.Portrait.FaceSealed, f.KeySealed }).ToListAsync(ct))
            .GroupBy(f => f.Person).Select(g => g.MaxBy(f => f.Key)!)
            .Select(f => new Face(f.Person, MarkOf(f.Key), vault.OpenBytes(f.FaceSealed!, f.KeySealed, OpeningPurpose.Recognise))),
    ];

    public async Task<PortraitPage?> PageAsync(Guid person, CancellationToken ct = default)
    {
        if (await reach.FindAsync(person, ct) is not { ErasedUtc: null } found)
        {
            return null;
        }

        var consent = await db.ConsentRecords().IgnoreQueryFilters().Where(c => c.PersonId == found.Id && c.Matter == ConsentMatter.Portrait && c.WithdrawnOn == null)
            .OrderByDescending(c => c.Id).Select(c => new { c.Key, c.GivenOn }).FirstOrDefaultAsync(ct);
        var portrait = await db.Portraits().IgnoreQueryFilters().Where(p => p.PersonId == found.Id).Select(p => new { p.Status, p.Refusal, p.AddedUtc }).SingleOrDefaultAsync(ct);
        return new PortraitPage(found.Key, found.Name, found.Building, consent?.Key, consent?.GivenOn, portrait?.Status, portrait?.Refusal, portrait?.AddedUtc);
    }

    public async Task<byte[]?> PictureAsync(Guid person, CancellationToken ct = default)
    {
        if (await reach.FindAsync(person, ct) is not { KeySealed: { } key } found)
        {
            return null;
        }

        var picture = await db.Portraits().IgnoreQueryFilters().Where(p => p.PersonId == found.Id && p.Status == PortraitStatus.Ready).Select(p => p.PictureSealed).SingleOrDefaultAsync(ct);
        return picture is null ? null : vault.OpenBytes(picture, key, OpeningPurpose.Recognise);
    }

    private static string MarkOf(Guid portrait) => portrait.ToString("N")[^8..];

    private IQueryable<Shown> Of(IReadOnlyCollection<Guid> people)
    {
        var asked = db.People().IgnoreQueryFilters().Where(p => people.Contains(p.Key)).Select(p => new { p.Key, Head = p.CanonicalId ?? p.Id });
        // The head itself and the rows joined to it, each by its own index.
        var rows = asked.Join(db.People(), a => a.Head, r => r.Id, (a, r) => new { Person = a.Key, r.Id, r.KeySealed })
            .Concat(asked.Join(db.People(), a => (long?)a.Head, r => r.CanonicalId, (a, r) => new { Person = a.Key, r.Id, r.KeySealed }));
        return
            from row in rows
            join portrait in db.Portraits() on row.Id equals portrait.PersonId
            where portrait.Status == PortraitStatus.Ready && row.KeySealed != null
            select new Shown { Person = row.Person, Portrait = portrait, KeySealed = row.KeySealed };
    }

    private sealed class Shown
    {
        public Guid Person { get; init; }

        public required Portrait Portrait { get; init; }

        public byte[]? KeySealed { get; init; }
    }
}
