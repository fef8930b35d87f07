using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;

namespace Training.Jobs.Tests.Demonstration;

[Collection(nameof(SeededCity))]
public class CityDoorTests(SeededCity city)
{
    [Fact]
    public async Task Some_households_hold_cards_and_some_cards_were_lost()
    {
        await using var db = city.Database.Open();
        Assert.InRange(await db.HouseholdCards().CountAsync(c => c.WithdrawnUtc == null), 400, 1000);
        Assert.InRange(await db.HouseholdCards().CountAsync(c => c.WithdrawnReason == IssueCards.Replaced), 20, 150);
        Assert.InRange(await db.HouseholdCards().CountAsync(c => c.WithdrawnUtc != null && c.WithdrawnReason != IssueCards.Replaced), 5, 80);
        Assert.False(await db.HouseholdCards().Where(c => c.WithdrawnUtc == null).GroupBy(c => new { c.HouseholdId, c.StationId }).AnyAsync(g => g.Count() > 1));
    }

    [Fact]
    public async Task Residents_checked_themselves_in_under_their_own_accounts()
    {
        await using var db = city.Database.Open();
        var marks = await db.RollMarks().Where(m => m.Device == CheckIn.Device).ToListAsync();
        Assert.InRange(marks.Count, 100, 500);
        Assert.All(marks, m => Assert.Equal(CheckIn.Reason, m.Reason));
        Assert.Equal(marks.Select(m => m.Key).Order(), (await db.DoorMarks().Select(m => m.MarkKey).ToListAsync()).Order());
        var people = await db.Set<Training.Domain.People.Person>().ToDictionaryAsync(p => p.Key, p => p.Id);
        var accounts = await db.Set<Training.Domain.Identity.Account>().Where(a => a.PersonId != null).ToDictionaryAsync(a => a.Id, a => a.PersonId);
        Assert.All(marks, m => Assert.Equal(people[m.AttendeeKey], accounts[m.ActorId!.Value]));
    }

    /// <summary>What the rules find in the city is what stands there as flags.</summary>
    [Fact]
    public async Task There_is_a_flag_of_each_kind_and_each_is_true()
    {
        await using var db = city.Database.Open();
        var flags = await db.RollFlags().ToListAsync();
        Assert.Equal(Enum.GetValues<RollFlagKind>(), flags.Select(f => f.Kind).Distinct().Order());
        Assert.Contains(flags, f => f.Verdict == FlagVerdict.Explained);
        Assert.Contains(flags, f => f.Verdict is null);
        Assert.Equal(3, await db.FlagReviews().CountAsync());

        var before = flags.Count;
        var raise = new RaiseFlags(db, TimeProvider.System);
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var roll in await db.DoorMarks().Select(m => m.RollId).Distinct().ToListAsync())
        {
            await raise.OfDoorAsync(roll);
        }

        var pair = flags.First(f => f.Kind == RollFlagKind.TwoPlaces);
        await raise.OfPlacesAsync(pair.FromUtc.AddDays(-2), pair.UntilUtc.AddDays(2));
        db.ChangeTracker.Clear();
        Assert.Equal(before, await db.RollFlags().CountAsync());
        Assert.All(await db.RollFlags().ToListAsync(), f => Assert.Null(f.GoneUtc));
        var lines = await new ReadFlags(db).RunAsync(new(), 1, 50);
        Assert.All(lines.Lines, l => Assert.DoesNotContain("一位来人", l.Evidence, StringComparison.Ordinal));
        await transaction.RollbackAsync();
    }
}
