using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>备案和公示: what the counties selected is put on record or sent back, and what is on record is made public in one notice.</summary>
[Authorize(Policy = Policies.RecordTrainers)]
public sealed class RecordController(PoolQueues queues, PoolForms forms, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("trainers/record")]
    public Task<IActionResult> List(CancellationToken ct) => PageAsync(new DecisionForm(), NewNotice(), ct);

    [HttpPost("trainers/record/put")]
    public async Task<IActionResult> Put([FromServices] RecordTrainers record, DecisionForm form, CancellationToken ct)
    {
        var done = await record.RunAsync(form.Input(AccountClaims.ActorOf(User)), ct);
        return done.Ok ? Told($"备案了 {done.Value} 人，可以公示了。") : await RefusedAsync(done.Refusal, form, NewNotice(), ct);
    }

    [HttpPost("trainers/record/back")]
    public async Task<IActionResult> Back([FromServices] SendBackTrainers back, DecisionForm form, CancellationToken ct)
    {
        var done = await back.RunAsync(form.Input(AccountClaims.ActorOf(User)), ct);
        return done.Ok ? Told($"退回了 {done.Value} 人，县区看得到原因。") : await RefusedAsync(done.Refusal, form, NewNotice(), ct);
    }

    [HttpPost("trainers/record/publish")]
    public async Task<IActionResult> Publish([FromServices] PublishTrainers publish, NoticeForm notice, CancellationToken ct)
    {
        var form = new DecisionForm { Keys = notice.Keys };
        if (!ModelState.IsValid)
        {
            return await PageAsync(form, notice, ct);
        }

        var done = await publish.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User),
                Keys = notice.Keys,
                RegionCode = RegionCodes.CityOf(db.Scope.From),
                Title = notice.Title ?? "",
                Body = notice.Body ?? "",
                SupervisionPhone = string.IsNullOrEmpty(notice.SupervisionPhone) ? null : notice.SupervisionPhone,
                WorkingDays = notice.WorkingDays ?? 0,
            },
            ct);
        return done.Ok
            ? Told($"公示了 {done.Value.Items.Count} 人，到 {PoolMarks.Day(done.Value.LastDay)}为止；没有成立的异议，下一个工作日入库。")
            : await RefusedAsync(done.Refusal, form, notice, ct);
    }

    private NoticeForm NewNotice()
    {
        var today = clock.Today();
        return new NoticeForm
        {
            Title = $"{today.Year}年养老服务专业人才库和社工、志愿者队伍拟入库人员公示",
            Body = "按照《濮阳市养老服务技能进街道进社区进家庭活动方案》，经单位推荐、自愿申报、县区择优选拔、市民政局备案，现将拟入库人员名单予以公示。公示期内有异议的，可以在本页提出，也可以打监督电话。",
            WorkingDays = PoolTerms.Shipped.NoticeWorkingDays,
        };
    }

    private IActionResult Told(string words)
    {
        TempData["Done"] = words;
        return Redirect("/trainers/record");
    }

    private Task<IActionResult> RefusedAsync(Refusal refusal, DecisionForm form, NoticeForm notice, CancellationToken ct)
    {
        ModelState.Add(refusal);
        return PageAsync(form, notice, ct);
    }

    private async Task<IActionResult> PageAsync(DecisionForm form, NoticeForm notice, CancellationToken ct)
    {
        var names = (await forms.CountiesAsync(ct)).ToDictionary(c => c.Code, c => c.Name);
        var waiting = await queues.WaitingAsync([TrainerStatus.Selected, TrainerStatus.OnRecord, TrainerStatus.OnNotice], ct);
        return View("Record", new RecordPage(
            [.. waiting.Where(c => c.Status == TrainerStatus.Selected)], [.. waiting.Where(c => c.Status == TrainerStatus.OnRecord)],
            [.. waiting.Where(c => c.Status == TrainerStatus.OnNotice)], names, form, notice, clock.Today()));
    }
}
