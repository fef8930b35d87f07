using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>单位推荐: a body recommends its own people; officers and contributing bureaus choose the unit for which they write.</summary>
[Authorize(Policy = Policies.RecommendTrainers)]
public sealed class RecommendController(PoolForms forms) : Controller
{
    [HttpGet("trainers/recommend")]
    public async Task<IActionResult> Recommend(CancellationToken ct) => View(await FilledAsync(new PoolForm(), ct));

    [HttpPost("trainers/recommend")]
    public async Task<IActionResult> Send([FromServices] ApplyToPool apply, PoolForm form, CancellationToken ct)
    {
        await FilledAsync(form, ct);
        var unit = form.Units.SingleOrDefault(u => u.Id == form.OrganizationId);
        if (ModelState.IsValid)
        {
            var done = await apply.RunAsync(
                form.Input(AccountClaims.ActorOf(User), ApplicationWay.ByUnit) with
                {
                    OrganizationId = unit?.Id,
                    CountyCode = unit is null ? null : RegionCodes.CountyOf(unit.RegionCode),
                    Receipt = null,
                },
                ct);
            if (done.Ok)
            {
                TempData["Done"] = $"推荐了{done.Value.Name}，等县区民政局选拔。回执号 {done.Value.Receipt}，本人凭它和手机尾号查进度。";
                return Redirect(User.May(Policies.Pool) ? $"/trainers/{done.Value.TrainerKey}" : "/trainers/recommend");
            }

            ModelState.Add(unit is null ? new PoolNeedsUnit() : done.Refusal);
        }

        return View("Recommend", form);
    }

    private async Task<PoolForm> FilledAsync(PoolForm form, CancellationToken ct)
    {
        await forms.FillAsync(form, withUnits: true, ct);
        return form;
    }
}
