using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record AnswerObjectionInput
{
    public required Actor Actor { get; init; }

    public required Guid NoticeKey { get; init; }

    public required Guid ObjectionKey { get; init; }

    /// <summary>成立: strikes off the line that it is against. Null: nothing was chosen.</summary>
    public required bool? Upheld { get; init; }

    public required string Answer { get; init; }
}

public sealed record ObjectionVerdictMissing() : Refusal("选一下：异议成立，还是不成立。", nameof(AnswerObjectionInput.Upheld));

public sealed record ObjectionAnswerBad() : Refusal(
    $"写明核实的情况和依据，{AnswerObjection.AnswerMinLength} 到 {NoticeObjection.AnswerMaxLength} 个字。", nameof(AnswerObjectionInput.Answer));

/// <summary>An officer answers an objection and says whether it is upheld. Until the notice is concluded the answer can be changed; the history keeps both verdicts.</summary>
public sealed class AnswerObjection(TrainingDbContext db, TimeProvider clock)
{
    public const int AnswerMinLength = 5;

    public async Task<Result<Done>> RunAsync(AnswerObjectionInput input, CancellationToken ct = default)
    {
        var notice = await db.PublicNotices().SingleOrDefaultAsync(n => n.Key == input.NoticeKey, ct);
        var objection = notice is null ? null : await db.NoticeObjections().SingleOrDefaultAsync(o => o.Key == input.ObjectionKey && o.NoticeId == notice.Id, ct);
        if (notice is null || objection is null)
        {
            return new NotFound("这条异议");
        }

        if (notice.State != NoticeState.Running)
        {
            return new NoticeIsOver();
        }

        if (input.Upheld is not { } upheld)
        {
            return new ObjectionVerdictMissing();
        }

        if (input.Answer.Trim().Length < AnswerMinLength || input.Answer.Length > NoticeObjection.AnswerMaxLength)
        {
            return new ObjectionAnswerBad();
        }

        var nowUtc = clock.UtcNow();
        var before = objection.AnsweredUtc is null ? null : new { objection.Upheld };
        (objection.AnsweredUtc, objection.AnsweredBy, objection.Upheld, objection.Answer) = (nowUtc, input.Actor.AccountId, upheld, input.Answer);
        // Raises the notice's version: a conclusion that was read before this answer must not be saved after it.
        db.Entry(notice).Property(n => n.Version).IsModified = true;
        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), input.Actor, nameof(AnswerObjection), nowUtc, before, new { objection.Key, objection.Upheld }, ct: ct);
        return await db.SaveOrClashAsync(ct);
    }
}
