using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record PilotDraft
{
    public required long? RegionCode { get; init; }

    public string? Place { get; init; }

    public required string Theme { get; init; }

    public required DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public string? Result { get; init; }
}

public sealed record WritePilotInput
{
    public required Actor Actor { get; init; }

    /// <summary>Null enters a new pilot.</summary>
    public Guid? Key { get; init; }

    public required PilotDraft Draft { get; init; }

    public long? Version { get; init; }
}

public sealed record PilotNeedsRegion() : Refusal("还没有选在哪里试，或者这里不归您管。", nameof(PilotDraft.RegionCode));

public sealed record PilotNeedsTheme() : Refusal("还没有写试点内容，比如“失智照护入户送学”。", nameof(PilotDraft.Theme));

public sealed record PilotNeedsFrom() : Refusal("还没有写从哪一天起。", nameof(PilotDraft.From));

public sealed record PilotEndsBeforeItBegins() : Refusal("结束的日子早于开始的日子。请核对这两个日期。", nameof(PilotDraft.Until));

/// <summary>Enters a pilot, or changes it and writes down what came of it.</summary>
public sealed class WritePilot(TrainingDbContext db, TimeProvider clock)
{
    public static IEnumerable<Refusal> Check(PilotDraft draft)
    {
        if (draft.RegionCode is null)
        {
            yield return new PilotNeedsRegion();
        }

        if (string.IsNullOrWhiteSpace(draft.Theme))
        {
            yield return new PilotNeedsTheme();
        }

        if (draft.From is null)
        {
            yield return new PilotNeedsFrom();
        }

        if (draft.Until < draft.From)
        {
            yield return new PilotEndsBeforeItBegins();
        }

        foreach (var refusal in new[]
        {
            OrganizationRules.Text("试点内容", draft.Theme, Pilot.ThemeMaxLength, nameof(draft.Theme)),
            OrganizationRules.Text("地点", draft.Place, Pilot.PlaceMaxLength, nameof(draft.Place)),
            draft.Result?.Length > Pilot.ResultMaxLength ? new TextTooLong("成效", draft.Result.Length, Pilot.ResultMaxLength, nameof(draft.Result)) : null,
        }.OfType<Refusal>())
        {
            yield return refusal;
        }
    }

    public async Task<Result<Guid>> RunAsync(WritePilotInput input, CancellationToken ct = default)
    {
        if (Check(input.Draft).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        var draft = input.Draft;
        var code = draft.RegionCode!.Value;
        var pilot = input.Key is { } key ? await db.Pilots().SingleOrDefaultAsync(p => p.Key == key, ct) : new Pilot { Key = Guid.CreateVersion7(), Theme = draft.Theme };
        if (pilot is null)
        {
            return new NotFound("这个试点");
        }

        if (!db.Scope.Holds(code)
            || (code != pilot.RegionCode && !await db.RegionsInForce().AnyAsync(r => r.Code == code && r.Level != RegionLevel.Province && r.Level != RegionLevel.City, ct)))
        {
            return new PilotNeedsRegion();
        }

        if (input.Version is { } read && read != pilot.Version)
        {
            return new ChangedMeanwhile();
        }

        var before = pilot.Id == 0 ? null : Facts(pilot);
        (pilot.RegionCode, pilot.Place, pilot.Theme) = (code, OrganizationRules.OrNothing(draft.Place), draft.Theme);
        (pilot.FromDate, pilot.UntilDate, pilot.Result) = (draft.From!.Value, draft.Until, OrganizationRules.OrNothing(draft.Result));
        if (pilot.Id == 0)
        {
            db.Pilots().Add(pilot);
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await AuditTrail.AppendAsync(db, pilot.AuditStream(), input.Actor, nameof(WritePilot), clock.UtcNow(), before, Facts(pilot), ct: ct, regionCode: pilot.RegionCode);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return pilot.Key;
    }

    private static object Facts(Pilot pilot) => new { pilot.RegionCode, pilot.Place, pilot.Theme, pilot.FromDate, pilot.UntilDate, HasResult = pilot.Result is not null };
}
