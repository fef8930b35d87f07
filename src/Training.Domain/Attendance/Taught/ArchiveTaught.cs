using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Attendance.Taught;

public sealed record ArchiveTaughtInput
{
    public required Guid SessionKey { get; init; }

    public required RollTaker Taker { get; init; }

    /// <summary>The station topic really taught; null leaves it as planned.</summary>
    public string? TopicCode { get; init; }

    /// <summary>Kept as written; blank takes the outline away.</summary>
    public string? Outline { get; init; }
}

public sealed record OutlineTooLong(int Length) : Refusal($"讲的内容有 {Length} 个字，最多 {TaughtRecord.OutlineMaxLength} 个字。长的写成 PDF 附在下面。", nameof(ArchiveTaughtInput.Outline));

public sealed record NotAStationTopic() : Refusal("讲的是哪一类，从名单里选一个。", nameof(ArchiveTaughtInput.TopicCode));

public sealed record TopicIsCounted() : Refusal("收册以后不能改类别，考核已经按它数了。内容照样可以补。", nameof(ArchiveTaughtInput.TopicCode));

/// <summary>
/// Archives what was taught: the topic, as long as the roll is open, and the outline at any time. The class is archived from the moment
/// on at which there is an outline or a paper, and no longer when there is neither. Doing it twice changes nothing.
/// </summary>
public sealed class ArchiveTaught(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ArchiveTaughtInput input, CancellationToken ct = default)
    {
        var session = await db.Sessions().SingleOrDefaultAsync(s => s.Key == input.SessionKey, ct);
        if (session is null)
        {
            return new NotFound("这次课");
        }

        if (!await input.Taker.MayTakeAsync(db, session.Id, ct))
        {
            return new NotOnTheCard();
        }

        if (session.Status == SessionStatus.Cancelled)
        {
            return new SessionCancelled(session.CancelReason);
        }

        if (input.Outline?.Length > TaughtRecord.OutlineMaxLength)
        {
            return new OutlineTooLong(input.Outline.Length);
        }

        var topic = input.TopicCode ?? session.TopicCode;
        if (topic != session.TopicCode)
        {
            if (session.Status == SessionStatus.Held)
            {
                return new TopicIsCounted();
            }

            if (!await db.Topics().AnyAsync(t => t.Code == topic && t.Vocabulary == TopicVocabulary.Station, ct))
            {
                return new NotAStationTopic();
            }
        }

        await WriteAsync(session, topic, input, ct);
        return default(Done);
    }

    private async Task WriteAsync(Session session, string topic, ArchiveTaughtInput input, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var record = await db.TaughtRecords().SingleOrDefaultAsync(t => t.SessionId == session.Id, ct);
        var outline = string.IsNullOrWhiteSpace(input.Outline) ? null : input.Outline;
        if (record?.Outline == outline && topic == session.TopicCode)
        {
            return;
        }

        var before = new { session.TopicCode, letters = record?.Outline.Length ?? 0, session.MaterialArchived };
        if (outline is null)
        {
            if (record is not null)
            {
                db.TaughtRecords().Remove(record);
            }
        }
        else if (record is null)
        {
            db.TaughtRecords().Add(new TaughtRecord
            {
                SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, Outline = outline, WrittenUtc = now, WrittenBy = input.Taker.Actor.AccountId,
            });
        }
        else
        {
            (record.Outline, record.WrittenUtc, record.WrittenBy) = (outline, now, input.Taker.Actor.AccountId);
        }

        session.TopicCode = topic;
        session.MaterialArchived = outline is not null || await SessionMaterial.IsArchivedAsync(db, session, null, ct);
        await AuditTrail.AppendAsync(
            db, ReachedClass.AuditStream(session), input.Taker.Actor, nameof(ArchiveTaught), now, before,
            new { session.TopicCode, letters = outline?.Length ?? 0, session.MaterialArchived }, ct: ct);
        await db.SaveChangesAsync(ct);
    }
}
