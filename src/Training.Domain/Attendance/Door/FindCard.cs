using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

/// <summary>Who stands behind a card, as one may be marked.</summary>
public sealed record CardHolder(Guid Key, string Name, string Label);

public sealed record BadCardCode() : Refusal($"卡号是二维码下面的 {CardCode.ShortSigns} 位字母和数字，再看一看。", "Code");

public sealed record UnknownCard() : Refusal("没有这张卡，或者它不是本县区的卡。用名字找人也能点。", "Code");

public sealed record CardIsWithdrawn() : Refusal("这张卡已经作废，换过新卡了。用名字找人也能点。", "Code");

/// <summary>What a stranger's phone is told of a card: whether it is in use and whom to ring. Nothing of the household.</summary>
public sealed record CardOnPaper(bool IsLive, string StationName, string? Contact);

/// <summary>
/// Recognises a card: for whoever takes a roll, the people of the household within the caller's reach; for anybody else, only that it is
/// a card. A card of another station of the county is as good.
/// </summary>
public sealed class FindCard(TrainingDbContext db, Vault vault)
{
    public async Task<Result<IReadOnlyList<CardHolder>>> HoldersAsync(string? typed, CancellationToken ct = default)
    {
        var cards = db.HouseholdCards().IgnoreQueryFilters();
        if (CardCode.TryParse(typed, out var code))
        {
            var hash = code.Hash;
            cards = cards.Where(c => c.CodeHash == hash);
        }
        else if (CardCode.TryParseShort(typed, out var half))
        {
            var index = ShortIndex(vault, half);
            cards = cards.Where(c => c.ShortIndex == index);
        }
        else
        {
            return new BadCardCode();
        }

        var found = await cards.AsNoTracking().Take(2).ToListAsync(ct);
        if (found is not [var card] || !db.Scope.Holds(card.RegionCode))
        {
            return new UnknownCard();
        }

        if (card.WithdrawnUtc is not null)
        {
            return new CardIsWithdrawn();
        }

        var home = await db.Households().IgnoreQueryFilters().Where(h => h.Id == card.HouseholdId).Select(h => h.CanonicalId ?? h.Id).SingleAsync(ct);
        var people = await StationHouseholds.People(db, [home]).IgnoreQueryFilters([IPersonRow.StationFilter, nameof(Household)])
            .OrderBy(h => h.Person.BirthDate).ThenBy(h => h.Person.Id).Select(h => h.Person).AsNoTracking().ToListAsync(ct);
        return people.Count == 0 ? new UnknownCard() : people.ConvertAll(p => new CardHolder(p.Key, p.Name, WordsOf(p)));
    }

    public async Task<CardOnPaper?> OnPaperAsync(string? text, CancellationToken ct = default)
    {
        if (!CardCode.TryParse(text, out var code))
        {
            return null;
        }

        var hash = code.Hash;
        return await (
            from card in db.HouseholdCards()
            where card.CodeHash == hash
            join station in db.Stations() on card.StationId equals station.Id
            select new CardOnPaper(card.WithdrawnUtc == null, station.Name, card.Contact)).IgnoreQueryFilters().FirstOrDefaultAsync(ct);
    }

    /// <summary>What a typed half is looked up by.</summary>
    public static byte[] ShortIndex(Vault vault, string half) => vault.Index("household-card", half);

    private static string WordsOf(Person person) =>
        string.Join(" · ", ((string?[])[person.Building, person.BirthDate is { } born ? $"{born.Year}年生" : null]).Where(w => w is not null));
}
