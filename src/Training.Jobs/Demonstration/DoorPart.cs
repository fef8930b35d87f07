using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>
/// The door: cards of households, some lost and replaced; people who checked themselves in with their own phones; and what of that a
/// second look was asked for, one of each kind settled and one waiting.
/// </summary>
internal sealed class DoorPart(City city, AccountMaker accounts)
{
    private const int PhoneIdLength = 32;

    private readonly Dice dice = city.Dice.For("door");
    private readonly Dictionary<long, Account> residents = city.Rows.Accounts.Where(a => a.PersonId is not null).ToDictionary(a => a.PersonId!.Value);
    private ILookup<long, RollMark> marks = null!;
    private Dictionary<Guid, Person> people = null!;

    public static void Make(City city, AccountMaker accounts) => new DoorPart(city, accounts).Make();

    private void Make()
    {
        people = city.Rows.People.ToDictionary(p => p.Key);
        marks = city.Rows.Marks.ToLookup(m => m.RollId);
        var shown = city.Counties.Single(c => c.Definition.Code == 410922_000000).Stations[1];
        foreach (var station in city.Stations.Where(s => s == shown || s.Station.Id % 3 == 2))
        {
            MakeCards(station);
        }

        EndSomeRegulars(shown);
        foreach (var station in city.Stations.Where(s => s == shown || s.Station.Id % 9 == 4))
        {
            foreach (var roll in LastRolls(station, 3))
            {
                CheckIn(roll, dice.Between(4, 9), null);
            }
        }

        OneDevice(shown);
        OneAddress(city.Counties.Single(c => c.Definition.Code == 410902_000000).Stations[0]);
        TwoPlaces();
        // A coordinator's phone numbers its own marks without a gap: those that people made themselves were never on it.
        foreach (var device in city.Rows.Marks.Where(m => m.Device.Length == PhoneIdLength).GroupBy(m => m.Device))
        {
            var sequence = 0;
            foreach (var mark in device.OrderBy(m => m.DeviceSequence))
            {
                mark.DeviceSequence = ++sequence;
            }
        }
    }

    private IEnumerable<Roll> LastRolls(CityStation station, int count) =>
        city.Rows.Rolls.Where(r => r.StationId == station.Station.Id && r.ClosedUtc < city.RecordEndsUtc).OrderByDescending(r => r.OpenedUtc).Take(count);

    /// <summary>Some stopped coming; some who had stopped come again and are proposed anew.</summary>
    private void EndSomeRegulars(CityStation station)
    {
        var since = city.RecordedUntil.AddDays(-80);
        var late = city.Rows.Sessions.Where(s => s.StationId == station.Station.Id && s.StartedUtc > City.At(since, 0)).Select(s => s.Id).ToHashSet();
        var times = city.Rows.Entries.Where(e => late.Contains(e.SessionId) && e is { Present: true, PersonId: not null }).GroupBy(e => e.PersonId).ToDictionary(g => g.Key!.Value, g => g.Count());
        var members = city.Rows.StationMembers.Where(m => m.StationId == station.Station.Id).ToList();
        var day = since.AddDays(-60);
        var gone = station.Regulars.Where(p => p.CanonicalId is null && !station.Members.Contains(p) && !times.ContainsKey(p.Id)).Take(4).Select(p => new StationMember
        {
            Id = city.Rows.Id<StationMember>(), StationId = station.Station.Id, RegionCode = station.Station.RegionCode, PersonId = p.Id,
            FromDate = station.Station.InUseFrom!.Value.AddDays(dice.Between(0, 60)),
        }).ToList();
        city.Rows.StationMembers.AddRange(gone);
        foreach (var member in gone.Concat(members.Where(m => times.GetValueOrDefault(m.PersonId) >= RegularsBook.Often).Take(3)))
        {
            member.UntilDate = day = day.AddDays(dice.Between(1, 8));
            city.Rows.Record(
                station.Station.AuditStream(), station.Coordinator.Id, $"{nameof(WriteRegulars)}.{nameof(WriteRegulars.EndAsync)}", City.At(member.UntilDate.Value, 17),
                after: new { person = people.Values.First(p => p.Id == member.PersonId).Key, until = member.UntilDate });
        }
    }

    private void MakeCards(CityStation station)
    {
        var today = city.RecordedUntil;
        var number = $"0393-{dice.Between(6_100_000, 6_999_999)}";
        foreach (var (household, members) in dice.Some([.. station.Households.Where(h => h.Members.Exists(station.Regulars.Contains))], dice.Between(8, 26)))
        {
            var issued = City.At(today.AddDays(-dice.Between(20, 120)), dice.Between(9, 16), dice.Between(0, 59));
            var card = Card(station, household, number, issued);
            if (!dice.Chance(0.12))
            {
                continue;
            }

            var withdrawn = issued.AddDays(dice.Between(3, 15));
            var again = dice.Chance(0.7);
            (card.WithdrawnUtc, card.WithdrawnBy, card.WithdrawnReason) = (withdrawn, station.Coordinator.Id, again ? IssueCards.Replaced : members.Count > 1 ? "老人搬到女儿家去了" : "卡丢了，先不补");
            if (again)
            {
                Card(station, household, number, withdrawn);
            }
            else
            {
                city.Rows.Record($"household-of-people/{household.Key}", station.Coordinator.Id, nameof(WithdrawCard), withdrawn, after: new { card = card.Key }, reason: card.WithdrawnReason);
            }
        }
    }

