using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;
using Xunit.Abstractions;

namespace Training.Domain.Tests.People;

public sealed class FindDoublesTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
    private readonly FakeClock clock = FakeClock.Ordinary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Issue 3: precision at least 0.98 and recall at least 0.95 on a labelled set that the project builds.</summary>
    [Theory, OnSqlite(1), OnSqlite(2), OnSqlite(3), OnPostgres(4)]
    public async Task On_the_labelled_set_precision_is_98_and_recall_95_in_the_hundred_at_least(DatabaseProvider provider, int seed)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var labelled = new LabelledPeople(seed, Vault);
        labelled.Make(1200);
        await labelled.WriteAsync(db);
        var found = await new FindDoubles(db, clock).RunAsync();
        Assert.Equal(labelled.People.Count, found.Looked);

        var keys = await db.People().ToDictionaryAsync(p => p.Id, p => p.Key);
        var proposed = (await db.PersonMatches().Where(m => m.State == MatchState.Proposed).ToListAsync())
            .ToDictionary(m => LabelledPeople.Pair(keys[m.FirstId], keys[m.SecondId]));
        var right = proposed.Keys.Count(labelled.Doubles.ContainsKey);
        var precision = (double)right / proposed.Count;
        var recall = (double)right / labelled.Doubles.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{labelled.People.Count} rows, {labelled.Doubles.Count} doubles, {proposed.Count} proposed, {right} right: precision {precision:0.0000}, recall {recall:0.0000}"));
        foreach (var slip in labelled.Doubles.GroupBy(d => d.Value).OrderBy(g => g.Key))
        {
            output.WriteLine($"  {slip.Key}: {slip.Count(d => proposed.ContainsKey(d.Key))} of {slip.Count()}");
        }

        var names = labelled.People.ToDictionary(p => p.Key);
        foreach (var wrong in proposed.Where(p => !labelled.Doubles.ContainsKey(p.Key)))
        {
            output.WriteLine($"  wrong: {Said(names[wrong.Key.Item1])} | {Said(names[wrong.Key.Item2])} {wrong.Value.Score} {wrong.Value.Reasons}");
        }

        foreach (var missed in labelled.Doubles.Where(d => !proposed.ContainsKey(d.Key)))
        {
            output.WriteLine($"  missed {missed.Value}: {Said(names[missed.Key.Item1])} | {Said(names[missed.Key.Item2])}");
        }

        Assert.True(precision >= 0.98, $"precision {precision}");
        Assert.True(recall >= 0.95, $"recall {recall}");

        static string Said(Person p) => $"{p.Name} {p.BirthDate:yyyy-MM-dd} {p.RegionCode} {p.Building}";
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_what_changed_is_looked_at_again_and_what_no_longer_holds_lapses(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var (first, second) = await TwiceAsync(db, Places.QingfengVillage, Places.QingfengOtherVillage);
        var find = new FindDoubles(db, clock);
        Assert.Equal(new DoublesFound(2, 1, 0), await find.RunAsync());
        Assert.Equal(new DoublesFound(0, 0, 0), await find.RunAsync());

        var mended = await db.People().SingleAsync(p => p.Id == second.Id);
        mended.Rename("赵淑芬");
        mended.AwaitsMatching = true;
        await db.SaveChangesAsync();
        Assert.Equal(new DoublesFound(1, 0, 1), await find.RunAsync());
        var match = await db.PersonMatches().AsNoTracking().SingleAsync();
        Assert.Equal(MatchState.Lapsed, match.State);
        Assert.Equal((first.Id, second.Id), (match.FirstId, match.SecondId));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_pair_that_was_found_to_be_two_people_is_never_proposed_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var (first, second) = await TwiceAsync(db, Places.QingfengVillage, Places.QingfengVillage);
        var find = new FindDoubles(db, clock);
        await find.RunAsync();
        var key = (await db.PersonMatches().SingleAsync()).Key;
        var reject = new RejectMatch(db, clock);
        Assert.IsType<WhyMissing>((await reject.RunAsync(new() { Actor = new Actor(1), MatchKey = key, Why = "  " })).Refusal);
        Assert.True((await reject.RunAsync(new() { Actor = new Actor(1), MatchKey = key, Why = "本人来过，是两姐妹" })).Ok);
        Assert.IsType<AlreadyDecided>((await reject.RunAsync(new() { Actor = new Actor(1), MatchKey = key, Why = "再来一次" })).Refusal);

        await db.People().ExecuteUpdateAsync(s => s.SetProperty(p => p.AwaitsMatching, true));
        Assert.Equal(new DoublesFound(2, 0, 0), await find.RunAsync());

        // A third row of the first person: after it was joined, the pair is still two people under its new name.
        var third = Person.Named(first.Name, first.RegionCode, first.Building);
        (third.BirthDate, third.PhoneIndex) = (first.BirthDate, first.PhoneIndex);
        db.People().Add(third);
        await db.SaveChangesAsync();
        Assert.True((await new MergePersons(db, clock).RunAsync(new() { Actor = new Actor(1), FromKey = first.Key, IntoKey = third.Key, Why = "登记了两次" })).Ok);
        await find.RunAsync();
        Assert.False(await db.PersonMatches().AnyAsync(m => m.State == MatchState.Proposed && (m.FirstId == second.Id || m.SecondId == second.Id)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_pair_across_counties_is_seen_by_the_city_alone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            await TwiceAsync(db, Places.QingfengVillage, Places.NanleCommunity);
            await TwiceAsync(db, Places.QingfengVillage, Places.QingfengOtherVillage, "孙桂枝", "15400000002");
            await new FindDoubles(db, clock).RunAsync();
        }

        foreach (var (region, expected) in ((long, int)[])[(Places.Qingfeng, 1), (Places.Nanle, 0), (Places.City, 2)])
        {
            await using var scoped = database.Open(AccessScope.Of([RegionCodes.RangeOf(region)]));
            var list = await new ReadMatches(scoped, new ReadPerson(scoped, Vault)).ListAsync(MatchState.Proposed, false, 1, 50);
            Assert.Equal(expected, list.Lines.Count);
            Assert.Equal(expected, list.Total);
        }
    }

    private Vault Vault => new(new DataFolder(folder));

    private async Task<(Person First, Person Second)> TwiceAsync(
        TrainingDbContext db, long home, long otherHome, string name = "李秀英", string number = "15400000001")
    {
        Assert.True(MobileNumber.TryParse(number, out var phone));
        var people = new[] { home, otherHome }.Select(region =>
        {
            var person = Person.Named(name, region, "3号楼");
            person.BirthDate = new DateOnly(1951, 3, 8);
            Vault.SetPhone(person, phone);
            return person;
        }).ToList();
        db.People().AddRange(people);
        await db.SaveChangesAsync();
        return (people[0], people[1]);
    }
}
