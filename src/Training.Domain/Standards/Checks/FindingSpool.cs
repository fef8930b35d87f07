using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>
/// The station findings of one month between being judged and being stored: reading by reading, in each the stations by id. A city's stay in memory;
/// a country's wait in a file that has no name any more and goes with the process. So judging holds no transaction open, and what is held in
/// memory does not grow with the stations.
/// </summary>
/// <param name="month">Of all findings.</param>
/// <param name="most">How many are held in memory, and how many make a batch.</param>
internal sealed class FindingSpool(Month month, int most) : IDisposable
{
    private readonly List<Finding> held = [];
    private FileStream? file;

    public int Count { get; private set; }

    public void Add(Finding finding)
    {
        held.Add(finding);
        Count++;
        if (held.Count == most)
        {
            Spill();
        }
    }

    /// <summary>All in the order in which they came; a batch never holds more than one reading unless everything fits into one.</summary>
    public IEnumerable<IReadOnlyList<Finding>> Batches()
    {
        if (file is null)
        {
            yield return held;
            yield break;
        }

        Spill();
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        var batch = new List<Finding>(most);
        for (var n = 0; n < Count; n++)
        {
            var next = Read(reader);
            if (batch.Count == most || (batch.Count > 0 && (batch[0].ItemCode, batch[0].Reading) != (next.ItemCode, next.Reading)))
            {
                yield return batch;
                batch = new List<Finding>(most);
            }

            batch.Add(next);
        }

        yield return batch;
    }

    public void Dispose() => file?.Dispose();

    private void Spill()
    {
        file ??= Nameless();
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var f in held)
        {
            writer.Write(f.ItemCode);
            writer.Write(f.Reading);
            writer.Write(f.StationId!.Value);
            writer.Write(f.RegionCode);
            writer.Write(f.Value);
            writer.Write(f.Required);
            writer.Write(f.Numerator);
            writer.Write(f.Denominator);
            writer.Write(f.Records);
            writer.Write((byte)f.State);
            writer.Write(f.ShortBy);
            writer.Write(f.Reason is not null);
            writer.Write(f.Reason ?? "");
        }

        held.Clear();
    }

    private Finding Read(BinaryReader reader)
    {
        var finding = new Finding
        {
            Month = month,
            ItemCode = string.Intern(reader.ReadString()),
            Reading = string.Intern(reader.ReadString()),
            StationId = reader.ReadInt64(),
            RegionCode = reader.ReadInt64(),
            Value = reader.ReadDecimal(),
            Required = reader.ReadDecimal(),
            Numerator = reader.ReadInt64(),
            Denominator = reader.ReadInt64(),
            Records = reader.ReadInt32(),
            State = (FindingState)reader.ReadByte(),
            ShortBy = reader.ReadDecimal(),
        };
        var hasReason = reader.ReadBoolean();
        var reason = reader.ReadString();
        finding.Reason = hasReason ? reason : null;
        return finding;
    }

    private static FileStream Nameless()
    {
        var name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var opened = new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16);
        File.Delete(name);
        return opened;
    }
}
