using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

public sealed record OpenFilingInput
{
    public required Actor Actor { get; init; }

    /// <summary>Six digits.</summary>
    public required string County { get; init; }

    public required string Period { get; init; }

    /// <summary>牵头承接主体; null takes the own body of the caller.</summary>
    public Guid? Lead { get; init; }
}

public sealed record FilingOpenAlready(string Label) : Refusal($"{Label}的填报已经开了，一个县区一期只有一份。", nameof(OpenFilingInput.Period));

public sealed record FilingLeadMissing() : Refusal("选一家牵头的承接主体。要在本县登记、这一期里有在用站点的。", nameof(OpenFilingInput.Lead));

/// <summary>Opens the filing of a county for a period that has begun, with a part-sheet for each body that ran a station in it.</summary>
public sealed class OpenFiling(TrainingDbContext db, BuildStandardSheet sheets, FilingDesk desk, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(OpenFilingInput input, CancellationToken ct = default)
    {
        var asked = await sheets.AskedAsync(input.County, input.Period, ct);
        if (!asked.Ok)
        {
            return asked.Refusal;
        }

        var (county, period) = (asked.Value.County, asked.Value.Period);
        if (await db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).AnyAsync(f => f.RegionCode == county.Code && f.Period == period.Key, ct))
        {
            return new FilingOpenAlready(period.Label);
        }

        var bodies = await BodiesAsync(county, period, ct);
        var lead = bodies.SingleOrDefault(b => input.Lead is { } key ? b.Key == key : b.Id == db.Scope.Organization);
        if (lead is null || !db.Scope.HoldsOrganization(lead.Id))
        {
            return new FilingLeadMissing();
        }

        var due = await desk.DueAsync(county.Code, period.Key, FilingState.Open, Later(clock.Today(), period.Last.LastDay), ct);
        return due.Ok ? await WriteAsync(input.Actor, county, period, lead, bodies, due.Value, ct) : due.Refusal;
    }

    /// <summary>Bodies of the county that ran a station in the period, by name.</summary>
    public async Task<List<Organization>> BodiesAsync(Region county, SheetPeriod period, CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(county.Code);
        var (first, last) = (period.First.FirstDay, period.Last.LastDay);
        return await db.Organizations().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).AsNoTracking()
            .Where(o => db.Set<Stations.Station>().Any(s => s.OrganizationId == o.Id && s.RegionCode >= codes.From && s.RegionCode < codes.Until
                && s.InUseFrom <= last && (s.TakenOffOn == null || s.TakenOffOn > first)))
            .OrderBy(o => o.Id).ToListAsync(ct);
    }

    private async Task<Result<Guid>> WriteAsync(Actor actor, Region county, SheetPeriod period, Organization lead, List<Organization> bodies, DateOnly due, CancellationToken ct)
    {
        var filing = new CountyFiling
        {
            Key = Guid.CreateVersion7(), RegionCode = county.Code, Period = period.Key, LeadOrganizationId = lead.Id, DueOn = due, OpenedUtc = desk.NowUtc, OpenedBy = actor.AccountId, MovedUtc = desk.NowUtc,
        };
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        db.Filings().Add(filing);
        if (await desk.SaveAsync(ct) is { Ok: false })
        {
            return new FilingOpenAlready(period.Label);
        }

        foreach (var body in bodies)
        {
            var part = new FilingPart
            {
                Key = Guid.CreateVersion7(), FilingId = filing.Id, OrganizationId = body.Id, OrganizationName = body.Name, RegionCode = county.Code, IsLead = body.Id == lead.Id,
            };
            db.FilingParts().Add(part);
            await desk.TellBodyAsync(part, $"{county.Name}{period.Label}填报开始了，请签本单位的分表", $"{due:M月d日}以前签好。数由记录算出，备注和材料可以补。", ct);
        }

        var saved = await desk.SaveAsync(
            filing, null, FilingAction.Opened, actor, nameof(OpenFiling), null, new { filing.Period, filingState = filing.State, lead = lead.Key, parts = bodies.Count, filing.DueOn }, null, ct);
        if (!saved.Ok)
        {
            return saved.Refusal;
        }

        await transaction.CommitAsync(ct);
        return filing.Key;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
