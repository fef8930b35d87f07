using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Work;
using Training.Jobs.Demonstration;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

/// <summary>What lies on the demonstration's desks beside the standard sheet: declared sheets, and the stamped paper of the accepted one.</summary>
[Collection(nameof(SeededCity))]
public sealed class FiledPapersTests(SeededCity city) : IDisposable
{
    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 11, 22);

    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-filed-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task Declared_sheets_wait_at_every_desk_and_are_opened_once()
    {
        await using var db = await city.CopyAsync(folder);
        var declared = new DemonstrationDeclared(db, new(db, Clock), new(db), new(db), new Officers(db), Clock);

        Assert.Equal(4, await declared.RunAsync());
        var sheets = await db.DeclaredSheets().AsNoTracking().ToListAsync();
        Assert.Equal(Enum.GetValues<DeclaredState>(), sheets.Select(s => s.State).Order());
        Assert.True(sheets.Single(s => s.State == DeclaredState.Filling).SentBack);
        // County and city said otherwise on one line each, and the last desk's word is the one that counts.
        var done = (await new ReadDeclaredSheets(db, new(db), new(db), Clock).FindAsync(sheets.Single(s => s.State == DeclaredState.Done).Key))!;
        Assert.Equal([0m, 1m, 2m], Enum.GetValues<DeclaredColumn>().Select(c => done.Total(DeclaredColumn.Own) - done.Total(c)));
        // A standard of another city is nothing to check this one by.
        Assert.Equal([Places.City], await db.RegionsWithStandard().ToListAsync());
        Assert.Equal(0, await declared.RunAsync());
    }

    [Fact]
    public async Task The_stamped_paper_waits_for_the_PDF_and_the_pack_for_the_paper_and_each_is_asked_for_once()
    {
        await using var db = await city.CopyAsync(folder);
        var (reach, queue) = (new FilingStage(db, Clock, folder).Reach, new WorkQueue(new(), Clock));
        Task<string?> NextAsync() => new DemonstrationStampedPaper(db, queue, new(db, reach, Clock), new(db, new(db, reach), queue, Clock)).RunAsync();
        Task<int> WaitingAsync(string kind) => db.WorkItems().CountAsync(w => w.Kind == kind);
        var snapshot = await AcceptedAsync(db);
        Assert.Null(await NextAsync());

        var picture = await new FolderFileStore(folder).KeepAsync(new MemoryStream(SamplePhoto.Jpeg()));
        var file = new StoredFile { Sha256 = picture.Sha256, Bytes = picture.Bytes, StoredUtc = Clock.UtcNow() };
        db.StoredFiles().Add(file);
        await db.SaveChangesAsync();
        db.FilingDocuments().Add(new() { SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, Kind = DocumentKind.Pdf, StoredFileId = file.Id, MadeUtc = Clock.UtcNow() });
        await db.SaveChangesAsync();
        Assert.NotNull(await NextAsync());
        Assert.Null(await NextAsync());
        Assert.Equal((1, 0), (await WaitingAsync(StampPaperWork.Kind), await WaitingAsync(PackWork.Kind)));

        var (scan, _, first) = await Some.ReadScanAsync(db, snapshot, picture);
        var last = new FilingScanRow { Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = snapshot.RegionCode, SheetPage = 1, Number = 2, Label = "6 社工人才", Verdict = RowVerdict.Unclear, Said = "7 人" };
        db.FilingScanRows().Add(last);
        await db.SaveChangesAsync();
        Assert.NotNull(await NextAsync());
        Assert.Null(await NextAsync());
        // One row is left to whoever looks at the demonstration.
        Assert.Equal((null, RowVerdict.Same), (first.Decision, last.Decision));
        Assert.Equal((1, 1), (await WaitingAsync(StampPaperWork.Kind), await WaitingAsync(PackWork.Kind)));
    }

    private static async Task<FilingSnapshot> AcceptedAsync(TrainingDbContext db)
    {
        var (filing, _, _, _) = await Some.FilingAsync(db, Places.Hualong, "2026-Q3", await db.Organizations().OrderBy(o => o.Id).FirstAsync());
        var key = Guid.CreateVersion7();
        var snapshot = new FilingSnapshot { Key = key, Code = SheetCode.Of(key, "{}"), FilingId = filing.Id, RegionCode = filing.RegionCode, Number = 1, Json = "{}", Sha256 = new string('0', 64), MadeUtc = Clock.UtcNow() };
        db.FilingSnapshots().Add(snapshot);
        filing.State = FilingState.Accepted;
        await db.SaveChangesAsync();
        return snapshot;
    }
}
