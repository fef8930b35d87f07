using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public sealed record CardLine(Guid HouseholdKey, IReadOnlyList<string> Names, string? Building, HouseholdCard? Live, int Withdrawn);

public enum CardsShown
{
    All,
    Without,
    With,
}

public sealed record CardsPageOf(IReadOnlyList<CardLine> Lines, int Total, int Households, int Holding);

/// <summary>One card of a household, live or withdrawn.</summary>
public sealed record CardPast(Guid Key, DateTime IssuedUtc, long? IssuedBy, DateTime? WithdrawnUtc, long? WithdrawnBy, string? Reason, string? Contact);

public sealed record HouseholdCards(Guid HouseholdKey, IReadOnlyList<string> Names, IReadOnlyList<CardPast> Cards);

/// <summary>What stands on one card of a sheet.</summary>
public sealed record CardToPrint(string StationName, IReadOnlyList<string> Names, string? Contact, CardCode Code);

/// <summary>The households of a station beside the cards that they hold, what became of earlier cards, and cards just issued, for the sheet.</summary>
public sealed class CardBook(TrainingDbContext db, TimeProvider clock)
{
    public async Task<CardsPageOf> LinesAsync(Station station, CardsShown shown, int page, int size, CancellationToken ct = default)
    {
        var households = StationHouseholds.Of(db, station.Id, clock.Today());
        var cards = db.HouseholdCards().Where(c => c.StationId == station.Id);
        var holding = households.Where(h => cards.Any(c => c.HouseholdId == h.Id && c.WithdrawnUtc == null));
        var asked = shown switch
        {
            CardsShown.With => holding,
            CardsShown.Without => households.Where(h => !cards.Any(c => c.HouseholdId == h.Id && c.WithdrawnUtc == null)),
            _ => households,
        };
        var (all, held) = (await households.IgnoreQueryFilters().CountAsync(ct), await holding.IgnoreQueryFilters().CountAsync(ct));
        // In the order of the names: a household stands where its first initials stand.
        var rows = await asked.OrderBy(h => db.People().Where(p => p.HouseholdId == h.Id && p.CanonicalId == null && p.ErasedUtc == null).Min(p => p.Initials))
            .ThenBy(h => h.Id).Skip((page - 1) * size).Take(size).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        var ids = rows.ConvertAll(h => h.Id);
        var people = await PeopleAsync(ids, ct);
        var kept = (await cards.Where(c => ids.Contains(c.HouseholdId)).AsNoTracking().ToListAsync(ct)).ToLookup(c => c.HouseholdId);
        return new CardsPageOf(
            rows.ConvertAll(h => new CardLine(
                h.Key, [.. people[h.Id].Select(p => p.Name)], people[h.Id].Select(p => p.Building).FirstOrDefault(b => b is not null),
                kept[h.Id].FirstOrDefault(c => c.WithdrawnUtc is null), kept[h.Id].Count(c => c.WithdrawnUtc is not null))),
            shown switch { CardsShown.With => held, CardsShown.Without => all - held, _ => all }, all, held);
    }

    /// <summary>Null: the station knows no such household and never gave it a card.</summary>
    public async Task<HouseholdCards?> OfHouseholdAsync(Station station, Guid householdKey, CancellationToken ct = default)
    {
        var household = await db.Households().IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(h => h.Key == householdKey, ct);
        if (household is null)
        {
            return null;
        }

        var cards = await db.HouseholdCards().AsNoTracking().Where(c => c.StationId == station.Id && c.HouseholdId == household.Id)
            .OrderByDescending(c => c.Id)
            .Select(c => new CardPast(c.Key, c.IssuedUtc, c.IssuedBy, c.WithdrawnUtc, c.WithdrawnBy, c.WithdrawnReason, c.Contact)).ToListAsync(ct);
        if (cards.Count == 0 && !await StationHouseholds.Of(db, station.Id, clock.Today()).IgnoreQueryFilters().AnyAsync(h => h.Id == household.Id, ct))
        {
            return null;
        }

        return new HouseholdCards(household.Key, [.. (await PeopleAsync([household.CanonicalId ?? household.Id], ct)).SelectMany(g => g).Select(p => p.Name)], cards);
    }

    /// <summary>The number that the station printed last, to be offered again.</summary>
    public Task<string?> LastContactAsync(Station station, CancellationToken ct = default) => db.HouseholdCards()
        .Where(c => c.StationId == station.Id && c.Contact != null).OrderByDescending(c => c.Id).Select(c => c.Contact).FirstOrDefaultAsync(ct);

    /// <summary>Those of the cards just issued that are still in use, in the order given. What is printed is what the card is, then and there.</summary>
    public async Task<IReadOnlyList<CardToPrint>> ToPrintAsync(IReadOnlyList<IssuedCard> issued, CancellationToken ct = default)
    {
        var keys = issued.Select(i => i.CardKey).ToList();
        var cards = await (
            from card in db.HouseholdCards().AsNoTracking()
            where keys.Contains(card.Key) && card.WithdrawnUtc == null
            join station in db.Stations() on card.StationId equals station.Id
            select new { card.Key, card.HouseholdId, card.CodeHash, card.Contact, station.Name }).ToDictionaryAsync(c => c.Key, ct);
        var people = await PeopleAsync([.. cards.Values.Select(c => c.HouseholdId)], ct);
        return [..
            from one in issued
            where cards.ContainsKey(one.CardKey)
            let card = cards[one.CardKey]
            where card.CodeHash.AsSpan().SequenceEqual(one.Code.Hash)
            select new CardToPrint(card.Name, [.. people[card.HouseholdId].Select(p => p.Name)], card.Contact, one.Code)];
    }

    private async Task<ILookup<long, Person>> PeopleAsync(IReadOnlyCollection<long> households, CancellationToken ct) =>
        (await StationHouseholds.People(db, households).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct))
        .OrderBy(h => h.Person.BirthDate ?? DateOnly.MaxValue).ThenBy(h => h.Person.Id).ToLookup(h => h.HouseholdId, h => h.Person);
}
