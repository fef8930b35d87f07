using System.Globalization;
using Training.Domain.Shared;

namespace Training.Domain.Audit;

/// <summary>
/// The numbers and hashes of all checkpoints in a file beside the database: number, hash, instant, one a line. Whoever edits the database
/// alone is found against it; an office that prints the line of the day has it on paper too.
/// </summary>
public sealed class CheckpointFile(DataFolder folder)
{
    public string Path { get; } = System.IO.Path.Combine(folder.Root, "audit-checkpoints.tsv");

    public Task AppendAsync(AuditCheckpoint checkpoint, CancellationToken ct = default) => File.AppendAllTextAsync(
        Path,
        string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Number}\t{Convert.ToHexStringLower(checkpoint.Hash)}\t{checkpoint.MadeUtc:yyyy-MM-dd'T'HH:mm:ss'Z'}\n"),
        ct);

    /// <summary>
    /// Number of the first line that the given checkpoints do not bear out, or null. A last line that was cut by a crash is not a line.
    /// </summary>
    public async Task<long?> FirstUnknownAsync(IReadOnlyDictionary<long, byte[]> checkpoints, CancellationToken ct = default)
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(Path, ct);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split('\t');
            if (cells.Length != 3 || !long.TryParse(cells[0], CultureInfo.InvariantCulture, out var number)
                || !checkpoints.TryGetValue(number, out var hash) || Convert.ToHexStringLower(hash) != cells[1])
            {
                return long.TryParse(cells[0], CultureInfo.InvariantCulture, out var named) ? named : 0;
            }
        }

        return null;
    }
}
