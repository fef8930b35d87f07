using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Organizations;

public sealed class GroupTests
{
    private readonly FakeClock clock = FakeClock.Ordinary();

    [Theory, OnSqlite, OnPostgres]
    public async Task Everybody_writes_the_group_of_the_own_level(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var write = new WriteGroup(db, clock);
        var input = new AddGroupMemberInput { Actor = new Actor(5), OwnRegion = Places.Qingfeng, Name = "阿不都·热合曼", Post = GroupPost.Leader, Unit = "县人民政府副县长", From = new(2026, 1, 1) };
        Assert.Equal(["Name", "Post", "Unit", "From"], WriteGroup.Check(input with { Name = "", Post = null, Unit = " ", From = null }).Select(refusal => refusal.Field));
        Assert.IsType<GroupOfAnotherLevel>((await write.AddAsync(input with { OwnRegion = null })).Refusal);
        var key = (await write.AddAsync(input)).Value;
        Assert.Equal("阿不都·热合曼", (await db.GroupMembers().SingleAsync()).Name);
        Assert.DoesNotContain("热合曼", (await db.AuditEntries().SingleAsync(e => e.Stream == WriteGroup.StreamOf(Places.Qingfeng))).AfterJson, StringComparison.Ordinal);

        var end = new EndGroupMemberInput { Actor = new Actor(5), OwnRegion = Places.Qingfeng, Key = key, On = new(2026, 6, 1), Reason = "调离" };
        Assert.IsType<GroupOfAnotherLevel>((await write.EndAsync(end with { OwnRegion = Places.City })).Refusal);
        Assert.IsType<MemberEndNeedsDate>((await write.EndAsync(end with { On = null })).Refusal);
        Assert.IsType<MemberEndsBeforeBeginning>((await write.EndAsync(end with { On = new(2025, 6, 1) })).Refusal);
        Assert.IsType<EndingNeedsReason>((await write.EndAsync(end with { Reason = null })).Refusal);
        Assert.True((await write.EndAsync(end)).Ok);
        Assert.IsType<EndedAlready>((await write.EndAsync(end)).Refusal);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_pilot_is_entered_and_what_came_of_it_written_down(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var write = new WritePilot(db, clock);
        var draft = new PilotDraft { RegionCode = Places.Qingfeng, Theme = "失智照护入户送学", From = new(2026, 3, 1) };
        Assert.Equal(["RegionCode", "Theme", "From"], WritePilot.Check(new PilotDraft { RegionCode = null, Theme = "", From = null }).Select(refusal => refusal.Field));
        Assert.IsType<PilotEndsBeforeItBegins>(WritePilot.Check(draft with { Until = new(2026, 2, 1) }).Single());
        var input = new WritePilotInput { Actor = new Actor(5), Draft = draft };
        Assert.IsType<PilotNeedsRegion>((await write.RunAsync(input with { Draft = draft with { RegionCode = Places.City } })).Refusal);
        var key = (await write.RunAsync(input)).Value;
        var change = input with { Key = key, Version = 0, Draft = draft with { Until = new(2026, 9, 1), Result = "42 户做完，\n可以推开" } };
        Assert.True((await write.RunAsync(change)).Ok);
        Assert.IsType<ChangedMeanwhile>((await write.RunAsync(change)).Refusal);
        Assert.IsType<NotFound>((await write.RunAsync(input with { Key = Guid.CreateVersion7() })).Refusal);
        Assert.Equal("42 户做完，\n可以推开", (await db.Pilots().SingleAsync()).Result);
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.IsType<PilotNeedsRegion>((await new WritePilot(elsewhere, clock).RunAsync(input)).Refusal);
    }
}
