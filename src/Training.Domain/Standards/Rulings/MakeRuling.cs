using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

public sealed record MakeRulingInput
{
    public required Actor Actor { get; init; }

    /// <summary>The standard by its id in the file.</summary>
    public required string Standard { get; init; }

    public required string Ruling { get; init; }

    public required string? Reading { get; init; }

    public required Month? InForceFrom { get; init; }

    public required DateOnly? DecidedOn { get; init; }

    public required string? Paper { get; init; }

    public required string? Reason { get; init; }
}

public sealed record ChooseReading() : Refusal("选一种读法。", nameof(MakeRulingInput.Reading));

public sealed record OneReadingOnly() : Refusal("这一处只有一种读法，没有什么要裁定的。");

public sealed record RulingMonthMissing() : Refusal("选从哪个月起按这种读法算。", nameof(MakeRulingInput.InForceFrom));

public sealed record RulingMonthClosed(Month Month) : Refusal(
    $"{Month.Year}年{Month.MonthOfYear}月已经关账，报过的表保留当时的读法。从还没关账的月份起算。", nameof(MakeRulingInput.InForceFrom));

public sealed record RulingBeforeStandard(Month Month) : Refusal(
    $"这份标准从{Month.Year}年{Month.MonthOfYear}月起用，裁定不能更早。", nameof(MakeRulingInput.InForceFrom));

public sealed record RulingDayWrong() : Refusal("写文件上的日期，不能晚于今天。", nameof(MakeRulingInput.DecidedOn));

public sealed record RulingPaperMissing() : Refusal($"写明文件的名称或文号，1 到 {RulingDecision.PaperMaxLength} 个字。", nameof(MakeRulingInput.Paper));

public sealed record RulingReasonMissing() : Refusal($"写明理由，1 到 {RulingDecision.ReasonMaxLength} 个字。", nameof(MakeRulingInput.Reason));

public sealed record AlreadyRuledSo(Month From) : Refusal(
    $"从{From.Year}年{From.MonthOfYear}月起已经裁定按这种读法算。", nameof(MakeRulingInput.Reading));

/// <summary>
/// The city says which reading of a disputed place holds, from a month on, with paper and reason. Months before, and what was filed for them,
/// keep what held in them; from this month on the other reading is no longer computed.
/// </summary>
public sealed class MakeRuling(TrainingDbContext db, StandardInForce standards, ClosedMonths closed, TimeProvider clock)
{
    public async Task<Result<RulingDecision>> RunAsync(MakeRulingInput input, CancellationToken ct = default)
    {
        var versions = await db.StandardVersions().AsNoTracking().Where(v => v.Code == input.Standard).OrderBy(v => v.InForceFrom).ThenBy(v => v.Number).ToListAsync(ct);
        if (versions.Count == 0 || !db.Scope.Holds(versions[0].RegionCode))
        {
            return new NotFound("这份标准");
        }

        var definition = await standards.WithRulingsAsync(StandardInForce.DefinitionOf(versions[^1]), ct);
        if (definition.Rulings.FirstOrDefault(r => r.Id == input.Ruling) is not { } ruling)
        {
            return new NotFound("这一处分歧");
        }

        if (await WhyNotAsync(input, ruling, versions, ct) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        var before = ruling.DecidedIn(input.InForceFrom!.Value);
        var decision = new RulingDecision
        {
            Key = Guid.CreateVersion7(), StandardCode = input.Standard, RulingId = ruling.Id, Reading = input.Reading!, InForceFrom = input.InForceFrom.Value,
            DecidedOn = input.DecidedOn!.Value, Paper = input.Paper!, Reason = input.Reason!, RecordedUtc = now, RecordedBy = input.Actor.AccountId,
        };
        db.RulingDecisions().Add(decision);
        await AuditTrail.AppendAsync(db, decision.AuditStream(), input.Actor, nameof(MakeRuling), now,
            before: new { ruling = ruling.Id, reading = before.Reading },
            after: new { ruling = ruling.Id, reading = decision.Reading, inForceFrom = decision.InForceFrom.ToString(), decidedOn = decision.DecidedOn, paper = decision.Paper },
            reason: decision.Reason, ct: ct, regionCode: versions[0].RegionCode);
        await db.SaveChangesAsync(ct);
        return decision;
    }

    private async Task<Refusal?> WhyNotAsync(MakeRulingInput input, Ruling ruling, IReadOnlyList<StandardVersion> versions, CancellationToken ct)
    {
        if (!ruling.IsDisputed)
        {
            return new OneReadingOnly();
        }

        if (ruling.Readings.All(r => r.Name != input.Reading))
        {
            return new ChooseReading();
        }

        if (input.InForceFrom is not { } from)
        {
            return new RulingMonthMissing();
        }

        if (from < versions[0].InForceFrom)
        {
            return new RulingBeforeStandard(versions[0].InForceFrom);
        }

        if (await closed.HoldsAsync(from, versions[0].RegionCode, ct))
        {
            return new RulingMonthClosed(from);
        }

        if (input.DecidedOn is not { } day || day > clock.Today())
        {
            return new RulingDayWrong();
        }

        if (string.IsNullOrWhiteSpace(input.Paper) || input.Paper.Length > RulingDecision.PaperMaxLength)
        {
            return new RulingPaperMissing();
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > RulingDecision.ReasonMaxLength)
        {
            return new RulingReasonMissing();
        }

        var standing = ruling.DecidedIn(from);
        return standing.IsRuling && standing.Reading == input.Reading ? new AlreadyRuledSo(standing.InForceFrom) : null;
    }
}
