using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record CloseOrganizationInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>First day on which it works no longer.</summary>
    public required DateOnly? On { get; init; }

    public required string? Reason { get; init; }
}

public sealed record ClosingNeedsDate() : Refusal("还没有写从哪一天起不再承接。", nameof(CloseOrganizationInput.On));

public sealed record ClosingDateFar() : Refusal("日期离今天太远了，前后各一年以内才行。请核对年份。", nameof(CloseOrganizationInput.On));

public sealed record EndingNeedsReason() : Refusal("写一句原因，以后查得到。", "Reason");

public sealed record ClosedAlready(DateOnly On) : Refusal($"这家已经从 {On.Year}年{On.Month}月{On.Day}日 起不再承接了。");

/// <summary>A body stops. Its stations, papers and history stay where they are; it only takes nothing new.</summary>
public sealed class CloseOrganization(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(CloseOrganizationInput input, CancellationToken ct = default)
    {
        var body = await db.Organizations().SingleOrDefaultAsync(o => o.Key == input.Key, ct);
        if (body is null)
        {
            return new NotFound("这家承接主体");
        }

        if (body.ClosedOn is { } closed)
        {
            return new ClosedAlready(closed);
        }

        var today = clock.Today();
        if (input.On is not { } on)
        {
            return new ClosingNeedsDate();
        }

        if (on < today.AddYears(-1) || on > today.AddYears(1))
        {
            return new ClosingDateFar();
        }

        if (Endings.Refuse(input.Reason) is { } wrong)
        {
            return wrong;
        }

        (body.ClosedOn, body.ClosedBecause) = (on, input.Reason);
        await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(CloseOrganization), clock.UtcNow(), after: new { body.ClosedOn }, reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}

/// <summary>Whatever ends wants a reason of one sentence.</summary>
internal static class Endings
{
    public static Refusal? Refuse(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new EndingNeedsReason() : OrganizationRules.Text("原因", reason, Organization.ReasonMaxLength, "Reason");
}
