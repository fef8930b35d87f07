using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Web.Hosting;

namespace Training.Web.Features.Work;

/// <summary>后台任务: what runs, what waits, what stands still and why; the city starts it again, auditors read.</summary>
public sealed class WorkController(WorkPages pages, StopWork stop, RetryWork retry, IJobBoard board) : Controller
{
    [HttpGet("/jobs")]
    [Authorize(Policy = Policies.Jobs)]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await pages.BoardAsync(ct));

    /// <summary>The part of the page that changes, for the island that keeps it fresh.</summary>
    [HttpGet("/jobs/board")]
    [Authorize(Policy = Policies.Jobs)]
    public async Task<IActionResult> Board(CancellationToken ct) => PartialView("_Board", await pages.BoardAsync(ct));

    [HttpGet("/jobs/items/{id:long}")]
    [Authorize(Policy = Policies.Jobs)]
    public async Task<IActionResult> Item(long id, CancellationToken ct) =>
        await pages.ItemAsync(id, ct) is { } page ? View(page) : NotFound();

    [HttpPost("/jobs/items/{id:long}/retry")]
    [Authorize(Policy = Policies.RunJobs)]
    public async Task<IActionResult> Retry(long id, CancellationToken ct) =>
        Answer(await retry.RunAsync(id, AccountClaims.ActorOf(User), ct), "已经放回队列，轮到就做。");

    [HttpPost("/jobs/items/{id:long}/stop")]
    [Authorize(Policy = Policies.RunJobs)]
    public async Task<IActionResult> Stop(long id, CancellationToken ct) =>
        Answer(await stop.RunAsync(id, AccountClaims.ActorOf(User), ct), "停下了。改主意了，在“最近结束的”里点“再试一次”。");

    [HttpPost("/jobs/clock/{job}/start")]
    [Authorize(Policy = Policies.RunJobs)]
    public async Task<IActionResult> Start(string job, CancellationToken ct) => Answer(await board.StartAsync(job, ct), "已经开始跑了。");

    private IActionResult Answer(Result<Done> result, string done)
    {
        if (result.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[result.Ok ? "Done" : "Refused"] = result.Refusal?.Message ?? done;
        return RedirectToAction(nameof(Index));
    }
}
