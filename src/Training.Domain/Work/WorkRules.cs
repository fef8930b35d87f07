using System.Globalization;

namespace Training.Domain.Work;

/// <summary>How patient the queue is. One set for all kinds of work; the tests use a quicker one.</summary>
public sealed record WorkPace
{
    /// <summary>How often a runner writes that it lives and how far it is.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A running item without a heartbeat for so long is stalled.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A handler that reports nothing for so long hangs, although its process lives: the attempt ends as failed.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Wait after the first failure; four times longer after each further one.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long work waits that found no room on the disk.</summary>
    public TimeSpan WaitForRoom { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the dispatcher looks at the rows without being told, for items that another process saved.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The waits so many times shorter, for drills (setting Work:Hurry). What a runner may take before it is held for dead stays.</summary>
    public WorkPace Hurried(double times) => this with
    {
        WaitForRoom = WaitForRoom / times, FirstBackOff = FirstBackOff / times, LongestBackOff = LongestBackOff / times, Look = Look / Math.Min(times, 10),
    };
}

/// <summary>What may happen to a work item in which state, and when it is tried again.</summary>
public static class WorkRules
{
    public const int MostErrorLetters = 1000;
    public const int MostSummaryLetters = 500;

    /// <summary>Attempts that a person grants by 再试一次.</summary>
    public const int MoreAttempts = 3;

    /// <summary>
    /// Starts of one item after which a process that ended under it is held against it. Before that a power cut or a kill is nobody's failure
    /// and costs no attempt.
    /// </summary>
    public const int MostStarts = 12;

    public static bool IsOpen(WorkStatus status) => status is WorkStatus.Queued or WorkStatus.Running or WorkStatus.Waiting;

    /// <summary>Somebody must look at it: it stands still and will not move by itself.</summary>
    public static bool NeedsSomebody(WorkStatus status) => status is WorkStatus.Refused or WorkStatus.Failed;

    public static bool MayRetry(WorkStatus status) => status is WorkStatus.Refused or WorkStatus.Failed or WorkStatus.Cancelled;

    public static bool HasAttemptsLeft(WorkItem item) => item.Attempts < item.MaxAttempts;

    public static TimeSpan BackOff(int attempts, WorkPace pace)
    {
        var wait = pace.FirstBackOff * Math.Pow(4, Math.Clamp(attempts - 1, 0, 20));
        return wait < pace.LongestBackOff ? wait : pace.LongestBackOff;
    }

    public static bool IsStalled(WorkItem item, DateTime nowUtc, WorkPace pace) =>
        item.Status == WorkStatus.Running && (item.HeartbeatUtc ?? item.StartedUtc ?? item.EnqueuedUtc) < nowUtc - pace.StalledAfter;

    /// <summary>
    /// How an item ends whose children have all ended: as the worst of them did, and with that child's sentence. Null while one is open.
    /// </summary>
    public static (WorkStatus Status, string? Error)? EndOf(IReadOnlyCollection<WorkItem> children)
    {
        if (children.Any(child => IsOpen(child.Status)))
        {
            return null;
        }

        foreach (var worst in (WorkStatus[])[WorkStatus.Failed, WorkStatus.Refused, WorkStatus.Cancelled])
        {
            if (children.FirstOrDefault(child => child.Status == worst) is { } child)
            {
                return (worst, child.Error);
            }
        }

        return (WorkStatus.Succeeded, null);
    }

    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}

/// <summary>One step of a work item that has several, as the page shows them side by side.</summary>
public sealed record WorkStage(string Name, int Percent)
{
    public const int MostLetters = 400;

    public static string? Write(IReadOnlyList<WorkStage>? stages) => stages is null or { Count: 0 }
        ? null
        : WorkRules.Cut(string.Join('|', stages.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}:{Math.Clamp(s.Percent, 0, 100)}"))), MostLetters);

    public static IReadOnlyList<WorkStage> Read(string? written)
    {
        var stages = new List<WorkStage>();
        foreach (var part in (written ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.LastIndexOf(':');
            if (at > 0 && int.TryParse(part.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            {
                stages.Add(new WorkStage(part[..at], Math.Min(percent, 100)));
            }
        }

        return stages;
    }
}
