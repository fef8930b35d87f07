using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

/// <summary>The scan of a stamped sheet: taken by its content, read once, decided by people row by row, replaced by a better one.</summary>
public sealed class ScanTests : IAsyncDisposable
{
    private FilingScene scene = null!;
    private FilingSnapshot snapshot = null!;

    [Theory, OnSqlite, OnPostgres]
    public async Task A_scan_is_read_decided_row_by_row_and_replaced_by_a_better_one(DatabaseProvider provider)
    {
        await SetAsync(provider);
        Assert.IsType<ScanNeedsPdf>((await SendAsync(SamplePhoto.Jpeg())).Refusal);
        await MakeDocumentsAsync();
        Assert.IsType<NeitherPaperNorPhoto>((await SendAsync("<html>盖章</html>"u8.ToArray())).Refusal);
        Assert.IsType<EmptyAttachment>((await SendAsync([])).Refusal);
        Assert.Equal(0, await scene.Db.FilingScans().CountAsync());

        var first = Some.Right(await SendAsync(SamplePhoto.Jpeg()));
        Assert.IsType<SameScanAgain>((await SendAsync(SamplePhoto.Jpeg())).Refusal);
        Assert.Equal(ScanWork.Kind, (await scene.Db.WorkItems().OrderBy(w => w.Id).LastAsync()).Kind);
        await ReadAsync(first, Page(1, ScanFinding.Bound), rows: [Row(1, RowVerdict.Same), Row(2, RowVerdict.Differs), Row(3, RowVerdict.Unclear)]);
        var scan = await scene.Db.FilingScans().SingleAsync(s => s.Key == first);
        Assert.Equal(ScanState.Open, scan.State);
        Assert.Null(await Work.BeginAsync(scan.Id));
        var rows = await scene.Db.FilingScanRows().OrderBy(r => r.Number).ToListAsync();

        Assert.IsType<NothingToDecide>((await DecideAsync(rows[0], RowVerdict.Same, "看过")).Refusal);
        Assert.IsType<NoDecisionChosen>((await DecideAsync(rows[1], RowVerdict.Unclear, "看过")).Refusal);
        Assert.IsType<DecisionNeedsReason>((await DecideAsync(rows[1], RowVerdict.Same, " ")).Refusal);
        Assert.IsType<DecisionReasonTooLong>((await DecideAsync(rows[1], RowVerdict.Same, new string('字', 301))).Refusal);
        Assert.Equal(first, Some.Right(await DecideAsync(rows[1], RowVerdict.Same, "印章压住了，放大看是 103 ")));
        Assert.Equal(ScanState.Open, (await scene.Db.FilingScans().SingleAsync(s => s.Key == first)).State);
        Some.Right(await DecideAsync(rows[2], RowVerdict.Differs, "手改过"));
        Assert.Equal(ScanState.Differs, (await scene.Db.FilingScans().SingleAsync(s => s.Key == first)).State);
        var standing = (await ReadScans.StandingAsync(scene.Db, [snapshot.Id], default))[snapshot.Id];
        Assert.Equal((1, 0), (standing.Against, standing.Left));
        Assert.Equal("印章压住了，放大看是 103 ", (await scene.Db.FilingScanRows().SingleAsync(r => r.Id == rows[1].Id)).Reason);

        var second = Some.Right(await SendAsync(SamplePhoto.Jpeg(number: 2)));
        Assert.IsType<ScanIsReplaced>((await DecideAsync(rows[2], RowVerdict.Same, "再看")).Refusal);
        await ReadAsync(second, Page(1, ScanFinding.Bound), rows: [Row(1, RowVerdict.Same)]);
        Assert.Equal(ScanState.Same, (await ReadScans.StandingAsync(scene.Db, [snapshot.Id], default))[snapshot.Id].State);
        Assert.Equal([second, first], (await Scans.OfAsync(snapshot.Id)).Select(s => s.Key));
        Assert.True((await AuditTrail.VerifyAsync(scene.Db)).Broken is null);
    }

