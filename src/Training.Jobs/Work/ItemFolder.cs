using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// The folder of a work item while it runs, on the disk of the store: empty, gone with the work. It begins by sweeping what killed attempts of the
/// same item left.
/// </summary>
public sealed class ItemFolder : IDisposable
{
    private const string Prefix = "item-";

    private ItemFolder(string path) => Path = path;

    public string Path { get; }

    public static ItemFolder Of(DataFolder folder, WorkItem item)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{item.Id}-");
        foreach (var left in Directory.GetDirectories(folder.Temporary, own + "*"))
        {
            Directory.Delete(left, recursive: true);
        }

        return new(Directory.CreateDirectory(System.IO.Path.Combine(folder.Temporary, string.Create(CultureInfo.InvariantCulture, $"{own}{item.Attempts}"))).FullName);
    }

    public void Dispose()
    {
        // A runner that was thought dead finds it swept by the one after it.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Folders of items that nobody will take up again.</summary>
    internal static async Task SweepAsync(DataFolder folder, TrainingDbContext db, CancellationToken ct)
    {
        var left = Directory.GetDirectories(folder.Temporary, Prefix + "*").ToLookup(
            path => long.Parse(System.IO.Path.GetFileName(path)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture));
        var ids = left.Select(l => l.Key).ToList();
        var open = (await db.WorkItems().AsNoTracking().Where(w => ids.Contains(w.Id)).Select(w => new { w.Id, w.Status }).ToListAsync(ct))
            .Where(w => WorkRules.IsOpen(w.Status)).Select(w => w.Id).ToHashSet();
        foreach (var path in left.Where(l => !open.Contains(l.Key)).SelectMany(l => l))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}

/// <summary>At the start of each process that runs the queue: an item that ended with its process has nobody else to tidy up after it.</summary>
internal sealed class SweepItemFolders(DataFolder folder, UnattendedScopes scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.Open();
        await ItemFolder.SweepAsync(folder, scope.ServiceProvider.GetRequiredService<TrainingDbContext>(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
