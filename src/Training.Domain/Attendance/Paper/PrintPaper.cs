using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Paper;

public sealed record PrintPaperInput
{
    public required Guid RollKey { get; init; }

    public required RollTaker Taker { get; init; }
}

public sealed record PaperOfClosedRoll() : Refusal("这次课已经收册，不再印新的签到表。以前印的还能录入。");

public sealed record TooManyForPaper() : Refusal($"名单超过 {PaperRules.MostNamed} 人，一张签到表印不下。请用手机点名。");

/// <summary>
/// Lays down a sheet to be printed: the station's regulars of the class's day and who has booked, in the order of the roll, then blank
/// rows. Asked again while nothing of that changed, it is the same sheet with the same code.
/// </summary>
public sealed class PrintPaper(TrainingDbContext db, TakeRoll take, TimeProvider clock)
{
    public async Task<Result<RollPaper>> RunAsync(PrintPaperInput input, CancellationToken ct = default)
    {
        var sheet = await take.RunAsync(input.RollKey, input.Taker, ct);
        if (!sheet.Ok)
        {
            return sheet.Refusal;
        }

        if (sheet.Value.Status == RollStatus.Closed)
        {
            return new PaperOfClosedRoll();
        }

        if (sheet.Value.NotYet is SessionCancelled cancelled)
        {
            return cancelled;
        }

        var session = await db.Sessions().SingleAsync(s => s.Key == input.RollKey, ct);
        List<Guid> attendees = [.. sheet.Value.Lines.Where(l => l.Kind is LineKind.Member or LineKind.Guest).Select(l => l.AttendeeKey)];
        if (attendees.Count > PaperRules.MostNamed)
        {
            return new TooManyForPaper();
        }

        var latest = await db.RollPapers().Where(p => p.SessionId == session.Id).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
        if (latest is not null && latest.Attendees.SequenceEqual(attendees))
        {
            return latest;
        }

        var nowUtc = clock.UtcNow();
        var paper = new RollPaper
        {
            Key = Guid.CreateVersion7(),
            Code = CardCode.New().Short,
            SessionId = session.Id,
            StationId = session.StationId,
            RegionCode = session.RegionCode,
            Attendees = attendees,
            BlankRows = PaperRules.BlankRows(attendees.Count),
            PrintedUtc = nowUtc,
            PrintedBy = input.Taker.Actor.AccountId,
        };
        db.RollPapers().Add(paper);
        await AuditTrail.AppendAsync(
            db, ReachedClass.AuditStream(session), input.Taker.Actor, nameof(PrintPaper), nowUtc,
            after: new { signInSheet = paper.Key, printedRows = attendees.Count, blankRows = paper.BlankRows }, ct: ct, regionCode: session.RegionCode);
        await db.SaveChangesAsync(ct);
        return paper;
    }
}
