using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

public sealed record AskErasureInput
{
    public required Guid PersonKey { get; init; }

    /// <summary>How it was asked and how the asker proved to be the person.</summary>
    public required string? How { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record DecideErasureInput
{
    public required Guid RequestKey { get; init; }

    /// <summary>Null: nobody chose.</summary>
    public required bool? Erase { get; init; }

    public string? Reason { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record ErasureHowMissing() : Refusal("写明本人怎样提出、怎样核对的身份，4 到 500 个字。", nameof(AskErasureInput.How));

public sealed record ErasureAlreadyAsked() : Refusal("这个人已经有一份没办完的注销申请。");

public sealed record ErasureDecisionMissing() : Refusal("选“注销”或者“不注销”。", nameof(DecideErasureInput.Erase));

public sealed record ErasureReasonMissing() : Refusal("不注销要写明法律上的理由，会告诉本人，4 到 500 个字。", nameof(DecideErasureInput.Reason));

public sealed record ErasureDecided() : Refusal("这份申请已经办完了。");

/// <summary>
/// 注销 (《个人信息保护法》第四十七条): a request is written down, an officer of the county decides, and with a yes everything personal goes in
/// the same save: names become a marker where figures count the row, sealed values and the person's key are destroyed. What the law keeps
/// stays and is named with its reason. Figures of the past do not change, and the written history stays whole: it never held the values.
/// </summary>
public sealed class EraseOnRequest(TrainingDbContext db, PersonInReach reach, IEnumerable<IPersonalDataSource> sources, TimeProvider clock)
{
    public async Task<Result<Guid>> AskAsync(AskErasureInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.PersonKey, ct) is not { ErasedUtc: null } person)
        {
            return new NotFound("这个人");
        }

        if (!Written(input.How))
        {
            return new ErasureHowMissing();
        }

        if (PrivacyWords.CarryNumber(input.How))
        {
            return new WordsCarryNumber() with { Field = nameof(AskErasureInput.How) };
        }

        if (await db.ErasureRequests().IgnoreQueryFilters().AnyAsync(e => e.PersonId == person.Id && e.Status == ErasureStatus.Asked, ct))
        {
            return new ErasureAlreadyAsked();
        }

        var now = clock.UtcNow();
        var request = new ErasureRequest
        {
            Key = Guid.CreateVersion7(), PersonId = person.Id, RegionCode = person.RegionCode, Status = ErasureStatus.Asked, AskedUtc = now,
            AskedBy = input.Actor.AccountId, How = input.How!,
        };
        db.ErasureRequests().Add(request);
        await AuditTrail.AppendAsync(
            db, ErasureRequest.AuditStream(request.Key), input.Actor, "AskErasure", now, after: new { person = person.Key, request.Status }, ct: ct);
        await db.SaveChangesAsync(ct);
        return request.Key;
    }

    public async Task<Result<ErasureRequest>> DecideAsync(DecideErasureInput input, CancellationToken ct = default)
    {
        if (await db.ErasureRequests().FirstOrDefaultAsync(e => e.Key == input.RequestKey, ct) is not { } request)
        {
            return new NotFound("这份申请");
        }

        if (request.Status != ErasureStatus.Asked)
        {
            return new ErasureDecided();
        }

        if (input.Erase is not { } erase)
        {
            return new ErasureDecisionMissing();
        }

        if ((!erase && !Written(input.Reason)) || input.Reason?.Length > PrivacyTables.WordsMaxLength)
        {
            return new ErasureReasonMissing();
        }

        if (PrivacyWords.CarryNumber(input.Reason))
        {
            return new WordsCarryNumber() with { Field = nameof(DecideErasureInput.Reason) };
        }

        var before = new { request.Status };
        (request.DecidedUtc, request.DecidedBy) = (clock.UtcNow(), input.Actor.AccountId);
        request.DecisionReason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason;
        request.Status = erase ? ErasureStatus.Done : ErasureStatus.Refused;
        if (erase)
        {
            await db.OverwriteWhatIsDeletedAsync(ct);
            await EraseAsync(request, ct);
        }

        await AuditTrail.AppendAsync(
            db, ErasureRequest.AuditStream(request.Key), input.Actor, "DecideErasure", request.DecidedUtc.Value, before,
            new { request.Status, request.Cleared, kept = request.Kept?.Split('\n').Length ?? 0 }, request.DecisionReason, ct, request.RegionCode);
        await db.SaveChangesAsync(ct);
        await db.EmptyWriteAheadLogAsync(ct);
        return request;
    }

    private async Task EraseAsync(ErasureRequest request, CancellationToken ct)
    {
        var person = await db.People().IgnoreQueryFilters().SingleAsync(p => p.Id == request.PersonId, ct);
        var subject = await reach.SubjectAsync(person, ct);
        var holds = new List<LegalHold>();
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            if (await source.HoldAsync(subject, ct) is { } hold)
            {
                holds.Add(hold);
            }
        }

        subject = subject with { KeepsIdentity = holds.Exists(h => h.KeepsIdentity) };
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            request.Cleared += await source.EraseAsync(subject, ct);
        }

        request.Kept = holds.Count == 0 ? null : string.Join('\n', holds.Select(h => $"{h.What}：{h.Because}"));
    }

    private static bool Written(string? words) => words?.Trim().Length >= UnmaskPersonalValue.WordsMinLength && words.Length <= PrivacyTables.WordsMaxLength;
}
