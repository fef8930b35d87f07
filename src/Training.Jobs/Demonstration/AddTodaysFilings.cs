using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Work;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Files the last closed quarter in the demonstration, by the product's own use cases and by the people whose step it is: one county's sheet is
/// accepted, others wait for the city, for the county, for a body. Done once a quarter; what people do with them afterwards is left alone.
/// </summary>
public sealed class AddTodaysFilings(TrainingDbContext db, IOfficers officers, StandardInForce standards, EvaluateStandard evaluate, RecordTitles titles, RecordFacts facts, WorkQueue queue, TimeProvider clock)
{
    private static readonly FilingState[] States = [FilingState.Accepted, FilingState.InReview, FilingState.Returned, FilingState.CountyReview, FilingState.Open];

    private static readonly string[] Remarks = ["七月站点检修，停课一周，已补课。", "含市级人才库借用 2 人。"];

    /// <summary>How many were opened.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        if (!await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return 0;
        }

        var period = SheetPeriod.QuarterOf(Month.Of(clock.Today()).AddMonths(-3));
        if (await db.Filings().AnyAsync(f => f.Period == period.Key, ct))
        {
            return 0;
        }

        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).Take(States.Length).ToListAsync(ct);
        var opened = 0;
        for (var i = 0; i < counties.Count; i++)
        {
            var county = counties[i];
            var signer = await AccountAsync(a => a.NormalizedUserName == "HUALONG" || a.NormalizedUserName == "QINGFENG" || a.NormalizedUserName!.StartsWith("COUNTY-"), county.Code, ct);
            var city = await db.Accounts().FirstOrDefaultAsync(a => a.NormalizedUserName == "CITY", ct);
            if (signer is not null && city is not null && await FileAsync(county, period, States[i], signer, city, ct))
            {
                opened++;
            }

            db.ChangeTracker.Clear();
        }

        return opened;
    }

    private async Task<bool> FileAsync(Region county, SheetPeriod period, FilingState state, Account signer, Account city, CancellationToken ct)
    {
        var standard = await standards.ForAsync(period.Last, county.Code, ct);
        var start = ShanghaiTime.ToUtc(standard.Definition.Settings.ClosesOn(period.Last).AddDays(1), new TimeOnly(9, 30));
        FilingDesk Desk(int day) => new(db, officers, standards, queue, At(start, day));
        MakeSnapshot Snapshots(int day) => new(db, new(db, standards, evaluate, At(start, day)), facts, titles, At(start, day));

        var clockOfDay = At(start, 0);
        var opening = new OpenFiling(db, new(db, standards, evaluate, clockOfDay), Desk(0), clockOfDay);
        var lead = (await opening.BodiesAsync(county, period, ct)).FirstOrDefault();
        var opened = lead is null ? default : await opening.RunAsync(
            new() { Actor = new(signer.Id), County = RegionCodes.Short(county.Code), Period = period.Key, Lead = lead.Key }, ct);
        if (lead is null || !opened.Ok)
        {
            return false;
        }

        var filing = await db.Filings().SingleAsync(f => f.Key == opened.Value, ct);
        var parts = await db.FilingParts().Where(p => p.FilingId == filing.Id).OrderBy(p => p.Id).ToListAsync(ct);
        await new WriteRemark(db, Desk(1), standards).AddAsync(new() { Actor = new(signer.Id), SheetKey = filing.Key, Item = "J2", Text = Remarks[filing.Id % 2] }, ct);
        foreach (var part in state == FilingState.Open ? parts.Take(parts.Count / 2) : parts)
        {
            var own = part.OrganizationId;
            var body = await AccountAsync(a => a.OrganizationId == own && a.NormalizedUserName!.StartsWith("ORGANIZATION"), county.Code, ct);
            var draft = await Snapshots(2).RunAsync(filing, part, ct);
            if (body is null || !(await new SignPart(db, Desk(2), Snapshots(2)).RunAsync(new() { Actor = new(body.Id), PartKey = part.Key, Confirms = new(body.DisplayName, draft.Sha256) }, ct)).Ok)
            {
                return true;
            }
        }

        if (state is FilingState.Open or FilingState.CountyReview)
        {
            return true;
        }

        var sheet = await Snapshots(4).RunAsync(filing, null, ct);
        await new SignFiling(db, Desk(4), Snapshots(4)).RunAsync(
            new() { Actor = new(signer.Id), FilingKey = filing.Key, Opinion = "情况属实，同意上报。", Confirms = new(signer.DisplayName, sheet.Sha256) }, ct);
        await new ReviewFiling(db, Desk(5)).ReceiveAsync(new(city.Id), filing.Key, ct);
        var decided = new ReviewFilingInput { Actor = new(city.Id), FilingKey = filing.Key, Opinion = "数据和材料核对一致。", Confirms = new(city.DisplayName, sheet.Sha256) };
        switch (state)
        {
            case FilingState.Returned:
                await new ReturnFiling(db, Desk(8), standards).ToCountyAsync(
                    new(city.Id), filing.Key, [new("J2", "有两次课的点名册没有签名页，请补照片。"), new("S4", "满意度回访只有一半，请说明。")], ct);
                break;
            case FilingState.Accepted:
                await new ReviewFiling(db, Desk(9)).ApproveAsync(decided, ct);
                await new ReviewFiling(db, Desk(11)).AcceptAsync(decided, ct);
                await PayAsync(new KeepSubsidies(db, Desk(13), At(start, 13)), filing, parts, city, ShanghaiTime.DateOf(At(start, 13).GetUtcNow().UtcDateTime), ct);
                break;
        }

        return true;
    }

    /// <summary>What each body got on the accepted sheet; one amount was entered wrongly and struck out.</summary>
    private static async Task PayAsync(KeepSubsidies ledger, CountyFiling filing, IReadOnlyList<FilingPart> parts, Account city, DateOnly day, CancellationToken ct)
    {
        foreach (var (part, index) in parts.Select((p, i) => (p, i)))
        {
            var input = new EnterSubsidyInput
            {
                Actor = new(city.Id), FilingKey = filing.Key, Part = part.Key, Fund = index % 2 == 0 ? SubsidyFund.Lottery : SubsidyFund.Employment, Amount = 18_000 + (2_400 * index), DecidedOn = day, Document = "濮财社〔2026〕47号",
            };
            var entered = await ledger.EnterAsync(input, ct);
            if (index == 0 && entered.Ok)
            {
                await ledger.StrikeAsync(new(city.Id), entered.Value, "金额登记有误，按文件重登。", ct);
                await ledger.EnterAsync(input with { Amount = 16_800 }, ct);
            }
        }
    }

    private Moment At(DateTime start, int day)
    {
        var (wanted, now) = (start.AddDays(day), clock.UtcNow());
        return new(wanted < now ? wanted : now);
    }

    private async Task<Account?> AccountAsync(System.Linq.Expressions.Expression<Func<Account, bool>> which, long county, CancellationToken ct) => await db.Accounts().Where(which)
        .Where(a => db.AccountRegions().Any(r => r.AccountId == a.Id && r.RegionCode == county)).OrderBy(a => a.Id).FirstOrDefaultAsync(ct);
}
