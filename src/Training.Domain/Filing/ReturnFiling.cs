using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>One line that is sent back.</summary>
/// <param name="Item">Code of the line; empty: the sheet as a whole.</param>
public sealed record ReturnedLine(string Item, string? Reason);

public sealed record NothingReturned() : Refusal("退回要逐项写原因：哪一项、哪里不对、要补什么。", "Lines");

public sealed record ReturnReasonTooLong(string Item, int Length) : Refusal($"第 {Item} 项的原因写了 {Length} 个字，最多 {FilingReturn.TextMaxLength} 个字。", "Lines");

/// <summary>
/// Sends a sheet back line by line, each with its reason: the city the county's sheet, the county a part-sheet. What was signed loses its
/// signature and keeps its snapshot.
/// </summary>
public sealed class ReturnFiling(TrainingDbContext db, FilingDesk desk, StandardInForce standards)
{
    /// <summary>The city sends the county's sheet back.</summary>
    public async Task<Result<Done>> ToCountyAsync(Actor actor, Guid filingKey, IReadOnlyCollection<ReturnedLine> lines, CancellationToken ct = default)
    {
        if (await desk.FindAsync(filingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        if (FilingRules.Next(filing.State, filing.Round, FilingMove.CityReturns) is { Ok: false } next)
        {
            return next.Refusal;
        }

        var written = await WrittenAsync(filing, lines, ct);
        if (!written.Ok)
        {
            return written.Refusal;
        }

        var before = new { filingState = filing.State };
        if (await desk.MoveAsync(filing, FilingMove.CityReturns, ct) is { } refusal)
        {
            return refusal;
        }

        filing.Round++;
        (await desk.InForceAsync(filing, null, ct)).ForEach(s => s.EndedUtc = desk.NowUtc);
        Add(filing, null, actor, written.Value);
        await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}被市局退回，{written.Value.Count} 条意见", written.Value[0].Reason, ct);
        return await desk.SaveAsync(
            filing, null, FilingAction.Returned, actor, "ReturnFiling.ToCounty", before, new { filingState = filing.State, filing.Round, filing.DueOn, lineCodes = written.Value.Select(l => l.Item), said = SaidHash(written.Value) }, Said(written.Value), ct);
    }

    /// <summary>The county sends a part-sheet back to its body.</summary>
    public async Task<Result<Done>> ToBodyAsync(Actor actor, Guid partKey, IReadOnlyCollection<ReturnedLine> lines, CancellationToken ct = default)
    {
        if (await desk.FindPartAsync(partKey, ct) is not var (filing, part))
        {
            return new NotFound("这份分表");
        }

        if (part.State != PartState.Signed)
        {
            return new PartNotThere(part.State, "退回");
        }

        if (FilingRules.Next(filing.State, filing.Round, FilingMove.PartOpened) is { Ok: false } next)
        {
            return next.Refusal;
        }

        var written = await WrittenAsync(filing, lines, ct);
        if (!written.Ok)
        {
            return written.Refusal;
        }

        var before = new { filingState = filing.State, partState = part.State };
        if (await desk.MoveAsync(filing, FilingMove.PartOpened, ct) is { } refusal)
        {
            return refusal;
        }

        (await desk.InForceAsync(filing, part, ct)).ForEach(s => s.EndedUtc = desk.NowUtc);
        part.State = PartState.Returned;
        Add(filing, part, actor, written.Value);
        await desk.TellBodyAsync(part, $"{await desk.NameAsync(filing, ct)}：本单位的分表被县区退回，{written.Value.Count} 条意见", written.Value[0].Reason, ct);
        return await desk.SaveAsync(
            filing, part, FilingAction.PartReturned, actor, "ReturnFiling.ToBody", before, new { filingState = filing.State, partState = part.State, part = part.Key, filing.DueOn, lineCodes = written.Value.Select(l => l.Item), said = SaidHash(written.Value) }, Said(written.Value), ct);
    }

    private static string Said(List<ReturnedLine> lines)
    {
        var said = string.Join("；", lines.Select(l => $"{(l.Item.Length == 0 ? "整表" : l.Item)}：{l.Reason}"));
        return said.Length <= FilingStep.WordsMaxLength ? said : said[..(FilingStep.WordsMaxLength - 1)] + "…";
    }

    private static string SaidHash(List<ReturnedLine> lines) => FilingHistory.SaidHash(lines.Select(l => (l.Item, l.Reason!)));

    private async Task<Result<List<ReturnedLine>>> WrittenAsync(CountyFiling filing, IReadOnlyCollection<ReturnedLine> lines, CancellationToken ct)
    {
        var standard = await standards.ForAsync(FilingDesk.Period(filing).Last, filing.RegionCode, ct);
        var written = lines.Where(l => !string.IsNullOrWhiteSpace(l.Reason) && (l.Item.Length == 0 || standard.Definition.Item(l.Item) is not null)).ToList();
        return written.Count == 0 ? new NothingReturned()
            : written.Find(l => l.Reason!.Length > FilingReturn.TextMaxLength) is { } tooLong ? new ReturnReasonTooLong(tooLong.Item, tooLong.Reason!.Length)
            : written;
    }

    private void Add(CountyFiling filing, FilingPart? part, Actor actor, List<ReturnedLine> lines) => db.FilingReturns().AddRange(lines.Select(l => new FilingReturn
    {
        Key = Guid.CreateVersion7(), FilingId = filing.Id, PartId = part?.Id, RegionCode = filing.RegionCode, Round = filing.Round, ItemCode = l.Item, Reason = l.Reason!,
        ReturnedUtc = desk.NowUtc, ReturnedBy = actor.AccountId,
    }));
}
