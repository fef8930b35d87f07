using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>The register of stations and each station's own page; whoever reads it sees those of the own divisions.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class StationsController(StationRegister register, StationFile files, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const int PageSize = 50;
    private const int MostOnOnePage = 5000;

    [HttpGet("stations")]
    public async Task<IActionResult> List(StationAsk ask, CancellationToken ct)
    {
        var counties = await CountiesAsync(ct);
        var size = ask.All ? MostOnOnePage : PageSize;
        var (asked, question, chosen) = Read(ask, counties, size);
        var found = await register.RunAsync(question, ct);
        return View(new StationsPage(
            asked, [.. counties.Where(region => db.Scope.Holds(region.Code))], chosen, found, counties.ToDictionary(region => region.Code, region => region.Name), size));
    }

    /// <summary>The same lines as a file for a spreadsheet: all pages, comma separated, with the mark by which Excel knows UTF-8.</summary>
    [HttpGet("stations/register.csv")]
    public async Task<IActionResult> Csv(StationAsk ask, CancellationToken ct)
    {
        var counties = await CountiesAsync(ct);
        var names = counties.ToDictionary(region => region.Code, region => region.Name);
        var (_, question, _) = Read(ask with { Page = 1 }, counties, MostOnOnePage);
        var found = await register.RunAsync(question, ct);
        return CsvFile.Of(
            $"站点名册-{clock.Today():yyyyMMdd}",
            ["站点", "类型", "状态", "县区", "乡镇（街道）", "村（社区）", "地址", "承接主体", "座位", "双百年份", "启用", "撤下"],
            found.Lines.Select(line => (IReadOnlyList<string?>)
            [
                line.Name, StationWords.Of(line.Kind), StationWords.Of(line.Status), names.GetValueOrDefault(RegionCodes.CountyOf(line.RegionCode)), line.Town, line.Home, line.Address,
                line.Organization, $"{line.Capacity}", $"{line.ModelYear}", $"{line.InUseFrom:yyyy-MM-dd}", $"{line.TakenOffOn:yyyy-MM-dd}",
            ]));
    }

    [HttpGet("stations/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct)
    {
        var record = await files.RunAsync(key, ct);
        if (record is null)
        {
            return NotFound();
        }

        var today = clock.Today();
        var id = record.Station.Id;
        var workers = await (
            from post in db.SocialWorkerPosts().AsNoTracking()
            where post.StationId == id && post.FromDate <= today && (post.UntilDate == null || post.UntilDate > today)
            join trainer in db.Trainers() on post.TrainerId equals trainer.Id
            orderby post.FromDate
            select new NamedWorker(post.Id, trainer.Name, post.FromDate)).ToListAsync(ct);
        // A public notice is anybody's to read, whoever published it.
        var notices = await (
            from item in db.NoticeItems().IgnoreQueryFilters().AsNoTracking()
            where item.SubjectKey == key
            join notice in db.PublicNotices() on item.NoticeId equals notice.Id
            where notice.Subject == NoticeSubjects.Station
            orderby notice.Id descending
            select new StationOnNotice(notice.Key, notice.FromDate, notice.LastDay, notice.State, item.Outcome)).ToListAsync(ct);
        var county = RegionCodes.CountyOf(record.Station.RegionCode);
        var name = await db.Regions().Where(region => region.Code == county).Select(region => region.Name).SingleAsync(ct);
        return View(new StationShowPage(record, name, workers, notices, today));
    }

    private static (StationAsk Ask, StationQuestion Question, Region? County) Read(StationAsk ask, IReadOnlyList<Region> counties, int size)
    {
        var chosen = RegionCodes.TryParse(ask.County, out var code) ? counties.SingleOrDefault(region => region.Code == code) : null;
        var words = ask.Words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null;
        var asked = ask with { County = chosen is null ? null : RegionCodes.Short(chosen.Code), Words = words, Page = Math.Clamp(ask.Page, 1, 1000) };
        return (
            asked,
            new() { RegionCode = chosen?.Code, Kind = asked.Kind, Status = asked.Status, Words = words, Order = asked.Order, Descending = asked.Down, Page = asked.Page, Size = size },
            chosen);
    }

    private Task<List<Region>> CountiesAsync(CancellationToken ct) =>
        db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
}
