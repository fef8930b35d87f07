using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>公示站点: our own addition, for a city that wants its stations published; those never published come first.</summary>
[Authorize(Policy = Policies.RecordStations)]
[Route("stations/notice")]
public sealed class StationNoticeController(TrainingDbContext db, PublishStations publish, Who who) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Page(CancellationToken ct) =>
        PageAsync(new StationNoticeForm { WorkingDays = StationPlan.Shipped.NoticeWorkingDays.ToString(CultureInfo.InvariantCulture) }, ct);

    [HttpPost("")]
    public async Task<IActionResult> Publish(StationNoticeForm form, CancellationToken ct)
    {
        if (!int.TryParse(form.WorkingDays?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            ModelState.AddModelError(nameof(form.WorkingDays), "写一个整数，比如 7。");
        }

        if (ModelState.IsValid)
        {
            var opened = await publish.RunAsync(
                new()
                {
                    Actor = AccountClaims.ActorOf(User),
                    RegionCode = who.Region ?? StationPlan.Shipped.RegionCode,
                    StationKeys = form.StationKeys,
                    WorkingDays = days,
                    SupervisionPhone = string.IsNullOrWhiteSpace(form.SupervisionPhone) ? null : form.SupervisionPhone,
                },
                ct);
            if (opened.Ok)
            {
                return Redirect($"/notice-board/{opened.Value}");
            }

            ModelState.AddModelError(opened.Refusal.Field is nameof(OpenNoticeInput.Lines) ? nameof(form.StationKeys) : opened.Refusal.Field ?? "", opened.Refusal.Message);
        }

        return await PageAsync(form, ct);
    }

    private async Task<IActionResult> PageAsync(StationNoticeForm form, CancellationToken ct)
    {
        var published = (
            from item in db.NoticeItems()
            join notice in db.PublicNotices() on item.NoticeId equals notice.Id
            where notice.Subject == NoticeSubjects.Station && notice.State != NoticeState.Withdrawn
            select item.SubjectKey).Distinct();
        var stations = await db.Stations().AsNoTracking()
            .Where(station => PublishStations.Publishable.Contains(station.Status) && !published.Contains(station.Key))
            .OrderBy(station => station.RegionCode).ThenBy(station => station.Id)
            .Select(station => new StationToPublish(station.Key, station.Name, station.Kind, station.Status, station.RegionCode)).ToListAsync(ct);
        var counties = await db.Regions().Where(region => region.Level == RegionLevel.County).ToDictionaryAsync(region => region.Code, region => region.Name, ct);
        return View("Notice", new StationNoticePage(form, stations, counties));
    }
}

/// <summary>Kept as typed.</summary>
public sealed class StationNoticeForm
{
    public string? WorkingDays { get; set; }

    public string? SupervisionPhone { get; set; }

    public List<Guid> StationKeys { get; set; } = [];
}

public sealed record StationToPublish(Guid Key, string Name, StationKind Kind, StationStatus Status, long RegionCode);

public sealed record StationNoticePage(StationNoticeForm Form, IReadOnlyList<StationToPublish> Stations, IReadOnlyDictionary<long, string> Counties)
{
    public IEnumerable<IGrouping<string, StationToPublish>> ByCounty => Stations.GroupBy(station => Counties.GetValueOrDefault(RegionCodes.CountyOf(station.RegionCode), ""));
}
