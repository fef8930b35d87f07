using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Evidence;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>培训记录: the record of a held class on A4, with who came, what was taught and the photos.</summary>
[Authorize(Policy = Policies.ReadRoll)]
public sealed class RecordController(TakeRoll take, ReadTaught taught, ReadClassPhotos photos, RollQuotas quotas) : Controller
{
    [Authorize(Policy = Policies.ReadRoll)]
    [HttpGet("rolls/{key:guid}/record")]
    public async Task<IActionResult> Record(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        var about = await taught.OfAsync(key, User.Taker(), ct);
        if (!about.Ok || sheet.Value.Status != RollStatus.Closed)
        {
            return NotFound();
        }

        return View("Record", new RecordPage(
            sheet.Value, await quotas.ForAsync(sheet.Value.StartedUtc, sheet.Value.RegionCode, ct), about.Value,
            [.. (await photos.OfAsync(key, ct)).Where(p => p.Picture is { IsRemoved: false, Status: AttachmentStatus.Ready })]));
    }
}

public sealed record RecordPage(RollSheet Sheet, RollQuota Quota, TaughtClass Taught, IReadOnlyList<ClassPhotoLine> Photos);
