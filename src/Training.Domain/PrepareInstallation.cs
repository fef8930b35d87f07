using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Domain.Topics;

namespace Training.Domain;

/// <summary>
/// Brings a database, new or old, to the state that this version of the product expects: migrations, the city's divisions, the statutory calendar, topics, the
/// shipped standard and roles. Safe to run at every start; changes nothing the second time.
/// </summary>
public sealed class PrepareInstallation(TrainingDbContext db, ImportDivisions divisions, ShippedCalendar calendar, TopicCatalogue topics, ImportStandard standards)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await DatabaseVersion.RefuseForeignAsync(db, ct);
        // EF builds the whole model of the last migration before it finds nothing to do: a good part of every start.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            await db.Database.MigrateAsync(ct);
        }

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
