using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.People;

public sealed record MatchLine(
    Guid Key, int Score, string First, string Second, string FirstHome, string SecondHome, IReadOnlyList<MatchReason> Reasons, MatchState State,
    bool AcrossCounties, DateTime? DecidedUtc, string? Why);

public sealed record MatchPageOf(IReadOnlyList<MatchLine> Lines, int Total, IReadOnlyDictionary<MatchState, int> ByState);

/// <summary>One of the two, as it is shown beside the other. Personal values masked.</summary>
public sealed record MatchSide(Person Person, string Home, string County, string? Phone, string? IdNumber, int Rows, IReadOnlyList<Mate> Household);

/// <param name="Next">The next proposal that waits, this one aside.</param>
/// <param name="Merge">The decision that stands, if they were joined.</param>
public sealed record MatchPair(
    PersonMatch Match, MatchSide First, MatchSide Second, IReadOnlyList<MatchReason> Reasons, Guid? Merge, Guid? Next, int Waiting);

/// <summary>Pairs that may be one person, within the caller's scope: a pair across counties is within the city's alone.</summary>
public sealed class ReadMatches(TrainingDbContext db, ReadPerson people)
{
    public async Task<MatchPageOf> ListAsync(MatchState state, bool onlyAcrossCounties, int page, int size, CancellationToken ct = default)
    {
        var matches = db.PersonMatches().AsNoTracking();
        if (onlyAcrossCounties)
        {
            matches = matches.Where(m => m.RegionCode % 100_000_000 == 0);
        }

        var byState = await matches.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var rows = await (
            from match in matches.Where(m => m.State == state)
            join first in db.People().IgnoreQueryFilters([nameof(Person), nameof(Household), IPersonRow.StationFilter]) on match.FirstId equals first.Id
            join second in db.People() on match.SecondId equals second.Id
            orderby match.Score descending, match.Id
            select new { Match = match, First = first.Name, Second = second.Name, FirstCode = first.RegionCode, SecondCode = second.RegionCode })
            .Skip((page - 1) * size).Take(size).ToListAsync(ct);
        var homes = await Homes.NamesAsync(db, rows.SelectMany(r => (long[])[r.FirstCode, r.SecondCode]), ct);
        return new MatchPageOf(
            [.. rows.Select(r => new MatchLine(
                r.Match.Key, r.Match.Score, r.First, r.Second, homes[r.FirstCode], homes[r.SecondCode], MatchReason.Read(r.Match.Reasons), r.Match.State,
                r.Match.RegionCode % 100_000_000 == 0, r.Match.DecidedUtc, r.Match.Why))],
            byState.GetValueOrDefault(state), byState);
    }

    public async Task<MatchPair?> OneAsync(Guid key, CancellationToken ct = default)
    {
        var match = await db.PersonMatches().AsNoTracking().SingleOrDefaultAsync(m => m.Key == key, ct);
        if (match is null)
        {
            return null;
        }

        var keys = await db.People().Where(p => p.Id == match.FirstId || p.Id == match.SecondId).ToDictionaryAsync(p => p.Id, p => p.Key, ct);
        if (keys.Count < 2)
        {
            return null;
        }

        var waiting = db.PersonMatches().Where(m => m.State == MatchState.Proposed && m.Id != match.Id);
        var after = waiting.Where(m => m.Score < match.Score || (m.Score == match.Score && m.Id > match.Id));
        var next = await InOrder(after).Select(m => (Guid?)m.Key).FirstOrDefaultAsync(ct) ?? await InOrder(waiting).Select(m => (Guid?)m.Key).FirstOrDefaultAsync(ct);
        var merge = await db.PersonMerges().Where(m => m.UndoneUtc == null
                && ((m.FromId == match.FirstId && m.IntoId == match.SecondId) || (m.FromId == match.SecondId && m.IntoId == match.FirstId)))
            .Select(m => (Guid?)m.Key).FirstOrDefaultAsync(ct);
        return new MatchPair(
            match, await SideAsync(keys[match.FirstId], ct), await SideAsync(keys[match.SecondId], ct), MatchReason.Read(match.Reasons), merge, next,
            await waiting.CountAsync(ct) + (match.State is MatchState.Proposed ? 1 : 0));
    }

    private static IOrderedQueryable<PersonMatch> InOrder(IQueryable<PersonMatch> matches) => matches.OrderByDescending(m => m.Score).ThenBy(m => m.Id);

    private async Task<MatchSide> SideAsync(Guid key, CancellationToken ct)
    {
        var record = (await people.RunAsync(key, ct))!;
        var county = RegionCodes.CountyOf(record.Person.RegionCode);
        var name = await db.Regions().Where(r => r.Code == county).Select(r => r.Name).SingleOrDefaultAsync(ct) ?? "";
        var mates = record.Stays.Count > 0 && record.Stays[0].Until is null ? record.Stays[0].Mates.Where(m => m.Until is null).ToList() : [];
        return new MatchSide(record.Person, record.Home, name, record.PhoneMasked, record.IdNumberMasked, record.RowIds.Count, mates);
    }
}
