using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Domain.Topics;

namespace Training.Domain;

/// <summary>The database knows a state that this version of the product does not: it was made by another one, and nothing was changed.</summary>
public sealed class DatabaseOfOtherVersionException(string migration) : InvalidOperationException(
    $"这个数据库是另一个版本的程序建的（{migration}），这个版本打不开，里面什么也没有改。要用里面的数据，请用建它的那个版本，或者换上更新的版本；只是演示数据的，换一个空的数据文件夹再启动（./run --data 新文件夹）。");

/// <summary>
/// Brings a database, new or old, to the state that this version of the product expects: migrations, the city's divisions, the statutory calendar, topics, the
/// shipped standard and roles. Safe to run at every start; changes nothing the second time.
/// </summary>
public sealed class PrepareInstallation(TrainingDbContext db, ImportDivisions divisions, ShippedCalendar calendar, TopicCatalogue topics, ImportStandard standards)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
        {
            throw new DatabaseOfOtherVersionException(unknown);
        }

        await db.Database.MigrateAsync(ct);
        if (!await db.Regions().AnyAsync(ct))
        {
            await using var list = ImportDivisions.ShippedList();
            var imported = await divisions.RunAsync(list, ct);
            if (!imported.Ok)
            {
                throw new InvalidOperationException(imported.Refusal.Message);
            }
        }

        await calendar.EnsureAsync(ct);
        await topics.EnsureAsync(ct);
        await standards.EnsureShippedAsync(ct);
        var known = await db.AccountRoles().Select(r => r.Name).ToListAsync(ct);
        foreach (var role in Roles.All.Except(known))
        {
            db.AccountRoles().Add(new IdentityRole<long> { Name = role, NormalizedName = role!.ToUpperInvariant(), ConcurrencyStamp = role });
        }

        await db.SaveChangesAsync(ct);
    }
}
