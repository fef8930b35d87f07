using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record PublishStationsInput
{
    public required Actor Actor { get; init; }

    /// <summary>The city that publishes.</summary>
    public required long RegionCode { get; init; }

    public required IReadOnlyList<Guid> StationKeys { get; init; }

    public required int WorkingDays { get; init; }

    public string? SupervisionPhone { get; init; }
}

public sealed record NoStationToPublish() : Refusal("勾上要公示的站点。备案以后、撤下以前的站点才能公示。", nameof(PublishStationsInput.StationKeys));

/// <summary>
/// The city publishes stations that are on record. The notice asks public notice of trainers alone (D11); this is the platform's addition,
/// the page says so, and no state of a station waits for it.
/// </summary>
public sealed class PublishStations(TrainingDbContext db, OpenNotice notices)
{
    public static readonly IReadOnlyList<StationStatus> Publishable = [StationStatus.OnRecord, StationStatus.InUse, StationStatus.Suspended];

    public async Task<Result<Guid>> RunAsync(PublishStationsInput input, CancellationToken ct = default)
    {
        var stations = await (
            from station in db.Stations().AsNoTracking()
            where input.StationKeys.Contains(station.Key) && Publishable.Contains(station.Status)
            join organization in db.Organizations() on station.OrganizationId equals organization.Id into bodies
            from body in bodies.DefaultIfEmpty()
            orderby station.RegionCode, station.Id
            select new { station.Key, station.Name, station.Kind, station.Address, Body = body == null ? null : body.Name }).ToListAsync(ct);
        if (stations.Count == 0 || stations.Count < input.StationKeys.Distinct().Count())
        {
            return new NoStationToPublish();
        }

        var opened = await notices.RunAsync(
            new()
            {
                Actor = input.Actor,
                Subject = NoticeSubjects.Station,
                RegionCode = input.RegionCode,
                Title = "养老服务技能培训站点公示",
                Body = $"经县区审核、市民政局备案，拟设立以下 {stations.Count} 个养老服务技能培训站点，现予公示。",
                SupervisionPhone = input.SupervisionPhone,
                WorkingDays = input.WorkingDays,
                Lines =
                [
                    .. stations.Select(station => new NoticeLine
                    {
                        SubjectKey = station.Key, Name = station.Name, Unit = station.Body, Remark = $"{StationWords.Of(station.Kind)}，{station.Address}",
                    }),
                ],
            },
            ct);
        return opened.Ok ? opened.Value.Key : opened.Refusal;
    }
}

/// <summary>What a public notice brought to a station is written into the station's history; its state is the officers' affair.</summary>
public sealed class StationNotices(TrainingDbContext db, TimeProvider clock) : INoticeSubject
{
    public string Subject => NoticeSubjects.Station;

    public async Task ConcludedAsync(NoticeItem item, NoticeOutcome outcome, Actor actor, CancellationToken ct)
    {
        // The clock ends notices of every county.
        var station = await db.Stations().IgnoreQueryFilters().SingleOrDefaultAsync(s => s.Key == item.SubjectKey, ct);
        if (station is not null)
        {
            await AuditTrail.AppendAsync(db, station.AuditStream(), actor, nameof(StationNotices), clock.UtcNow(), after: new { notice = item.NoticeId, outcome }, ct: ct);
        }
    }
}
