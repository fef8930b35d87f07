using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Faults.Tests;

/// <summary>One thing done on a phone, as the harness wrote it down when it was done.</summary>
public sealed record LedgerEntry
{
    public required string Key { get; init; }

    /// <summary>open, walkIn, mark, close or photo.</summary>
    public required string Kind { get; init; }

    public required string Device { get; init; }

    /// <summary>The phone said 已存. What it did not say so of may be there or not, but not twice.</summary>
    public bool Kept { get; init; }

    public bool Bad { get; init; }

    public LedgerOperation? Operation { get; init; }
}

public sealed record LedgerOperation
{
    public long? Sequence { get; init; }

    public DateTime? At { get; init; }

    public string? Attendee { get; init; }

    public bool Present { get; init; }

    public IReadOnlyList<string>? Supersedes { get; init; }

    public DateTime? Until { get; init; }

    public string? Reason { get; init; }

    public string? Name { get; init; }

    public DateTime? Started { get; init; }

    public DateTime? Ended { get; init; }

    public int? HeadCount { get; init; }
}

/// <summary>
/// What the database holds of one roll, compared with what was done on the phones. It reads rows and computes states by itself; nothing of
/// the product's own answers is believed.
/// </summary>
public sealed class RollInDatabase(TrainingDbContext db, DataFolder folder, Guid roll)
{
    public async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<string> keys)
    {
        var there = (await ReadAsync()).Select(r => r.Key).ToHashSet();
        return [.. keys.Where(k => !there.Contains(k))];
    }

    public async Task<IReadOnlyList<(string Kind, string Text)>> VerifyAsync(IReadOnlyList<LedgerEntry> ledger)
    {
        var found = new List<(string, string)>();
        var rows = await ReadAsync();
        var count = rows.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var entry in ledger)
        {
            var here = count.GetValueOrDefault(entry.Key, []);
            if (entry.Bad)
            {
                if (here.Count > 0)
                {
                    found.Add(("other", $"{entry.Key} names somebody outside the session and was taken"));
                }
            }
            else if (here.Count == 0 && entry.Kept)
            {
                found.Add(("lost", $"{entry.Kind} {entry.Key}"));
            }
            else if (here.Count > 1)
            {
                found.Add(("doubled", $"{entry.Kind} {entry.Key} stands {here.Count} times"));
            }
            else if (here.Count == 1 && here[0].Said != Said(entry, here[0]))
            {
                found.Add(("other", $"{entry.Kind} {entry.Key} was made as [{Said(entry, here[0])}] and stored as [{here[0].Said}]"));
            }
        }

        var known = ledger.Select(e => e.Key).ToHashSet();
        found.AddRange(rows.Where(r => !known.Contains(r.Key)).Select(r => ("doubled", $"{r.Kind} {r.Key} was made by nobody")));
        found.AddRange(await ProjectionAsync());
        return found;
    }

    /// <summary>Each attendee stands once on the roll, in the state that follows from the stored marks.</summary>
    private async Task<IReadOnlyList<(string, string)>> ProjectionAsync()
    {
        var found = new List<(string, string)>();
        var marks = await Marks().ToListAsync();
        var entries = await db.RollEntries().AsNoTracking().Where(e => db.Rolls().Any(r => r.Id == e.RollId && r.Key == roll)).ToListAsync();
        foreach (var twice in entries.GroupBy(e => e.AttendeeKey).Where(g => g.Count() > 1))
        {
            found.Add(("doubled", $"attendee {twice.Key} stands {twice.Count()} times on the roll"));
        }

        foreach (var attendee in marks.GroupBy(m => m.AttendeeKey))
        {
            var replaced = attendee.SelectMany(m => m.Supersedes.Where(s => s != m.Key)).ToHashSet();
            var heads = attendee.Where(m => !replaced.Contains(m.Key)).Select(m => m.Kind).Distinct().ToList();
            var (present, inConflict) = (heads is [MarkKind.Present], heads.Count != 1);
            if (entries.FirstOrDefault(e => e.AttendeeKey == attendee.Key) is not { } entry)
            {
                found.Add(("lost", $"attendee {attendee.Key} has marks and does not stand on the roll"));
            }
            else if ((entry.Present, entry.InConflict) != (present, inConflict))
            {
                found.Add(("other", $"attendee {attendee.Key} is {entry.Present}/{entry.InConflict}, and by the marks {present}/{inConflict}"));
            }
        }

        return found;
    }

    private IQueryable<RollMark> Marks() => db.RollMarks().AsNoTracking().Where(m => db.Rolls().Any(r => r.Id == m.RollId && r.Key == roll));

    private async Task<List<Row>> ReadAsync()
    {
        var rows = (await Marks().ToListAsync()).ConvertAll(m => new Row("mark", m.Key.ToString("D"), Of(
            m.AttendeeKey.ToString("D"), m.Kind == MarkKind.Present, m.Supersedes.Select(s => s.ToString("D")), m.UntilUtc, m.Reason, m.Device, m.DeviceSequence, m.DeviceUtc)));
        rows.AddRange((await db.RollSteps().AsNoTracking().Where(s => db.Rolls().Any(r => r.Id == s.RollId && r.Key == roll)).ToListAsync()).Select(s => new Row(
            s.Kind == RollStepKind.Open ? "open" : "close", s.Key.ToString("D"), s.Kind == RollStepKind.Open ? "" : Of(s.StartedUtc, s.EndedUtc, s.HeadCount))));
        rows.AddRange((await db.WalkIns().AsNoTracking().Where(w => db.Rolls().Any(r => r.Id == w.RollId && r.Key == roll)).ToListAsync()).Select(w => new Row(
            "walkIn", w.Key.ToString("D"), w.Name)));
        var photos = await (
            from a in db.Attachments().AsNoTracking()
            join f in db.StoredFiles().AsNoTracking() on a.StoredFileId equals f.Id
            where a.OwnerKey == roll
            select f.Sha256).ToListAsync();
        rows.AddRange(photos.Select(sha256 => new Row("photo", sha256, HashOnDisk(sha256))));
        return rows;
    }

    private string HashOnDisk(string sha256)
    {
        var file = new FolderFileStore(folder).PathOf(sha256);
        return File.Exists(file) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : "no file";
    }

    /// <summary>What the phone made, in the words of the row. What it never said 已存 of has no sequence and time to compare.</summary>
    private static string Said(LedgerEntry entry, Row row) => entry switch
    {
        { Kind: "photo" } => entry.Key,
        { Operation: { } o, Kind: "mark", Kept: true } => Of(o.Attendee!, o.Present, o.Supersedes ?? [], o.Until, o.Reason, entry.Device, o.Sequence ?? 0, o.At ?? default),
        { Operation: { } o, Kind: "close" } => Of(o.Started, o.Ended, o.HeadCount),
        { Operation: { } o, Kind: "walkIn" } => o.Name!,
        { Kind: "open" } => "",
        _ => row.Said,
    };

    private static string Of(string attendee, bool present, IEnumerable<string> supersedes, DateTime? until, string? reason, string device, long sequence, DateTime at) =>
        string.Join(" | ", attendee, present, string.Join(",", supersedes.Order(StringComparer.Ordinal)), Of(until), reason, device, sequence.ToString(CultureInfo.InvariantCulture), Of(at));

    private static string Of(DateTime? started, DateTime? ended, int? heads) => $"{Of(started)} {Of(ended)} {heads?.ToString(CultureInfo.InvariantCulture)}";

    private static string Of(DateTime? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    private sealed record Row(string Kind, string Key, string Said);
}
