using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class ApplyMarksTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_batch_is_taken_once_however_often_it_is_sent(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        var marks = scene.MarksFor(27);

        var first = await scene.ApplyAsync(roll, marks);
        Assert.All(first.Value!.Answers, a => Assert.Equal(MarkOutcome.Accepted, a.Outcome));
        Assert.Equal(27, first.Value.Present);

        var again = await scene.ApplyAsync(roll, [.. marks.Reverse(), marks[0]]);
        Assert.All(again.Value!.Answers, a => Assert.Equal(MarkOutcome.AlreadyThere, a.Outcome));
        Assert.Equal(27, again.Value.Present);

        await using var db = scene.Database.Open();
        Assert.Equal(27, await db.RollMarks().CountAsync());
        Assert.Equal(27, await db.RollEntries().CountAsync());
        Assert.Equal(1, await db.AuditEntries().CountAsync(a => a.Process == nameof(ApplyMarks)));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_people_saving_one_fresh_roll_at_the_same_moment_leave_one_entry_a_person(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        var answers = await Task.WhenAll(
            Task.Run(() => scene.ApplyAsync(roll, scene.MarksFor(35))),
            Task.Run(() => scene.ApplyAsync(roll, scene.MarksFor(35))));

        Assert.All(answers, a => Assert.All(a.Value!.Answers, o => Assert.Equal(MarkOutcome.Accepted, o.Outcome)));
        Assert.Equal(35, answers.Max(a => a.Value!.Present));
        await using var db = scene.Database.Open();
        Assert.Equal(35, await db.RollEntries().CountAsync());
        Assert.Equal(70, await db.RollMarks().CountAsync());
        Assert.Equal(35, (await scene.SheetAsync(roll)).Present);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Marks_that_disagree_are_shown_and_not_counted_until_somebody_decides(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        var person = scene.Members[0].Key;
        var here = scene.Mark(person);
        var gone = scene.Mark(person, MarkKind.Absent);
        await scene.ApplyAsync(roll, [here]);
        var second = (await scene.ApplyAsync(roll, [gone])).Value!;
        Assert.Equal(0, second.Present);
        var state = Assert.Single(second.Attendees).State;
        Assert.True(state.InConflict);
        Assert.Equal(1, (await scene.SheetAsync(roll)).Conflicts);

        var decided = (await scene.ApplyAsync(roll, [scene.Mark(person, MarkKind.Present, [.. state.Heads])])).Value!;
        Assert.Equal(1, decided.Present);
        Assert.False(Assert.Single(decided.Attendees).State.InConflict);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_bad_operation_stops_no_other(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        var good = scene.Mark(scene.Members[0].Key);
        var foreign = scene.Mark(scene.Stranger.Key);
        var unknown = scene.Mark(Guid.CreateVersion7());
        var early = scene.Mark(scene.Members[1].Key, MarkKind.Absent) with { UntilUtc = scene.Clock.UtcNow() };
        var taken = scene.Mark(scene.Members[2].Key) with { Key = good.Key };
        var nameless = new NewWalkIn { Key = Guid.CreateVersion7(), Name = " " };
        var tail = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "郭新来", PhoneTail = "12a4" };
        var answer = (await scene.ApplyAsync(roll, [good, foreign, unknown, early, taken, scene.Mark(tail.Key)], [nameless, tail])).Value!;

        Assert.Equal(
            [typeof(BadWalkInName), typeof(BadPhoneTail), null, typeof(NotOnThisRoll), typeof(NotOnThisRoll), typeof(BadMark), typeof(KeyTaken), typeof(NotOnThisRoll)],
            answer.Answers.Select(a => a.Refusal?.GetType()));
        Assert.Equal(1, answer.Present);
        await using var db = scene.Database.Open();
        Assert.Equal(1, await db.RollMarks().CountAsync());
        Assert.Equal(0, await db.WalkIns().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_walk_in_comes_with_the_mark_and_is_found_on_the_roll(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        var roll = await scene.OpenAsync();
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "阿依古丽·买买提", PhoneTail = "5678" };
        var first = (await scene.ApplyAsync(roll, [scene.Mark(walkIn.Key)], [walkIn])).Value!;
        Assert.Equal([MarkOutcome.Accepted, MarkOutcome.Accepted], first.Answers.Select(a => a.Outcome));
        var second = (await scene.ApplyAsync(roll, [scene.Mark(walkIn.Key)], [walkIn])).Value!;
        Assert.Equal([MarkOutcome.AlreadyThere, MarkOutcome.Accepted], second.Answers.Select(a => a.Outcome));
        Assert.Equal(1, second.Present);

        var line = Assert.Single((await scene.SheetAsync(roll)).Lines, l => l.Kind == LineKind.WalkIn);
        Assert.Equal(("阿依古丽·买买提", true), (line.Name, line.State.Present));
        await using var db = scene.Database.Open();
        var row = await db.WalkIns().SingleAsync();
        Assert.Equal("5678", scene.Vault.Open(row.PhoneTailSealed!, OpeningPurpose.ShowMasked));
        Assert.Equal(row.Id, (await db.RollEntries().SingleAsync()).WalkInId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Trainers_and_coordinators_stand_on_the_roll_and_never_count(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 1);
        var roll = await scene.OpenAsync();
        await using var db = scene.Database.Open();
        var trainer = await db.People().SingleAsync(p => p.Id == scene.Trainer.PersonId);
        var coordinator = await db.People().SingleAsync(p => p.Name == "周站长");
        var answer = await scene.ApplyAsync(roll, [scene.Mark(scene.Members[0].Key), scene.Mark(trainer.Key), scene.Mark(coordinator.Key)]);
        Assert.Equal(1, answer.Value!.Present);
        Assert.Equal(2, await db.RollEntries().CountAsync(e => e.IsStaff));
        Assert.Equal(1, (await scene.SheetAsync(roll)).Present);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_rows_found_to_be_one_person_count_once(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        var roll = await scene.OpenAsync();
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "王秀英" };
        await scene.ApplyAsync(roll, [.. scene.MarksFor(3), scene.Mark(walkIn.Key)], [walkIn]);
        await using (var db = scene.Database.Open())
        {
            await db.People().Where(p => p.Id == scene.Members[1].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.CanonicalId, scene.Members[0].Id));
            await db.WalkIns().ExecuteUpdateAsync(w => w.SetProperty(x => x.PersonId, scene.Members[2].Id));
            Assert.Equal(2, await RollCounts.PresentAsync(db, (await db.Rolls().SingleAsync()).Id));
        }

        Assert.Equal(2, (await scene.SheetAsync(roll)).Present);
    }

    [Fact]
    public async Task A_person_from_elsewhere_who_is_on_the_countys_list_or_a_regular_may_be_marked()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        var roll = await scene.OpenAsync();
        await using (var db = scene.Database.Open())
        {
            db.PersonCounties().Add(new PersonCounty { PersonId = scene.Stranger.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1) });
            await db.SaveChangesAsync();
            var regular = await Some.PersonAsync(db, Places.HualongCommunity, "钱常客");
            await Some.MemberAsync(db, scene.Station, regular);
            Assert.Equal(2, (await scene.ApplyAsync(roll, [scene.Mark(scene.Stranger.Key), scene.Mark(regular.Key)])).Value!.Present);
        }

        Assert.Contains((await scene.SheetAsync(roll)).Lines, l => l.Name == "钱常客" && l.State.Present);
    }

    [Fact]
    public async Task The_actor_is_the_account_that_is_signed_in()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(1), taker: RollTaker.Trainer(4711, scene.Trainer.Id), scope: scene.TrainerScope);
        await using var db = scene.Database.Open();
        Assert.Equal(4711, (await db.RollMarks().SingleAsync()).ActorId);
        var refused = await scene.ApplyAsync(roll, scene.MarksFor(1), taker: RollTaker.Trainer(4711, 9999), scope: scene.TrainerScope);
        Assert.IsType<NotOnTheCard>(refused.Refusal);
    }

    [Fact]
    public async Task A_closed_roll_takes_late_marks_and_corrections_with_a_reason_only()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(30));
        scene.Clock.Advance(TimeSpan.FromMinutes(60));
        var late = scene.Mark(scene.Members[30].Key);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await scene.CloseAsync(roll)).Ok);
        scene.Clock.Advance(TimeSpan.FromDays(1));

        var answer = (await scene.ApplyAsync(roll, [late, scene.Mark(scene.Members[31].Key), scene.Mark(scene.Members[32].Key) with { Reason = "签到单上有，漏点了" }])).Value!;
        Assert.Equal([MarkOutcome.Accepted, MarkOutcome.Refused, MarkOutcome.Accepted], answer.Answers.Select(a => a.Outcome));
        Assert.IsType<RollIsClosed>(answer.Answers[1].Refusal);
        Assert.Equal(32, answer.Present);
        await using var db = scene.Database.Open();
        Assert.True((await db.RollMarks().SingleAsync(m => m.Key == late.Key)).IsLate);
        Assert.Equal(2, (await db.Rolls().SingleAsync()).Version);
        Assert.NotNull((await db.AuditEntries().OrderBy(a => a.Sequence).LastAsync()).Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Thirty_five_marks_take_a_handful_of_statements(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        var marks = scene.MarksFor(35);
        Assert.InRange(await StatementCount.OfAsync(() => scene.ApplyAsync(roll, marks)), 1, 8);
    }

    [Fact]
    public async Task A_batch_without_end_is_refused_whole()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        var roll = await scene.OpenAsync();
        var many = Enumerable.Range(0, ApplyMarks.MostOperations + 1).Select(_ => scene.Mark(scene.Members[0].Key)).ToList();
        Assert.IsType<BatchTooLarge>((await scene.ApplyAsync(roll, many)).Refusal);
    }
}
