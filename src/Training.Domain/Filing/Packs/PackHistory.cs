using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Scans;
using Training.Domain.Identity;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Packs;

/// <summary>The way of the sheet as tables: steps, signatures, what was sent back and answered, the signed texts of the bodies and of supplements.</summary>
public sealed class PackHistory(TrainingDbContext db)
{
    private const string Folder = "填报经过";

    internal async Task AddAsync(PackSpool spool, ReadSnapshot read, CancellationToken ct)
    {
        var (filing, part) = (read.Snapshot.FilingId, read.Snapshot.PartId);
        var steps = await db.FilingSteps().AsNoTracking().Where(s => s.FilingId == filing && (part == null || s.PartId == part || s.PartId == null)).OrderBy(s => s.Id).ToListAsync(ct);
        var returns = await db.FilingReturns().AsNoTracking().Where(r => r.FilingId == filing && r.PartId == part).OrderBy(r => r.Id).ToListAsync(ct);
        var signatures = await db.FilingSignatures().AsNoTracking().Where(s => s.FilingId == filing && (part == null || s.PartId == part)).OrderBy(s => s.Id).ToListAsync(ct);
        var accounts = steps.Select(s => s.AccountId).OfType<long>().Distinct().ToList();
        var names = await db.Set<Account>().AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        var parts = await db.FilingParts().AsNoTracking().Where(p => p.FilingId == filing).ToDictionaryAsync(p => p.Id, p => p.OrganizationName, ct);
        string Of(long? id) => id is { } one ? parts.GetValueOrDefault(one, "") : "";

        Add(spool, "办理经过", "每一步是谁、什么时候办的", ["时间", "办了什么", "谁", "分表", "说的话"],
            steps.Select(s => (IReadOnlyList<string?>)[PackRecords.Minute(s.AtUtc), FilingWords.Of(s.Action), s.AccountId is { } id ? names.GetValueOrDefault(id) : "", Of(s.PartId), s.Words]));
        Add(spool, "签字", "签字的人、时间和签的是哪一份（SHA-256）", ["时间", "签在哪里", "签字人", "分表", "审核意见", "快照 SHA-256", "现在"],
            signatures.Select(s => (IReadOnlyList<string?>)
                [PackRecords.Minute(s.SignedUtc), FilingWords.Of(s.Kind), s.SignerName, Of(s.PartId), s.Opinion, s.Sha256, s.EndedUtc is null ? "有效" : s.Withdrawn ? "撤回了" : "退回后不作数"]));
        Add(spool, "退回和答复", "逐项退回的原因和答复", ["退回时间", "第几次", "项", "原因", "答复", "答复时间"],
            returns.Select(r => (IReadOnlyList<string?>)[PackRecords.Minute(r.ReturnedUtc), $"{r.Round}", r.ItemCode, r.Reason, r.Answer, PackRecords.Minute(r.AnsweredUtc)]));
        Add(spool, "备注", "签字时的备注", ["项", "备注"], read.Content.Remarks.Select(r => (IReadOnlyList<string?>)[r.Item, r.Text]));
        if (part is null)
        {
            await OthersAsync(spool, read, ct);
        }

        await StampedAsync(spool, read.Snapshot, ct);
    }

    /// <summary>Last line of the filing's history. What is written about packs stands in a stream of its own, so that making one changes none.</summary>
    internal async Task<PackChain> ChainAsync(FilingSnapshot snapshot, CancellationToken ct)
    {
        var filing = await db.Filings().AsNoTracking().SingleAsync(f => f.Id == snapshot.FilingId, ct);
        var stream = filing.AuditStream();
        var last = await db.AuditEntries().AsNoTracking().Where(e => e.Stream == stream).OrderByDescending(e => e.Sequence).FirstAsync(ct);
        return new(stream, last.Sequence, Convert.ToHexStringLower(last.Hash));
    }

