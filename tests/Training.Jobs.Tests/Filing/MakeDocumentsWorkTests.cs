using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Filing;
using Training.Jobs.Media;
using Training.Jobs.Papers;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Filing;

/// <summary>The job that makes the files of a signed sheet, on a database: made once, the same bytes for everybody, whole or not at all.</summary>
public sealed class MakeDocumentsWorkTests
{
    private static readonly IProgress<WorkProgress> Nobody = new Progress<WorkProgress>();

    [Theory, OnSqlite, OnPostgres]
    public async Task The_files_are_made_once_and_a_run_that_was_ended_half_way_leaves_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var folder = new DataFolder(Directory.CreateTempSubdirectory("training-documents-").FullName);
        var item = new WorkItem { Id = 7, Kind = DocumentWork.Kind, Title = "做 Word、Excel、PDF", SubjectId = (await SignedAsync(db, folder)).Id };

        // Somebody stops it, or the process goes down, while the suite works.
        using var stop = new CancellationTokenSource();
        var ended = new Stopping(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Work(db, folder).RunAsync(item, ended, stop.Token));
        Assert.Empty(await db.FilingDocuments().ToListAsync());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Temporary));

        Assert.IsType<WorkOutcome.Done>(await Work(db, folder).RunAsync(item, Nobody, CancellationToken.None));
        var made = await HashesAsync(db);
        Assert.Equal([DocumentKind.Word, DocumentKind.Excel, DocumentKind.Pdf], made.Select(m => m.Kind).Order());
        Assert.NotEmpty(await db.FilingPages().ToListAsync());
        Assert.All(made, m => Assert.True(new FolderFileStore(folder).Holds(m.Sha256)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Temporary));

        Assert.Equal("已经做好", Assert.IsType<WorkOutcome.Done>(await Work(db, folder).RunAsync(item, Nobody, CancellationToken.None)).Text);
        Assert.Equal(made, await HashesAsync(db));
        Assert.Empty((await new FilingStage(db, FakeClock.Shanghai(2026, 10, 8), folder).Proof.RunAsync()).Faults);
        Directory.Delete(folder.Root, recursive: true);
    }

    /// <summary>What the page of the work says when the suite does not do it.</summary>
    [Fact]
    public void A_suite_that_makes_no_PDF_is_told_in_a_sentence()
    {
        Assert.Contains("LibreOffice", FailureSentence.Of(new NoPdfException("Exited 1")), StringComparison.Ordinal);
        Assert.Contains("poppler", FailureSentence.Of(new NoPagesException("Exited 1")), StringComparison.Ordinal);
    }

    private static MakeDocumentsWork Work(TrainingDbContext db, DataFolder folder) =>
        new(new FilingStage(db, FakeClock.Shanghai(2026, 10, 8), folder).Documents, new WordToPdf(new MediaTool()), new PdfPages(new MediaTool()), folder);

    internal static async Task<FilingSnapshot> SignedAsync(TrainingDbContext db, DataFolder folder)
    {
        var station = await Some.StationAsync(db);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 9, 8), await Some.TrainerAsync(db)), await Some.PeopleAsync(db, 4), 65);
        var stage = new FilingStage(db, FakeClock.Shanghai(2026, 10, 8), folder);
        var bodies = await stage.BodiesAsync(Places.Qingfeng);
        await stage.ToAsync(FilingState.Filed, "410922", "2026-09", bodies[0]);
        return await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.PartId == null);
    }

    private static async Task<List<(DocumentKind Kind, string Sha256)>> HashesAsync(TrainingDbContext db) =>
        (await (from d in db.FilingDocuments() join f in db.StoredFiles() on d.StoredFileId equals f.Id orderby d.Id select new { d.Kind, f.Sha256 }).ToListAsync()).ConvertAll(d => (d.Kind, d.Sha256));

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Percent >= 30)
            {
                stop.Cancel();
            }
        }
    }
}
