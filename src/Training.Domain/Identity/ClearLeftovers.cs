using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// What signing in leaves behind and no record needs: codes that opened or ran out, the words and addresses of messages that were handed
/// over, sessions that ended. How long each stays are the rules of retention that are counted in days; nobody has to confirm. Run twice it
/// finds nothing the second time and writes nothing.
/// </summary>
public sealed class ClearLeftovers(TrainingDbContext db, TimeProvider clock)
{
    public const string Codes = "phone-code";
    public const string Messages = "message";
    public const string Sessions = "session";

    public sealed record Cleared(int Codes, int Messages, int Sessions)
    {
        public bool Nothing => this is { Codes: 0, Messages: 0, Sessions: 0 };
    }

    public async Task<Cleared> RunAsync(CancellationToken ct = default)
    {
        await db.OverwriteWhatIsDeletedAsync(ct);
        Cleared cleared;
        await using (var transaction = await OwnTransaction.BeginAsync(db, ct))
        {
            cleared = new Cleared(await CodesAsync(BeforeOf(Codes), ct), await MessagesAsync(BeforeOf(Messages), ct), await SessionsAsync(BeforeOf(Sessions), ct));
            if (cleared.Nothing)
            {
                return cleared;
            }

            await AuditTrail.AppendAsync(
                db, "leftovers/nightly", Actor.Job, nameof(ClearLeftovers), clock.UtcNow(),
                after: new { codes = cleared.Codes, messages = cleared.Messages, sessions = cleared.Sessions }, ct: ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await db.EmptyWriteAheadLogAsync(ct);
        return cleared;
    }

    /// <summary>Start of the first day that stays, in Asia/Shanghai.</summary>
    private DateTime BeforeOf(string rule) => ShanghaiTime.ToUtc(RetentionRules.All.Single(r => r.Code == rule).Before(clock.Today())!.Value);

    private Task<int> CodesAsync(DateTime before, CancellationToken ct) => db.PhoneCodes().Where(c => c.ExpiresUtc < before).ExecuteDeleteAsync(ct);

    /// <summary>That something was sent, when and how it ended stays. What still waits to be sent is never touched.</summary>
    private Task<int> MessagesAsync(DateTime before, CancellationToken ct)
    {
        byte[] gone = [];
        return db.OutgoingMessages()
            .Where(m => m.State != MessageState.Waiting && m.CreatedUtc < before && (m.SentUtc ?? m.CreatedUtc) < before && m.AddressSealed != gone)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.AddressSealed, gone).SetProperty(m => m.Text, (string?)null).SetProperty(m => m.TextSealed, (byte[]?)null), ct);
    }

    /// <summary>The last one of each account stays: it says when the account was used last.</summary>
    private Task<int> SessionsAsync(DateTime before, CancellationToken ct) =>
        db.AccountSessions()
            .Where(s => (s.EndedUtc ?? s.ExpiresUtc) < before && db.AccountSessions().Any(later => later.AccountId == s.AccountId && later.Id > s.Id))
            .ExecuteDeleteAsync(ct);
}
