using System.Security.Cryptography;
using System.Text;
using Training.Domain.Sheets;

namespace Training.Domain.Filing.Packs;

/// <summary>A file that will lie in the pack, and where its bytes are until then.</summary>
/// <param name="Kept">True: in the file store under its hash. False: in the work folder under its number.</param>
internal sealed record PackEntry(PackFile File, bool Kept, string At);

/// <summary>Gathers the files of a pack. What is written for it goes to the disk at once, so that memory does not grow with the sheet.</summary>
internal sealed class PackSpool(string folder)
{
    private readonly Dictionary<string, PackEntry> entries = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PackEntry> Entries => entries.Values;

    public void AddText(string path, string type, string what, string text, params IReadOnlyList<string> items) => Add(path, type, what, Encoding.UTF8.GetBytes(text), items);

    public void Add(string path, string type, string what, byte[] content, params IReadOnlyList<string> items)
    {
        var at = Path.Combine(folder, $"{entries.Count}.part");
        File.WriteAllBytes(at, content);
        entries.Add(path, new(new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), type, items, what), Kept: false, at));
    }

    /// <summary>A table as CSV: UTF-8 with its mark, since a spreadsheet of this country reads it in the old code page otherwise.</summary>
    public void AddTable(string path, string what, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows, params IReadOnlyList<string> items)
    {
        var at = Path.Combine(folder, $"{entries.Count}.part");
        using (var writer = new StreamWriter(at, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" })
        {
            foreach (var row in rows.Prepend(head))
            {
                writer.WriteLine(CsvLine.Of(row));
            }
        }

        using var written = File.OpenRead(at);
        entries.Add(path, new(new(path, written.Length, Convert.ToHexStringLower(SHA256.HashData(written)), "text/csv", items, what), Kept: false, at));
    }

    /// <summary>A file of the store. Twice the same path with the same bytes is one file, with other bytes a second one beside it.</summary>
    public string AddKept(string path, string type, string what, string sha256, long bytes, string? original, params IReadOnlyList<string> items)
    {
        var (stem, ending) = (path[..^Path.GetExtension(path).Length], Path.GetExtension(path));
        for (var n = 2; entries.TryGetValue(path, out var there); n++)
        {
            if (there.File.Sha256 == sha256)
            {
                return path;
            }

            path = $"{stem}-{n}{ending}";
        }

        entries.Add(path, new(new(path, bytes, sha256, type, items, what) { Original = original }, Kept: true, sha256));
        return path;
    }

    /// <summary>Tells that another line rests on a file too.</summary>
    public void Also(string path, string item)
    {
        var entry = entries[path];
        if (!entry.File.Items.Contains(item))
        {
            entries[path] = entry with { File = entry.File with { Items = [.. entry.File.Items, item] } };
        }
    }
}
