using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record EnterSubsidyInput
{
    public required Actor Actor { get; init; }

    public required Guid FilingKey { get; init; }

    /// <summary>Part-sheet of the body that is paid.</summary>
    public Guid? Part { get; init; }

    public SubsidyFund? Fund { get; init; }

    /// <summary>Which one, when it is another; exactly as written.</summary>
    public string? FundName { get; init; }

    /// <summary>Yuan, with at most two decimals.</summary>
    public decimal? Amount { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>拨付文号</summary>
    public string? Document { get; init; }
}

public sealed record SubsidyNeedsPart() : Refusal("选这份填报里的一家承接主体。", nameof(EnterSubsidyInput.Part));

public sealed record SubsidyNeedsFund() : Refusal("选资金来源。", nameof(EnterSubsidyInput.Fund));

public sealed record SubsidyNeedsFundName() : Refusal("写是哪一项资金。", nameof(EnterSubsidyInput.FundName));

public sealed record SubsidyAmountWrong() : Refusal("金额按元写，大于 0，最多两位小数，不超过 1 亿元。", nameof(EnterSubsidyInput.Amount));

public sealed record SubsidyDayWrong() : Refusal("填决定补助的日期，不能晚于今天，也不能早于验收那天。", nameof(EnterSubsidyInput.DecidedOn));

public sealed record StrikeNeedsReason() : Refusal("写为什么划掉这一笔。", nameof(SubsidyEntry.StruckBecause));

public sealed record SubsidyStruck() : Refusal("这一笔已经划掉了。");

/// <summary>补助台账 (正文六（四）: 标准表作为申请补助资金的依据): an amount is entered on an accepted sheet alone, and names the sheet by its hash. What was wrong is struck out, never erased.</summary>
public sealed class KeepSubsidies(TrainingDbContext db, FilingDesk desk, TimeProvider clock)
{
    public const decimal Most = 100_000_000;

    public async Task<Result<Guid>> EnterAsync(EnterSubsidyInput input, CancellationToken ct = default)
    {
        if (await desk.FindAsync(input.FilingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        if (filing.State != FilingState.Accepted)
        {
            return new FilingNotThere(filing.State, "登记补助，要先验收");
        }

        var part = (await desk.PartsAsync(filing, ct)).SingleOrDefault(p => p.Key == input.Part);
        if (part is null)
        {
            return new SubsidyNeedsPart();
        }

        var accepted = (await desk.InForceAsync(filing, null, ct)).First(s => s.Kind == SignatureKind.Acceptance);
        if (Check(input, ShanghaiTime.DateOf(accepted.SignedUtc)) is { } refusal)
        {
            return refusal;
        }

        var basis = await CompareFiling.InForceAsync(db, filing.Id, ct) ?? throw new InvalidOperationException($"Filing {filing.Id} was accepted without a sheet.");
        var entry = new SubsidyEntry
        {
            Key = Guid.CreateVersion7(), FilingId = filing.Id, SnapshotId = basis.Id, Sha256 = basis.Sha256, RegionCode = filing.RegionCode, OrganizationId = part.OrganizationId,
            Fund = input.Fund!.Value, FundName = input.Fund == SubsidyFund.Other ? input.FundName : null, Amount = input.Amount!.Value, DecidedOn = input.DecidedOn!.Value,
            Document = string.IsNullOrWhiteSpace(input.Document) ? null : input.Document, EnteredUtc = desk.NowUtc, EnteredBy = input.Actor.AccountId,
        };
        db.SubsidyEntries().Add(entry);
        await AuditTrail.AppendAsync(db, entry.AuditStream(), input.Actor, "KeepSubsidies.Enter", desk.NowUtc, after: Facts(entry, part), ct: ct, regionCode: filing.RegionCode);
        await desk.TellBodyAsync(part, $"{await desk.NameAsync(filing, ct)}：登记了一笔补助 {entry.Amount:0.00} 元", FilingWords.Of(entry.Fund), ct);
        await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}：{part.OrganizationName}登记了一笔补助 {entry.Amount:0.00} 元", null, ct);
        var saved = await desk.SaveAsync(ct);
        return saved.Ok ? entry.Key : saved.Refusal;
    }

    public async Task<Result<Done>> StrikeAsync(Actor actor, Guid key, string? reason, CancellationToken ct = default)
    {
        if (await db.SubsidyEntries().SingleOrDefaultAsync(e => e.Key == key, ct) is not { } entry)
        {
            return new NotFound("这一笔补助");
        }

        if (entry.StruckUtc is not null)
        {
            return new SubsidyStruck();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new StrikeNeedsReason();
        }

        if (reason.Length > SubsidyEntry.ReasonMaxLength)
        {
            return new WordsTooLong(reason.Length, SubsidyEntry.ReasonMaxLength, nameof(SubsidyEntry.StruckBecause));
        }

        (entry.StruckUtc, entry.StruckBy, entry.StruckBecause) = (desk.NowUtc, actor.AccountId, reason);
        await AuditTrail.AppendAsync(db, entry.AuditStream(), actor, "KeepSubsidies.Strike", desk.NowUtc, after: new { struck = true }, reason: reason, ct: ct, regionCode: entry.RegionCode);
        return await desk.SaveAsync(ct);
    }

    /// <summary>What the history says of an entry: a ledger that was edited past the product is found against it.</summary>
    internal static object Facts(SubsidyEntry entry, FilingPart part) =>
        new { entry.Fund, entry.FundName, entry.Document, amount = $"{entry.Amount:0.00}", grantedOn = entry.DecidedOn, part = part.Key, entry.Sha256 };

    private Refusal? Check(EnterSubsidyInput input, DateOnly acceptedOn) =>
        input.Fund is null ? new SubsidyNeedsFund()
        : input.Fund == SubsidyFund.Other && string.IsNullOrWhiteSpace(input.FundName) ? new SubsidyNeedsFundName()
        : input.FundName?.Length > SubsidyEntry.TextMaxLength ? new WordsTooLong(input.FundName.Length, SubsidyEntry.TextMaxLength, nameof(EnterSubsidyInput.FundName))
        : input.Amount is not { } amount || amount <= 0 || amount > Most || decimal.Round(amount, 2) != amount ? new SubsidyAmountWrong()
        : input.DecidedOn is not { } day || day > clock.Today() || day < acceptedOn ? new SubsidyDayWrong()
        : input.Document?.Length > SubsidyEntry.TextMaxLength ? new WordsTooLong(input.Document.Length, SubsidyEntry.TextMaxLength, nameof(EnterSubsidyInput.Document))
        : null;
}
