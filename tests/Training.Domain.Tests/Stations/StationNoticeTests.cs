using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Stations;

public sealed class StationNoticeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Stations_on_record_are_published_and_hear_what_came_of_it(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        await using var db = scene.Database.Open();
        var recorded = await Some.StationUnderWayAsync(db, StationStatus.OnRecord);
        var proposed = await Some.StationUnderWayAsync(db, StationStatus.Proposed, Places.QingfengOtherVillage);
        var publish = new PublishStations(db, new OpenNotice(db, new Officers(db), scene.Clock));
        PublishStationsInput Input(params Guid[] keys) => new() { Actor = scene.City, RegionCode = Places.City, StationKeys = keys, WorkingDays = 7 };

        Assert.IsType<NoStationToPublish>((await publish.RunAsync(Input())).Refusal);
        Assert.IsType<NoStationToPublish>((await publish.RunAsync(Input(recorded.Key, proposed.Key))).Refusal);
        var opened = await publish.RunAsync(Input(recorded.Key));
        Assert.True(opened.Ok, opened.Refusal?.Message);
        Assert.IsType<AlreadyOnNotice>((await publish.RunAsync(Input(recorded.Key))).Refusal);

        var item = await db.NoticeItems().SingleAsync();
        Assert.Equal((recorded.Key, recorded.Name), (item.SubjectKey, item.Name));
        scene.Clock.Advance(TimeSpan.FromDays(20));
        var end = new EndNotice(db, [new StationNotices(db, scene.Clock)], scene.Clock);
        var concluded = await new ConcludeNotice(db, end, scene.Clock).RunAsync(opened.Value, scene.City);
        Assert.True(concluded.Ok, concluded.Refusal?.Message);
        var heard = await db.AuditEntries().SingleAsync(a => a.Stream == recorded.AuditStream() && a.Process == nameof(StationNotices));
        Assert.Contains("Passed", heard.AfterJson, StringComparison.Ordinal);
        Assert.Equal(StationStatus.OnRecord, await db.Stations().Where(s => s.Key == recorded.Key).Select(s => s.Status).SingleAsync());
    }
}
