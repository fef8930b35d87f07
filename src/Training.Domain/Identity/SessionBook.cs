using System.Collections.Concurrent;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// What this process lately learnt of sessions, so that not every request asks the database. What is ended in this process is forgotten at
/// once; what another machine ends is noticed after a quarter of a minute.
/// </summary>
public sealed class SessionBook(TimeProvider clock)
{
    private const int MostKept = 20_000;

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Line> lines = new();

    public bool IsKnownOpen(Guid session) =>
        lines.TryGetValue(session, out var line) && line.TrustedUntilUtc > clock.UtcNow() && ShanghaiTime.DateOf(clock.UtcNow()) == line.Day;

    public void Note(Guid session, long account)
    {
        if (lines.Count > MostKept)
        {
            lines.Clear();
        }

        lines[session] = new Line(account, clock.UtcNow() + Trusted, clock.Today());
    }

    public void Forget(Guid session) => lines.TryRemove(session, out _);

    public void ForgetAccount(long account)
    {
        foreach (var (session, line) in lines)
        {
            if (line.Account == account)
            {
                lines.TryRemove(session, out _);
            }
        }
    }

    private sealed record Line(long Account, DateTime TrustedUntilUtc, DateOnly Day);
}
