using Training.Domain.Evidence;
using Training.Domain.People;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Portraits of regulars who agreed to be picked by one, at the station on show and at some others; one that nothing can be made of, and one
/// consent taken back. The faces are drawings (media-samples/portraits) of nobody.
/// </summary>
internal sealed class PortraitPart(City city, Dice dice)
{
    private const int Women = 14;
    private const int Men = 10;

    private readonly Dictionary<string, byte[]> drawings = [];

    public static void Make(City city)
    {
        var onShow = city.Counties.Single(c => c.Definition.Code == 410922_000000).Stations[1];
        foreach (var station in city.Stations.Where(s => s == onShow || s.Station.Id % 15 == 7))
        {
            new PortraitPart(city, city.Dice.For($"portraits/{station.Station.Id}")).Make(station, whole: station == onShow);
        }
    }

    private void Make(CityStation station, bool whole)
    {
        var people = station.Members.Where(p => p.CanonicalId is null && p.ErasedUtc is null).ToList();
        var (woman, man) = (dice.Between(0, Women - 1), dice.Between(0, Men - 1));
        foreach (var (n, person) in people.Index().Where(p => dice.Chance(whole ? 0.6 : 0.3)))
        {
            var on = city.RecordedUntil.AddDays(-dice.Between(20, 70));
            var consent = PrivacyPart.Consent(city, person, ConsentMatter.Portrait, dice, station.Coordinator, on);
            if (whole && n == people.Count - 1)
            {
                consent.WithdrawnOn = on.AddDays(6);
                city.Rows.Record(
                    person.AuditStream(), station.Coordinator.Id, "WithdrawConsent", City.At(consent.WithdrawnOn.Value, 10), after: new { consent.Matter, consent.WithdrawnOn }, region: person.RegionCode);
                continue;
            }

            var isWoman = city.Definitions.Names.Women.Any(name => person.Name.EndsWith(name, StringComparison.Ordinal));
            Keep(station, person, consent, isWoman ? $"woman-{(woman++ % Women) + 1}" : $"man-{(man++ % Men) + 1}", City.At(on, 9, dice.Between(0, 50)), isRefused: whole && n == 1);
        }
    }

    private void Keep(CityStation station, Person person, ConsentRecord consent, string drawing, DateTime added, bool isRefused)
    {
        var key = person.KeySealed ??= city.Vault.NewPersonKey();
        var portrait = new Portrait
        {
            Id = city.Rows.Id<Portrait>(), Key = dice.Key(added), PersonId = person.Id, RegionCode = person.RegionCode, ConsentId = consent.Id,
            Status = isRefused ? PortraitStatus.Refused : PortraitStatus.Ready, Refusal = isRefused ? new PhotoUnreadable().Message : null,
            PictureSealed = isRefused ? null : city.Vault.Seal(Drawing(drawing), key), FaceSealed = isRefused ? null : city.Vault.Seal(Drawing($"{drawing}-face"), key),
            AddedUtc = added, AddedBy = station.Coordinator.Id,
        };
        city.Rows.Portraits.Add(portrait);
        city.Rows.Record(person.AuditStream(), station.Coordinator.Id, nameof(AddPortrait), added, after: new { portrait = portrait.Key }, region: person.RegionCode);
        city.Rows.Record(
            person.AuditStream(), null, $"{nameof(PortraitWork)}.{(isRefused ? nameof(PortraitWork.RefuseAsync) : nameof(PortraitWork.FinishAsync))}", added.AddSeconds(3),
            after: isRefused ? new { portrait = portrait.Key, sentence = portrait.Refusal } : new { portrait = portrait.Key }, region: person.RegionCode);
    }

    private byte[] Drawing(string name) =>
        drawings.TryGetValue(name, out var bytes) ? bytes : drawings[name] = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "media-samples", "portraits", $"{name}.jpg"));
}
