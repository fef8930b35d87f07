using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Privacy;

namespace Training.Jobs.Demonstration;

/// <summary>Consents of those who are taught at home, values opened for a purpose, and requests for erasure in every state.</summary>
internal static class PrivacyPart
{
    private static readonly string[] Hows = ["本人到站口头提出，看了身份证原件", "女儿来局里代办，带了委托书", "本人打电话提出，回拨登记的手机核对过"];

    public static void Make(City city)
    {
        var people = city.Rows.People.ToDictionary(p => p.Id);
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"privacy/{station.Station.Id}");
            foreach (var file in city.Rows.PersonFiles.Where(f => f.StationId == station.Station.Id))
            {
                var person = people[file.PersonId];
                var on = (file.PlannedOn ?? station.Station.InUseFrom!.Value).AddDays(-1);
                Consent(city, person, ConsentMatter.Register, dice, station.Coordinator, on);
                if (dice.Chance(0.8))
                {
                    Consent(city, person, ConsentMatter.Health, dice, station.Coordinator, on);
                }

                if (person.AddressSealed is not null && dice.Chance(0.15))
                {
                    var at = City.At(on.AddDays(dice.Between(3, 30)), 10, dice.Between(0, 59));
                    if (at < city.RecordEndsUtc)
                    {
                        city.Rows.Record(
                            Person.AuditStream(person.Key), station.Coordinator.Id, nameof(UnmaskPersonalValue), at,
                            after: new { field = PersonalField.Address, purpose = OpeningReason.HomeVisit }, region: person.RegionCode);
                    }
                }
            }
        }

        foreach (var county in city.Counties)
        {
            Requests(city, county);
        }
    }

    public static ConsentRecord Consent(City city, Person person, ConsentMatter matter, Dice dice, Account by, DateOnly on)
    {
        var at = City.At(on, 9, dice.Between(0, 59));
        var consent = new ConsentRecord
        {
            Id = city.Rows.Id<ConsentRecord>(), Key = dice.Key(at), PersonId = person.Id, RegionCode = person.RegionCode, Matter = matter,
            Version = ConsentTexts.Version, Way = dice.Chance(0.7) ? ConsentWay.Signed : dice.Chance(0.5) ? ConsentWay.ByFamily : ConsentWay.Spoken,
            GivenOn = on, TakenBy = by.Id,
        };
        city.Rows.Consents.Add(consent);
        city.Rows.Record(
            Person.AuditStream(person.Key), by.Id, "GiveConsent", at, after: new { matter, consent.Version, consent.Way, on }, region: person.RegionCode);
        return consent;
    }

    /// <summary>One that waits, one refused with the reason, one done, in each county.</summary>
    private static void Requests(City city, CityCounty county)
    {
        var dice = city.Dice.For($"erasure/{county.Definition.Code}");
        var taught = city.Rows.PersonFiles.Select(f => f.PersonId).ToHashSet();
        var quiet = county.Stations.SelectMany(s => s.Others.Select(p => (Station: s, Person: p)))
            .Where(p => p.Person.CanonicalId is null && !p.Station.Awaited.Contains(p.Person) && !taught.Contains(p.Person.Id)).ToList();
        ErasureStatus[] states = [ErasureStatus.Done, ErasureStatus.Refused, ErasureStatus.Asked];
        foreach (var (status, (station, person)) in states.Zip(dice.Some(quiet, states.Length)))
        {
            var asked = City.At(city.RecordedUntil.AddDays(-dice.Between(status == ErasureStatus.Asked ? 1 : 20, status == ErasureStatus.Asked ? 6 : 60)), 10, dice.Between(0, 59));
            var decided = asked.AddDays(dice.Between(1, 5)).AddHours(3);
            var request = new ErasureRequest
            {
                Id = city.Rows.Id<ErasureRequest>(), Key = dice.Key(asked), PersonId = person.Id, RegionCode = person.RegionCode, Status = status, AskedUtc = asked,
                AskedBy = station.Coordinator.Id, How = dice.One(Hows),
            };
            city.Rows.ErasureRequests.Add(request);
            var stream = ErasureRequest.AuditStream(request.Key);
            city.Rows.Record(stream, station.Coordinator.Id, "AskErasure", asked, after: new { person = person.Key, Status = ErasureStatus.Asked }, region: person.RegionCode);
            if (status == ErasureStatus.Asked)
            {
                continue;
            }

            (request.DecidedUtc, request.DecidedBy) = (decided, county.Officer.Id);
            if (status == ErasureStatus.Done)
            {
                person.Erase(decided);
                request.Cleared = 1;
            }
            else
            {
                request.DecisionReason = "申请人不是本人，也没有委托书，请本人来办";
            }

            city.Rows.Record(
                stream, county.Officer.Id, "DecideErasure", decided, before: new { Status = ErasureStatus.Asked }, after: new { request.Status, request.Cleared },
                reason: request.DecisionReason, region: person.RegionCode);
        }
    }
}
