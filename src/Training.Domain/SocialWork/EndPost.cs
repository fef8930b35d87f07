using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.SocialWork;

public sealed record EndPostInput
{
    public required Actor Actor { get; init; }

    public required long PostId { get; init; }

    /// <summary>The body whose station it must be; null for the county.</summary>
    public long? OrganizationId { get; init; }

    /// <summary>First day no longer in the post.</summary>
    public required DateOnly Until { get; init; }

    public string? Reason { get; init; }
}

public sealed record PostHasEnded(DateOnly Until) : Refusal($"这个指定{Until.Year}年{Until.Month}月{Until.Day}日已经结束了。");

public sealed record PostEndsBeforeItBegins(DateOnly From) : Refusal(
    $"这个指定从{From.Year}年{From.Month}月{From.Day}日开始，结束要晚于这一天。", nameof(EndPostInput.Until));

public sealed record PostEndOutOfReach(DateOnly Latest) : Refusal($"日期最晚写到{Latest.Year}年{Latest.Month}月{Latest.Day}日。", nameof(EndPostInput.Until));

/// <summary>Ends the post of a social worker at a station; what was served stays as it was.</summary>
public sealed class EndPost(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(EndPostInput input, CancellationToken ct = default)
    {
        var post = await db.SocialWorkerPosts().SingleOrDefaultAsync(p => p.Id == input.PostId, ct);
        var station = post is null ? null : await db.Stations().SingleOrDefaultAsync(
            s => s.Id == post.StationId && (input.OrganizationId == null || s.OrganizationId == input.OrganizationId), ct);
        if (post is null || station is null)
        {
            return new NotFound("这个指定");
        }

        if (post.UntilDate is { } ended)
        {
            return new PostHasEnded(ended);
        }

        if (input.Until <= post.FromDate)
        {
            return new PostEndsBeforeItBegins(post.FromDate);
        }

        var latest = clock.Today().AddDays(NamePost.DaysAhead);
        if (input.Until > latest)
        {
            return new PostEndOutOfReach(latest);
        }

        if (input.Reason?.Length > StationStep.ReasonMaxLength)
        {
            return new StepReasonTooLong(input.Reason.Length);
        }

        post.UntilDate = input.Until;
        var worker = await db.Trainers().Where(t => t.Id == post.TrainerId).Select(t => t.Key).SingleAsync(ct);
        await AuditTrail.AppendAsync(
            db, station.AuditStream(), input.Actor, nameof(EndPost), clock.UtcNow(), new { trainer = worker, from = post.FromDate }, new { until = input.Until },
            string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason, ct);
        return await StationLedger.SaveAsync(db, ct);
    }
}
