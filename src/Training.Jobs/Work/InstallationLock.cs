using Training.Domain.Shared;

namespace Training.Jobs.Work;

/// <summary>
/// The file that the one process which runs the jobs of a SQLite installation holds open. The system lets go of it when the process ends,
/// however it ends.
/// </summary>
public sealed class InstallationLock : IDisposable
{
    private readonly FileStream held;

    private InstallationLock(FileStream held) => this.held = held;

    public static string FileOf(DataFolder folder) => Path.Combine(folder.Root, "jobs.lock");

    /// <summary>Takes it, or returns null when another process has it.</summary>
    public static InstallationLock? TryTake(DataFolder folder)
    {
        try
        {
            return new InstallationLock(new FileStream(FileOf(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(FileOf(folder)))
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();
}

/// <summary>Two processes must not run the jobs of one SQLite installation.</summary>
public sealed class InstallationHeldException(DataFolder folder) : InvalidOperationException(Sentence(folder))
{
    public static string Sentence(DataFolder folder) =>
        $"数据文件夹 {folder.Root} 正被另一个进程使用（网站或 worker）。SQLite 只能由一个进程跑后台任务：先停掉那一个；要几个进程一起跑，换成 PostgreSQL 或 SQL Server。";
}
