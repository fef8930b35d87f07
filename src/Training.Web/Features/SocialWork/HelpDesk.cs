using Microsoft.EntityFrameworkCore;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Web.Features.SocialWork;

/// <summary>What the standard in force asks of a station: services a month, households a service.</summary>
public sealed record HelpQuota(int Services, int Households);

/// <summary>A station that the social worker's account works for.</summary>
/// <param name="Since">First day of the worker's own post there; null when no post of the worker holds today.</param>
public sealed record HelpedStation(Station Station, DateOnly? Since, IReadOnlyList<StationContact> Coordinators, HelpQuota Quota);

/// <param name="Phone">Masked; null when none was left.</param>
public sealed record StationContact(string Name, string? Phone);

/// <param name="Own">By the worker who reads the page.</param>
public sealed record HelpLine(long StationId, DateOnly HeldOn, HelpKind Kind, string Worker, bool Own, int Households, string? Note);

/// <summary>A household file of a station, its learners and when it was last reached; phones masked.</summary>
public sealed record HelpedHousehold(IReadOnlyList<HelpedLearner> Learners, DateOnly ScreenedOn, DateOnly? LastVisit, DateOnly? LastService);

public sealed record HelpedLearner(Guid Key, string Name, string? Phone);

/// <summary>
/// A social worker's month, put together from the rooms that keep it. Services and household files are cut to the account's stations by
/// the query filter; a station, which only has a region, is one of those that the scope names.
/// </summary>
public sealed class HelpDesk(TrainingDbContext db, StandardInForce standards, Vault vault, TimeProvider clock)
{
    public const int PageSize = 30;

    public async Task<IReadOnlyList<HelpedStation>> StationsAsync(Month month, long? trainer, Guid? only = null, CancellationToken ct = default)
    {
        var own = db.Scope.Stations;
        var today = clock.Today();
        var stations = await db.Stations().AsNoTracking().Where(s => own.Contains(s.Id) && (only == null || s.Key == only))
            .OrderBy(s => s.RegionCode).ThenBy(s => s.Id).ToListAsync(ct);
        var posts = await db.SocialWorkerPosts().Where(p => p.TrainerId == trainer && p.FromDate <= today && (p.UntilDate == null || p.UntilDate > today))
            .GroupBy(p => p.StationId).Select(g => new { g.Key, From = g.Min(p => p.FromDate) }).ToDictionaryAsync(p => p.Key, p => p.From, ct);
        var coordinators = (await (
            from bond in db.AccountStations()
            join account in db.Accounts() on bond.AccountId equals account.Id
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where own.Contains(bond.StationId) && role.Name == Roles.Coordinator && account.ClosedOn == null
            orderby account.Id
            select new { bond.StationId, account.DisplayName, account.PhoneSealed }).ToListAsync(ct))
            .ToLookup(c => c.StationId, c => new StationContact(c.DisplayName, c.PhoneSealed is null ? null : Masks.Phone(vault.Open(c.PhoneSealed, OpeningPurpose.ShowMasked))));
        var found = new List<HelpedStation>();
        foreach (var station in stations)
        {
            found.Add(new(station, posts.TryGetValue(station.Id, out var since) ? since : null, [.. coordinators[station.Id]], await QuotaAsync(month, station.RegionCode, ct)));
        }

        return found;
    }

    /// <summary>What was served at the stations in the month, newest first. A household that was written twice is one.</summary>
    public async Task<IReadOnlyList<HelpLine>> ServicesAsync(Month month, long? trainer, IReadOnlyCollection<long> stations, CancellationToken ct)
    {
        var reached =
            from one in db.HelpServiceHouseholds()
            join household in db.Households().IgnoreQueryFilters([nameof(Household)]) on one.HouseholdId equals household.Id
            group household.CanonicalId ?? household.Id by one.HelpServiceId into g
            select new { ServiceId = g.Key, Households = g.Distinct().Count() };
        return await (
            from service in db.HelpServices()
            where service.Month == month && stations.Contains(service.StationId)
            join worker in db.Trainers() on service.TrainerId equals worker.Id
            join counts in reached on service.Id equals counts.ServiceId into counted
            from counts in counted.DefaultIfEmpty()
            orderby service.HeldOn descending, service.Id descending
            select new HelpLine(
                service.StationId, service.HeldOn, service.Kind, worker.Name, service.TrainerId == trainer, (int?)counts.Households ?? 0, service.Note))
            .ToListAsync(ct);
    }

    /// <summary>How many household files each of the stations has.</summary>
    public async Task<IReadOnlyDictionary<long, int>> FilesAsync(CancellationToken ct) =>
        await db.HouseholdFiles().GroupBy(f => f.StationId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    /// <summary>A page of a station's household files, the longest unvisited first.</summary>
    public async Task<(IReadOnlyList<HelpedHousehold> Lines, int Total)> HouseholdsAsync(Station station, int page, CancellationToken ct)
    {
        var files = db.HouseholdFiles().AsNoTracking().Where(f => f.StationId == station.Id);
        var shown = await files
            .Select(f => new
            {
                f.Id, f.HouseholdId, f.ScreenedOn,
                Visit = db.HomeVisits().Where(v => v.HouseholdFileId == f.Id && v.Status == VisitStatus.Completed).Max(v => (DateTime?)v.StartedUtc),
            })
            .OrderBy(f => f.Visit != null).ThenBy(f => f.Visit).ThenBy(f => f.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = shown.ConvertAll(f => f.Id);
        var learners = (await (
            from file in db.PersonFiles()
            where ids.Contains(file.HouseholdFileId)
            join person in db.People() on file.PersonId equals person.Id
            orderby file.Id
            select new { file.HouseholdFileId, person.Key, person.Name, person.PhoneSealed, person.KeySealed }).ToListAsync(ct))
            .ToLookup(p => p.HouseholdFileId, p => new HelpedLearner(p.Key, p.Name, vault.MaskedPhone(p.PhoneSealed, p.KeySealed)));
        var households = shown.ConvertAll(f => f.HouseholdId);
        var served = await (
            from one in db.HelpServiceHouseholds()
            join service in db.HelpServices() on one.HelpServiceId equals service.Id
            where service.StationId == station.Id && households.Contains(one.HouseholdId)
            group service.HeldOn by one.HouseholdId into days
            select new { days.Key, Last = days.Max() }).ToDictionaryAsync(d => d.Key, d => d.Last, ct);
        return (
            [.. shown.Select(f => new HelpedHousehold(
                [.. learners[f.Id]], f.ScreenedOn, f.Visit is { } visit ? ShanghaiTime.DateOf(visit) : null,
                served.TryGetValue(f.HouseholdId, out var last) ? last : null))],
            await files.CountAsync(ct));
    }

    private async Task<HelpQuota> QuotaAsync(Month month, long regionCode, CancellationToken ct)
    {
        var items = (await standards.ForAsync(month, regionCode, ct)).Definition.Items;
        return new(Of(SocialWorkMetrics.Services), Of(SocialWorkMetrics.Households));

        int Of(string metric) => (int)(items.FirstOrDefault(i => i.Measure.Metric == metric)?.Measure.On(month).Threshold ?? 0);
    }
}
