using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>One thing that does not fit, by filing.</summary>
public sealed record FilingFault(Guid Filing, string What)
{
    public string Words => $"填报 {Filing} 对不上：{What}。请保留数据库、文件和备份，找管理员核对。";
}

/// <summary>What proving all filings came to.</summary>
/// <param name="Corrected">Records that are otherwise than when they were signed, each with a later line in the written history.</param>
public sealed record FilingsProof(int Filings, int Snapshots, int Records, int Files, int Corrected, IReadOnlyList<FilingFault> Faults)
{
    public string Words => Filings == 0 ? "还没有报过标准表。" : $"报过的标准表 {Filings:N0} 份、快照 {Snapshots:N0} 份，所依的记录 {Records:N0} 条、文件 {Files:N0} 个都对得上；其中 {Corrected:N0} 条后来更正过，都有记载。";
}

/// <summary>
/// Proves every snapshot: its hash, its form, its figures from its rows, its line in the written history, the signatures under it, every
/// record it rests on, every file, and the ledger that names it. A record that was corrected through the product is told apart from one that
/// was edited past it: the correction stands in the history, dated after the signature.
/// </summary>
public sealed class ProveFilings(TrainingDbContext db, OpenSnapshot open, RecordFacts facts, IFileStore store, TimeProvider clock)
{
    private readonly Dictionary<string, string?> files = [];

    public async Task<FilingsProof> RunAsync(IProgress<long>? progress = null, CancellationToken ct = default)
    {
        var (filings, snapshots, records, checkedFiles, corrected) = (0, 0, 0, 0, 0);
        var faults = new List<FilingFault>();
        foreach (var filing in await db.Filings().IgnoreQueryFilters().AsNoTracking().OrderBy(f => f.Id).ToListAsync(ct))
        {
            var found = await OfAsync(filing, ct);
            filings++;
            snapshots += found.Snapshots;
            records += found.Records;
            checkedFiles += found.Files;
            corrected += found.Corrected;
            faults.AddRange(found.Faults.Select(f => new FilingFault(filing.Key, f)));
            await KeepAsync(filing, found, ct);
            progress?.Report(filings);
        }

        return new(filings, snapshots, records, checkedFiles, corrected, faults);
    }

    private async Task<Found> OfAsync(CountyFiling filing, CancellationToken ct)
    {
        var found = new Found();
        var stream = filing.AuditStream();
        var history = FilingHistory.Read(await db.AuditEntries().IgnoreQueryFilters().AsNoTracking().Where(e => e.Stream == stream).OrderBy(e => e.Sequence).ToListAsync(ct));
        var rows = await RowsAsync(filing, ct);
        var snapshots = rows.Snapshots;
        found.Faults.AddRange(history.Faults(rows));
        found.Faults.AddRange(Signed(rows));
        found.Faults.AddRange(await BodiesAsync(rows, ct));
        foreach (var snapshot in snapshots)
        {
            found.Snapshots++;
            var own = await open.FaultsAsync(snapshot, ct);
            found.Faults.AddRange(own.Select(f => $"第 {snapshot.Number} 份快照：{f}"));
            if (!history.Hashes.Contains(snapshot.Sha256))
            {
                found.Faults.Add($"第 {snapshot.Number} 份快照的哈希在操作历史里没有");
            }

            if (own.Count == 0)
            {
                var read = await open.RunAsync(snapshot, ct);
                await RecordsAsync(read, found, ct);
                await FilesAsync(read, found, ct);
                await RemarksAsync(read, found, ct);
            }
        }

        found.Faults.AddRange(await KeptAsync(rows, ct));
        found.Faults.AddRange(await LedgerAsync(rows, ct));
        return found;
    }

