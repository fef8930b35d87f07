using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

/// <summary>A phone that hears nothing sends again while the first sending is still on its way.</summary>
public sealed class SameBatchAtOnceTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_batch_that_opens_a_roll_and_arrives_four_times_at_once_is_refused_by_none(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, members: 12);
        for (var round = 0; round < 8; round++)
        {
            await using var db = scene.Database.Open();
            var session = await Some.SessionAsync(db, scene.Station, scene.Clock.Today(), scene.Trainer);
            var batch = new MarkBatch
            {
                RollKey = session.Key, Taker = scene.Coordinator, Device = "phone", DeviceNowUtc = scene.Clock.UtcNow(), MadeApart = true, Marks = scene.MarksFor(12),
                Steps = [new NewStep { Key = Guid.CreateVersion7(), Kind = RollStepKind.Open, DeviceUtc = scene.Clock.UtcNow(), DeviceSequence = 1 }],
            };

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                await using var own = scene.Database.Open(scene.CoordinatorScope);
                return await new ApplyMarks(own, scene.Vault, scene.Clock).RunAsync(batch);
            })));

            Assert.All(answers, a => Assert.All(a.Value!.Answers, o => Assert.NotEqual(MarkOutcome.Refused, o.Outcome)));
            Assert.Single(answers.SelectMany(a => a.Value!.Answers.Select(o => o.Receipt).Take(1)).Distinct());
        }
    }
}