    [Fact]
    public async Task Pages_of_other_sheets_are_named_as_far_as_the_reader_reaches_them()
    {
        await SetAsync(DatabaseProvider.Sqlite);
        await MakeDocumentsAsync();
        var part = await scene.Db.FilingSnapshots().FirstAsync(s => s.PartId != null);
        var key = Some.Right(await SendAsync(SamplePhoto.Jpeg()));
        await ReadAsync(key, Page(1, ScanFinding.Other, part.Code), Page(2, ScanFinding.Other, part.Code));

        var view = (await Scans.FindAsync(key))!;
        Assert.Equal(ScanState.Open, view.Scan.State);
        Assert.Equal(part.Id, view.Elsewhere!.Snapshot.Id);
        Assert.Equal([1], view.Missing);

        // A code that leads nowhere, or out of reach, is said and nothing else.
        var other = Some.Right(await SendAsync(SamplePhoto.Jpeg(number: 2)));
        await ReadAsync(other, Page(1, ScanFinding.Other, "ZZZZZZZZ"), Page(2, ScanFinding.Foreign));
        Assert.All((await Scans.FindAsync(other))!.Pages, p => Assert.Null(p.Other));
        await using var elsewhere = scene.Database.Open(AccessScope.Nothing);
        Assert.Null(await new ReadScans(elsewhere, new(elsewhere, scene.Stage.In(elsewhere).Desk)).FindAsync(other));
    }

    [Fact]
    public async Task A_page_whose_code_cannot_be_read_counts_once_somebody_holds_it_for_the_sheets_and_never_one_with_another_code()
    {
        await SetAsync(DatabaseProvider.Sqlite);
        await MakeDocumentsAsync();
        var key = Some.Right(await SendAsync(SamplePhoto.Jpeg()));
        await ReadAsync(key, Page(1, ScanFinding.Unread), Page(2, ScanFinding.Other, "ZZZZZZZZ"), [Row(1, RowVerdict.Differs)]);
        var (unread, other) = ((await Scans.FindAsync(key))!.Pages[0].Page, (await Scans.FindAsync(key))!.Pages[1].Page);
        Assert.Equal([unread.Key], (await Scans.FindAsync(key))!.Doubtful.Select(p => p.Key));
        Assert.Empty((await Scans.FindAsync(key))!.Rows);
        Assert.Equal((0, 0), await CountsAsync());

        Assert.IsType<PageNeedsReason>((await ConfirmAsync(unread.Key, " ")).Refusal);
        Assert.IsType<DecisionReasonTooLong>((await ConfirmAsync(unread.Key, new string('字', 301))).Refusal);
        Assert.IsType<NotLikeThisSheet>((await ConfirmAsync(other.Key, "是它")).Refusal);
        Assert.Equal(key, Some.Right(await ConfirmAsync(unread.Key, "对着光看得出码")));
        var view = (await Scans.FindAsync(key))!;
        Assert.Equal((ScanFinding.Bound, CodeSource.Person), (view.Pages[0].Page.Finding, view.Pages[0].Page.Source));
        Assert.Contains(await scene.Db.AuditEntries().ToListAsync(), e => e.Reason == "对着光看得出码" && e.ActorId == scene.Stage.County.Actor.AccountId);
        Assert.Empty(view.Missing);
        Assert.Equal((1, 1), await CountsAsync());
        Some.Right(await DecideAsync(view.Rows.Single(), RowVerdict.Same, "看过"));
        Assert.Equal(ScanState.Same, (await Scans.FindAsync(key))!.Scan.State);
        Assert.IsType<NotLikeThisSheet>((await ConfirmAsync(unread.Key, "再认一回")).Refusal);

        Some.Right(await SendAsync(SamplePhoto.Jpeg(number: 2)));
        Assert.IsType<ScanIsReplaced>((await ConfirmAsync(unread.Key, "旧的")).Refusal);
    }

