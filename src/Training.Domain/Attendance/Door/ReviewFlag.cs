using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Door;

public sealed record ReviewFlagInput
{
    public required Guid FlagKey { get; init; }

    public required FlagVerdict? Verdict { get; init; }

    /// <summary>How it was found out.</summary>
    public required string? Note { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record NoVerdict() : Refusal("选一个结论。", nameof(ReviewFlagInput.Verdict));

public sealed record NoFindings() : Refusal("写一句怎么核实的，像“问过本人，老两口合用一部手机”。", nameof(ReviewFlagInput.Note));

public sealed record NoteTooLong() : Refusal($"最多写 {FlagReview.NoteMaxLength} 个字。", nameof(ReviewFlagInput.Note));

/// <summary>Writes down that somebody looked at a flag and what it came to. The roll itself is corrected on the roll, by a mark with a reason.</summary>
public sealed class ReviewFlag(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ReviewFlagInput input, CancellationToken ct = default)
    {
        if (input.Verdict is not { } verdict || !Enum.IsDefined(verdict))
        {
            return new NoVerdict();
        }

        var note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note;
        if (note is null && verdict != FlagVerdict.Seen)
        {
            return new NoFindings();
        }

        if (note?.Length > FlagReview.NoteMaxLength)
        {
            return new NoteTooLong();
        }

        var flag = await db.RollFlags().FirstOrDefaultAsync(f => f.Key == input.FlagKey, ct);
        if (flag is null)
        {
            return new NotFound("这条提示");
        }

        var nowUtc = clock.UtcNow();
        var before = flag.Verdict;
        flag.Verdict = verdict;
        db.FlagReviews().Add(new FlagReview
        {
            FlagId = flag.Id, StationId = flag.StationId, RegionCode = flag.RegionCode, Verdict = verdict, Note = note,
            AccountId = input.Actor.AccountId, AtUtc = nowUtc,
        });
        await AuditTrail.AppendAsync(
            db, flag.AuditStream(), input.Actor, nameof(ReviewFlag), nowUtc, before is null ? null : new { verdict = before }, new { verdict }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }
}
