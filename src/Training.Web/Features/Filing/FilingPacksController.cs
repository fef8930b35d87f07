using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Training.Domain.Filing.Packs;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>佐证材料包 of a signed sheet: made on asking, by a job; who takes one away is written down.</summary>
[Authorize(Policy = Policies.Packs)]
public sealed class FilingPacksController(OrderPack order, TakePack take) : Controller
{
    [HttpPost("filing-snapshots/{key:guid}/packs")]
    public async Task<IActionResult> Order(Guid key, CancellationToken ct)
    {
        var ordered = await order.RunAsync(AccountClaims.ActorOf(User), key, ct);
        if (ordered.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[ordered.Ok ? "Done" : "Refused"] = ordered.Refusal?.Message ?? "开始做了，照片多的要几分钟，做到哪里写在下面。";
        return Redirect($"/filing-snapshots/{key}#packs");
    }

    /// <summary>The ZIP; a download that was broken off goes on from where it stopped.</summary>
    [HttpGet("filing-packs/{key:guid}")]
    public async Task<IActionResult> Take(Guid key, CancellationToken ct)
    {
        var goesOn = Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault() is { From: > 0 };
        if (await take.RunAsync(AccountClaims.ActorOf(User), key, goesOn, ct) is not var (pack, of, content))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-cache";
        return File(content, "application/zip", DocumentWords.PackName(of, pack), pack.MadeUtc, new EntityTagHeaderValue($"\"{pack.Sha256}\""), enableRangeProcessing: true);
    }
}
