using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Domain.Tests.Persistence;

public sealed class AccessScopeTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"scope-{Guid.NewGuid():N}.db");

    [Fact]
    public void Ranges_that_touch_become_one()
    {
        var scope = AccessScope.Of([new(20, 30), new(10, 20)]);
        Assert.Equal([10, 30], scope.Bounds);
        Assert.True(scope.IsOneRange);
    }

    [Theory]
    [InlineData(410902000000, true)]
    [InlineData(410902001001, true)]
    [InlineData(410922000000, false)]
    [InlineData(410923100000, true)]
    [InlineData(410924000000, false)]
    [InlineData(410900000000, false)]
    public void A_set_of_counties_holds_what_lies_in_one_of_them(long code, bool held)
    {
        var scope = AccessScope.Of([RegionCodes.RangeOf(410902000000), RegionCodes.RangeOf(410923000000)]);
        Assert.Equal(held, scope.Holds(code));
    }

    [Fact]
    public void An_account_without_regions_reaches_nothing() => Assert.False(AccessScope.Of([]).Holds(410902000000));

    [Fact]
    public async Task The_query_filter_cuts_to_regions_and_stations()
    {
        await using (var db = Open(AccessScope.Everything))
        {
            await db.Database.MigrateAsync();
            foreach (var code in (long[])[410902001001, 410922100001, 410923100001])
            {
                db.Stations().Add(new Station { Key = Guid.CreateVersion7(), Name = $"站{code}", RegionCode = code });
                db.Organizations().Add(new Organization { Key = Guid.CreateVersion7(), Name = $"所{code}", RegionCode = code });
            }

            await db.SaveChangesAsync();
            foreach (var station in await db.Stations().ToListAsync())
            {
                db.StationSuspensions().Add(new StationSuspension { StationId = station.Id, RegionCode = station.RegionCode, Reason = "修缮" });
            }

            await db.SaveChangesAsync();
        }

        var two = AccessScope.Of([RegionCodes.RangeOf(410902000000), RegionCodes.RangeOf(410923000000)]);
        await using (var db = Open(two))
        {
            Assert.Equal([410902001001, 410923100001], await db.Stations().OrderBy(s => s.RegionCode).Select(s => s.RegionCode).ToListAsync());
        }

        await using (var db = Open(AccessScope.Of([RegionCodes.RangeOf(410902000000)], [999])))
        {
            Assert.Equal(1, await db.Organizations().CountAsync());
            Assert.Equal(0, await db.StationSuspensions().CountAsync());
        }

        await using (var db = Open(AccessScope.Nothing))
        {
            Assert.Equal(0, await db.Stations().CountAsync());
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    private SqliteTrainingDbContext Open(AccessScope scope) =>
        new(new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(DatabaseProvider.Sqlite, PersistenceModule.SqliteConnectionString(file)).Options, scope);
}
