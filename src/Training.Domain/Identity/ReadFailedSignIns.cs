using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>One try that was turned away, or the lock that followed.</summary>
/// <param name="AccountId">Known, or null.</param>
/// <param name="Tried">Where no account is known: a keyed hash of what was tried, the same for the same.</param>
public sealed record FailedSignIn(
    long EntryId, DateTime AtUtc, string Process, string Stream, long? AccountId, string? Tried, string? Step, string? Why, int? Failed, DateTime? LockedUntilUtc, long RegionCode);

public sealed record FailedSignInPage(IReadOnlyList<FailedSignIn> Lines, int Total, int Locks, int Unknown);

/// <summary>The recent failures at the doors, of the staff and of residents' codes, within the reader's divisions; read from the written history itself.</summary>
public sealed class ReadFailedSignIns(TrainingDbContext db, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>How far back the list goes.</summary>
    public const int Days = 30;

    public static readonly string[] Processes = ["SignInFailed", "LockAccount", "UnlockAccount", "PhoneCodeWrong", "PhoneCodeVoid"];

    public async Task<FailedSignInPage> RunAsync(int page, CancellationToken ct = default)
    {
        var since = ShanghaiTime.ToUtc(clock.Today().AddDays(1 - Days));
        var entries = db.AuditEntries().AsNoTracking().Where(e => e.OccurredUtc >= since && Processes.Contains(e.Process));
        var lines = await entries.OrderByDescending(e => e.OccurredUtc).ThenByDescending(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new FailedSignInPage(
            lines.ConvertAll(LineOf), await entries.CountAsync(ct), await entries.CountAsync(e => e.Process == "LockAccount", ct),
            await entries.CountAsync(e => e.Stream.StartsWith("sign-in/"), ct));
    }

    private static FailedSignIn LineOf(AuditEntry entry)
    {
        using var after = JsonDocument.Parse(entry.AfterJson ?? "{}");
        var root = after.RootElement;
        var account = entry.Stream.StartsWith("account/", StringComparison.Ordinal) && long.TryParse(entry.Stream[8..], out var own) ? own
            : root.TryGetProperty("accountId", out var named) ? named.GetInt64() : (long?)null;
        return new FailedSignIn(
            entry.Id, entry.OccurredUtc, entry.Process, entry.Stream, account, Text("tried"), Text("step"), Text("why"),
            root.TryGetProperty("failed", out var failed) ? failed.GetInt32() : root.TryGetProperty("WrongTries", out var tries) ? tries.GetInt32() : null,
            root.TryGetProperty("lockedUntil", out var until) ? until.GetDateTime().ToUniversalTime() : null, entry.RegionCode);

        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