    [Fact]
    public async Task What_cannot_be_opened_is_said_and_another_try_may_be_the_same_file()
    {
        await SetAsync(DatabaseProvider.Sqlite);
        await MakeDocumentsAsync();
        var key = Some.Right(await SendAsync(SamplePhoto.Jpeg()));
        await Work.BreakAsync((await scene.Db.FilingScans().SingleAsync(s => s.Key == key)).Id, new ScanNotOpened().Message);

        Assert.Contains("打不开", (await Scans.FindAsync(key))!.Scan.Trouble, StringComparison.Ordinal);
        var waiting = Some.Right(await SendAsync(SamplePhoto.Jpeg()));

        // What was replaced before its turn came is not read any more, and what is larger than the limit is not kept.
        Assert.IsType<ScanTooLarge>((await SendAsync([.. SamplePhoto.Jpeg(), .. new byte[ScanRules.MostBytes]])).Refusal);
        Some.Right(await SendAsync(SamplePhoto.Jpeg(number: 2)));
        Assert.Null(await Work.BeginAsync((await scene.Db.FilingScans().SingleAsync(s => s.Key == waiting)).Id));
    }

    public async ValueTask DisposeAsync() => await scene.DisposeAsync();

    private ReachSnapshot Reach => new(scene.Db, scene.Stage.Desk);

    private ScanWork Work => new(scene.Db, scene.Stage.Files, scene.Clock);

    private ReadScans Scans => new(scene.Db, Reach);

    private async Task SetAsync(DatabaseProvider provider)
    {
        scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.Filed);
        snapshot = await scene.Db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.FilingId == filing.Id && s.PartId == null);
    }

    private async Task MakeDocumentsAsync()
    {
        var work = new DocumentWork(scene.Db, new(scene.Db, new(scene.Db), new(null)), scene.Stage.Files, scene.Clock);
        await work.FinishAsync((await work.BeginAsync(snapshot.Id))!, new([1], [2], "%PDF-1.7 %%EOF"u8.ToArray(), [[4]]));
    }

    private async Task<Result<Guid>> SendAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await new SendScan(scene.Db, Reach, scene.Stage.Files, new(new(), scene.Clock), scene.Clock).RunAsync(
            new() { Actor = scene.Stage.County.Actor, SnapshotKey = snapshot.Key, SourceName = "扫描 1.pdf", Content = stream });
    }

    private async Task ReadAsync(Guid key, ReadScanPage page, ReadScanPage? next = null, IReadOnlyList<ReadScanRow>? rows = null)
    {
        var source = (await Work.BeginAsync((await scene.Db.FilingScans().SingleAsync(s => s.Key == key)).Id))!;
        Assert.Equal(snapshot.Code, source.Code);
        await Work.FinishAsync(source, new(1, next is null ? [page] : [page, next], rows ?? []));
    }

    private ReadScanPage Page(int number, ScanFinding finding, string? code = null) =>
        new(number, finding, finding is ScanFinding.Bound or ScanFinding.Unread ? number : null, code ?? (finding is ScanFinding.Foreign or ScanFinding.Unread ? null : snapshot.Code), CodeSource.Qr, [9, (byte)number]);

    private static ReadScanRow Row(int number, RowVerdict verdict) =>
        new(1, number, $"{number} 授课次数", verdict, "103 次", verdict == RowVerdict.Same ? null : "108 次", verdict == RowVerdict.Same ? null : "3 的位置像是 8", verdict == RowVerdict.Same ? null : [7, (byte)number], verdict == RowVerdict.Same ? null : [8, (byte)number]);

    private async Task<(int Against, int Left)> CountsAsync()
    {
        var standing = (await ReadScans.StandingAsync(scene.Db, [snapshot.Id], default))[snapshot.Id];
        return (standing.Against, standing.Left);
    }

    private Task<Result<Guid>> ConfirmAsync(Guid page, string reason) =>
        new ConfirmScanPage(scene.Db, Reach, scene.Clock).RunAsync(new() { Actor = scene.Stage.County.Actor, PageKey = page, Reason = reason });

    private Task<Result<Guid>> DecideAsync(FilingScanRow row, RowVerdict decision, string reason) =>
        new DecideScanRow(scene.Db, Reach, scene.Clock).RunAsync(new() { Actor = scene.Stage.County.Actor, RowKey = row.Key, Decision = decision, Reason = reason });
}