    private HouseholdCard Card(CityStation station, Household household, string number, DateTime issuedUtc)
    {
        var code = CardCode.OfBytes(Convert.FromHexString(dice.Hex(10)));
        var card = new HouseholdCard
        {
            Id = city.Rows.Id<HouseholdCard>(), Key = dice.Key(issuedUtc), HouseholdId = household.Id, StationId = station.Station.Id,
            RegionCode = station.Station.RegionCode, CodeHash = code.Hash, ShortIndex = FindCard.ShortIndex(city.Vault, code.Short), Contact = number,
            IssuedUtc = issuedUtc, IssuedBy = station.Coordinator.Id,
        };
        city.Rows.Cards.Add(card);
        city.Rows.Record(
            $"household-of-people/{household.Key}", station.Coordinator.Id, nameof(IssueCards), issuedUtc, after: new { card = card.Key, station = station.Station.Key },
            region: station.Station.RegionCode);
        return card;
    }

    /// <summary>Turns marks of the coordinator into check-ins of the people themselves: the same people, the same figures.</summary>
    private List<DoorMark> CheckIn(Roll roll, int count, Func<DoorMark, int, DoorMark>? with, Func<RollMark, bool>? whom = null)
    {
        var made = new List<DoorMark>();
        var able = marks[roll.Id].Where(m => m.Kind == MarkKind.Present && m.Supersedes.Count == 0 && m.Device != Domain.Attendance.Door.CheckIn.Device && people.ContainsKey(m.AttendeeKey)
            && !marks[roll.Id].Any(o => o.Supersedes.Contains(m.Key)) && (whom is null || whom(m))).ToList();
        foreach (var mark in able.DistinctBy(m => m.AttendeeKey).Take(count))
        {
            var person = people[mark.AttendeeKey];
            (mark.Device, mark.DeviceSequence, mark.Reason, mark.ActorId) =
                (Domain.Attendance.Door.CheckIn.Device, 0, Domain.Attendance.Door.CheckIn.Reason, AccountOf(person).Id);
            (mark.DeviceUtc, mark.ClockOffsetMs) = (mark.ReceivedUtc, 0);
            var one = new DoorMark
            {
                Id = city.Rows.Id<DoorMark>(), MarkKey = mark.Key, RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode,
                AttendeeKey = mark.AttendeeKey, AtUtc = mark.ReceivedUtc, DeviceIndex = Print(dice.Hex(16)), AddressIndex = Print(dice.Hex(16)),
            };
            one = with?.Invoke(one, made.Count) ?? one;
            mark.ReceivedUtc = mark.DeviceUtc = one.AtUtc;
            city.Rows.DoorMarks.Add(one);
            made.Add(one);
        }

        return made;
    }

    private Account AccountOf(Person person)
    {
        if (!residents.TryGetValue(person.Id, out var account))
        {
            account = residents[person.Id] = accounts.Add(dice, Roles.Family, $"resident-{person.Key:N}", person.Name, []);
            account.PersonId = person.Id;
        }

        return account;
    }

    /// <summary>Three neighbours on one telephone, a month ago and looked into, and two more last time, waiting.</summary>
    private void OneDevice(CityStation station)
    {
        var rolls = LastRolls(station, 6).ToList();
        foreach (var (roll, count) in ((Roll, int)[])[(rolls[4], 3), (rolls[0], 2)])
        {
            var device = Print(dice.Hex(16));
            var seen = new HashSet<long?>();
            var found = CheckIn(roll, count, (m, _) => { m.DeviceIndex = device; return m; }, m => seen.Add(people[m.AttendeeKey].HouseholdId));
            var flag = Flag(roll, RollFlagKind.OneDevice, found[0].MarkKey, [.. found.Select(m => m.AttendeeKey)], found.Min(m => m.AtUtc), found.Max(m => m.AtUtc));
            if (count == 3)
            {
                Review(flag, station, FlagVerdict.Seen, null, 2);
                Review(flag, station, FlagVerdict.Explained, "问过三位，两位没带手机，借邻居的签的，人都在课上", 26);
            }
        }
    }

