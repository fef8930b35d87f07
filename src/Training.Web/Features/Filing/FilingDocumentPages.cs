using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Papers;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>The page of one signed sheet's papers.</summary>
public sealed record FilingDocumentsPage
{
    public required ReachedSnapshot Reached { get; init; }

    public required QrDrawing Code { get; init; }

    public required IReadOnlyList<KeptDocument> Documents { get; init; }

    public required IReadOnlyList<KeptPage> Pages { get; init; }

    /// <summary>The last making of the documents; null when nobody asked for it yet.</summary>
    public WorkItem? Making { get; init; }

    /// <summary>Scans of the stamped paper, the newest first.</summary>
    public required IReadOnlyList<FilingScan> Scans { get; init; }

    public required DateTime NowUtc { get; init; }

    /// <summary>Whether the reader has to do with the pack of this sheet; what he may do besides is asked of his verbs.</summary>
    public required bool HasPacks { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<KeptPack> Packs { get; init; }

    public WorkItem? Packing { get; init; }

    /// <summary>The filing went a step further since the newest pack was made.</summary>
    public bool IsPackBehind => Packs.Count > 0 && Reached.Filing.MovedUtc > Packs[0].MadeUtc;

    public string Address => $"/filing-snapshots/{Reached.Snapshot.Key}";

    public bool IsMade => Documents.Any(d => d.Kind == DocumentKind.Pdf);
}

/// <summary>Puts that page together.</summary>
public sealed class FilingDocumentPages(ReachSnapshot reach, ReachPacks packs, FiledPaper papers, ReadScans scans, TimeProvider clock)
{
    public async Task<FilingDocumentsPage?> FindAsync(Guid key, CancellationToken ct)
    {
        if (await reach.FindAsync(key, ct) is not { } reached)
        {
            return null;
        }

        var id = reached.Snapshot.Id;
        return new()
        {
            Reached = reached,
            Code = QrDrawing.Of(papers.Carried(reached.Snapshot.Code, 0), onPaper: true),
            Documents = await reach.DocumentsAsync(id, ct),
            Pages = await reach.PagesAsync(id, ct),
            Making = await reach.WorkAsync(id, ct),
            Scans = await scans.OfAsync(id, ct),
            NowUtc = clock.UtcNow(),
            HasPacks = packs.May(reached),
            Packs = await packs.OfAsync(id, ct),
            Packing = await packs.WorkAsync(id, ct),
        };
    }
}

public static class DocumentWords
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.Word => "Word",
        DocumentKind.Excel => "Excel",
        DocumentKind.Pdf => "PDF",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static string ContentType(DocumentKind kind) => kind switch
    {
        DocumentKind.Word => WordPaper.ContentType,
        DocumentKind.Excel => ExcelPaper.ContentType,
        DocumentKind.Pdf => "application/pdf",
        _ => throw new InvalidOperationException($"No type for {kind}."),
    };

    /// <summary>Without characters that a file system or a header refuses; the code tells the files of two signings apart.</summary>
    public static string FileName(ReachedSnapshot reached, DocumentKind kind) =>
        Named("标准表", reached, kind switch { DocumentKind.Word => "docx", DocumentKind.Excel => "xlsx", _ => "pdf" });

    /// <summary>With the first signs of its hash: packs of one sheet lie side by side in a folder.</summary>
    public static string PackName(ReachedSnapshot reached, KeptPack pack) => Named("佐证材料包", reached, $"{pack.Sha256[..6]}.zip");

    private static string Named(string what, ReachedSnapshot reached, string ending)
    {
        var name = $"{what}-{reached.County.Name}-{reached.Period.Key}{(reached.Part is { } part ? $"-{part.OrganizationName}" : "")}-{reached.Snapshot.Code}";
        return $"{string.Concat(name.Split(Path.GetInvalidFileNameChars()))}.{ending}";
    }
}
