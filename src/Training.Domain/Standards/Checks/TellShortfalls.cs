using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Standards;

/// <summary>
/// Tells whoever can still do something: once when two thirds of a month are over, what it still lacks, and once when it is over, what it
/// came to. Coordinators hear of their station, officers of their county.
/// </summary>
public sealed class TellShortfalls(TrainingDbContext db, StandardInForce standards, IOfficers officers, TimeProvider clock)
{
    /// <summary>Day of the running month from which it is said what is missing: time enough for a class with a week's notice.</summary>
    public const int RemindFromDay = 20;

    /// <summary>How many inboxes were told; none when it was said before or there is nothing to say yet.</summary>
    public async Task<int> RunAsync(Month month, long regionCode, CancellationToken ct = default)
    {
        var today = clock.Today();
        var standard = await standards.ForAsync(month, regionCode, ct);
        var run = await db.CheckRuns().SingleOrDefaultAsync(r => r.Month == month && r.StandardVersionId == standard.VersionId && r.RegionCode == regionCode, ct);
        var over = today > month.LastDay;
        // Long closed months are recounted without a word: only the month that ended last is told of.
        if (run is null || (over ? run.ToldUtc is not null || Month.Of(today).Previous != month : run.RemindedUtc is not null || today.Day < RemindFromDay))
        {
            return 0;
        }

        var now = clock.UtcNow();
        var items = standard.Definition.Items.ToDictionary(i => i.Code);
        var found = (await db.Findings().AsNoTracking().Where(f => f.CheckRunId == run.Id && f.Reading == "" && f.State == FindingState.Short).ToListAsync(ct))
            .Where(f => items.ContainsKey(f.ItemCode)).ToList();
        var stations = await StationsAsync(found, items, month, over, now, ct);
        var counties = await CountiesAsync(found, items, month, over, now, ct);
        if (over)
        {
            run.ToldUtc = now;
        }
        else
        {
            run.RemindedUtc = now;
        }

        await AuditTrail.AppendAsync(db, $"check/{RegionCodes.Short(regionCode)}/{month}", Actor.Job, nameof(TellShortfalls), now,
            after: new { stationsTold = stations, countiesTold = counties }, ct: ct);
        await db.SaveChangesAsync(ct);
        return stations + counties;
    }

    private async Task<int> StationsAsync(List<Finding> found, Dictionary<string, StandardItem> items, Month month, bool over, DateTime now, CancellationToken ct)
    {
        var coordinators = await (
            from link in db.AccountStations().AsNoTracking()
            join account in db.Accounts() on link.AccountId equals account.Id
            join role in db.AccountRoleLinks() on account.Id equals role.UserId
            join named in db.AccountRoles() on role.RoleId equals named.Id
            join station in db.Stations() on link.StationId equals station.Id
            where named.Name == Roles.Coordinator && account.ClosedOn == null
            select new { account.Id, link.StationId, station.Name }).ToListAsync(ct);
        var told = coordinators.ToLookup(c => c.StationId);
        var count = 0;
        foreach (var station in found.Where(f => f.StationId is not null).GroupBy(f => f.StationId!.Value).Where(s => told.Contains(s.Key)))
        {
            var lacks = string.Join("；", station.Select(f => $"{items[f.ItemCode].Content}差 {Plain(f.ShortBy)} {items[f.ItemCode].Measure.Unit}"));
            var name = told[station.Key].First().Name;
            Inbox.Add(db, told[station.Key].Select(c => c.Id), new(
                over ? $"{name}{month.MonthOfYear}月没有全达标" : $"{name}{month.MonthOfYear}月还差一些", lacks, "/today"), now);
            count++;
        }

        return count;
    }

    private async Task<int> CountiesAsync(List<Finding> found, Dictionary<string, StandardItem> items, Month month, bool over, DateTime now, CancellationToken ct)
    {
        var count = 0;
        foreach (var county in found.GroupBy(f => RegionCodes.CountyOf(f.RegionCode)))
        {
            var accounts = await officers.OfAsync(county.Key, ct);
            if (accounts.Count == 0)
            {
                continue;
            }

            var stations = county.Where(f => f.StationId is not null).Select(f => f.StationId).Distinct().Count();
            var own = string.Join("、", county.Where(f => f.StationId is null).Select(f => items[f.ItemCode].Content));
            Inbox.Add(db, accounts, new(
                over ? $"{month.MonthOfYear}月核算好了：{stations} 站没有全达标" : $"{month.MonthOfYear}月还有 {stations} 站差着",
                own.Length == 0 ? "县区自己的项都达标。" : $"县区还差的项：{own}。", $"/check?county={RegionCodes.Short(county.Key)}&month={month}"), now);
            count++;
        }

        return count;
    }

    private static string Plain(decimal value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
