using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

/// <summary>“Somebody was first” is said only where somebody was: a save that failed otherwise stays a failure.</summary>
public class ClashesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task What_stands_already_is_a_clash(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var station = await Some.StationAsync(db);
        using var arranging = HistoryWatch.Arranging();

        db.ChangeTracker.Clear();
        var second = await db.Stations().AsNoTracking().SingleAsync(s => s.Id == station.Id);
        second.Id = 0;
        db.Stations().Add(second);

        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsClash());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_changed_meanwhile_is_a_clash(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var first = database.Open();
        await using var second = database.Open();
        using var arranging = HistoryWatch.Arranging();
        var id = (await Some.StationAsync(first)).Id;
        (await first.Stations().SingleAsync(s => s.Id == id)).Capacity++;
        (await second.Stations().SingleAsync(s => s.Id == id)).Capacity += 2;
        await first.SaveChangesAsync();

        Assert.True((await Assert.ThrowsAnyAsync<DbUpdateException>(() => second.SaveChangesAsync())).IsClash());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_row_that_points_nowhere_is_none(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        using var arranging = HistoryWatch.Arranging();
        db.StationSuspensions().Add(new() { StationId = 999, FromDate = new(2026, 8, 1), Reason = "装修" });

        Assert.False((await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsClash());
    }

    [Fact]
    public async Task A_full_disk_is_none()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        using var arranging = HistoryWatch.Arranging();
        await using var connection = await OneConnection.OpenAsync(db);
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
        var full = await Assert.ThrowsAsync<DbUpdateException>(async () =>
        {
            for (var n = 0; n < 500; n++)
            {
                await Some.StationAsync(db);
            }
        });

        Assert.False(full.IsClash());
        Assert.True(Domain.Evidence.DiskRoom.IsFull(full));
    }
}