    /// <summary>The stamped paper: its pages upright and without what a camera wrote into them, and how each row was found. A page of another sheet stays out.</summary>
    private async Task StampedAsync(PackSpool spool, FilingSnapshot snapshot, CancellationToken ct)
    {
        var scan = await (
            from one in db.FilingScans().AsNoTracking()
            where one.SnapshotId == snapshot.Id && one.ReplacedUtc == null && (one.State == ScanState.Open || one.State == ScanState.Same || one.State == ScanState.Differs)
            join sent in db.StoredFiles() on one.StoredFileId equals sent.Id
            select new { one.Id, sent.Sha256 }).SingleOrDefaultAsync(ct);
        if (scan is null)
        {
            return;
        }

        var pages = await (
            from page in db.FilingScanPages().AsNoTracking()
            where page.ScanId == scan.Id && (page.Finding == ScanFinding.Bound || page.Finding == ScanFinding.Doubled)
            join file in db.StoredFiles() on page.StoredFileId equals file.Id
            orderby page.Number
            select new { page.Number, page.SheetPage, file.Sha256, file.Bytes }).ToListAsync(ct);
        foreach (var page in pages)
        {
            spool.AddKept($"盖章的纸/{page.Number}-表的第{page.SheetPage}页.jpg", "image/jpeg", "盖章的纸，扫描件的一页", page.Sha256, page.Bytes, scan.Sha256);
        }

        var own = pages.ConvertAll(p => p.SheetPage);
        var rows = await db.FilingScanRows().AsNoTracking().Where(r => r.ScanId == scan.Id && own.Contains(r.SheetPage)).OrderBy(r => r.SheetPage).ThenBy(r => r.Number).ToListAsync(ct);
        spool.AddTable("盖章的纸/逐行核对.csv", "盖章的纸和签字的表逐行核对的结果", ["页", "行", "表上写的", "机器核对", "纸上像是", "人看的结论", "理由"],
            rows.Select(r => (IReadOnlyList<string?>)[$"{r.SheetPage}", r.Label, r.Said, ScanRules.Word(r.Verdict), r.Seen, r.Decision is { } decided ? ScanRules.Word(decided) : "", r.Reason]));
    }

    private async Task OthersAsync(PackSpool spool, ReadSnapshot read, CancellationToken ct)
    {
        var filing = read.Snapshot.FilingId;
        var signed = read.Content.Parts.Select(p => p.Sha256).ToList();
        var bodies = await db.FilingSnapshots().AsNoTracking().Where(s => s.FilingId == filing && s.PartId != null && signed.Contains(s.Sha256)).OrderBy(s => s.Id).ToListAsync(ct);
        foreach (var (body, i) in read.Content.Parts.Select((p, i) => (p, i + 1)))
        {
            if (bodies.Find(s => s.Sha256 == body.Sha256) is { } text)
            {
                spool.AddText($"{Folder}/分表快照/{i}-{PackRules.FileName(body.Name)}.json", "application/json", $"{body.Name}签字的分表", text.Json);
            }
        }

        var supplements = await (
            from supplement in db.FilingSupplements().AsNoTracking()
            where supplement.FilingId == filing
            join snapshot in db.FilingSnapshots() on supplement.SnapshotId equals snapshot.Id
            orderby supplement.Number
            select new { supplement.Number, supplement.Reason, supplement.MadeUtc, supplement.TakenUtc, snapshot.Json, snapshot.Sha256 }).ToListAsync(ct);
        foreach (var one in supplements)
        {
            spool.AddText($"{Folder}/补正/补正-{one.Number}.json", "application/json", $"第 {one.Number} 次补正的快照", one.Json);
        }

        Add(spool, "补正", "后来补正的原因和快照", ["第几次", "时间", "原因", "市局收下", "快照 SHA-256"],
            supplements.Select(s => (IReadOnlyList<string?>)[$"{s.Number}", PackRecords.Minute(s.MadeUtc), s.Reason, PackRecords.Minute(s.TakenUtc), s.Sha256]));
    }

    private static void Add(PackSpool spool, string name, string what, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            spool.AddTable($"{Folder}/{name}.csv", what, head, all);
        }
    }
}