    private async Task<FilingRows> RowsAsync(CountyFiling filing, CancellationToken ct) => new()
    {
        Filing = filing,
        Parts = await Rows<FilingPart>().Where(p => p.FilingId == filing.Id).OrderBy(p => p.Id).ToListAsync(ct),
        Steps = await Rows<FilingStep>().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Id).ToListAsync(ct),
        Returns = await Rows<FilingReturn>().Where(r => r.FilingId == filing.Id).OrderBy(r => r.Id).ToListAsync(ct),
        Remarks = await Rows<FilingRemark>().Where(r => r.FilingId == filing.Id).OrderBy(r => r.Id).ToListAsync(ct),
        Snapshots = await Rows<FilingSnapshot>().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Id).ToListAsync(ct),
        Signatures = await Rows<FilingSignature>().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Id).ToListAsync(ct),
        Supplements = await Rows<FilingSupplement>().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Id).ToListAsync(ct),
        Subsidies = await Rows<SubsidyEntry>().Where(e => e.FilingId == filing.Id).OrderBy(e => e.Id).ToListAsync(ct),
    };

    /// <summary>Every snapshot was signed in the moment in which it was made, and every signature stands under the snapshot that it names.</summary>
    private static IEnumerable<string> Signed(FilingRows rows)
    {
        if (rows.Snapshots.Select((s, i) => s.Number != i + 1 || rows.Signatures.Find(x => x.SnapshotId == s.Id)?.SignedUtc != s.MadeUtc).Any(wrong => wrong))
        {
            yield return "少了一份快照，或者编号、时间被改过";
        }

        foreach (var signature in rows.Signatures)
        {
            if (rows.Snapshots.Find(s => s.Id == signature.SnapshotId) is not { } snapshot || snapshot.Sha256 != signature.Sha256 || snapshot.PartId != signature.PartId)
            {
                yield return $"{FilingWords.Of(signature.Kind)}的签字不在它签的那份快照下面";
            }
        }
    }

    /// <summary>A snapshot stands under the filing, and under the part-sheet of the body, whose sheet it is.</summary>
    private async Task<List<string>> BodiesAsync(FilingRows rows, CancellationToken ct)
    {
        var ids = rows.Parts.ConvertAll(p => p.OrganizationId);
        var bodies = await Rows<Organization>().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Key, ct);
        var faults = new List<string>();
        foreach (var snapshot in rows.Snapshots.Where(s => CanonicalJson.HashOf(s.Json) == s.Sha256))
        {
            var content = CanonicalJson.Read<SnapshotContent>(snapshot.Json);
            var part = rows.Parts.Find(p => p.Id == snapshot.PartId);
            var body = part is null ? null : new SnapshotBody(bodies.GetValueOrDefault(part.OrganizationId), part.OrganizationName);
            if (content.County != RegionCodes.Short(rows.Filing.RegionCode) || content.Period != rows.Filing.Period || content.Body != body)
            {
                faults.Add($"第 {snapshot.Number} 份快照不是这份填报的，或者分表的单位被改过");
            }
        }

        return faults;
    }

    private async Task RecordsAsync(ReadSnapshot read, Found found, CancellationToken ct)
    {
        var now = await facts.OfAsync(read.Content.Records.Select(r => (Enum.Parse<RecordKind>(r.Kind), r.Id)), ct);
        found.Records += read.Content.Records.Count;
        var changed = new List<(SnapshotRecord Record, RecordFact? Fact)>();
        foreach (var record in read.Content.Records)
        {
            var fact = now.GetValueOrDefault((Enum.Parse<RecordKind>(record.Kind), record.Id));
            // An erased person has no commitment any more; that is not a change of what was counted.
            if (fact?.Sha256 != record.Sha256 || (fact.Commitment is { } name && record.Commitment is { } then && name != then))
            {
                changed.Add((record, fact));
            }
        }

        var streams = changed.SelectMany(c => c.Fact?.Streams ?? []).Distinct().ToList();
        var since = read.Snapshot.MadeUtc;
        var told = new HashSet<string>();
        foreach (var some in streams.Chunk(500))
        {
            told.UnionWith(await db.AuditEntries().IgnoreQueryFilters().AsNoTracking().Where(e => some.Contains(e.Stream) && e.OccurredUtc >= since).Select(e => e.Stream).Distinct().ToListAsync(ct));
        }

        foreach (var (record, fact) in changed)
        {
            if (fact?.Streams.Any(told.Contains) == true)
            {
                found.Corrected++;
            }
            else
            {
                found.Faults.Add($"第 {read.Snapshot.Number} 份快照所依的记录 {record.Kind} {record.Id}{(fact is null ? "不见了" : "改过，操作历史里没有这次改动")}");
            }
        }
    }

    private async Task FilesAsync(ReadSnapshot read, Found found, CancellationToken ct)
    {
        foreach (var file in read.Content.Files)
        {
            found.Files++;
            if (!files.TryGetValue(file.Sha256, out var wrong))
            {
                files[file.Sha256] = wrong = await FileFaultAsync(file.Sha256, ct);
            }

            if (wrong is not null)
            {
                found.Faults.Add($"第 {read.Snapshot.Number} 份快照的佐证文件 {file.Sha256[..12]}{wrong}");
            }
        }

        foreach (var some in read.Content.Files.Chunk(500))
        {
            var keys = some.Select(f => f.Key).ToList();
            var hung = await (
                from a in db.Attachments().AsNoTracking()
                where keys.Contains(a.Key)
                join f in db.StoredFiles() on a.StoredFileId equals f.Id
                select new { a.Key, f.Sha256, a.OwnerKey, a.Purpose }).ToDictionaryAsync(a => a.Key, ct);
            found.Faults.AddRange(some.Where(f => hung.GetValueOrDefault(f.Key) is not { } a || a.Sha256 != f.Sha256 || a.OwnerKey != f.OwnerKey || a.Purpose != f.Purpose)
                .Select(f => $"第 {read.Snapshot.Number} 份快照的佐证材料 {f.Key} 换过，或者不见了"));
        }
    }

    /// <summary>What was made of the snapshots and came back for them: documents, pages, packs, the scans of the stamped paper with the pieces that people decided by, each by its hash.</summary>
    private async Task<List<string>> KeptAsync(FilingRows rows, CancellationToken ct)
    {
        var ids = rows.Snapshots.ConvertAll(s => s.Id);
        var scans = Rows<FilingScan>().Where(s => ids.Contains(s.SnapshotId));
        var looked = Rows<FilingScanRow>().Where(r => scans.Any(s => s.Id == r.ScanId));
        var kept = Rows<FilingDocument>().Where(d => ids.Contains(d.SnapshotId)).Select(d => (long?)d.StoredFileId)
            .Concat(Rows<FilingPage>().Where(p => ids.Contains(p.SnapshotId)).Select(p => (long?)p.StoredFileId))
            .Concat(Rows<FilingPack>().Where(p => ids.Contains(p.SnapshotId)).Select(p => (long?)p.StoredFileId))
            .Concat(scans.Select(s => (long?)s.StoredFileId))
            .Concat(Rows<FilingScanPage>().Where(p => scans.Any(s => s.Id == p.ScanId)).Select(p => (long?)p.StoredFileId))
            .Concat(looked.Select(r => r.PaperFileId)).Concat(looked.Select(r => r.SheetFileId));
        var faults = new List<string>();
        foreach (var sha256 in await db.StoredFiles().AsNoTracking().Where(f => kept.Contains(f.Id)).OrderBy(f => f.Id).Select(f => f.Sha256).ToListAsync(ct))
        {
            if (await FileFaultAsync(sha256, ct) is { } wrong)
            {
                faults.Add($"做好的文件或者收回来的扫描件 {sha256[..12]}{wrong}");
            }
        }

        return faults;
    }

    private async Task<string?> FileFaultAsync(string sha256, CancellationToken ct)
    {
        if (!store.Holds(sha256))
        {
            return "不见了";
        }

        await using var content = store.Open(sha256);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) == sha256 ? null : "的内容被改过";
    }

    private async Task RemarksAsync(ReadSnapshot read, Found found, CancellationToken ct)
    {
        var keys = read.Content.Remarks.Select(r => r.Key).ToList();
        var now = await db.FilingRemarks().IgnoreQueryFilters().AsNoTracking().Where(r => keys.Contains(r.Key)).ToDictionaryAsync(r => r.Key, ct);
        found.Faults.AddRange(read.Content.Remarks.Where(r => now.GetValueOrDefault(r.Key) is not { } row || row.Text != r.Text || row.ItemCode != r.Item)
            .Select(r => $"第 {read.Snapshot.Number} 份快照里第 {r.Item} 项的备注被改过"));
    }

    private async Task<List<string>> LedgerAsync(FilingRows rows, CancellationToken ct)
    {
        var faults = new List<string>();
        var parts = rows.Parts.ToDictionary(p => p.OrganizationId);
        foreach (var entry in rows.Subsidies)
        {
            var stream = entry.AuditStream();
            var written = await db.AuditEntries().IgnoreQueryFilters().AsNoTracking().Where(e => e.Stream == stream).OrderBy(e => e.Sequence).ToListAsync(ct);
            var facts = parts.GetValueOrDefault(entry.OrganizationId) is { } part
                ? AuditTrail.Next(null, stream, Actor.Job, "KeepSubsidies.Enter", entry.EnteredUtc, after: KeepSubsidies.Facts(entry, part)).AfterJson
                : null;
            if (written.Count == 0 || written[0].AfterJson != facts || written[0].OccurredUtc != entry.EnteredUtc || written[0].ActorId != entry.EnteredBy
                || (written.Count > 1) != (entry.StruckUtc is not null) || (written.Count > 1 && (written[^1].Reason, written[^1].ActorId, written[^1].OccurredUtc) != (entry.StruckBecause, entry.StruckBy, entry.StruckUtc))
                || rows.Snapshots.Find(s => s.Id == entry.SnapshotId)?.Sha256 != entry.Sha256)
            {
                faults.Add($"补助台账里 {entry.Amount:0.00} 元那一笔和操作历史里的不一样");
            }
        }

        return faults;
    }

    private IQueryable<T> Rows<T>()
        where T : class =>
        db.Set<T>().IgnoreQueryFilters().AsNoTracking();

    private async Task KeepAsync(CountyFiling filing, Found found, CancellationToken ct)
    {
        var proof = await db.FilingProofs().IgnoreQueryFilters().SingleOrDefaultAsync(p => p.FilingId == filing.Id, ct);
        if (proof is null)
        {
            proof = new() { FilingId = filing.Id, RegionCode = filing.RegionCode };
            db.FilingProofs().Add(proof);
        }

        (proof.AtUtc, proof.Records, proof.Files, proof.Corrected, proof.Faults) = (clock.UtcNow(), found.Records, found.Files, found.Corrected, found.Faults.Count);
        proof.Words = found.Faults.Count == 0 ? null : found.Faults[0][..Math.Min(found.Faults[0].Length, FilingProof.WordsMaxLength)];
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private sealed class Found
    {
        public int Snapshots { get; set; }

        public int Records { get; set; }

        public int Files { get; set; }

        public int Corrected { get; set; }

        public List<string> Faults { get; } = [];
    }
}
