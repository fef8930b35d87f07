using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// Opens, checks, lists and ends the sessions of accounts. A family's first use of a day is also a resident's sign-in of that day, the
/// figure of item Z3: a session lasts half a year, and who uses it is signed in.
/// </summary>
public sealed class AccountSessions(TrainingDbContext db, SessionBook book, TimeProvider clock)
{
    /// <summary>Somebody who signs in on several devices at one moment is let in on each; more at once than this are no person's.</summary>
    private const int Attempts = 20;

    public async Task<AccountSession> OpenAsync(long accountId, string device, string way, TimeSpan lasts, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryOpenAsync(accountId, device, way, lasts, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts && db.Database.CurrentTransaction is null)
            {
                // Another sign-in of the account took the next place in its history.
                foreach (var staged in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).ToList())
                {
                    staged.State = EntityState.Detached;
                }
            }
        }
    }

    private async Task<AccountSession> TryOpenAsync(long accountId, string device, string way, TimeSpan lasts, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var now = clock.UtcNow();
        var session = new AccountSession
        {
            // Random, not ordered by time: the cookie names it.
            Key = Guid.NewGuid(), AccountId = accountId, StartedUtc = now, LastsHours = (int)lasts.TotalHours,
            Device = device.Length <= AccountSession.DeviceMaxLength ? device : device[..AccountSession.DeviceMaxLength],
        };
        session.Seen(now);
        db.AccountSessions().Add(session);
        await AuditTrail.AppendAsync(db, StreamOf(accountId), new Actor(accountId), "SignIn", now, after: new { way }, ct: ct);
        await ResidentSignIns.NoteAsync(db, accountId, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        book.Note(session.Key, accountId);
        return session;
    }

    /// <summary>Whether the browser is still let in; writes down that it was seen, not more often than the rules say.</summary>
    public async Task<bool> IsOpenAsync(Guid key, CancellationToken ct = default)
    {
        if (book.IsKnownOpen(key))
        {
            return true;
        }

        var now = clock.UtcNow();
        var session = await db.AccountSessions().SingleOrDefaultAsync(s => s.Key == key, ct);
        if (session is null || !session.IsOpen(now))
        {
            return false;
        }

        var isNewDay = ShanghaiTime.DateOf(session.LastSeenUtc) != ShanghaiTime.DateOf(now);
        if (isNewDay || now - session.LastSeenUtc >= SessionRules.SeenEvery)
        {
            session.Seen(now);
            await ResidentSignIns.NoteAsync(db, session.AccountId, now, ct);
            await db.SaveChangesAsync(ct);
        }

        book.Note(key, session.AccountId);
        return true;
    }

    public async Task<IReadOnlyList<AccountSession>> ListAsync(long accountId, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        return await db.AccountSessions().AsNoTracking().Where(s => s.AccountId == accountId && s.EndedUtc == null && s.ExpiresUtc > now)
            .OrderByDescending(s => s.LastSeenUtc).ThenByDescending(s => s.Id).ToListAsync(ct);
    }

    /// <summary>Ends one session of the account; ending what is over already is no mistake.</summary>
    public async Task<Result<Done>> EndAsync(long accountId, Guid key, SessionEnding ending, Actor actor, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var session = await db.AccountSessions().SingleOrDefaultAsync(s => s.Key == key && s.AccountId == accountId, ct);
        if (session is null)
        {
            return new NotFound("这台设备的登录");
        }

        if (session.EndedUtc is null)
        {
            session.End(ending, now);
            await AuditTrail.AppendAsync(db, StreamOf(accountId), actor, "EndSession", now, after: new { session.Id, ending }, ct: ct);
            await db.SaveChangesAsync(ct);
        }

        book.Forget(key);
        return default(Done);
    }

    /// <summary>Ends all sessions but one, with an entry of its own.</summary>
    public async Task<int> EndAllAsync(long accountId, Guid? except, SessionEnding ending, Actor actor, CancellationToken ct = default)
    {
        var count = await StageEndAllAsync(accountId, except, ending, ct);
        if (count > 0)
        {
            await AuditTrail.AppendAsync(db, StreamOf(accountId), actor, "EndSessions", clock.UtcNow(), after: new { count, ending }, ct: ct);
            await db.SaveChangesAsync(ct);
        }

        book.ForgetAccount(accountId);
        return count;
    }

    /// <summary>The same within the caller's own save, for use cases that end the sessions besides what they are about.</summary>
    public async Task<int> StageEndAllAsync(long accountId, Guid? except, SessionEnding ending, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var open = await db.AccountSessions().Where(s => s.AccountId == accountId && s.EndedUtc == null && s.Key != except).ToListAsync(ct);
        open.ForEach(s => s.End(ending, now));
        book.ForgetAccount(accountId);
        return open.Count;
    }

    public static string StreamOf(long accountId) => $"account/{accountId}";
}
