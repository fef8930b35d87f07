using Training.Domain.Evidence;

namespace Training.Testing;

/// <summary>A disk that has as much room as a test says.</summary>
public sealed class TightDisk(long freeBytes) : IDiskSpace
{
    public long Free { get; set; } = freeBytes;

    public long FreeBytes(string folder) => Free;
}
