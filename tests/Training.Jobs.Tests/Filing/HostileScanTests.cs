using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Filing.Scans;
using Training.Jobs.Media;
using Training.Jobs.Papers;
using Training.Jobs.Tests.Media;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Filing;

/// <summary>Files that are sent as scans and are none: each gets a sentence, none the machine.</summary>
public sealed class HostileScanTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-hostile-").FullName;
    private string own = "";

    public async Task InitializeAsync()
    {
        own = Path.Combine(folder, "own.pdf");
        await File.WriteAllBytesAsync(own, await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(SampleSheet.Paper()), folder));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Broken_locked_and_endless_PDFs_are_refused_with_a_sentence_before_a_page_is_drawn()
    {
        Assert.IsType<ScanNotOpened>((await ReadAsync("%PDF-1.7\nnothing\n%%EOF")).Refusal);
        var locked = await ReadAsync(Pdf(1, "595 842", "/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<3031323334353637383930313233343536373839303132333435363738393031>/U<3031323334353637383930313233343536373839303132333435363738393031>>>/ID[<00><00>]"));
        Assert.Contains("加了密码", Assert.IsType<ScanNotOpened>(locked.Refusal).Message, StringComparison.Ordinal);
        Assert.Contains("有 10000 页，最多收 20 页", Assert.IsType<ScanTooManyPages>((await ReadAsync(Pdf(10_000, "595 842"))).Refusal).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "drawn-*"));
    }

    /// <summary>A page as large as a field is drawn as large as any other, and a strip is not laid over anything.</summary>
    [Fact]
    public async Task Pages_of_any_size_are_read_as_no_page_of_the_sheet()
    {
        foreach (var size in (string[])["14400000 14400000", "3 14400"])
        {
            var read = await ReadAsync(Pdf(1, size));
            Assert.True(read.Ok, read.Refusal?.Message);
            Assert.Equal(ScanFinding.Foreign, Assert.Single(read.Value.Pages).Finding);
        }
    }

    [Fact]
    public async Task A_reading_that_takes_too_long_is_ended_and_whoever_sent_it_is_told()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = database.Open();
        var (data, clock) = (new DataFolder(folder), FakeClock.Shanghai(2026, 10, 8));
        var (snapshot, stage) = (await MakeDocumentsWorkTests.SignedAsync(db, data), new FilingStage(db, clock, data));
        await stage.Documents.FinishAsync((await stage.Documents.BeginAsync(snapshot.Id))!, new([1], [2], await File.ReadAllBytesAsync(own), [[4]]));
        using var photo = new MemoryStream(SamplePhoto.Jpeg());
        Assert.True((await new SendScan(db, stage.Reach, stage.Files, new(new(), clock), clock).RunAsync(
            new() { Actor = Actor.Job, SnapshotKey = snapshot.Key, SourceName = "扫描.jpg", Content = photo })).Ok);
        var item = new WorkItem { Id = 8, Kind = ScanWork.Kind, Title = "核对扫描件", SubjectId = (await db.FilingScans().SingleAsync()).Id };

        var outcome = await new ReadScanWork(new(db, stage.Files, clock), new(new(new MediaTool())), new(data), data) { Most = TimeSpan.Zero }.RunAsync(item, new Progress<WorkProgress>(), CancellationToken.None);

        Assert.IsType<WorkOutcome.Turned>(outcome);
        var scan = await db.FilingScans().AsNoTracking().SingleAsync();
        Assert.Equal((ScanState.Broken, new ScanTooHeavy().Message), (scan.State, scan.Trouble));
        Assert.Empty(Directory.GetFileSystemEntries(data.Temporary));
    }

    /// <summary>Recordings, letters and archives that call themselves something else never come as far as a reader.</summary>
    [Fact]
    public void What_is_neither_paper_nor_photo_is_refused_by_its_first_bytes()
    {
        foreach (var recording in Recordings.All)
        {
            var head = new byte[ContentSniffer.HeadLength];
            using var file = File.OpenRead(recording.Path);
            var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var admitted = AttachmentAdmission.Check(head.AsSpan(0, length));
            Assert.True(!admitted.Ok || recording.Name.Contains("jpeg", StringComparison.Ordinal), recording.Name);
            Assert.EndsWith("。", admitted.Ok ? "。" : admitted.Refusal.Message, StringComparison.Ordinal);
        }
    }

    private async Task<Result<ScanReading>> ReadAsync(string pdf, CancellationToken ct = default)
    {
        var sent = Path.Combine(folder, "sent");
        await File.WriteAllTextAsync(sent, pdf, Encoding.Latin1, CancellationToken.None);
        return await new ReadPaper(new(new MediaTool())).RunAsync(sent, PaperKind.Pdf, own, SampleSheet.Code, folder, new Progress<WorkProgress>(), ct);
    }

    /// <summary>Empty pages.</summary>
    private static string Pdf(int pages, string size, string trailer = "")
    {
        var (pdf, starts) = (new StringBuilder("%PDF-1.7\n"), new List<int>());
        Add("<</Type/Catalog/Pages 2 0 R>>");
        Add($"<</Type/Pages/Count {pages}/MediaBox[0 0 {size}]/Kids[{string.Join(' ', Enumerable.Range(3, pages).Select(i => $"{i} 0 R"))}]>>");
        for (var i = 0; i < pages; i++)
        {
            Add("<</Type/Page/Parent 2 0 R>>");
        }

        var table = pdf.Length;
        return pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n{string.Concat(starts.Select(s => $"{s:D10} 00000 n \n"))}trailer\n<</Size {starts.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n").ToString();

        void Add(string text)
        {
            starts.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{starts.Count} 0 obj\n{text}\nendobj\n");
        }
    }
}
