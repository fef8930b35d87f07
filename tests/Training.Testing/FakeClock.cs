namespace Training.Testing;

/// <summary>
/// A clock that a test sets and moves. It keeps real timers: what the product waits for in a test (a queue, a browser) really happens,
/// only the calendar is the test's.
/// </summary>
public sealed class FakeClock(DateTime utc) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    /// <summary>Wednesday 18 November 2026, 09:00 in Shanghai: a working day in a month that has begun.</summary>
    public static FakeClock Ordinary() => new(new DateTime(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc));

    /// <summary>The instant at which the wall clock in Shanghai shows this.</summary>
    public static FakeClock Shanghai(int year, int month, int day, int hour = 9, int minute = 0) =>
        new(new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).AddHours(-8));

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    public void SetUtc(DateTime utc)
    {
        lock (gate)
        {
            now = new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        }
    }
}