    private void OneAddress(CityStation station)
    {
        var roll = LastRolls(station, 2).Last();
        var address = Print(dice.Hex(16));
        var start = roll.OpenedUtc.AddMinutes(4);
        var found = CheckIn(roll, FlagRules.ManyAtOnce + 1, (m, i) => { (m.AddressIndex, m.AtUtc) = (address, start.AddSeconds(6 * i)); return m; });
        var flag = Flag(roll, RollFlagKind.OneAddress, found[0].MarkKey, [.. found.Select(m => m.AttendeeKey)], found[0].AtUtc, found[^1].AtUtc);
        Review(flag, station, FlagVerdict.Explained, "站点装了无线网，门口排队签的，数过人头，对得上", 20);
    }

    /// <summary>Somebody of one roll stands on another that was taken at the same hour elsewhere, in place of somebody there.</summary>
    private void TwoPlaces()
    {
        var held = city.Rows.Sessions.Where(s => s.Status == SessionStatus.Held).ToDictionary(s => s.Id);
        var rolls = city.Rows.Rolls.Where(r => held.ContainsKey(r.SessionId)).OrderByDescending(r => r.OpenedUtc).ThenBy(r => r.Id).ToList();
        var here = rolls.First(r => r.RegionCode / 1_000_000 == 410922 && OtherOf(r) is not null);
        var there = OtherOf(here)!;
        var (one, other) = (held[here.SessionId], held[there.SessionId]);
        var guest = people[marks[here.Id].First(m => m.Kind == MarkKind.Present && people.TryGetValue(m.AttendeeKey, out var p) && p.CanonicalId is null).AttendeeKey];
        var times = city.Rows.Entries.Where(e => e is { Present: true, PersonId: not null }).GroupBy(e => e.PersonId).ToDictionary(g => g.Key!.Value, g => g.Count());
        // Of those who came often: nobody vanishes from the rolls by it.
        var place = city.Rows.Entries.Last(e => e.RollId == there.Id && e is { Present: true, InConflict: false, IsStaff: false, PersonId: { } id } && times[id] > 2
            && marks[there.Id].Count(m => m.AttendeeKey == e.AttendeeKey) == 1);
        marks[there.Id].Single(m => m.AttendeeKey == place.AttendeeKey).AttendeeKey = guest.Key;
        (place.AttendeeKey, place.PersonId) = (guest.Key, guest.Id);
        var (from, until) = (Later(one.StartedUtc!.Value, other.StartedUtc!.Value), Earlier(one.EndedUtc!.Value, other.EndedUtc!.Value));
        foreach (var (roll, away) in ((Roll, Roll)[])[(here, there), (there, here)])
        {
            Flag(roll, RollFlagKind.TwoPlaces, guest.Key, [guest.Key], from, until).OtherRollId = away.Id;
        }

        Roll? OtherOf(Roll roll) => rolls.Find(r =>
            r.StationId != roll.StationId && r.RegionCode / 1_000_000 == roll.RegionCode / 1_000_000
            && held[r.SessionId].StartedUtc < held[roll.SessionId].EndedUtc && held[roll.SessionId].StartedUtc < held[r.SessionId].EndedUtc);

        static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

        static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
    }

    private RollFlag Flag(Roll roll, RollFlagKind kind, Guid subject, List<Guid> attendees, DateTime fromUtc, DateTime untilUtc)
    {
        var raised = kind == RollFlagKind.TwoPlaces ? roll.ClosedUtc!.Value.AddHours(1) : untilUtc.AddSeconds(1);
        var flag = new RollFlag
        {
            Id = city.Rows.Id<RollFlag>(), Key = dice.Key(raised), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Kind = kind,
            Subject = kind == RollFlagKind.TwoPlaces ? DerivedKey.Of(subject, subject) : DerivedKey.Of(subject), Attendees = attendees,
            FromUtc = fromUtc, UntilUtc = untilUtc, RaisedUtc = raised,
        };
        city.Rows.Flags.Add(flag);
        city.Rows.Record(flag.AuditStream(), null, nameof(RaiseFlags), raised, after: new { flag.Kind, people = attendees.Count }, region: flag.RegionCode);
        return flag;
    }

    private void Review(RollFlag flag, CityStation station, FlagVerdict verdict, string? note, int hoursLater)
    {
        var at = flag.RaisedUtc.AddHours(hoursLater);
        city.Rows.FlagReviews.Add(new FlagReview
        {
            Id = city.Rows.Id<FlagReview>(), FlagId = flag.Id, StationId = flag.StationId, RegionCode = flag.RegionCode, Verdict = verdict, Note = note,
            AccountId = station.Coordinator.Id, AtUtc = at,
        });
        city.Rows.Record(
            flag.AuditStream(), station.Coordinator.Id, nameof(ReviewFlag), at, after: new { verdict }, before: flag.Verdict is { } before ? new { verdict = before } : null);
        flag.Verdict = verdict;
    }

    private byte[] Print(string value) => city.Vault.Index("door-demonstration", value);
}
