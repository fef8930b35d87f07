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
/// came to. Coordinators hear of their station, officers of their county. Stations are gone through batch by batch within one transaction: whoever is
/// killed between two batches has told nobody.
/// </summary>
public sealed class TellShortfalls(TrainingDbContext db, StandardInForce standards, IOfficers officers, TimeProvider clock)
{
    /// <summary>Day of the running month from which it is said what is missing: time enough for a class with a week's notice.</summary>
    public const int RemindFromDay = 20;

    /// <summary>The most stations whose shortfalls are held at a time.</summary>
    public int BatchStations { get; init; } = 2_000;

    /// <summary>How many inboxes were told; none when it was said before or there is nothing to say yet.</summary>
    /// <param name="month">Which was checked.</param>
    /// <param name="regionCode">The division of the check.</param>
    /// <param name="written">Told after each batch how many stations have their lines so far; none is there to be read before all are.</param>
    /// <param name="ct">Ends it; then nobody was told.</param>
    public async Task<int> RunAsync(Month month, long regionCode, Action<int>? written = null, CancellationToken ct = default)
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
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (over)
        {
            run.ToldUtc = now;
        }
        else
        {
            run.RemindedUtc = now;
        }

        // Before anybody is told: of two at once the second fails here.
        await db.SaveChangesAsync(ct);
        var telling = new Telling(run.Id, [.. standard.Definition.Items], month, over, now);
        var (stations, shortOf) = await StationsAsync(telling, written, ct);
        var counties = await CountiesAsync(telling, shortOf, ct);
        await AuditTrail.AppendAsync(db, $"check/{RegionCodes.Short(regionCode)}/{month}", Actor.Job, nameof(TellShortfalls), now,
            after: new { stationsTold = stations, countiesTold = counties }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return stations + counties;
    }

    /// <summary>How many stations were told, and how many are short in each county.</summary>
    private async Task<(int Told, Dictionary<long, int> ShortOf)> StationsAsync(Telling telling, Action<int>? written, CancellationToken ct)
    {
        var (told, shortOf) = (0, new Dictionary<long, int>());
        for (long after = 0; await LastOfBatchAsync(telling.RunId, after, ct) is { } until; after = until)
        {
            var found = await ShortIn(telling).Where(f => f.StationId > after && f.StationId <= until)
                .Select(f => new { StationId = f.StationId!.Value, f.RegionCode, f.ItemCode, f.ShortBy }).ToListAsync(ct);
            var coordinators = await CoordinatorsAsync(after, until, ct);
            var lines = new List<InboxMessage>();
            foreach (var station in found.GroupBy(f => f.StationId))
            {
                var county = RegionCodes.CountyOf(station.First().RegionCode);
                shortOf[county] = shortOf.GetValueOrDefault(county) + 1;
                if (!coordinators.Contains(station.Key))
                {
                    continue;
                }

                var lacks = telling.Items.SelectMany(i => station.Where(f => f.ItemCode == i.Code).Select(f => $"{i.Content}差 {Plain(f.ShortBy)} {i.Measure.Unit}"));
                var name = coordinators[station.Key].First().Name;
                lines.AddRange(Inbox.Lines(coordinators[station.Key].Select(c => c.AccountId), new(
                    telling.Over ? $"{name}{telling.Month.MonthOfYear}月没有全达标" : $"{name}{telling.Month.MonthOfYear}月还差一些", string.Join('；', lacks), "/today"), telling.Now));
                told++;
            }

            await db.InsertManyUnkeyedAsync(lines, ct);
            written?.Invoke(told);
        }

        return (told, shortOf);
    }

    private async Task<int> CountiesAsync(Telling telling, Dictionary<long, int> shortOf, CancellationToken ct)
    {
        var own = (await ShortIn(telling).Where(f => f.StationId == null).Select(f => new { f.RegionCode, f.ItemCode }).ToListAsync(ct)).ToLookup(f => RegionCodes.CountyOf(f.RegionCode), f => f.ItemCode);
        var count = 0;
        foreach (var county in shortOf.Keys.Union(own.Select(o => o.Key)).Order())
        {
            var accounts = await officers.OfAsync(county, ct);
            if (accounts.Count == 0)
            {
                continue;
            }

            var stations = shortOf.GetValueOrDefault(county);
            var lacks = string.Join('、', telling.Items.Where(i => own[county].Contains(i.Code)).Select(i => i.Content));
            Inbox.Add(db, accounts, new(
                telling.Over ? $"{telling.Month.MonthOfYear}月核算好了：{stations} 站没有全达标" : $"{telling.Month.MonthOfYear}月还有 {stations} 站差着",
                lacks.Length == 0 ? "县区自己的项都达标。" : $"县区还差的项：{lacks}。", $"/check?county={RegionCodes.Short(county)}&month={telling.Month}"), telling.Now);
            count++;
        }

        return count;
    }

    private IQueryable<Finding> ShortIn(Telling telling)
    {
        var codes = telling.Items.Select(i => i.Code).ToList();
        return db.Findings().AsNoTracking().Where(f => f.CheckRunId == telling.RunId && codes.Contains(f.ItemCode) && f.Reading == "" && f.State == FindingState.Short);
    }

    /// <summary>Null when there is none after it.</summary>
    private Task<long?> LastOfBatchAsync(long runId, long after, CancellationToken ct) => db.CheckedStations()
        .Where(c => c.CheckRunId == runId && c.StationId > after).OrderBy(c => c.StationId).Take(BatchStations).MaxAsync(c => (long?)c.StationId, ct);

    private async Task<ILookup<long, (long AccountId, string Name)>> CoordinatorsAsync(long after, long until, CancellationToken ct) => (await (
        from link in db.AccountStations().AsNoTracking()
        join account in db.Accounts() on link.AccountId equals account.Id
        join role in db.AccountRoleLinks() on account.Id equals role.UserId
        join named in db.AccountRoles() on role.RoleId equals named.Id
        join station in db.Stations() on link.StationId equals station.Id
        where link.StationId > after && link.StationId <= until && named.Name == Roles.Coordinator && account.ClosedOn == null
        select new { account.Id, link.StationId, station.Name }).ToListAsync(ct)).ToLookup(c => c.StationId, c => (c.Id, c.Name));

    private static string Plain(decimal value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Telling(long RunId, IReadOnlyList<StandardItem> Items, Month Month, bool Over, DateTime Now);
}
