using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>What the county enters of a member: papers, hours, leaving and coming back.</summary>
[Authorize(Policy = Policies.KeepPool)]
public sealed class KeepingController(ReadTrainer read, TaughtSessions taught, PoolForms forms, TimeProvider clock) : Controller
{
    [HttpGet("trainers/{key:guid}/keep")]
    public Task<IActionResult> Keep(Guid key, CancellationToken ct) => PageAsync(key, new KeepForm { IsRequired = true }, ct);

    [HttpPost("trainers/{key:guid}/certificates")]
    public async Task<IActionResult> Certificate([FromServices] AddCertificate add, Guid key, KeepForm form, CancellationToken ct) => await AnswerAsync(
        key, form, () => add.RunAsync(new()
        {
            Actor = AccountClaims.ActorOf(User), TrainerKey = key, Name = form.Name, Number = form.Number, Issuer = form.Issuer, IssuedOn = form.IssuedOn,
            ValidUntil = form.ValidUntil, IsRequired = form.IsRequired,
        }, ct), "证书登记好了。扫描件在下面“材料和照片”里传。", ct);

    [HttpPost("trainers/{key:guid}/hours")]
    public async Task<IActionResult> Hours([FromServices] AddTrainingHours add, Guid key, KeepForm form, CancellationToken ct) => await AnswerAsync(
        key, form, () => add.RunAsync(new() { Actor = AccountClaims.ActorOf(User), TrainerKey = key, OnDate = form.OnDate, Hours = form.Hours, What = form.What }, ct),
        "学时记好了。", ct);

    [HttpPost("trainers/{key:guid}/hours/{entry:guid}/strike")]
    public async Task<IActionResult> Strike([FromServices] StrikeTrainingHours strike, Guid key, Guid entry, string? reason, CancellationToken ct) => await AnswerAsync(
        key, new KeepForm(), () => strike.RunAsync(new() { Actor = AccountClaims.ActorOf(User), EntryKey = entry, Reason = reason }, ct), "划掉了，原来的数和原因都留着。", ct);

    [HttpPost("trainers/{key:guid}/leave")]
    public async Task<IActionResult> Leave([FromServices] LeavePool leave, Guid key, KeepForm form, CancellationToken ct) => await AnswerAsync(
        key, form, () => leave.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, LeavingOn = form.LeavingOn, Reason = form.Reason }, ct), "离库办好了。以前上过的课都留着。", ct);

    [HttpPost("trainers/{key:guid}/come-back")]
    public async Task<IActionResult> ComeBack([FromServices] ComeBackToPool back, Guid key, KeepForm form, CancellationToken ct) => await AnswerAsync(
        key, form, () => back.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Keys = [key], Reason = form.Reason }, ct), "申请回库了，从县区选拔开始重新走程序。", ct);

    private async Task<IActionResult> AnswerAsync<T>(Guid key, KeepForm form, Func<Task<Result<T>>> act, string words, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var done = await act();
            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            if (done.Ok)
            {
                TempData["Done"] = words;
                return Redirect($"/trainers/{key}");
            }

            ModelState.Add(done.Refusal);
        }

        return await PageAsync(key, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, KeepForm form, CancellationToken ct)
    {
        var card = await read.RunAsync(key, PoolReader.Officer, ct);
        return card is null ? NotFound() : View("Keep", new KeepPage(await MemberPage.OfAsync(card, taught, forms, clock.Today(), null, ct), form));
    }
}

public sealed class KeepForm
{
    public string? Name { get; set; }

    public string? Number { get; set; }

    public string? Issuer { get; set; }

    public DateOnly? IssuedOn { get; set; }

    public DateOnly? ValidUntil { get; set; }

    public bool IsRequired { get; set; }

    public DateOnly? OnDate { get; set; }

    public decimal? Hours { get; set; }

    public string? What { get; set; }

    public DateOnly? LeavingOn { get; set; }

    public string? Reason { get; set; }
}

public sealed record KeepPage(MemberPage Member, KeepForm Form);
