using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public sealed record IssueCardsInput
{
    public required Guid StationKey { get; init; }

    public required IReadOnlyCollection<Guid> HouseholdKeys { get; init; }

    /// <summary>The station's number that is printed on the cards, as typed.</summary>
    public required string? Contact { get; init; }

    public required Actor Actor { get; init; }
}

/// <summary>The code leaves this room once, to be printed; nothing in the database leads back to it.</summary>
public sealed record IssuedCard(Guid CardKey, CardCode Code);

public sealed record NoHouseholdChosen() : Refusal("还没选给哪几户发卡。", nameof(IssueCardsInput.HouseholdKeys));

public sealed record TooManyCards() : Refusal($"一次最多发 {IssueCards.Most} 张卡，分几次发。", nameof(IssueCardsInput.HouseholdKeys));

public sealed record BadContact() : Refusal("站点电话写 11 位手机号，或者带区号的座机，像 0393-6661234。", nameof(IssueCardsInput.Contact));

/// <summary>
/// Issues a card to each of the chosen households of a station's regulars. A household that holds a card of this station already gets a new
/// one, and the old one is withdrawn in the same save: a card cannot be printed twice, since its code is not kept.
/// </summary>
public sealed class IssueCards(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int Most = 40;

    /// <summary>Written on a card that a new one replaced.</summary>
    public const string Replaced = "换了新卡";

    public async Task<Result<IReadOnlyList<IssuedCard>>> RunAsync(IssueCardsInput input, CancellationToken ct = default)
    {
        var wanted = input.HouseholdKeys.Distinct().ToList();
        if (wanted.Count == 0)
        {
            return new NoHouseholdChosen();
        }

        if (wanted.Count > Most)
        {
            return new TooManyCards();
        }

        var contact = string.IsNullOrWhiteSpace(input.Contact) ? null : input.Contact;
        if (contact is not null && (contact.Length > HouseholdCard.ContactMaxLength || !ContactNumber.TryParse(contact, out _)))
        {
            return new BadContact();
        }

        var station = await db.Stations().FirstOrDefaultAsync(s => s.Key == input.StationKey, ct);
        if (station is null || !db.Scope.HoldsStation(station.Id))
        {
            return new NotFound("这个站点");
        }

        // The station is what was reached; a regular's household may live elsewhere.
        var households = await StationHouseholds.Of(db, station.Id, clock.Today()).IgnoreQueryFilters().Where(h => wanted.Contains(h.Key)).ToListAsync(ct);
        if (households.Count != wanted.Count)
        {
            return new NotFound("其中一户，或者这一户已经没有人在常来名单上。这一户");
        }

        var ids = households.ConvertAll(h => h.Id);
        var held = (await db.HouseholdCards().Where(c => c.StationId == station.Id && ids.Contains(c.HouseholdId) && c.WithdrawnUtc == null).ToListAsync(ct))
            .ToLookup(c => c.HouseholdId);
        var nowUtc = clock.UtcNow();
        var issued = new List<IssuedCard>(households.Count);
        foreach (var household in households.OrderBy(h => wanted.IndexOf(h.Key)))
        {
            foreach (var old in held[household.Id])
            {
                (old.WithdrawnUtc, old.WithdrawnBy, old.WithdrawnReason) = (nowUtc, input.Actor.AccountId, Replaced);
            }

            var code = CardCode.New();
            var card = new HouseholdCard
            {
                Key = Guid.CreateVersion7(),
                HouseholdId = household.Id,
                StationId = station.Id,
                RegionCode = station.RegionCode,
                CodeHash = code.Hash,
                ShortIndex = FindCard.ShortIndex(vault, code.Short),
                Contact = contact,
                IssuedUtc = nowUtc,
                IssuedBy = input.Actor.AccountId,
            };
            db.HouseholdCards().Add(card);
            issued.Add(new IssuedCard(card.Key, code));
            await AuditTrail.AppendAsync(
                db, household.AuditStream(), input.Actor, nameof(IssueCards), nowUtc,
                before: held[household.Id].Any() ? new { withdrawn = held[household.Id].Select(c => c.Key) } : null,
                after: new { card = card.Key, station = station.Key }, ct: ct, regionCode: station.RegionCode);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // Somebody else wrote about one of these households at the same moment: nothing was issued.
            return new ChangedMeanwhile();
        }

        return issued;
    }
}
