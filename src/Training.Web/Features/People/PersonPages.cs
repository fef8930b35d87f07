using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>Puts the pages of one person together.</summary>
public sealed class PersonPages(ReadPerson read, PersonWork work, TrainingDbContext db)
{
    public static IReadOnlyDictionary<PersonValue, string> OnFile(PersonRecord record)
    {
        var values = new Dictionary<PersonValue, string>();
        void Add(PersonValue value, string? masked)
        {
            if (masked is not null)
            {
                values[value] = masked;
            }
        }

        Add(PersonValue.Phone, record.PhoneMasked);
        Add(PersonValue.IdNumber, record.IdNumberMasked);
        Add(PersonValue.Address, record.AddressMasked);
        return values;
    }

    public async Task<PersonPage?> OfAsync(Guid key, ClaimsPrincipal reader, CancellationToken ct, string? undoing = null)
    {
        if (await read.RunAsync(key, ct) is not { } record)
        {
            return null;
        }

        var (shown, inAll, standing) = await work.OfAsync(record, ct);
        var names = reader.May(Policies.Matches) ? await DecidersAsync([.. record.Merges.SelectMany(m => (long?[])[m.ById, m.UndoneById])], ct) : new Dictionary<long, string>();
        return new PersonPage(record, PersonName.Remarks(record.Person.Name), shown, inAll, standing, names, undoing);
    }

    public Task<Dictionary<long, string>> DecidersAsync(IReadOnlyList<long?> ids, CancellationToken ct)
    {
        var known = ids.OfType<long>().Distinct().ToList();
        return db.Accounts().AsNoTracking().Where(a => known.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
    }

    /// <summary>Stations that an account of stations works for, as long as they are in use.</summary>
    public async Task<IReadOnlyList<(Guid Key, string Name)>> OwnStationsAsync(CancellationToken ct)
    {
        if (!db.Scope.IsStationBound)
        {
            return [];
        }

        var own = db.Scope.Stations;
        var stations = await db.Stations().AsNoTracking().Where(s => own.Contains(s.Id) && s.Status == StationStatus.InUse).OrderBy(s => s.Id).Select(s => new { s.Key, s.Name }).ToListAsync(ct);
        return [.. stations.Select(s => (s.Key, s.Name))];
    }

    /// <summary>Homes that the account may write people to, town by town; a former one only for who is written there already.</summary>
    public async Task<IReadOnlyList<TownHomes>> TownsAsync(long? present, CancellationToken ct)
    {
        var homes = WritePerson.HomesOf(db.Scope);
        if (homes.Count == 0)
        {
            return [];
        }

        var (from, until) = (RegionCodes.At(Math.Max(homes[0].From, 1), RegionLevel.Township), homes[^1].Until);
        var regions = await db.Regions().AsNoTracking().Where(r => r.Code >= from && r.Code < until && (r.Level == RegionLevel.Township || (r.Level == RegionLevel.Village && (r.FormerFrom == null || r.Code == present))))
            .OrderBy(r => r.Code).ToListAsync(ct);
        var towns = regions.Where(r => r.Level == RegionLevel.Township).ToDictionary(r => r.Code, r => r.Name);
        return [.. regions.Where(r => r.Level == RegionLevel.Village && homes.Any(range => r.Code >= range.From && r.Code < range.Until))
            .GroupBy(r => RegionCodes.At(r.Code, RegionLevel.Township))
            .Select(town => new TownHomes(towns.GetValueOrDefault(town.Key, ""), [.. town]))];
    }
}
