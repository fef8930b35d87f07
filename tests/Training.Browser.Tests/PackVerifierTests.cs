using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;

namespace Training.Browser.Tests;

/// <summary>核验.html as whoever was handed a pack opens it: from the disk, without network, with and without the browser's own SHA-256.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PackVerifierTests(BrowserFixture browser)
{
    private const string Photo = "一、现场教学/（二）授课次数/照片.jpg";

    [Fact]
    public async Task A_pack_is_checked_from_the_disk_without_network_and_each_change_is_told_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("training-pack-");
        try
        {
            var whole = Pack();
            var root = Directory.CreateDirectory(Path.Combine(folder.FullName, "包")).FullName;
            Lay(root, whole);
            foreach (var own in (bool[])[true, false])
            {
                await using var visitor = await browser.VisitorAsync(new Uri("file:///"), own ? 1280 : 390);
                await visitor.SetOfflineAsync(true);
                var page = await visitor.NewPageAsync();
                var asked = new List<string>();
                page.Request += (_, request) => asked.Add(request.Url);
                if (!own)
                {
                    await page.AddInitScriptAsync("Object.defineProperty(globalThis, 'crypto', { value: undefined })");
                }

                await page.GotoAsync(new Uri(Path.Combine(root, PackManifest.VerifierName)).AbsoluteUri);
                Assert.Equal(own, await page.EvaluateAsync<bool>("() => Boolean(globalThis.crypto && crypto.subtle)"));
                await page.SetInputFilesAsync("#folder", root);
                await Assertions.Expect(page.Locator("#sum")).ToHaveTextAsync($"都对得上：{whole.Count - 2} 个文件和签字时的快照都没有变过。");
                await Assertions.Expect(page.Locator("#own")).ToHaveTextAsync(HashOf(whole[PackManifest.Name]));
                await CleanPage.AssertAsync(page, "the verifier page");

                await SaysAsync(page, folder.FullName, whole, _ => { }, null, "");
                await SaysAsync(page, folder.FullName, whole, p => p[Photo][2] ^= 4, Photo, "被改过");
                await SaysAsync(page, folder.FullName, whole, p => p.Remove(Photo), Photo, "少了");
                await SaysAsync(page, folder.FullName, whole, p => p["多.txt"] = [1], "多.txt", "后来放进去的");
                await SaysAsync(page, folder.FullName, whole, p => (p[Photo], p["标准表/标准表.pdf"]) = (p["标准表/标准表.pdf"], p[Photo]), "标准表/标准表.pdf", "被改过");
                await SaysAsync(page, folder.FullName, whole, p => p[PackManifest.SnapshotName][3] ^= 1, "签字时的快照", "不是签字的那一份");
                await SaysAsync(page, folder.FullName, whole, p => p[PackManifest.SumName][0] ^= 1, PackManifest.SumName, "和清单对不上");
                await SaysAsync(page, folder.FullName, whole, p => p.Remove(PackManifest.Name), PackManifest.Name, "核对不了");

                var cut = Path.Combine(folder.FullName, "cut.zip");
                await File.WriteAllBytesAsync(cut, Zip(whole)[..300]);
                await page.SetInputFilesAsync("#zip", cut);
                await Assertions.Expect(page.Locator("#sum")).ToContainTextAsync("不是完整的压缩包");
                Assert.All(asked, url => Assert.StartsWith("file:", url, StringComparison.Ordinal));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Packs what was changed, gives the ZIP to the page, and reads what it says of one file.</summary>
    private static async Task SaysAsync(IPage page, string folder, Dictionary<string, byte[]> whole, Action<Dictionary<string, byte[]>> change, string? path, string said)
    {
        var changed = whole.ToDictionary(e => e.Key, e => e.Value.ToArray());
        change(changed);
        var zip = Path.Combine(folder, $"{Guid.CreateVersion7():N}.zip");
        await File.WriteAllBytesAsync(zip, Zip(changed));
        await page.SetInputFilesAsync("#zip", zip);
        if (path is null)
        {
            await Assertions.Expect(page.Locator("#sum")).ToContainTextAsync("都对得上");
            return;
        }

        await Assertions.Expect(page.Locator("tbody tr").Filter(new() { HasText = path }).Filter(new() { HasText = said })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#sum")).ToContainTextAsync("对不上");
    }

    private static Dictionary<string, byte[]> Pack()
    {
        var key = Guid.Parse("019a9f3e-0000-7000-8000-000000000001");
        var snapshot = CanonicalJson.Write(new { county = "410922", period = "2026-Q3" });
        using var verifier = new StreamReader(typeof(PackManifest).Assembly.GetManifestResourceStream("Training.Domain.Filing.Packs.Definitions.verifier.txt")!);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [PackManifest.SnapshotName] = Encoding.UTF8.GetBytes(snapshot), ["标准表/标准表.pdf"] = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))], [Photo] = [0xFF, 0xD8, 1, 2, 3],
            [PackManifest.IndexName] = "<!doctype html><title>目录</title>"u8.ToArray(), [PackManifest.VerifierName] = Encoding.UTF8.GetBytes(verifier.ReadToEnd()), ["空.csv"] = [],
        };
        var list = CanonicalJson.Write(new PackManifest
        {
            Format = PackManifest.CurrentFormat, Title = "清丰县2026年第三季度标准表", Code = SheetCode.Of(key, CanonicalJson.HashOf(snapshot)), Snapshot = key, Sha256 = CanonicalJson.HashOf(snapshot),
            Chain = new("filing/1", 5, new string('a', 64)), Files = [.. files.Select(f => new PackFile(f.Key, f.Value.Length, HashOf(f.Value), "text/plain", [], ""))], LeftOut = [],
        });
        files[PackManifest.Name] = Encoding.UTF8.GetBytes(list);
        files[PackManifest.SumName] = Encoding.UTF8.GetBytes(PackManifest.SumOf(list));
        return files;
    }

    private static void Lay(string root, Dictionary<string, byte[]> files)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    private static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using var into = new MemoryStream();
        using (var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path, path.EndsWith(".jpg", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return into.ToArray();
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
