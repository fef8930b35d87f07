using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>Sends a declared sheet back to the desk before, line by line with the reasons. Numbers stay; the desk before writes new ones.</summary>
public sealed class ReturnDeclaredSheet(TrainingDbContext db, ReadDeclaredSheets read, TellDeclared tell, TimeProvider clock)
{
    /// <param name="actor">Who sends it back.</param>
    /// <param name="key">Of the sheet.</param>
    /// <param name="column">The desk of the caller.</param>
    /// <param name="lines">Lines with their reasons; those without a reason are not sent back.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, Guid key, DeclaredColumn column, IReadOnlyCollection<ReturnedLine> lines, CancellationToken ct = default)
    {
        if (await read.FindAsync(key, ct) is not { } view)
        {
            return new NotFound("这张申报表");
        }

        if (view.Turn != column || column == DeclaredColumn.Own)
        {
            return new DeclaredNotYours(view.Sheet.State);
        }

        var written = lines.Where(l => !string.IsNullOrWhiteSpace(l.Reason) && (l.Item.Length == 0 || view.Lines.Any(v => v.Item.Code == l.Item))).ToList();
        if (written.Count == 0)
        {
            return new NothingReturned();
        }

        if (written.Find(l => l.Reason!.Length > DeclaredStep.WordsMaxLength) is { } tooLong)
        {
            return new ReturnReasonTooLong(tooLong.Item, tooLong.Reason!.Length);
        }

        var next = DeclaredRules.SentBack(view.Sheet);
        if (!next.Ok)
        {
            return next.Refusal;
        }

        var (sheet, from, now) = (view.Sheet, view.Sheet.State, clock.UtcNow());
        (sheet.State, sheet.SentBack, sheet.MovedUtc) = (next.Value, true, now);
        db.DeclaredSteps().AddRange(written.Select(l => new DeclaredStep
        {
            SheetId = sheet.Id, RegionCode = sheet.RegionCode, StationId = sheet.StationId, From = from, To = sheet.State, ItemCode = l.Item, Words = l.Reason, AtUtc = now, AccountId = actor.AccountId,
        }));
        await tell.SentBackAsync(view, written.Count, ct);
        await AuditTrail.AppendAsync(db, sheet.AuditStream(), actor, nameof(ReturnDeclaredSheet), now,
            before: new { declaredState = from }, after: new { declaredState = sheet.State, lines = written.Count }, reason: string.Join("；", written.Select(l => l.Reason)), ct: ct, regionCode: sheet.RegionCode);
        return await db.SaveOrClashAsync(ct);
    }
}
