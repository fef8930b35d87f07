using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.People;

/// <summary>Some rows, all other rows of the same persons, and every row of the register that they are worth comparing with.</summary>
internal sealed class MatchBlock
{
    private readonly Dictionary<long, Row> rows = [];
    private readonly HashSet<long> own;

    private MatchBlock(IEnumerable<Row> looked)
    {
        foreach (var row in looked)
        {
            rows[row.Facts.Id] = row;
        }

        own = [.. rows.Keys];
    }

    /// <summary>Persons that the rows belong to.</summary>
    public HashSet<long> Roots => [.. own.Select(id => rows[id].Root)];

    public static (long First, long Second) Pair(long one, long other) => one < other ? (one, other) : (other, one);

    public static async Task<MatchBlock> ReadAsync(TrainingDbContext db, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var people = db.People().IgnoreQueryFilters().AsNoTracking();
        var roots = await people.Where(p => ids.Contains(p.Id)).Select(p => p.CanonicalId ?? p.Id).Distinct().ToListAsync(ct);
        var block = new MatchBlock(await Read(people.Where(p => roots.Contains(p.Id) || (p.CanonicalId != null && roots.Contains(p.CanonicalId.Value)))).ToListAsync(ct));
        var looked = block.rows.Values.ToList();
        var numbers = looked.Select(r => r.Facts.IdNumber).OfType<byte[]>().ToList();
        var phones = looked.Select(r => r.Facts.Phone).OfType<byte[]>().ToList();
        var households = looked.Select(r => r.Facts.HouseholdId).OfType<long>().Distinct().ToList();
        var names = looked.Select(r => r.Facts.NameKey).Distinct().ToList();
        var initials = looked.Select(r => r.Initials).Where(i => i.Length > 1).Distinct().ToList();
        var births = looked.Select(r => r.Facts.BirthDate).OfType<DateOnly>().Distinct().ToList();
        var counties = looked.Select(r => RegionCodes.CountyOf(r.Facts.RegionCode)).Distinct().ToList();
        foreach (var worth in (IQueryable<Person>[])
        [
            people.Where(p => p.IdNumberIndex != null && numbers.Contains(p.IdNumberIndex)),
            people.Where(p => p.PhoneIndex != null && phones.Contains(p.PhoneIndex)),
            people.Where(p => p.HouseholdId != null && households.Contains(p.HouseholdId.Value)),
            people.Where(p => names.Contains(p.NameKey)),
            people.Where(p => counties.Contains(p.CountyCode) && initials.Contains(p.Initials)),
            people.Where(p => p.BirthDate != null && births.Contains(p.BirthDate.Value) && counties.Contains(p.CountyCode)),
        ])
        {
            await foreach (var row in Read(worth).AsAsyncEnumerable().WithCancellation(ct))
            {
                block.rows.TryAdd(row.Facts.Id, row);
            }
        }

        return block;
    }

    /// <summary>The best verdict for each pair of persons that is worth proposing.</summary>
    public async Task<IReadOnlyDictionary<(long First, long Second), MatchVerdict>> CompareAsync(TrainingDbContext db, CancellationToken ct)
    {
        var pairs = Candidates().ToList();
        var namesakes = await NamesakesAsync(db, [.. pairs.SelectMany(p => (string[])[p.One.Facts.NameKey, p.Other.Facts.NameKey]).Distinct()], ct);
        var best = new Dictionary<(long, long), MatchVerdict>();
        foreach (var (one, other) in pairs)
        {
            var count = namesakes.GetValueOrDefault(one.Facts.NameKey)
                + (one.Facts.NameKey == other.Facts.NameKey ? 0 : namesakes.GetValueOrDefault(other.Facts.NameKey));
            var verdict = MatchRules.Compare(one.Facts, other.Facts, count);
            var key = Pair(one.Root, other.Root);
            if (verdict?.Bits >= MatchRules.ProposedFrom && (!best.TryGetValue(key, out var before) || before.Bits < verdict.Bits))
            {
                best[key] = verdict;
            }
        }

        return best;
    }

    /// <summary>The smallest division that holds every row of both.</summary>
    public long CommonRegion((long First, long Second) pair)
    {
        var codes = rows.Values.Where(r => r.Root == pair.First || r.Root == pair.Second).Select(r => r.Facts.RegionCode).Distinct().ToList();
        return CommonRegion(codes);
    }

    public static long CommonRegion(IReadOnlyList<long> codes) =>
        Enum.GetValues<RegionLevel>().OrderDescending().Select(level => codes.Select(code => RegionCodes.At(code, level)).Distinct().ToList())
            .FirstOrDefault(ancestors => ancestors.Count == 1)?[0] ?? 0;

    private IEnumerable<(Row One, Row Other)> Candidates()
    {
        var blocks = new Dictionary<object, List<Row>>();
        foreach (var row in rows.Values)
        {
            foreach (var key in Keys(row))
            {
                (blocks.TryGetValue(key, out var list) ? list : blocks[key] = []).Add(row);
            }
        }

        var seen = new HashSet<(long, long)>();
        foreach (var one in own.Select(id => rows[id]))
        {
            foreach (var other in Keys(one).SelectMany(key => blocks[key]))
            {
                if (one.Root != other.Root && seen.Add(Pair(one.Facts.Id, other.Facts.Id))
                    && (NameLikeness.Of(one.Facts.NameKey, other.Facts.NameKey) is not NameRelation.Other
                        || (one.Facts.IdNumber is { } number && other.Facts.IdNumber is { } its && number.AsSpan().SequenceEqual(its))))
                {
                    yield return (one, other);
                }
            }
        }
    }

    private static IEnumerable<object> Keys(Row row)
    {
        var facts = row.Facts;
        if (facts.NameKey.Length == 0)
        {
            // Erased: nothing is left to compare.
            yield break;
        }

        yield return ("name", facts.NameKey);
        yield return ("initials", row.Initials, RegionCodes.CountyOf(facts.RegionCode));
        if (facts.IdNumber is not null)
        {
            yield return ("number", Convert.ToHexString(facts.IdNumber));
        }

        if (facts.Phone is not null)
        {
            yield return ("phone", Convert.ToHexString(facts.Phone));
        }

        if (facts.HouseholdId is { } household)
        {
            yield return ("household", household);
        }

        if (facts.BirthDate is { } born)
        {
            yield return ("birth", born, RegionCodes.CountyOf(facts.RegionCode));
        }
    }

    private static Task<Dictionary<string, int>> NamesakesAsync(TrainingDbContext db, IReadOnlyList<string> keys, CancellationToken ct) =>
        db.People().IgnoreQueryFilters().Where(p => keys.Contains(p.NameKey)).GroupBy(p => p.NameKey)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private static IQueryable<Row> Read(IQueryable<Person> people) => people.Select(p => new Row(
        new PersonFacts
        {
            Id = p.Id, NameKey = p.NameKey, RegionCode = p.RegionCode, BirthDate = p.BirthDate, Building = p.Building, HouseholdId = p.HouseholdId,
            Phone = p.PhoneIndex, IdNumber = p.IdNumberIndex, Address = p.AddressIndex,
        },
        p.Initials, p.CanonicalId ?? p.Id));

    private sealed record Row(PersonFacts Facts, string Initials, long Root);
}
