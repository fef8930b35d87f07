using System.Diagnostics;
using System.Globalization;
using Training.Testing.Site;

namespace Training.Benchmarks.Http;

/// <summary>
/// User and system time of the site's process and of every process of the database server, from /proc. The database's part is what ended
/// connections used too.
/// </summary>
internal sealed class ServerCpu(SiteProcess site, string? databaseFolder)
{
    // The unit of /proc/PID/stat (sysconf(_SC_CLK_TCK)), 100 on Linux.
    private const double TicksPerMs = 0.1;

    public (double Site, double Database) Ms() => (site.Cpu.TotalMilliseconds, databaseFolder is null ? 0 : DatabaseMs(databaseFolder));

    /// <summary>What the database server has used since it was started; for measures without a site as well.</summary>
    public static double DatabaseMs(string folder)
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Stat(process) is { } stat)
            {
                // Fields after the name: state, parent, …, user, system, ended children's user and system.
                var own = long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture);
                var ended = long.Parse(stat[13], CultureInfo.InvariantCulture) + long.Parse(stat[14], CultureInfo.InvariantCulture);
                ticks += id == postmaster ? own + ended : stat[1] == postmaster.ToString(CultureInfo.InvariantCulture) ? own : 0;
            }
        }

        return ticks / TicksPerMs;
    }

    /// <summary>Memory of the site as the kernel counts it, shared pages included.</summary>
    public double MegaBytes()
    {
        using var process = Process.GetProcessById(site.Id);
        return process.WorkingSet64 / 1e6;
    }

    private static string[]? Stat(string process)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(process, "stat"));
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
