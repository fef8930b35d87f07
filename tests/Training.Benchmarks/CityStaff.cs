using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;

namespace Training.Benchmarks;

/// <summary>Whom the check tells: a coordinator of each station and an officer of each county, written by one statement a table inside the database.</summary>
internal static class CityStaff
{
    public static async Task AddAsync(TrainingDbContext db)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        await AddAsync(db, Roles.Coordinator, "SELECT s.\"Id\" AS id FROM \"Station\" s");
        await AddAsync(db, Roles.CountyOfficer, "SELECT DISTINCT s.\"RegionCode\" / 1000000 * 1000000 AS id FROM \"Station\" s");
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "AccountStation" ("AccountId", "StationId") SELECT s."Id", s."Id" FROM "Station" s""");
        await db.Database.ExecuteSqlRawAsync(
            """INSERT INTO "AccountRegion" ("AccountId", "RegionCode") SELECT DISTINCT s."RegionCode" / 1000000 * 1000000, s."RegionCode" / 1000000 * 1000000 FROM "Station" s""");
    }

    /// <summary>Accounts have the ids of what they stand for: no station has the number of a county.</summary>
    private static async Task AddAsync(TrainingDbContext db, string role, string ids)
    {
#pragma warning disable EF1003 // constants of this file
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "Account" ("Id", "DisplayName", "NormalizedUserName", "AccessFailedCount", "EmailConfirmed", "LockoutEnabled", "PhoneNumberConfirmed", "TwoFactorEnabled")
            SELECT i.id, '李强', 'A' || i.id, 0, FALSE, TRUE, FALSE, FALSE FROM (
            """ + ids + ") i");
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"AccountRoleLink\" (\"UserId\", \"RoleId\") SELECT i.id, r.\"Id\" FROM (" + ids + ") i CROSS JOIN \"AccountRole\" r WHERE r.\"Name\" = {0}", role);
#pragma warning restore EF1003
    }
}
