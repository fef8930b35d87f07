using Training.Domain.Filing.Documents;
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

    public required DateTime NowUtc { get; init; }

    public string Address => $"/filing-snapshots/{Reached.Snapshot.Key}";

    public bool IsMade => Documents.Any(d => d.Kind == DocumentKind.Pdf);
}

/// <summary>Puts that page together.</summary>
public sealed class FilingDocumentPages(ReachSnapshot reach, FiledPaper papers, TimeProvider clock)
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
            NowUtc = clock.UtcNow(),
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
    public static string FileName(ReachedSnapshot reached, DocumentKind kind)
    {
        var ending = kind switch { DocumentKind.Word => "docx", DocumentKind.Excel => "xlsx", _ => "pdf" };
        var name = $"标准表-{reached.County.Name}-{reached.Period.Key}{(reached.Part is { } part ? $"-{part.OrganizationName}" : "")}-{reached.Snapshot.Code}";
        return $"{string.Concat(name.Split(Path.GetInvalidFileNameChars()))}.{ending}";
    }
}
