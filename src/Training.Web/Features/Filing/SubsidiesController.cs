using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

public sealed record LedgerPage(SubsidyLedger Ledger, int? Year, SubsidyFund? Fund, DateOnly Today);

public sealed record SubsidyPage(FilingView View, SubsidyForm Form);

public sealed class SubsidyForm
{
    public Guid? Part { get; set; }

    public SubsidyFund? Fund { get; set; }

    public string? FundName { get; set; }

    public decimal? Amount { get; set; }

    public DateOnly? DecidedOn { get; set; }

    public string? Document { get; set; }
}

/// <summary>补助台账: amounts on the basis of accepted sheets, and the form with which the city enters one.</summary>
[Authorize(Policy = Policies.Subsidies)]
public sealed class SubsidiesController(ReadSubsidies ledger, KeepSubsidies keep, ReadFiling filings, TimeProvider clock) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpGet("subsidies")]
    public async Task<IActionResult> List(int? year, SubsidyFund? fund, CancellationToken ct) => View("Subsidies", new LedgerPage(await ReadAsync(year, fund, ct), year, fund, clock.Today()));

    [HttpGet("subsidies/ledger.csv")]
    public async Task<IActionResult> Csv(int? year, SubsidyFund? fund, CancellationToken ct) => CsvFile.Of(
        "补助台账",
        ["决定日期", "县区", "期间", "承接主体", "资金来源", "金额（元）", "文号", "依据的表（SHA-256）", "划掉的原因"],
        (await ReadAsync(year, fund, ct)).Lines.Select(l => (string?[])
        [
            CsvFile.Day(l.Entry.DecidedOn), l.County, l.Filing.Period, l.Body, l.Entry.FundName ?? FilingWords.Of(l.Entry.Fund),
            l.Entry.Amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), l.Entry.Document, l.Entry.Sha256, l.Entry.StruckBecause,
        ]));

    [HttpGet("filings/{key:guid}/subsidy")]
    [Authorize(Policy = Policies.WriteSubsidies)]
    public Task<IActionResult> New(Guid key, CancellationToken ct) => FormAsync(key, new(), ct);

    [HttpPost("filings/{key:guid}/subsidy")]
    [Authorize(Policy = Policies.WriteSubsidies)]
    public async Task<IActionResult> Enter(Guid key, SubsidyForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var entered = await keep.EnterAsync(
                new()
                {
                    Actor = Actor, FilingKey = key, Part = form.Part, Fund = form.Fund, FundName = form.FundName, Amount = form.Amount, DecidedOn = form.DecidedOn, Document = form.Document,
                },
                ct);
            if (entered.Ok)
            {
                TempData["Done"] = "记进台账了，承接主体和县区都收到了消息。";
                return Redirect("/subsidies");
            }

            ModelState.Add(entered.Refusal);
        }

        return await FormAsync(key, form, ct);
    }

    [HttpPost("subsidies/{key:guid}/strike")]
    [Authorize(Policy = Policies.WriteSubsidies)]
    public async Task<IActionResult> Strike(Guid key, string? reason, CancellationToken ct)
    {
        var struck = await keep.StrikeAsync(Actor, key, reason, ct);
        if (struck.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[struck.Ok ? "Done" : "Refused"] = struck.Ok ? "划掉了，原来的一笔还看得见。" : struck.Refusal.Message;
        return Redirect("/subsidies");
    }

    private async Task<IActionResult> FormAsync(Guid key, SubsidyForm form, CancellationToken ct) =>
        await filings.FindAsync(key, ct) is { Filing.State: FilingState.Accepted } view ? View("Subsidy", new SubsidyPage(view, form)) : NotFound();

    private Task<SubsidyLedger> ReadAsync(int? year, SubsidyFund? fund, CancellationToken ct) => ledger.RunAsync(new() { Year = year is >= 2000 and <= 2100 ? year : null, Fund = fund }, ct);
}
