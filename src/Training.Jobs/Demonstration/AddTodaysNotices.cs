using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Keeps a notice and a deadline running in the demonstration, whenever it is looked at: opened anew by the use case itself when the last
/// one is over. Where the calendar does not know the year nothing is opened, as for everybody.
/// </summary>
public sealed class AddTodaysNotices(TrainingDbContext db, NoticeLists lists, OpenNotice open)
{
    private const int WorkingDays = 5;

    /// <summary>How many were opened.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var officer = await db.Accounts().FirstOrDefaultAsync(a => a.NormalizedUserName == "CITY", ct);
        if (officer is null || !await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return 0;
        }

        var city = await db.AccountRegions().Where(r => r.AccountId == officer.Id).Select(r => r.RegionCode).FirstAsync(ct);
        var added = 0;
        if (await lists.OpenNowAsync(ct: ct) == 0)
        {
            var stations = await db.Stations().Where(s => s.Status == StationStatus.InUse).OrderByDescending(s => s.Id).Take(4).ToListAsync(ct);
            added += await OpenAsync(
                officer, NoticeSubjects.Station, city, null, "新一批养老服务培训站点拟备案名单公示", "经县区民政局审核，拟将下列站点列为培训站点，现予公示。",
                [.. stations.Select(s => new NoticeLine { SubjectKey = s.Key, Name = s.Name, Unit = s.Address, Remark = $"{s.Capacity} 座" })], ct);
        }

        if ((await lists.DeadlinesAsync([city], new() { Stage = NoticeStage.Open, Size = 1 }, ct)).Total == 0)
        {
            var county = await db.Regions().Where(r => r.ParentCode == city && r.Level == RegionLevel.County).OrderBy(r => r.Code).FirstAsync(ct);
            added += await OpenAsync(
                officer, NoticeSubjects.Deadline, county.Code, city, $"{county.Name}请市局对下月讲师跨县授课安排备案", "附讲师跨县授课安排，请市民政局在期限内提出意见。",
                [new NoticeLine { SubjectKey = Guid.CreateVersion7(), Name = "下月讲师跨县授课安排", Remark = "3 名讲师，11 次课" }], ct);
        }

        return added;
    }

    private async Task<int> OpenAsync(
        Account officer, string subject, long region, long? party, string title, string body, IReadOnlyList<NoticeLine> lines, CancellationToken ct)
    {
        var opened = await open.RunAsync(
            new()
            {
                Actor = new Actor(officer.Id), Subject = subject, RegionCode = region, PartyRegionCode = party, Title = title, Body = body,
                WorkingDays = WorkingDays, Lines = lines,
            },
            ct);
        return opened.Ok ? 1 : 0;
    }
}
