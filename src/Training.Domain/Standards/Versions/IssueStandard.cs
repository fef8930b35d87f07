using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

public sealed record IssueStandardInput
{
    public required Actor Actor { get; init; }

    public required Guid Draft { get; init; }

    /// <summary>Of the draft as it was read.</summary>
    public required long Version { get; init; }

    public required string? Reason { get; init; }
}

public sealed record MonthIsClosed(Month Month) : Refusal(
    $"{Month.Year}年{Month.MonthOfYear}月已经关账，核算过的月份不再换标准。从还没关账的月份起用。", "InForceFrom");

public sealed record EarlierThanLastVersion(Month Month) : Refusal(
    $"上一版从{Month.Year}年{Month.MonthOfYear}月起用，新的一版不能比它早。", "InForceFrom");

public sealed record BaseIsNotNewest() : Refusal("起草以后又有新的一版起用了。放弃这份草稿，从新的一版改起，才不会把那一版的改动丢掉。");

public sealed record NothingChanged() : Refusal("和正在用的一版一个字不差，不用再起用。");

public sealed record IssueReasonMissing() : Refusal($"写明依据和原因，1 到 {StandardVersion.ReasonMaxLength} 个字。", nameof(IssueStandardInput.Reason));

/// <summary>
/// Puts a draft in force from its month on: it becomes the next version, with its hash, and never changes again. What is already closed keeps
/// the version by which it was judged.
/// </summary>
public sealed class IssueStandard(TrainingDbContext db, WriteDraft drafts, ClosedMonths closed, TimeProvider clock)
{
    public async Task<Result<StandardVersion>> RunAsync(IssueStandardInput input, CancellationToken ct = default)
    {
        var found = await drafts.FindAsync(input.Draft, input.Version, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var draft = found.Value;
        var read = StandardReader.Read(draft.Json);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        var newest = await drafts.NewestAsync(draft.Code, ct);
        if (await WhyNotAsync(input, draft, read.Value, newest, ct) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        var version = new StandardVersion
        {
            Code = draft.Code, Number = (await db.StandardVersions().Where(v => v.Code == draft.Code).MaxAsync(v => (int?)v.Number, ct) ?? 0) + 1,
            RegionCode = draft.RegionCode, InForceFrom = read.Value.InForceFrom, Json = draft.Json, Sha256 = StandardText.Sha256Of(draft.Json),
            ImportedUtc = now, IssuedBy = input.Actor.AccountId, Reason = input.Reason,
        };
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        db.StandardVersions().Add(version);
        draft.State = DraftState.Issued;
        await AuditTrail.AppendAsync(db, draft.AuditStream(), input.Actor, nameof(IssueStandard), now,
            after: new { version.Number, version.Sha256, inForceFrom = version.InForceFrom.ToString() }, reason: input.Reason, ct: ct);
        var saved = await drafts.SaveAsync(draft, ct);
        if (!saved.Ok)
        {
            return saved.Refusal;
        }

        draft.IssuedAsId = version.Id;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return version;
    }

    private async Task<Refusal?> WhyNotAsync(IssueStandardInput input, StandardDraft draft, StandardDefinition next, StandardVersion? newest, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > StandardVersion.ReasonMaxLength)
        {
            return new IssueReasonMissing();
        }

        if (newest?.Id != draft.BasedOnId)
        {
            return new BaseIsNotNewest();
        }

        if (newest is not null && newest.Sha256 == StandardText.Sha256Of(draft.Json))
        {
            return new NothingChanged();
        }

        return newest?.InForceFrom > next.InForceFrom ? new EarlierThanLastVersion(newest.InForceFrom)
            : await closed.HoldsAsync(next.InForceFrom, draft.RegionCode, ct) ? new MonthIsClosed(next.InForceFrom)
            : null;
    }
}

/// <summary>Answers whether a month can no longer be judged otherwise in a division: its closing day is past, or its check was closed.</summary>
public sealed class ClosedMonths(TrainingDbContext db, TimeProvider clock)
{
    public async Task<bool> HoldsAsync(Month month, long regionCode, CancellationToken ct = default)
    {
        if (await db.CheckRuns().IgnoreQueryFilters().AnyAsync(r => r.Month == month && r.RegionCode == regionCode && r.ClosedUtc != null, ct))
        {
            return true;
        }

        var version = await db.StandardVersions().AsNoTracking().Where(v => v.RegionCode == regionCode && v.InForceFrom <= month)
            .OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        return version is not null && clock.Today() >= StandardInForce.DefinitionOf(version).Settings.ClosesOn(month);
    }
}
