using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

/// <summary>The evidence pack of a signed sheet: what is in it, that the same records make the same bytes, and that whatever is changed in it is found.</summary>
public sealed class PackTests
{
    private const string Period = "2026-09";

    private static readonly IProgress<(int, string)> Nobody = new Progress<(int, string)>();

    [Theory, OnSqlite, OnPostgres]
    public async Task A_pack_holds_the_sheet_and_its_evidence_by_line_and_the_same_records_make_the_same_bytes(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var (snapshot, photo) = await SignedAsync(scene);
        var made = await MakeAsync(scene, snapshot);

        Assert.True(made.IsNew);
        var entries = Entries(await BytesAsync(scene));
        Assert.Equal(entries.Select(e => e.Path), entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.Equal(snapshot.Json, Text(entries, PackManifest.SnapshotName));
        var index = Text(entries, PackManifest.IndexName);
        var read = await new OpenSnapshot(scene.Db).RunAsync(snapshot);
        Assert.All(read.Sheet.Lines, line => Assert.Contains($">{System.Net.WebUtility.HtmlEncode(line.Text.ToString())}</td>", index, StringComparison.Ordinal));
        Assert.Equal(18, entries.Count(e => e.Path.EndsWith("/明细.html", StringComparison.Ordinal)));
        foreach (var table in (string[])["课表和授课记录", "花名册", "入户送学记录", "六助服务记录", "填报经过/签字", "填报经过/办理经过", "填报经过/备注"])
        {
            Assert.Contains(entries, e => e.Path.EndsWith($"{table}.csv", StringComparison.Ordinal));
        }

        // Of the photo its copy is there, and the list says what the original was; it lies with the first line that rests on the class.
        var copy = Assert.Single(entries, e => e.Path.EndsWith(".jpg", StringComparison.Ordinal));
        Assert.StartsWith("一、现场教学/（二）授课次数/", copy.Path, StringComparison.Ordinal);
        Assert.Equal("copy"u8.ToArray(), copy.Content);
        var manifest = CanonicalJson.Read<PackManifest>(Text(entries, PackManifest.Name));
        Assert.Equal(photo, manifest.Files.Single(f => f.Path == copy.Path).Original);
        Assert.Contains(entries, e => e.Path.EndsWith(".pdf", StringComparison.Ordinal) && e.Path.Contains("附件", StringComparison.Ordinal));
        var people = (await (from e in scene.Db.RollEntries() join p in scene.Db.Set<Domain.People.Person>() on e.PersonId equals p.Id select p.Name).Distinct().Take(20).ToListAsync()).Where(n => n.Length > 1).ToList();
        Assert.NotEmpty(people);
        Assert.All(people, name => Assert.All(entries.Where(e => e.Path.EndsWith(".csv", StringComparison.Ordinal)), e => Assert.DoesNotContain($",{name},", Encoding.UTF8.GetString(e.Content), StringComparison.Ordinal)));

        scene.Clock.Advance(TimeSpan.FromHours(5));
        scene.Refresh();
        Assert.False((await MakeAsync(scene, snapshot)).IsNew);
        Assert.Empty((await CheckAsync(scene, await BytesAsync(scene))).Faults);

        // A step more: a pack more, and the one before stays and still fits.
        var before = await BytesAsync(scene);
        Some.Right(await scene.Stage.Review.ReceiveAsync(scene.Stage.City.Actor, (await scene.Db.Filings().SingleAsync()).Key));
        Assert.True((await MakeAsync(scene, snapshot)).IsNew);
        Assert.Equal(2, await scene.Db.FilingPacks().CountAsync());
        Assert.Empty((await CheckAsync(scene, before)).Faults);
        Assert.True((await CheckAsync(scene, await BytesAsync(scene))).Known);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_stamped_paper_goes_into_the_pack_without_pages_of_other_sheets_and_every_kept_file_is_proved(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var (snapshot, _) = await SignedAsync(scene);
        var picture = await StoredAsync(scene, "stamped page");
        var (scan, page, row) = await Some.ReadScanAsync(scene.Db, snapshot, new(picture.Sha256, picture.Bytes));
        var other = await StoredAsync(scene, "page of a neighbour");
        scene.Db.FilingScanPages().Add(new() { Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = scan.RegionCode, Number = 3, Finding = ScanFinding.Other, Code = "AAAAAAAA", Source = CodeSource.Qr, StoredFileId = other.Id });
        using (HistoryWatch.Arranging())
        {
            await scene.Db.SaveChangesAsync();
        }

        await MakeAsync(scene, snapshot);

        var entries = Entries(await BytesAsync(scene));
        var paper = Assert.Single(entries, e => e.Path.StartsWith("盖章的纸/", StringComparison.Ordinal) && e.Path.EndsWith(".jpg", StringComparison.Ordinal));
        Assert.Equal("stamped page"u8.ToArray(), paper.Content);
        Assert.Contains($"{row.Label},{row.Said},不一致,{row.Seen}", Text(entries, "盖章的纸/逐行核对.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain("18 课程", Text(entries, "盖章的纸/逐行核对.csv"), StringComparison.Ordinal);
        Assert.Equal(1, page.Number);

        Assert.Empty((await scene.Stage.Proof.RunAsync()).Faults);
        var pack = await (from p in scene.Db.FilingPacks() join f in scene.Db.StoredFiles() on p.StoredFileId equals f.Id select f.Sha256).SingleAsync();
        var pdf = await (from d in scene.Db.FilingDocuments() join f in scene.Db.StoredFiles() on d.StoredFileId equals f.Id where d.Kind == DocumentKind.Pdf select f.Sha256).SingleAsync();
        foreach (var sha256 in (string[])[pack, pdf, picture.Sha256])
        {
            var path = scene.Stage.Files.PathOf(sha256);
            var whole = await File.ReadAllBytesAsync(path);
            await File.WriteAllBytesAsync(path, [(byte)(whole[0] ^ 1), .. whole[1..]]);
            Assert.Contains((await scene.Stage.Proof.RunAsync()).Faults, f => f.What.Contains(sha256[..12], StringComparison.Ordinal) && f.What.EndsWith("的内容被改过", StringComparison.Ordinal));
            await File.WriteAllBytesAsync(path, whole);
        }
    }

    [Fact]
    public async Task One_bit_of_any_file_a_file_dropped_put_in_or_changed_for_another_is_found_by_name()
    {
        await using var scene = await FilingScene.SetAsync();
        var (snapshot, _) = await SignedAsync(scene);
        await MakeAsync(scene, snapshot);
        var whole = Entries(await BytesAsync(scene));
        for (var i = 0; i < whole.Count; i++)
        {
            var path = whole[i].Path;
            var turned = whole[i].Content.ToArray();
            turned[turned.Length / 2] ^= (byte)(1 << (i % 8));
            await FoundAsync(scene, [.. whole.Select((e, n) => n == i ? (path, turned) : e)], path);
            await FoundAsync(scene, [.. whole.Where((_, n) => n != i)], path);
            await FoundAsync(scene, [.. whole, ($"{path}.bak", turned)], $"{path}.bak");
        }

        var (first, second) = (whole.First(e => e.Path.EndsWith("明细.html", StringComparison.Ordinal)), whole.Last(e => e.Path.EndsWith("明细.html", StringComparison.Ordinal)));
        (string, byte[])[] swapped = [.. whole.Select(e => e.Path == first.Path ? (e.Path, second.Content) : e.Path == second.Path ? (e.Path, first.Content) : e)];
        await FoundAsync(scene, swapped, first.Path);
        await FoundAsync(scene, swapped, second.Path);

        // Whoever hashes everything anew is whole in himself, and found by the data.
        var (forged, path2) = Forged(whole, first.Path);
        Assert.Empty((await CheckPack.AloneAsync(new MemoryStream(Zip(forged)))).Faults);
        Assert.Contains((await CheckAsync(scene, Zip(forged))).Faults, f => f.Path == path2 && f.How.Contains("平台", StringComparison.Ordinal));

        Assert.Contains((await CheckAsync(scene, Zip(whole)[..2000])).Faults, f => f.Path == "压缩包");
        Assert.False((await CheckPack.AloneAsync(new MemoryStream(Zip(whole)))).Known);
    }

    [Fact]
    public async Task What_is_missing_is_said_in_a_sentence_and_nothing_half_is_left()
    {
        await using var scene = await FilingScene.SetAsync();
        var (snapshot, photo) = await SignedAsync(scene, documents: false);
        Assert.IsType<DocumentsNotMade>((await RunAsync(scene, scene.Stage.Packs, snapshot)).Refusal);
        await DocumentsAsync(scene, snapshot);

        var full = new PackWork(
            scene.Db, scene.Stage.Reach, new(scene.Db, new(scene.Db), new(scene.Db, new(scene.Db)), scene.Stage.Facts, new(scene.Db), new(scene.Db), new(scene.Db)), scene.Stage.Files,
            new(new TightDisk(1 << 20), scene.Folder, new()), scene.Clock);
        Assert.Contains("磁盘", (await Assert.ThrowsAsync<NoRoomException>(() => RunAsync(scene, full, snapshot))).Message, StringComparison.Ordinal);

        var copy = await (from a in scene.Db.Attachments() join f in scene.Db.StoredFiles() on a.CopyFileId equals (long?)f.Id select f.Sha256).SingleAsync();
        Assert.NotEqual(photo, copy);
        var file = scene.Stage.Files.PathOf(copy);
        var content = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, "cope"u8.ToArray());
        Assert.Contains("改过", (await Assert.ThrowsAsync<BrokenPackFileException>(() => RunAsync(scene, scene.Stage.Packs, snapshot))).Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains("不见了", (await Assert.ThrowsAsync<BrokenPackFileException>(() => RunAsync(scene, scene.Stage.Packs, snapshot))).Message, StringComparison.Ordinal);
        Assert.Empty(await scene.Db.FilingPacks().ToListAsync());
        await File.WriteAllBytesAsync(file, content);
        Assert.True((await MakeAsync(scene, snapshot)).IsNew);
    }

    [Theory]
    [InlineData("station", "premises-proof", false)]
    [InlineData("trainer", "certificate", false)]
    [InlineData("session", "plan", true)]
    public void Papers_with_values_of_a_person_stay_on_the_platform(string owner, string purpose, bool leaves)
    {
        var paper = new Attachment { OwnerKind = owner, Purpose = purpose, Title = "", FileName = "", Kind = PaperKind.Pdf, Status = AttachmentStatus.Ready };

        Assert.Equal(leaves, PackRules.WhyStays(paper) is null);
        Assert.NotNull(PackRules.WhyStays(new() { OwnerKind = owner, Purpose = purpose, Title = "", FileName = "", Kind = PaperKind.Pdf, RemovedUtc = DateTime.UnixEpoch, RemovedBecause = "传错了" }));
        Assert.Equal("十二", PackRules.Numeral(12));
        Assert.Equal("教案_9_15", PackRules.FileName("教案:9/15. "));
    }

    /// <summary>A filed sheet with a remark, a paper at a line, and a photo of a class.</summary>
    private static async Task<(FilingSnapshot Snapshot, string Photo)> SignedAsync(FilingScene scene, bool documents = true)
    {
        var stage = scene.Stage;
        var session = await scene.Db.Set<Domain.Sessions.Session>().FirstAsync(s => s.Month == Month.From(2026, 9) && s.TaughtMinutes > 60 && s.Form != Domain.Sessions.TeachingForm.OneToOne && s.RegionCode >= Places.Qingfeng && s.RegionCode < Places.Qingfeng + 1_000_000);
        var (original, copy) = (await StoredAsync(scene, "original"), await StoredAsync(scene, "copy"));
        await Some.AttachmentAsync(scene.Db, scene.Folder, scene.Other, a =>
        {
            (a.OwnerKind, a.OwnerKey, a.Purpose, a.Kind) = (SessionPhotos.OwnerKind, session.Key, "class", PaperKind.Jpeg);
            (a.StoredFileId, a.CopyFileId, a.ThumbnailFileId) = (original.Id, copy.Id, copy.Id);
        });
        var filing = await scene.ToAsync(FilingState.Open, Period);
        await Some.AttachmentAsync(scene.Db, scene.Folder, scene.Lead, a => (a.OwnerKind, a.OwnerKey, a.Purpose) = (FilingPapers.OwnerKind, filing.Key, "J2"));
        Some.Right(await stage.Remarks.AddAsync(new() { Actor = stage.County.Actor, SheetKey = filing.Key, Item = "J2", Text = "九月停课两周" }));
        foreach (var part in await scene.Db.FilingParts().OrderBy(p => p.Id).ToListAsync())
        {
            Some.Right(await stage.SignPartAsync(part));
        }

        Some.Right(await stage.SignFilingAsync(filing));
        var snapshot = await scene.Db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.PartId == null);
        if (documents)
        {
            await DocumentsAsync(scene, snapshot);
        }

        return (snapshot, original.Sha256);
    }

    private static async Task DocumentsAsync(FilingScene scene, FilingSnapshot snapshot)
    {
        var work = scene.Stage.Documents;
        await work.FinishAsync((await work.BeginAsync(snapshot.Id))!, new("word"u8.ToArray(), "excel"u8.ToArray(), "pdf"u8.ToArray(), []));
    }

    private static async Task<StoredFile> StoredAsync(FilingScene scene, string content)
    {
        var kept = await scene.Stage.Files.KeepAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)));
        var row = new StoredFile { Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = new DateTime(2026, 9, 8, 2, 0, 0, DateTimeKind.Utc) };
        scene.Db.StoredFiles().Add(row);
        using (HistoryWatch.Arranging())
        {
            await scene.Db.SaveChangesAsync();
        }

        return row;
    }

