using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

public sealed record WriteRemarkInput
{
    public required Actor Actor { get; init; }

    /// <summary>Of the filing, or of a part-sheet.</summary>
    public required Guid SheetKey { get; init; }

    public required string Item { get; init; }

    public string? Text { get; init; }
}

public sealed record RemarkMissing() : Refusal("写一句备注。数不能改，只能说明。", nameof(WriteRemarkInput.Text));

/// <summary>The field is that of the form.</summary>
public sealed record RemarkNeedsLine() : Refusal("选是哪一项的备注。", "Line");

/// <summary>备注 at a line. People say what a figure does not tell; the figure itself is nobody's to write.</summary>
public sealed class WriteRemark(TrainingDbContext db, FilingDesk desk, StandardInForce standards)
{
    public async Task<Result<Done>> AddAsync(WriteRemarkInput input, CancellationToken ct = default)
    {
        if (await SheetAsync(input.SheetKey, ct) is not var (filing, part))
        {
            return new NotFound("这张表");
        }

        if (input.Item.Length == 0)
        {
            return new RemarkNeedsLine();
        }

        var standard = await standards.ForAsync(FilingDesk.Period(filing).Last, filing.RegionCode, ct);
        if (standard.Definition.Item(input.Item) is null)
        {
            return new NotFound("这一项");
        }

        if (await WhyNotAsync(filing, part, input.Actor, ct) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(input.Text))
        {
            return new RemarkMissing();
        }

        if (input.Text.Length > FilingRemark.TextMaxLength)
        {
            return new WordsTooLong(input.Text.Length, FilingRemark.TextMaxLength, nameof(WriteRemarkInput.Text));
        }

        var remark = new FilingRemark
        {
            Key = Guid.CreateVersion7(), FilingId = filing.Id, PartId = part?.Id, RegionCode = filing.RegionCode, ItemCode = input.Item, Text = input.Text,
            WrittenUtc = desk.NowUtc, WrittenBy = input.Actor.AccountId,
        };
        db.FilingRemarks().Add(remark);
        return await SaveAsync(filing, input.Actor, "WriteRemark.Add", remark, part, ct);
    }

    public async Task<Result<Done>> RemoveAsync(Actor actor, Guid sheetKey, Guid remarkKey, CancellationToken ct = default)
    {
        if (await SheetAsync(sheetKey, ct) is not var (filing, part))
        {
            return new NotFound("这张表");
        }

        long? partId = part?.Id;
        if (await db.FilingRemarks().SingleOrDefaultAsync(r => r.Key == remarkKey && r.FilingId == filing.Id && r.PartId == partId && r.RemovedUtc == null, ct) is not { } remark)
        {
            return new NotFound("这句备注");
        }

        if (await WhyNotAsync(filing, part, actor, ct) is { } refusal)
        {
            return refusal;
        }

        (remark.RemovedUtc, remark.RemovedBy) = (desk.NowUtc, actor.AccountId);
        return await SaveAsync(filing, actor, "WriteRemark.Remove", remark, part, ct);
    }

    /// <summary>The county's sheet is the county's to write on, a part-sheet its body's; neither while another desk has it.</summary>
    private async Task<Refusal?> WhyNotAsync(CountyFiling filing, FilingPart? part, Actor actor, CancellationToken ct) =>
        part is not null && !await desk.IsOfBodyAsync(part, actor, ct) ? new PartIsOfBody(part.OrganizationName) : Frozen(filing, part);

    internal async Task<(CountyFiling Filing, FilingPart? Part)?> SheetAsync(Guid key, CancellationToken ct) =>
        await desk.FindPartAsync(key, ct) is var (filing, part) ? (filing, part)
        : db.Scope.Organization is null && await desk.FindAsync(key, ct) is { } county ? (county, null)
        : null;

    internal static Refusal? Frozen(CountyFiling filing, FilingPart? part) =>
        part is null ? FilingRules.IsOpen(filing.State) ? null : new FilingFrozen(filing.State)
        : FilingRules.IsOpen(filing.State, part.State) ? null
        : part.State == PartState.Signed ? new PartNotThere(part.State, "再写")
        : new FilingFrozen(filing.State);

    private async Task<Result<Done>> SaveAsync(CountyFiling filing, Actor actor, string process, FilingRemark remark, FilingPart? part, CancellationToken ct)
    {
        await AuditTrail.AppendAsync(db, filing.AuditStream(), actor, process, desk.NowUtc, after: new { remark = remark.Key, item = remark.ItemCode, part = part?.Key }, ct: ct, regionCode: filing.RegionCode);
        return await desk.SaveAsync(ct);
    }
}
