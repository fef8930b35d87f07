using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

public sealed record SetFilingTermInput
{
    public required Actor Actor { get; init; }

    /// <summary>The city.</summary>
    public required long RegionCode { get; init; }

    public string? Period { get; init; }

    public DateOnly? BodiesUntil { get; init; }

    public DateOnly? CountyUntil { get; init; }

    public DateOnly? CityUntil { get; init; }
}

public sealed record TermNeedsPeriod() : Refusal("期间写成 2026-10、2026-Q4 或 2026。", nameof(SetFilingTermInput.Period));

public sealed record TermDayMissing(string Who, string On) : Refusal($"填{Who}的最后一天。", On);

public sealed record TermTooEarly(DateOnly From) : Refusal($"{From.Month}月{From.Day}日才关账，关了账才能签字，期限要在那天以后。", nameof(SetFilingTermInput.BodiesUntil));

public sealed record TermOutOfOrder() : Refusal("要先承接主体、再县区、再市局，后面的不能早于前面的。", nameof(SetFilingTermInput.CountyUntil));

/// <summary>The city sets the last days of a period's filings. Those under way get the day of whoever they wait for, with a step that says so.</summary>
public sealed class SetFilingTerm(TrainingDbContext db, FilingDesk desk, StandardInForce standards, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(SetFilingTermInput input, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(input.RegionCode) || RegionCodes.LevelOf(input.RegionCode) != RegionLevel.City)
        {
            return new NotFound("这个市");
        }

        if (!SheetPeriod.TryParse(input.Period, out var period))
        {
            return new TermNeedsPeriod();
        }

        if (await CheckAsync(input, period, ct) is { } refusal)
        {
            return refusal;
        }

        var term = await db.FilingTerms().SingleOrDefaultAsync(t => t.RegionCode == input.RegionCode && t.Period == period.Key, ct);
        var before = term is null ? null : Facts(term);
        if (term is null)
        {
            term = new() { Key = Guid.CreateVersion7(), RegionCode = input.RegionCode, Period = period.Key };
            db.FilingTerms().Add(term);
        }

        (term.BodiesUntil, term.CountyUntil, term.CityUntil) = (input.BodiesUntil!.Value, input.CountyUntil!.Value, input.CityUntil!.Value);
        (term.SetUtc, term.SetBy) = (desk.NowUtc, input.Actor.AccountId);
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        await AuditTrail.AppendAsync(db, term.AuditStream(), input.Actor, nameof(SetFilingTerm), desk.NowUtc, before, Facts(term), ct: ct, regionCode: term.RegionCode);
        if (await desk.SaveAsync(ct) is { Ok: false } meanwhile)
        {
            return meanwhile.Refusal;
        }

        var range = RegionCodes.RangeOf(input.RegionCode);
        var under = await db.Filings().Where(f => f.Period == period.Key && f.RegionCode >= range.From && f.RegionCode < range.Until).OrderBy(f => f.Id).ToListAsync(ct);
        foreach (var filing in under.Where(f => term.For(f.State) is { } day && day != f.DueOn))
        {
            var was = filing.DueOn;
            filing.DueOn = term.For(filing.State)!.Value;
            var saved = await desk.SaveAsync(
                filing, null, FilingAction.TermSet, input.Actor, nameof(SetFilingTerm), new { DueOn = was }, new { filingState = filing.State, filing.DueOn }, $"期限改到{filing.DueOn.Month}月{filing.DueOn.Day}日", ct);
            if (!saved.Ok)
            {
                return saved.Refusal;
            }
        }

        await transaction.CommitAsync(ct);
        return term.Key;
    }

    private async Task<Refusal?> CheckAsync(SetFilingTermInput input, SheetPeriod period, CancellationToken ct)
    {
        if (input.BodiesUntil is not { } bodies)
        {
            return new TermDayMissing("承接主体", nameof(input.BodiesUntil));
        }

        if (input.CountyUntil is not { } county)
        {
            return new TermDayMissing("县区", nameof(input.CountyUntil));
        }

        if (input.CityUntil is not { } city)
        {
            return new TermDayMissing("市局", nameof(input.CityUntil));
        }

        var closes = (await standards.ForAsync(period.Last, input.RegionCode, ct)).Definition.Settings.ClosesOn(period.Last);
        return bodies < closes || bodies < clock.Today() ? new TermTooEarly(closes > clock.Today() ? closes : clock.Today()) : county < bodies || city < county ? new TermOutOfOrder() : null;
    }

    private static object Facts(FilingTerm term) => new { term.Period, term.BodiesUntil, term.CountyUntil, term.CityUntil };
}
