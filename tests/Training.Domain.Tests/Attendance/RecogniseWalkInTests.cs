using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class RecogniseWalkInTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_recognised_walk_in_counts_once_is_one_line_with_the_person_and_can_be_taken_back(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        var roll = await scene.OpenAsync();
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "张秀英 " };
        await scene.ApplyAsync(roll, [.. scene.MarksFor(3), scene.Mark(walkIn.Key)], [walkIn]);
        Assert.Equal(4, (await scene.SheetAsync(roll)).Present);

        Assert.True((await RunAsync(scene, roll, walkIn.Key, scene.Members[0].Key)).Ok);
        var sheet = await scene.SheetAsync(roll);
        Assert.Equal((3, 3, 4, 2), (sheet.Present, sheet.Registered, sheet.Lines.Count, sheet.Lines.Count(l => l.Twins.Count > 0)));
        // While it is open each of the two tiles says so.
        var second = sheet.Lines.Single(l => l.AttendeeKey == walkIn.Key);
        Assert.Equal((scene.Members[0].Key, $"和{scene.Members[0].Name}是一位，算一个人"), (second.SameAs, second.Label));
        Assert.EndsWith("有 2 格，算一个人", sheet.Lines.Single(l => l.AttendeeKey == scene.Members[0].Key).Label, StringComparison.Ordinal);
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(3, await RollCounts.PresentAsync(db, (await db.Rolls().SingleAsync()).Id));
        }

        // Taking the person's own mark off leaves the other note standing: somebody said both are one.
        await scene.ApplyAsync(roll, [scene.Mark(scene.Members[0].Key, MarkKind.Absent, [.. sheet.Lines.Single(l => l.AttendeeKey == scene.Members[0].Key).State.Heads])]);
        scene.Clock.Advance(TimeSpan.FromMinutes(62));
        await scene.CloseAsync(roll);
        var closed = await scene.SheetAsync(roll);
        var line = Assert.Single(closed.Lines, l => l.Twins.Count > 0);
        Assert.Equal((3, 3, scene.Members[0].Key, "张秀英 ", true), (closed.Present, closed.Lines.Count, line.AttendeeKey, line.Twins[0].Name, line.State.Present));

        Assert.True((await RunAsync(scene, roll, walkIn.Key, null)).Ok);
        var apart = await scene.SheetAsync(roll);
        Assert.Equal((3, 4), (apart.Present, apart.Lines.Count));
    }

    [Fact]
    public async Task A_walk_in_who_is_the_trainer_counts_no_more()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        var roll = await scene.OpenAsync();
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "讲课的" };
        await scene.ApplyAsync(roll, [scene.Mark(walkIn.Key)], [walkIn]);
        await using var db = scene.Database.Open();
        var trainer = await db.People().SingleAsync(p => p.Id == scene.Trainer.PersonId);
        Assert.True((await RunAsync(scene, roll, walkIn.Key, trainer.Key)).Ok);
        Assert.Equal(0, await RollCounts.PresentAsync(db, (await db.Rolls().SingleAsync()).Id));
    }

    [Fact]
    public async Task Somebody_out_of_reach_and_a_walk_in_of_another_roll_are_refused()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        var roll = await scene.OpenAsync();
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "郭新来" };
        await scene.ApplyAsync(roll, [scene.Mark(walkIn.Key)], [walkIn]);
        Assert.IsType<NotOnThisRoll>((await RunAsync(scene, roll, walkIn.Key, scene.Stranger.Key)).Refusal);
        Assert.IsType<NotFound>((await RunAsync(scene, Guid.CreateVersion7(), walkIn.Key, scene.Members[0].Key)).Refusal);
        await using var db = scene.Database.Open();
        Assert.Null((await db.WalkIns().SingleAsync()).PersonId);
    }

    private static async Task<Result<Done>> RunAsync(RollScene scene, Guid roll, Guid walkIn, Guid? person)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        return await new RecogniseWalkIn(db, scene.Clock).RunAsync(new RecogniseWalkInInput { RollKey = roll, WalkInKey = walkIn, PersonKey = person, Taker = scene.Coordinator });
    }
}
