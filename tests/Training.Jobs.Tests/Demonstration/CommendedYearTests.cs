using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Tests.Commendations;
using Training.Jobs.Demonstration;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

/// <summary>The demonstration year's lists: ranked twice, by the room and by the plain recount that knows nothing of it, and one in every state.</summary>
[Collection(nameof(SeededCity))]
public sealed class CommendedYearTests(SeededCity city) : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-commended-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task Every_list_equals_the_plain_recount_and_stands_in_its_state()
    {
        await using var db = await city.CopyAsync(folder);
        var clock = FakeClock.Shanghai(2026, 11, 22);
        for (var month = Month.From(2026, 1); month <= Month.From(2026, 9); month = month.Next)
        {
            Assert.True((await new MonthlyCheck(db, new(db), new(db), clock).RunAsync(month, Places.City, Actor.Job)).Ok);
            db.ChangeTracker.Clear();
        }

        var compute = new ComputeCommendation(new(db, new(db), new(db), new(db)));
        Assert.Equal(4, await new DemonstrationCommendations(db, compute, new(db), new Officers(db), new Vault(city.Folder), clock).RunAsync());
        var lists = await db.CommendationLists().AsNoTracking().OrderBy(l => l.Id).ToListAsync();
        Assert.Equal([CommendationState.Confirmed, CommendationState.Dropped, CommendationState.OnNotice, CommendationState.Draft], lists.Select(l => l.State));
        var states = await db.CommendationCandidates().Select(c => c.State).Distinct().ToListAsync();
        Assert.Equal(Enum.GetValues<CandidateState>().Length, states.Count);
        foreach (var list in lists.Where(l => l.State != CommendationState.Dropped))
        {
            Assert.True(SheetPeriod.TryParse(list.Period, out var period));
            var plain = new PlainRanking(db, CommendationDefinition.Shipped[0], Places.City, period.First, period.Last).Lines();
            var content = CommendationContent.Read(list.Text);
            Assert.Equal(string.Join('\n', plain), string.Join('\n', ComputedRanking.Lines(content)));
            // Every kind is praised somewhere, and somebody of it stays outside.
            Assert.All(Enum.GetValues<PraisedKind>(), kind => Assert.Contains(content.Candidates, c => c.Kind == kind && c.Listed));
        }
    }
}
