using System.Security.Claims;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>The page of a county's filing, or of one body's part-sheet.</summary>
public sealed record FilingPage(FilingView View, ReadSnapshot Read, SheetPage Paper, FilingForm Form, DateOnly Today, DateTime NowUtc, long? Reader)
{
    public string Address => Paper.Address;

    public Guid SheetKey => View.Part?.Key ?? View.Filing.Key;

    /// <summary>Whether what is shown is signed, and not computed at this moment.</summary>
    public bool IsSigned => View.Snapshot is not null;

    public bool IsOverdue => View.Filing.State != FilingState.Accepted && View.Filing.DueOn < Today;

    public bool TakesWords => View.Part is { } part ? FilingRules.IsOpen(View.Filing.State, part.State) : FilingRules.IsOpen(View.Filing.State);

    /// <summary>The reader's own signature that may still be taken back.</summary>
    public FilingSignature? Withdrawable => View.Signatures.LastOrDefault(s =>
        s.PartId == View.Part?.Id && s.Kind == (View.Part is null ? SignatureKind.County : SignatureKind.Body) && Reader is { } reader && FilingRules.MayWithdraw(s, reader, NowUtc)) is { } mine
        && (View.Part is null ? View.Filing.State == FilingState.Filed : FilingRules.Next(View.Filing.State, View.Filing.Round, FilingMove.PartOpened).Ok) ? mine : null;

    /// <summary>The way of the sheet, with who went each step and when.</summary>
    public IReadOnlyList<ApprovalStep> Way
    {
        get
        {
            var state = View.Filing.State;
            (string Words, FilingAction Done, bool Now)[] way =
            [
                ("承接主体签字", FilingAction.PartSigned, state is FilingState.Open), ("县区审核签字", FilingAction.CountySigned, state is FilingState.CountyReview or FilingState.Returned),
                ("市局收件", FilingAction.Received, state is FilingState.Filed), ("市局审核", FilingAction.Approved, state is FilingState.InReview), ("市局验收", FilingAction.Accepted, state is FilingState.Approved),
            ];
            var now = Array.FindIndex(way, s => s.Now);
            return
            [
                .. way.Select((step, i) =>
                {
                    var last = View.Steps.LastOrDefault(s => s.Action == step.Done);
                    return now >= 0 && i > now ? new ApprovalStep(step.Words, StepState.Later)
                        : i == now ? new ApprovalStep(step.Words, state == FilingState.Returned ? StepState.Returned : StepState.Now, $"{View.Filing.DueOn:M月d日}前")
                        : new ApprovalStep(step.Words, StepState.Done, last is null ? null : ShanghaiTime.DateOf(last.AtUtc).ToString("M月d日", null), View.By(last?.AccountId));
                }),
            ];
        }
    }

    /// <summary>Lines that were sent back and wait for an answer, those of this sheet.</summary>
    public IEnumerable<FilingReturn> Open => View.Unanswered;

    public string LineWords(string code) => code.Length == 0 ? "整张表" : Paper.Sheet.Lines.FirstOrDefault(l => l.Item.Code == code) is { } line ? $"{line.Item.Code} {line.Item.Content}" : code;
}

/// <summary>Puts the page of a filing together: what is signed is read from its snapshot, what is not from the records of this moment.</summary>
public sealed class FilingPages(ReadFiling filings, MakeSnapshot snapshots, OpenSnapshot open, OpenFiledFigure figures, InspectedMarks inspected, TimeProvider clock)
{
    public async Task<FilingPage?> FilingAsync(ClaimsPrincipal reader, Guid key, FigureAsk ask, FilingForm form, CancellationToken ct) =>
        await filings.FindAsync(key, ct) is { } view ? await PageAsync(reader, view, $"/filings/{key}", ask, form, ct) : null;

    public async Task<FilingPage?> PartAsync(ClaimsPrincipal reader, Guid key, FigureAsk ask, FilingForm form, CancellationToken ct) =>
        await filings.PartAsync(key, ct) is { } view ? await PageAsync(reader, view, $"/filing-parts/{key}", ask, form, ct) : null;

    /// <summary>All rows of one figure of a filing or part-sheet, for a spreadsheet.</summary>
    public async Task<DrillDown?> RowsAsync(Guid key, bool part, string item, DrillTab tab, CancellationToken ct)
    {
        if (await (part ? filings.PartAsync(key, ct) : filings.FindAsync(key, ct)) is not { } view)
        {
            return null;
        }

        var opened = await figures.RunAsync(await ReadAsync(view, ct), item, tab, pageSize: int.MaxValue, ct: ct);
        return opened.Ok ? opened.Value : null;
    }

    private async Task<FilingPage?> PageAsync(ClaimsPrincipal reader, FilingView view, string address, FigureAsk ask, FilingForm form, CancellationToken ct)
    {
        var read = await ReadAsync(view, ct);
        DrillDown? opened = null;
        if (ask.Item is { } item)
        {
            var found = await figures.RunAsync(read, item, ask.Tab, ask.Page, ct: ct);
            if (!found.Ok)
            {
                return null;
            }

            opened = found.Value;
        }

        var paper = new SheetPage(read.Sheet, opened, [view.County], Month.Of(clock.Today()))
        {
            Address = address,
            Remarks = (view.Snapshot is null ? view.Remarks.Select(r => (r.ItemCode, r.Text)) : read.Content.Remarks.Select(r => (r.Item, r.Text))).ToLookup(r => r.Item1, r => r.Text),
            Inspected = await inspected.SumAsync(view.County.Code, view.Period.First, view.Period.Last, ct),
            Marks = opened is null ? new Dictionary<(RecordKind, long), InspectedMark>() : await inspected.OfAsync(opened.Rows.Select(r => (r.Row.Kind, r.Row.RecordId)), ct),
            Signed =
            [
                FilingWords.SignedBy(view.Signatures.LastOrDefault(s => s.Kind == SignatureKind.Body && s.PartId == (view.Part ?? view.Lead).Id)),
                FilingWords.SignedBy(view.Signatures.LastOrDefault(s => s.Kind == SignatureKind.County)),
            ],
        };
        return new(view, read, paper, form, clock.Today(), clock.UtcNow(), AccountClaims.ActorOf(reader).AccountId);
    }

    private async Task<ReadSnapshot> ReadAsync(FilingView view, CancellationToken ct)
    {
        if (view.Snapshot is { } signed)
        {
            return await open.RunAsync(signed, ct);
        }

        var draft = await snapshots.RunAsync(view.Filing, view.Part, ct);
        return await open.RunAsync(new() { Json = draft.Json, Sha256 = draft.Sha256, MadeUtc = clock.UtcNow(), RegionCode = view.Filing.RegionCode, FilingId = view.Filing.Id }, ct);
    }
}

public static class FilingPagesModule
{
    public static IServiceCollection AddFilingPages(this IServiceCollection services) => services.AddScoped<FilingPages>().AddScoped<FilingDocumentPages>();
}
