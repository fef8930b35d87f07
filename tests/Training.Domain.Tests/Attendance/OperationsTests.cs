using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

/// <summary>A whole roll as phones bring it: opened, marked and closed without a network, hours later, in any order.</summary>
public sealed class OperationsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_roll_taken_without_network_arrives_whole_the_next_morning(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var phone = new Phone(scene, "a");
        var walkIn = phone.WalkIn("郭新来", "0678");
        var batch = phone.Batch([phone.Open(2), phone.Close(2, 64, 31)], [walkIn], [.. scene.Members.Take(30).Select(p => phone.Mark(p.Key)), phone.Mark(walkIn.Key)]);
        scene.Clock.Advance(TimeSpan.FromHours(23));

        var first = await phone.SendAsync(batch);
        Assert.All(first.Answers, a => Assert.Equal((MarkOutcome.Accepted, null), (a.Outcome, a.Refusal)));
        Assert.Equal((31, SessionStatus.Held, 62, 31), (first.Present, first.Roll.Status, first.Roll.TaughtMinutes, first.Roll.HeadCount));
        var again = await phone.SendAsync(batch);
        Assert.All(again.Answers, a => Assert.Equal(MarkOutcome.AlreadyThere, a.Outcome));
        Assert.Equal(first.Answers.Select(a => (a.Key, a.Receipt)), again.Answers.Select(a => (a.Key, a.Receipt)));

        await using var db = scene.Database.Open();
        Assert.Equal(scene.Session.Key, (await db.Rolls().SingleAsync()).Key);
        Assert.Equal((31, 31, 2), (await db.RollMarks().CountAsync(), await db.RollEntries().CountAsync(), await db.RollSteps().CountAsync()));
        Assert.False(await db.RollMarks().AnyAsync(m => m.IsLate));
        Assert.Equal(["OpenRoll", "ApplyMarks", "CloseRoll"], await db.AuditEntries().Where(a => a.Stream == Roll.AuditStream(scene.Session.Key)).OrderBy(a => a.Sequence).Select(a => a.Process).ToListAsync());
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Receipts_are_those_of_the_rows_as_the_database_gives_them_back(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        var phone = new Phone(scene, "b3f1a2c4d5e60718");
        var walkIn = phone.WalkIn(" 阿依古丽·买买提  （小）\n", "0678");
        NewMark[] marks =
        [
            phone.Mark(scene.Members[0].Key) with { DeviceUtc = new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc), Reason = " 漏点了，\n补上 " },
            phone.Mark(scene.Members[1].Key) with { DeviceUtc = new DateTime(9999, 12, 31, 23, 59, 59, 999, DateTimeKind.Utc) },
            phone.Mark(scene.Members[2].Key) with { UntilUtc = scene.Clock.UtcNow().AddMilliseconds(7), Supersedes = [Guid.NewGuid(), Guid.NewGuid()] },
            phone.Mark(walkIn.Key) with { DeviceUtc = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc), DeviceSequence = long.MaxValue },
        ];
        scene.Clock.Advance(TimeSpan.FromHours(1));
        var answer = await phone.SendAsync(phone.Batch([phone.Open(0), phone.Close(0, 60, null)], [walkIn], marks));
        Assert.All(answer.Answers, a => Assert.Equal((MarkOutcome.Accepted, null), (a.Outcome, a.Refusal)));

        await using var db = scene.Database.Open();
        var stored = (await db.RollMarks().ToListAsync()).ToDictionary(m => m.Key, m => Receipt.Of(m, scene.Session.Key))
            .Concat((await db.RollSteps().ToListAsync()).ToDictionary(s => s.Key, s => Receipt.Of(s, scene.Session.Key)))
            .Concat((await db.WalkIns().ToListAsync()).ToDictionary(w => w.Key, w => Receipt.Of(w, scene.Session.Key, scene.Vault))).ToDictionary();
        Assert.Equal(stored, answer.Answers.ToDictionary(a => a.Key, a => a.Receipt!));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_bad_operation_of_any_kind_blocks_no_other(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var phone = new Phone(scene, "a");
        scene.Clock.Advance(TimeSpan.FromHours(2));
        var good = phone.Mark(scene.Members[0].Key);
        var answer = await phone.SendAsync(phone.Batch(
            [phone.Close(0, 60, -1), phone.Close(0, 900, 3), phone.Close(60, 0, 3), phone.Open(0) with { Key = Guid.Empty }, phone.Close(0, 90, 30)],
            [phone.WalkIn("郭\0新来", null)],
            [good, phone.Mark(scene.Stranger.Key), phone.Mark(scene.Members[1].Key) with { Reason = "x\0" }, phone.Mark(scene.Members[2].Key) with { Reason = new string('长', 201) }]));
        Assert.Equal(
            [
                (typeof(BadMark), false), (typeof(BadWalkInName), false), (null, true), (typeof(NotOnThisRoll), false), (typeof(BadMark), false), (typeof(BadMark), false),
                (typeof(BadHeadCount), false), (typeof(EndInFuture), false), (typeof(EndNotAfterStart), false), ((Type?)null, true),
            ],
            answer.Answers.Select(a => (a.Refusal?.GetType(), a.Receipt is not null)));
        Assert.Equal((1, SessionStatus.Held, 90), (answer.Present, answer.Roll.Status, answer.Roll.TaughtMinutes));
    }

    [Fact]
    public async Task A_session_of_a_later_day_refuses_each_operation_and_keeps_nothing()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        scene.Clock.Advance(TimeSpan.FromDays(-1));
        var phone = new Phone(scene, "a");
        var answer = await phone.SendAsync(phone.Batch([phone.Open(0)], [], [phone.Mark(scene.Members[0].Key)]));
        Assert.All(answer.Answers, a => Assert.IsType<SessionNotYet>(a.Refusal));
        Assert.Equal(SessionStatus.Planned, answer.Roll.Status);
        await using var db = scene.Database.Open();
        Assert.Equal((0, 0), (await db.Rolls().CountAsync(), await db.AuditEntries().CountAsync(a => a.Stream == Roll.AuditStream(scene.Session.Key))));
    }

    [Theory]
    [InlineData(-1_000_000)]
    [InlineData(0)]
    [InlineData(240)]
    [InlineData(40_000_000)]
    public async Task A_plainly_wrong_clock_loses_no_mark_and_is_said(int minutesOff)
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var phone = new Phone(scene, "a") { ClockOff = TimeSpan.FromMinutes(minutesOff) };
        var batch = phone.Batch([phone.Open(2)], [], [phone.Mark(scene.Members[0].Key)]);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        // The clock jumps between two marks, and the sending knows only where it stands now.
        phone.ClockOff -= TimeSpan.FromDays(3);
        var answer = await phone.SendAsync(batch with { Marks = [.. batch.Marks, phone.Mark(scene.Members[1].Key)], DeviceNowUtc = phone.NowUtc });
        Assert.All(answer.Answers, a => Assert.Equal(MarkOutcome.Accepted, a.Outcome));
        Assert.Equal(2, answer.Present);
        var sheet = await scene.SheetAsync(scene.Session.Key);
        Assert.Equal((2, 2), (sheet.Present, sheet.WrongClocks));
        await using var db = scene.Database.Open();
        Assert.InRange((await db.Rolls().SingleAsync()).OpenedUtc, DateTime.UnixEpoch.AddYears(-100), scene.Clock.UtcNow());
        Assert.Equal(new DateTime(2026, 11, 18), (await db.Sessions().SingleAsync()).StartedUtc!.Value.Date);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_class_begun_before_midnight_on_the_last_of_a_month_belongs_to_that_month(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        scene.Clock.SetUtc(ShanghaiTime.ToUtc(new DateOnly(2026, 11, 30), new TimeOnly(23, 30)));
        await using (var db = scene.Database.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s
                .SetProperty(x => x.PlannedStartUtc, scene.Clock.UtcNow()).SetProperty(x => x.PlannedEndUtc, scene.Clock.UtcNow().AddMinutes(70)));
        }

        var phone = new Phone(scene, "a");
        var open = phone.Open(0);
        var start = scene.Clock.UtcNow();
        scene.Clock.Advance(TimeSpan.FromMinutes(70));
        Assert.Equal(new DateOnly(2026, 12, 1), scene.Clock.Today());
        var answer = await phone.SendAsync(phone.Batch(
            [open, phone.Close(0, 70, null) with { StartedUtc = start, EndedUtc = scene.Clock.UtcNow() }], [], [phone.Mark(scene.Members[0].Key)]));
        Assert.Equal((SessionStatus.Held, 70, Month.From(2026, 11)), (answer.Roll.Status, answer.Roll.TaughtMinutes, answer.Roll.Month));
        await using var after = scene.Database.Open();
        Assert.Equal(Month.From(2026, 11), (await after.RollEntries().SingleAsync()).Month);
    }

    [Fact]
    public async Task What_a_phone_marked_without_knowing_of_the_closing_is_kept_as_late()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        var (one, other) = (new Phone(scene, "a"), new Phone(scene, "b"));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await one.SendAsync(one.Batch([one.Open(0), one.Close(0, 60, null)], [], [one.Mark(scene.Members[0].Key)]));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        var late = other.Mark(scene.Members[1].Key);
        var walkIn = other.WalkIn("郭新来", null);
        var answer = await other.SendAsync(other.Batch([other.Open(1)], [walkIn], [late, other.Mark(walkIn.Key)]));
        Assert.All(answer.Answers, a => Assert.Equal(MarkOutcome.Accepted, a.Outcome));
        Assert.Equal(3, answer.Present);
        await using var db = scene.Database.Open();
        var row = await db.RollMarks().SingleAsync(m => m.Key == late.Key);
        Assert.Equal((true, null), (row.IsLate, row.Reason));
        Assert.Equal(MarkRules.LateReason, (await db.AuditEntries().OrderBy(a => a.Sequence).LastAsync(a => a.Process == nameof(ApplyMarks))).Reason);
    }

    [Fact]
    public async Task Two_phones_that_close_differently_are_a_conflict_until_somebody_decides()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        var (one, other) = (new Phone(scene, "a"), new Phone(scene, "b"));
        await one.SendAsync(one.Batch([one.Open(0), one.Close(0, 90, 30)], [], []));
        var second = await other.SendAsync(other.Batch([other.Close(5, 65, null)], [], []));
        Assert.Equal((true, 60, 30), (second.Roll.TimesInConflict, second.Roll.TaughtMinutes, second.Roll.HeadCount));
        Assert.True((await scene.SheetAsync(scene.Session.Key)).TimesInConflict);

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var amend = new AmendRoll(new CloseRoll(new ApplyMarks(db, scene.Vault, scene.Clock), scene.Clock), scene.Clock);
        var input = new AmendRollInput
        {
            RollKey = scene.Session.Key, Taker = scene.Coordinator, StartedUtc = scene.Session.PlannedStartUtc, EndedUtc = scene.Session.PlannedStartUtc.AddMinutes(90),
            HeadCount = 30, Reason = " ",
        };
        Assert.IsType<CorrectionNeedsReason>((await amend.RunAsync(input)).Refusal);
        Assert.Equal(90, (await amend.RunAsync(input with { Reason = "和讲师核对过" })).Value!.TaughtMinutes);
        var sheet = await scene.SheetAsync(scene.Session.Key);
        Assert.Equal((false, 90), (sheet.TimesInConflict, sheet.Minutes));
        var entry = await db.AuditEntries().IgnoreQueryFilters().Where(a => a.Stream == Roll.AuditStream(scene.Session.Key)).OrderBy(a => a.Sequence).LastAsync();
        Assert.Equal(("AmendRoll", "和讲师核对过"), (entry.Process, entry.Reason));
    }

    [Fact]
    public async Task Every_order_in_which_two_phones_send_gives_the_same_roll()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 12);
        scene.Clock.Advance(TimeSpan.FromHours(3));
        var random = new Random(20261118);
        for (var world = 0; world < 6; world++)
        {
            var batches = TwoPhones(scene, random);
            string? first = null;
            for (var order = 0; order < 20; order++)
            {
                var session = await NewSessionAsync(scene);
                var sent = order == 0 ? batches : [.. batches.Concat(batches.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next())];
                foreach (var batch in sent)
                {
                    var answers = await Phone.SendAsync(scene, For(session, batch, (byte)order));
                    Assert.All(answers.Answers, a => Assert.NotEqual(MarkOutcome.Refused, a.Outcome));
                }

                await using (var db = scene.Database.Open())
                {
                    var id = (await db.Rolls().SingleAsync(r => r.Key == session)).Id;
                    var told = RollReplay.At(await db.RollMarks().Where(m => m.RollId == id).ToListAsync(), await db.RollSteps().Where(s => s.RollId == id).ToListAsync());
                    Assert.Equal((await db.RollEntries().Where(e => e.RollId == id && e.Present).Select(e => e.AttendeeKey).ToListAsync()).Order(), told.Present.Order());
                }

                var state = await StateAsync(scene, session);
                Assert.Equal(first ??= state, state);
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_operations_alone_rebuild_the_roll_as_it_is_and_as_it_stood_at_any_past_moment(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 12);
        scene.Clock.Advance(TimeSpan.FromHours(3));
        var seen = new List<(DateTime AtUtc, string State)>();
        var random = new Random(7);
        foreach (var batch in TwoPhones(scene, random).OrderBy(_ => random.Next()))
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(5));
            await Phone.SendAsync(scene, batch);
            seen.Add((scene.Clock.UtcNow(), await ToldAsync(scene)));
        }

        await using var db = scene.Database.Open();
        var (marks, steps) = (await db.RollMarks().ToListAsync(), await db.RollSteps().ToListAsync());
        foreach (var (at, state) in seen)
        {
            Assert.Equal(state, Told(RollReplay.At(marks, steps, at.AddSeconds(1))));
        }

        Assert.Equal(seen[^1].State, Told(RollReplay.At(marks, steps)));
        Assert.Empty(RollReplay.At(marks, steps, seen[0].AtUtc.AddSeconds(-1)).Attendees);
        await using var scoped = scene.Database.Open(scene.CoordinatorScope);
        var told = await new ReadRollHistory(scoped, new TakeRoll(scoped, scene.Vault, scene.Clock)).RunAsync(scene.Session.Key, scene.Coordinator, seen[3].AtUtc);
        Assert.Equal(marks.Count + steps.Count, told.Value!.Events.Count);
        Assert.All(told.Value.Events, e => Assert.Equal(("周站长", true), (e.Actor, e.Device is "a" or "b")));
        Assert.All(told.Value.Events.Where(e => e.Step is null), e => Assert.NotNull(e.Name));
        Assert.Equal(RollReplay.At(marks, steps, seen[3].AtUtc).Present.Order(), told.Value.At!.Present.Order());
    }

    [Fact]
    public async Task Changes_of_membership_never_alter_a_past_roll()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(31));
        scene.Clock.Advance(TimeSpan.FromMinutes(62));
        await scene.CloseAsync(roll);
        var before = await StateAsync(scene, roll);
        var lines = (await scene.SheetAsync(roll)).Lines.Select(l => (l.AttendeeKey, l.State.Present)).ToList();
        await using (var db = scene.Database.Open())
        {
            var day = scene.Clock.Today();
            await db.StationMembers().Where(m => m.PersonId != scene.Members[0].Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.UntilDate, day));
            await db.StationMembers().Where(m => m.PersonId == scene.Members[1].Id).ExecuteDeleteAsync();
            await Some.MemberAsync(db, scene.Station, await Some.PersonAsync(db, name: "钱新常客"));
        }

        scene.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(before, await StateAsync(scene, roll));
        Assert.Equal(lines, (await scene.SheetAsync(roll)).Lines.Select(l => (l.AttendeeKey, l.State.Present)));
    }

    /// <summary>Two people take the same roll apart from each other: some marks agree, some are taken back, some clash, and each closes.</summary>
    private static List<MarkBatch> TwoPhones(RollScene scene, Random random)
    {
        var batches = new List<MarkBatch>();
        foreach (var phone in (Phone[])[new Phone(scene, "a"), new Phone(scene, "b") { ClockOff = TimeSpan.FromSeconds(-40) }])
        {
            batches.Add(phone.Batch([phone.Open(random.Next(1, 9))], [], []));
            var heads = new Dictionary<Guid, Guid>();
            for (var n = 0; n < 3; n++)
            {
                var marks = new List<NewMark>();
                foreach (var person in scene.Members.Where(_ => random.Next(3) == 0))
                {
                    var gone = random.Next(4) == 0;
                    var mark = phone.Mark(person.Key, gone ? MarkKind.Absent : MarkKind.Present, heads.TryGetValue(person.Key, out var head) ? [head] : []);
                    marks.Add(!gone && random.Next(5) == 0 ? mark with { UntilUtc = scene.Clock.UtcNow().AddMinutes(-random.Next(60)) } : mark);
                    heads[person.Key] = mark.Key;
                }

                batches.Add(phone.Batch([], [], marks));
            }

            batches.Add(phone.Batch([phone.Close(random.Next(10), 60 + random.Next(30), random.Next(2) == 0 ? null : 30 + random.Next(3))], [], []));
        }

        return batches;
    }

    private static string Told(RollAt at) => string.Join('\n', at.Attendees.OrderBy(a => a.Key).Select(a => $"{a.Key} {a.Value.Present} {a.Value.InConflict} {a.Value.UntilUtc:O}")
        .Append($"{at.Times?.StartedUtc:O} {at.Times?.EndedUtc:O} {at.Times?.HeadCount} {at.Times?.InConflict ?? false}"));

    /// <summary>The stored roll in the same words.</summary>
    private static async Task<string> ToldAsync(RollScene scene)
    {
        await using var db = scene.Database.Open();
        var (session, roll) = (await db.Sessions().SingleAsync(s => s.Key == scene.Session.Key), await db.Rolls().SingleAsync());
        var isClosed = roll.Status == RollStatus.Closed;
        return string.Join('\n', (await db.RollEntries().OrderBy(e => e.AttendeeKey).ToListAsync()).OrderBy(e => e.AttendeeKey)
            .Select(e => $"{e.AttendeeKey} {e.Present} {e.InConflict} {e.UntilUtc:O}")
            .Append($"{(isClosed ? session.StartedUtc : null):O} {session.EndedUtc:O} {roll.HeadCount} {roll.TimesInConflict}"));
    }

    /// <summary>The same operations with keys of their own, since a key is taken once.</summary>
    private static MarkBatch For(Guid session, MarkBatch batch, byte order)
    {
        return batch with
        {
            RollKey = session,
            Steps = [.. batch.Steps.Select(s => s with { Key = Anew(s.Key) })],
            Marks = [.. batch.Marks.Select(m => m with { Key = Anew(m.Key), Supersedes = [.. m.Supersedes.Select(Anew)] })],
        };

        Guid Anew(Guid key)
        {
            var bytes = key.ToByteArray();
            bytes[15] ^= order;
            return new Guid(bytes);
        }
    }

    private static async Task<Guid> NewSessionAsync(RollScene scene)
    {
        await using var db = scene.Database.Open();
        return (await Some.SessionAsync(db, scene.Station, scene.Clock.Today(), scene.Trainer)).Key;
    }

    /// <summary>All that the figures and the page read. Rows that a session's key, not the phones, decides are left out.</summary>
    private static async Task<string> StateAsync(RollScene scene, Guid session)
    {
        await using var db = scene.Database.Open();
        var row = await db.Sessions().SingleAsync(s => s.Key == session);
        var roll = await db.Rolls().SingleAsync(r => r.Key == session);
        var entries = await db.RollEntries().Where(e => e.RollId == roll.Id).OrderBy(e => e.AttendeeKey).ToListAsync();
        return string.Join('\n', entries.Select(e => $"{e.AttendeeKey} {e.Present} {e.InConflict} {e.UntilUtc:O} {e.Month}")
            .Append($"{row.Status} {row.StartedUtc:O} {row.EndedUtc:O} {row.TaughtMinutes} {row.Month} {roll.Status} {roll.OpenedUtc:O} {roll.HeadCount} {roll.TimesInConflict}")
            .Append($"{await RollCounts.PresentAsync(db, roll.Id)}"));
    }
}
