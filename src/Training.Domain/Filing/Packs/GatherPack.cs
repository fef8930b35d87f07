using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Inspections;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Packs;

/// <summary>The sheet's own files are not made yet; a pack without them would be half a pack.</summary>
public sealed record DocumentsNotMade() : Refusal("这张表的 Word、Excel、PDF 还没有做好。先做好，再做佐证材料包。");

/// <summary>
/// Decides what goes into the pack of a signed sheet and where it lies: by line, each paper once, with the first line that rests on it.
/// Depends on nothing but the records, so that the same records make the same pack.
/// </summary>
public sealed class GatherPack(TrainingDbContext db, OpenSnapshot open, OpenFiledFigure figures, RecordFacts facts, InspectedMarks inspected, PackRecords records, PackHistory history)
{
    internal async Task<Result<PackDraft>> RunAsync(FilingSnapshot snapshot, string title, PackSpool spool, CancellationToken ct)
    {
        if (!await DocumentsAsync(snapshot, spool, ct))
        {
            return new DocumentsNotMade();
        }

        spool.AddText(PackManifest.SnapshotName, "application/json", "签字时定下的快照", snapshot.Json);
        var read = await open.RunAsync(snapshot, ct);
        var lines = await LinesAsync(read, ct);
        await records.AddAsync(spool, read, lines, ct);
        var gaps = await PapersAsync(spool, read, lines, ct);
        await history.AddAsync(spool, read, ct);
        var manifest = new PackManifest
        {
            Format = PackManifest.CurrentFormat, Title = title, Code = snapshot.Code, Snapshot = snapshot.Key, Sha256 = snapshot.Sha256,
            Chain = await history.ChainAsync(snapshot, ct), Files = [], LeftOut = gaps,
        };
        PackPages.Add(spool, manifest, read, lines);
        var files = spool.Entries.Select(e => e.File).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        return new PackDraft(manifest with { Files = files }, spool.Entries, ShanghaiTime.FromUtc(snapshot.MadeUtc));
    }

    private async Task<bool> DocumentsAsync(FilingSnapshot snapshot, PackSpool spool, CancellationToken ct)
    {
        var documents = await (
            from document in db.FilingDocuments().AsNoTracking()
            where document.SnapshotId == snapshot.Id
            join file in db.StoredFiles() on document.StoredFileId equals file.Id
            select new { document.Kind, file.Sha256, file.Bytes }).ToListAsync(ct);
        foreach (var (kind, ending, type, what) in ((DocumentKind, string, string, string)[])
            [
                (DocumentKind.Word, "docx", Papers.WordPaper.ContentType, "标准表，Word"), (DocumentKind.Excel, "xlsx", Papers.ExcelPaper.ContentType, "标准表，Excel"), (DocumentKind.Pdf, "pdf", "application/pdf", "标准表，PDF"),
            ])
        {
            if (documents.Find(d => d.Kind == kind) is not { } made)
            {
                return false;
            }

            spool.AddKept($"标准表/标准表.{ending}", type, what, made.Sha256, made.Bytes, null);
        }

        return true;
    }

    private async Task<List<PackLine>> LinesAsync(ReadSnapshot read, CancellationToken ct)
    {
        var lines = new List<PackLine>();
        foreach (var (section, i) in read.Sheet.Sections.Select((s, i) => (s, i + 1)))
        {
            foreach (var (line, n) in section.Lines.Select((l, n) => (l, n + 1)))
            {
                var counted = await figures.RunAsync(read, line.Item.Code, DrillTab.All, pageSize: int.MaxValue, ct: ct);
                var others = await figures.RunAsync(read, line.Item.Code, DrillTab.Excluded, pageSize: int.MaxValue, ct: ct);
                IReadOnlyList<DrillRow> rows = [.. counted.Value!.Rows, .. others.Value!.Rows];
                var folder = $"{PackRules.Numeral(i)}、{PackRules.FileName(section.Name)}/（{PackRules.Numeral(n)}）{PackRules.FileName(line.Item.Content)}";
                var made = new PackLine(section.Name, n, line, folder, rows);
                var marks = await inspected.OfAsync(rows.Select(r => (r.Row.Kind, r.Row.RecordId)), ct);
                foreach (var row in rows)
                {
                    if (marks.GetValueOrDefault((row.Row.Kind, row.Row.RecordId)) is { } mark)
                    {
                        made.Marks[row] = mark.Words;
                    }
                }

                lines.Add(made);
            }
        }

        return lines;
    }

