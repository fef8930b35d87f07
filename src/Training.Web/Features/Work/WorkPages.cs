using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Domain.Work;
using Training.Web.Hosting;

namespace Training.Web.Features.Work;

public sealed record BoardPage(WorkNow Now, IReadOnlyList<ClockLine> Clock, Func<string, string> MarkOf, Disk? Disk, DiskNow Room);

/// <summary>One line of what runs: an item, or a part of the one above it.</summary>
public sealed record RunningRow(WorkItem Item, WorkItem? Whole, string Mark, DateTime NowUtc, bool May);

/// <summary>Space where the data folder lies.</summary>
public sealed record Disk(long FreeBytes, int UsedPercent)
{
    public string Free => FreeBytes >= 10L << 30 ? $"{FreeBytes >> 30} GB" : $"{FreeBytes / (double)(1L << 30):0.0} GB";
}

/// <summary>A clock job with its last runs, padded in front to fourteen: null is a time at which there was none.</summary>
public sealed record ClockLine(ClockJob Job, IReadOnlyList<WorkRun?> Runs)
{
    public WorkRun? Last => Runs[^1];

    public string Spoken =>
        $"最近 {ReadWork.RunsShown} 次：{Count(WorkStatus.Succeeded)} 次做完，{Count(WorkStatus.Failed)} 次没做成，{Runs.Count(r => r is null || r.Status == WorkStatus.Cancelled)} 次没跑";

    private int Count(WorkStatus status) => Runs.Count(r => r?.Status == status);
}

public sealed record ItemPage(OneWork One, string Mark, DateTime NowUtc)
{
    public WorkItem Item => One.Item;

    public IReadOnlyList<WorkRun> Runs => One.Runs;
}

/// <summary>Puts together what the pages of the background work show.</summary>
public sealed class WorkPages(ReadWork work, UploadRoom room, IJobBoard board, DataFolder folder, TimeProvider clock)
{
    public async Task<BoardPage> BoardAsync(CancellationToken ct)
    {
        var jobs = await board.ListAsync(ct);
        var now = await work.NowAsync(jobs.Select(j => j.Job), ct);
        return new BoardPage(now, [.. jobs.Select(j => new ClockLine(j, Padded(now.Runs[j.Job])))], board.MarkOf, DiskOf(), await room.NowAsync(ct));
    }

    public async Task<ItemPage?> ItemAsync(long id, CancellationToken ct) =>
        await work.OneAsync(id, ct) is { } found ? new ItemPage(found, board.MarkOf(found.Item.Kind), clock.UtcNow()) : null;

    private static WorkRun?[] Padded(IReadOnlyList<WorkRun> runs) =>
        [.. Enumerable.Repeat<WorkRun?>(null, ReadWork.RunsShown - runs.Count), .. runs];

    private Disk? DiskOf()
    {
        try
        {
            var drive = new DriveInfo(folder.Root);
            return new Disk(drive.AvailableFreeSpace, (int)(100 - (drive.AvailableFreeSpace * 100 / Math.Max(1, drive.TotalSize))));
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>How this page says states and times.</summary>
public static class WorkWords
{
    /// <summary>今天 02:00, 昨天 18:00, 明天 03:00, else 11月20日 02:00.</summary>
    public static string When(DateTime utc, DateTime nowUtc) => Moments.Of(utc, nowUtc);

    public static string Time(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is likely left, once enough is done to tell.</summary>
    public static string Left(WorkItem item, DateTime nowUtc)
    {
        if (item.StartedUtc is not { } start || item.Progress is < 5 or >= 100)
        {
            return "/";
        }

        return ChineseDates.Duration((nowUtc - start) * ((100 - item.Progress) / (double)item.Progress));
    }

    public static string Used(WorkItem item, DateTime nowUtc) =>
        item.StartedUtc is { } start ? ChineseDates.Duration((item.FinishedUtc ?? nowUtc) - start) : "/";

    public static string Took(WorkRun run) => run.FinishedUtc is { } end
        ? (end - run.StartedUtc).TotalSeconds is < 10 and var seconds ? $"{seconds:0.0#} 秒" : ChineseDates.Duration(end - run.StartedUtc)
        : "/";

    /// <summary>本机 for the machine that shows the page.</summary>
    public static string Machine(string? worker)
    {
        var name = worker?.Split(':')[0];
        return string.IsNullOrEmpty(name) ? "/" : name == Environment.MachineName ? "本机" : name;
    }

    public static string State(WorkStatus status) => status switch
    {
        WorkStatus.Queued => "排队",
        WorkStatus.Running => "正在跑",
        WorkStatus.Succeeded => "做完了",
        WorkStatus.Refused => "不能做",
        WorkStatus.Failed => "没做成",
        WorkStatus.Cancelled => "停下了",
        WorkStatus.Waiting => "分步在做",
    };
}

public static class WorkPagesModule
{
    public static IServiceCollection AddWorkPages(this IServiceCollection services) => services.AddScoped<WorkPages>();
}
