using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Web.Hosting;

/// <summary>Names of divisions by code, kept after the first look: they change with a new division list, not while people work.</summary>
public sealed class PlaceNames(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>After a new division list: this process looks again. Others do when they start.</summary>
    public void Forget() => _names.Clear();

    public async Task<string> OfAsync(long code, CancellationToken ct = default)
    {
        if (_names.TryGetValue(code, out var known))
        {
            return known;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var name = await db.Regions().Where(region => region.Code == code).Select(region => region.Name).SingleOrDefaultAsync(ct);
        return name is null ? RegionCodes.Short(code) : _names.GetOrAdd(code, name);
    }
}
