using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Papers;
using Training.Domain.People.Privacy;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Privacy;

/// <summary>
/// Opens one masked value for a purpose, and takes a copy of everything for the person who asks. What is opened stands on the page for a
/// minute, is never part of an address and is kept by no cache.
/// </summary>
public sealed class UnmaskController(PersonalPages pages, UnmaskPersonalValue unmask, ExportPersonalData export) : Controller
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [HttpGet("privacy/people/{person:guid}/open")]
    [Authorize(Policy = Policies.Unmask)]
    public async Task<IActionResult> Ask(Guid person, UnmaskForm form, CancellationToken ct) => await OpenPageAsync(person, form, null, ct);

    [HttpPost("privacy/people/{person:guid}/open")]
    [Authorize(Policy = Policies.Unmask)]
    public async Task<IActionResult> Open(Guid person, UnmaskForm form, CancellationToken ct)
    {
        var opened = await unmask.RunAsync(
            new() { PersonKey = person, Field = form.Field, Purpose = form.Purpose, Words = form.Words, Actor = AccountClaims.ActorOf(User) }, ct);
        if (opened.Refusal is { } refusal)
        {
            return refusal is NotFound ? NotFound() : await RefusedAsync(refusal, () => OpenPageAsync(person, form, null, ct));
        }

        Response.Headers.CacheControl = "no-store";
        return await OpenPageAsync(person, form, opened.Value, ct);
    }

    [HttpGet("privacy/people/{person:guid}/copy")]
    [Authorize(Policy = Policies.DecidePrivacy)]
    public async Task<IActionResult> AskCopy(Guid person, CancellationToken ct) => await CopyPageAsync(person, new CopyForm(), ct);

    [HttpPost("privacy/people/{person:guid}/copy")]
    [Authorize(Policy = Policies.DecidePrivacy)]
    public async Task<IActionResult> Copy(Guid person, CopyForm form, CancellationToken ct)
    {
        var made = await export.RunAsync(new() { PersonKey = person, Form = form.Kind, Words = form.Words, Actor = AccountClaims.ActorOf(User) }, ct);
        if (made.Refusal is { } refusal)
        {
            return refusal is NotFound ? NotFound() : await RefusedAsync(refusal, () => CopyPageAsync(person, form, ct));
        }

        Response.Headers.CacheControl = "no-store";
        return form.Kind switch
        {
            ExportForm.Word => File(WordPaper.Write(ExportPersonalData.PaperOf(made.Value!)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "个人信息副本.docx"),
            ExportForm.Json => File(JsonSerializer.SerializeToUtf8Bytes(made.Value, Written), "application/json", "个人信息副本.json"),
            _ => View("Copied", made.Value),
        };
    }

    private Uri Here => new($"{Request.Scheme}://{Request.Host}");

    private async Task<IActionResult> RefusedAsync(Refusal refusal, Func<Task<IActionResult>> page)
    {
        ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
        return await page();
    }

    private async Task<IActionResult> OpenPageAsync(Guid person, UnmaskForm form, UnmaskedValue? opened, CancellationToken ct)
    {
        if (await pages.FindAsync(person, ct) is not { } found)
        {
            return NotFound();
        }

        form.Next = Url.IsLocalUrl(form.Next) ? form.Next : null;
        var view = new OpenView(found, form, opened);
        if (opened is not null)
        {
            // Works with scripts off. The way back is an address of this site, checked above; it leaves as ASCII.
            Response.Headers["Refresh"] = string.Create(CultureInfo.InvariantCulture, $"{OpenView.Seconds}; url={new Uri(Here, view.Back).PathAndQuery}");
        }

        return View("Open", view);
    }

    private async Task<IActionResult> CopyPageAsync(Guid person, CopyForm form, CancellationToken ct) =>
        await pages.FindAsync(person, ct) is { ErasedUtc: null } found ? View("Copy", new CopyView(found, form)) : NotFound();
}