    private static async Task<MadePack> MakeAsync(FilingScene scene, FilingSnapshot snapshot) => Some.Right(await RunAsync(scene, scene.Stage.Packs, snapshot));

    private static async Task<Result<MadePack>> RunAsync(FilingScene scene, PackWork work, FilingSnapshot snapshot)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Folder.Temporary, $"{Guid.CreateVersion7():N}")).FullName;
        try
        {
            return await work.RunAsync(snapshot.Id, folder, Nobody);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The newest pack.</summary>
    private static async Task<byte[]> BytesAsync(FilingScene scene)
    {
        var hash = await (from p in scene.Db.FilingPacks() join f in scene.Db.StoredFiles() on p.StoredFileId equals f.Id orderby p.Id descending select f.Sha256).FirstAsync();
        return await File.ReadAllBytesAsync(scene.Stage.Files.PathOf(hash));
    }

    private static Task<PackCheck> CheckAsync(FilingScene scene, byte[] zip) => new CheckPack(scene.Db, scene.Stage.Files).RunAsync(new MemoryStream(zip));

    private static async Task FoundAsync(FilingScene scene, IReadOnlyList<(string, byte[])> entries, string path)
    {
        var alone = await CheckPack.AloneAsync(new MemoryStream(Zip(entries)));
        // A list that was changed is told at its own hash, or cannot be read.
        Assert.True(alone.Faults.Any(f => f.Path == path || (path == PackManifest.Name && f.Path == PackManifest.SumName)), $"{path} was changed and not found.");
        Assert.Contains((await CheckAsync(scene, Zip(entries))).Faults, f => f.Path == path || path == PackManifest.Name);
    }

    private static ((string, byte[])[] Entries, string Path) Forged(List<(string Path, byte[] Content)> whole, string path)
    {
        var manifest = CanonicalJson.Read<PackManifest>(Text(whole, PackManifest.Name));
        var changed = Encoding.UTF8.GetBytes(Text(whole, path).Replace("达标", "达 标", StringComparison.Ordinal));
        var list = CanonicalJson.Write(manifest with
        {
            Files = [.. manifest.Files.Select(f => f.Path == path ? f with { Bytes = changed.Length, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed)) } : f)],
        });
        return ([.. whole.Select(e => e.Path == path ? (path, changed) : e.Path == PackManifest.Name ? (e.Path, Encoding.UTF8.GetBytes(list)) : e.Path == PackManifest.SumName ? (e.Path, Encoding.UTF8.GetBytes(PackManifest.SumOf(list))) : e)], path);
    }

    private static List<(string Path, byte[] Content)> Entries(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(e =>
        {
            using var content = e.Open();
            using var into = new MemoryStream();
            content.CopyTo(into);
            return (e.FullName, into.ToArray());
        })];
    }

    private static byte[] Zip(IEnumerable<(string Path, byte[] Content)> entries)
    {
        using var into = new MemoryStream();
        using (var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (path, content) in entries)
            {
                using var entry = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return into.ToArray();
    }

    private static string Text(List<(string Path, byte[] Content)> entries, string path) => Encoding.UTF8.GetString(entries.Single(e => e.Path == path).Content);
}