    private async Task<List<PackGap>> PapersAsync(PackSpool spool, ReadSnapshot read, List<PackLine> lines, CancellationToken ct)
    {
        var owners = (await facts.OfAsync(read.Content.Records.Select(r => (Enum.Parse<RecordKind>(r.Kind), r.Id)), ct)).ToDictionary(f => f.Key, f => f.Value.Owners);
        var sheet = read.Snapshot.PartId is { } partId
            ? await db.FilingParts().Where(p => p.Id == partId).Select(p => p.Key).SingleAsync(ct)
            : await db.Filings().Where(f => f.Id == read.Snapshot.FilingId).Select(f => f.Key).SingleAsync(ct);
        var papers = (await PapersOfAsync(owners.Values.SelectMany(o => o).Append(sheet), read, ct)).ToLookup(p => p.Row.OwnerKey);
        var (paths, gaps) = (new Dictionary<Guid, string>(), new List<PackGap>());

        string? Place(Paper paper, PackLine line, string stem)
        {
            if (paths.TryGetValue(paper.Row.Key, out var there))
            {
                spool.Also(there, line.Code);
                return there;
            }

            if (PackRules.WhyStays(paper.Row) is { } because)
            {
                if (gaps.TrueForAll(g => g.Sha256 != paper.Original || g.Item != line.Code))
                {
                    gaps.Add(new(line.Code, $"{line.Line.Item.Content}：{paper.Row.OwnerKind}/{paper.Row.Purpose}", because, paper.Original));
                }

                return null;
            }

            var name = $"{PackRules.FileName(stem)}-{paper.Row.Key.ToString("N")[^8..]}.{(paper.Row.IsPhoto ? "jpg" : "pdf")}";
            return paths[paper.Row.Key] = paper.Row.IsPhoto
                ? spool.AddKept($"{line.Folder}/{name}", "image/jpeg", $"{stem}，照片的副本", paper.Copy!, paper.CopyBytes, paper.Original, line.Code)
                : spool.AddKept($"{line.Folder}/{name}", "application/pdf", stem, paper.Original, paper.Bytes, null, line.Code);
        }

        foreach (var line in lines)
        {
            foreach (var row in line.Rows)
            {
                var stem = string.Join(' ', ((string?[])[PackRecords.Day(row.Day), row.Station, PackRules.Title(row)]).Where(w => !string.IsNullOrEmpty(w)));
                foreach (var paper in owners.GetValueOrDefault((row.Row.Kind, row.Row.RecordId), []).SelectMany(o => papers[o]))
                {
                    if (Place(paper, line, stem) is { } path)
                    {
                        line.Papers.TryAdd(row, []);
                        line.Papers[row].Add(path);
                    }
                }
            }

            foreach (var paper in papers[sheet].Where(p => p.Row.Purpose == line.Code))
            {
                if (Place(paper, line, $"附件 {paper.Row.Title}") is { } path)
                {
                    line.Files.Add(path);
                }
            }
        }

        return gaps;
    }

    /// <summary>What hung there when it was signed, and what was hung there since.</summary>
    private async Task<List<Paper>> PapersOfAsync(IEnumerable<Guid> owners, ReadSnapshot read, CancellationToken ct)
    {
        var signed = read.Content.Files.Select(f => f.Key).ToHashSet();
        var papers = new List<Paper>();
        foreach (var keys in owners.Distinct().Order().Chunk(500))
        {
            papers.AddRange(await (
                from row in db.Attachments().AsNoTracking()
                where keys.Contains(row.OwnerKey)
                join original in db.StoredFiles() on row.StoredFileId equals original.Id
                join copy in db.StoredFiles() on row.CopyFileId equals (long?)copy.Id into copies
                from copy in copies.DefaultIfEmpty()
                orderby row.Id
                select new Paper(row, original.Sha256, original.Bytes, copy != null ? copy.Sha256 : null, copy != null ? copy.Bytes : 0)).ToListAsync(ct));
        }

        return [.. papers.Where(p => p.Row.RemovedUtc is null || signed.Contains(p.Row.Key))];
    }

    private sealed record Paper(Attachment Row, string Original, long Bytes, string? Copy, long CopyBytes);
}
