using System.Data.Common;
using System.Globalization;
using Training.Domain.Shared;

namespace Training.Domain.Evidence;

/// <summary>What the machine says of its disk; the one question that is asked of it.</summary>
public interface IDiskSpace
{
    /// <summary>Bytes that this account may still write where the folder lies.</summary>
    long FreeBytes(string folder);
}

/// <summary>The disk that the folder lies on, quotas included.</summary>
public sealed class DriveSpace : IDiskSpace
{
    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}

/// <summary>How much of the disk is never given away. Settings Disk:KeepFreeMegabytes and Disk:LowMegabytes.</summary>
public sealed record DiskLimits
{
    /// <summary>Below this nothing large is written any more, so that database and log go on.</summary>
    public long KeepFreeBytes { get; init; } = 1L << 30;

    /// <summary>Below this somebody is told to make room in time.</summary>
    public long LowBytes { get; init; } = 10L << 30;
}

public enum DiskState
{
    Ample,
    Low,

    /// <summary>Work that writes waits, and goes on by itself when there is room again.</summary>
    Full,
}

/// <summary>There is no room for what was about to be written. Whoever runs the work lets it wait; no attempt is lost by it.</summary>
public sealed class NoRoomException(string sentence, Exception? inner = null) : IOException(sentence, inner);

/// <summary>Decides what still fits on the disk of the data folder.</summary>
public sealed class DiskRoom(IDiskSpace disk, DataFolder folder, DiskLimits limits)
{
    public const string Waits = "磁盘满了，先停在这里。腾出地方后会自己接着做，不用管它。";

    private const int NoSpace = 28;
    private const int QuotaReached = 122;
    private const int WindowsNoSpace = unchecked((int)0x80070070);

    public long FreeBytes => disk.FreeBytes(folder.Root);

    public DiskState StateWith(long reservedBytes)
    {
        var free = FreeBytes;
        return free < limits.KeepFreeBytes ? DiskState.Full : free - reservedBytes < limits.LowBytes ? DiskState.Low : DiskState.Ample;
    }

    /// <summary>How many bytes are missing for so much more, beside what is promised to others and what is always kept free; 0 when it fits.</summary>
    public long Missing(long neededBytes, long reservedBytes = 0) => Math.Max(0, neededBytes + reservedBytes + limits.KeepFreeBytes - FreeBytes);

    /// <summary>Throws what the runner of the work understands as waiting.</summary>
    public void Demand(long neededBytes)
    {
        if (Missing(neededBytes) is > 0 and var missing)
        {
            throw new NoRoomException($"磁盘不够，还差 {Said(missing)}。{Waits}");
        }
    }

    /// <summary>Whether a failure, whoever raised it, says that the disk is full.</summary>
    public static bool IsFull(Exception failure) => failure switch
    {
        NoRoomException => true,
        IOException { HResult: NoSpace or QuotaReached or WindowsNoSpace } => true,
        DbException db when IsFull(db) => true,
        { InnerException: { } inner } => IsFull(inner),
        _ => false,
    };

    public static string Said(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (bytes + 999_999) / 1_000_000)} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e8) / 10:0.#} GB");

    /// <summary>SQLite: full, a page of its own files that could not be written, or one that could not be made; PostgreSQL: disk_full.</summary>
    private static bool IsFull(DbException failure) =>
        failure.SqlState == "53100" || failure is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 or 10 or 14 };
}
