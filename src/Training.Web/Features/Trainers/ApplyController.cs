using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Audit;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>自愿申报 without an account: the form, the receipt, the look-up of the state, and the mended form.</summary>
[AllowAnonymous]
public sealed class ApplyController(PoolForms forms, PlaceNames places) : Controller
{
    public const string RateLimit = "pool-apply";

    private const string ReceiptKey = "PoolReceipt";
    private const string NameKey = "PoolName";

    [HttpGet("pool/apply")]
    public async Task<IActionResult> Apply(CancellationToken ct) => View(await forms.FillAsync(new PoolForm(), withUnits: false, ct));

    [HttpPost("pool/apply")]
    [EnableRateLimiting(RateLimit)]
    public async Task<IActionResult> Send([FromServices] ApplyToPool apply, PoolForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var done = await apply.RunAsync(form.Input(Actor.Job, ApplicationWay.ByOneself) with { OrganizationId = null }, ct);
            if (done.Ok)
            {
                (TempData[ReceiptKey], TempData[NameKey]) = (done.Value.Receipt, done.Value.Name);
                return Redirect("/pool/receipt");
            }

            ModelState.Add(done.Refusal);
        }

        return View("Apply", await forms.FillAsync(form, withUnits: false, ct));
    }

    /// <summary>Only in the browser that has just applied; later the number is asked for.</summary>
    [HttpGet("pool/receipt")]
    public IActionResult Receipt() =>
        TempData.Peek(ReceiptKey) is string receipt && TempData.Peek(NameKey) is string name
            ? View(new PoolReceipt(receipt, Guid.Empty, name))
            : Redirect("/pool/progress");

    [HttpGet("pool/progress")]
    public IActionResult Progress() => View(new ProgressForm());

    [HttpPost("pool/progress")]
    [EnableRateLimiting(RateLimit)]
    public async Task<IActionResult> LookUp([FromServices] PoolProgress progress, ProgressForm form, CancellationToken ct)
    {
        form.Found = await progress.RunAsync(form.Receipt, form.Tail, ct);
        if (form.Found is null)
        {
            ModelState.AddModelError(nameof(form.Receipt), "没有找到。看看回执号和手机尾号是不是这一次申报的。");
            return View("Progress", form);
        }

        form.County = await places.OfAsync(form.Found.CountyCode, ct);
        return View("Progress", form);
    }

    [HttpPost("pool/mend")]
    [EnableRateLimiting(RateLimit)]
    public async Task<IActionResult> Mend([FromServices] PoolProgress progress, ProgressForm asked, CancellationToken ct)
    {
        if (await progress.RunAsync(asked.Receipt, asked.Tail, ct) is not { MayApplyAgain: true } found)
        {
            return Redirect("/pool/progress");
        }

        ModelState.Clear();
        var form = new PoolForm
        {
            Name = found.Name, CountyCode = Training.Domain.Regions.RegionCodes.Short(found.CountyCode), UnitName = found.UnitName, Introduction = found.Introduction,
            Receipt = found.Receipt, OldTail = asked.Tail,
        };
        form.Take(found.Facts);
        return View("Apply", await forms.FillAsync(form, withUnits: false, ct));
    }
}
