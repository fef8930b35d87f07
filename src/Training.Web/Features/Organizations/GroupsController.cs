using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

public sealed class GroupForm
{
    public string? Name { get; set; }

    public GroupPost? Post { get; set; }

    public string? Unit { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>Whether it is shown again because it was refused.</summary>
    [BindNever]
    public bool Refused { get; set; }
}

/// <param name="Members">Those who serve, then those who did, by group and post.</param>
/// <param name="Own">The division whose group the account writes.</param>
public sealed record GroupPage(
    IReadOnlyList<GroupMember> Members, IReadOnlyDictionary<long, string> Places, long? Own, GroupForm Form, Guid? Ending, ClosingForm End, DateOnly Today);

/// <summary>领导小组 of the city and of each county. Everybody writes the group of the own level.</summary>
[Authorize(Policy = Policies.Organizations)]
public sealed class GroupsController(WriteGroup write, TrainingDbContext db, Who who, PlaceNames places, TimeProvider clock) : Controller
{
    [HttpGet("leading-group")]
    public Task<IActionResult> List(CancellationToken ct) => PageAsync(new GroupForm(), null, new ClosingForm(), ct);

    [HttpPost("leading-group")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public async Task<IActionResult> Add(GroupForm form, CancellationToken ct)
    {
        var input = new AddGroupMemberInput { Actor = AccountClaims.ActorOf(User), OwnRegion = who.Region, Name = form.Name ?? "", Post = form.Post, Unit = form.Unit ?? "", From = form.From };
        ModelState.Add(WriteGroup.Check(input));
        if (ModelState.IsValid)
        {
            var added = await write.AddAsync(input, ct);
            if (added.Ok)
            {
                TempData["Done"] = "加进名单了。";
                return Redirect("/leading-group");
            }

            ModelState.Add(added.Refusal);
        }

        form.Refused = true;
        return await PageAsync(form, null, new ClosingForm(), ct);
    }

    [HttpPost("leading-group/{key:guid}/end")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public async Task<IActionResult> End(Guid key, ClosingForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var done = await write.EndAsync(new() { Actor = AccountClaims.ActorOf(User), OwnRegion = who.Region, Key = key, On = form.On, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "记下了，这一位移到“任过职的”。";
                return Redirect("/leading-group");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.Add(done.Refusal);
        }

        form.Refused = true;
        return await PageAsync(new GroupForm(), key, form, ct);
    }

    private async Task<IActionResult> PageAsync(GroupForm form, Guid? ending, ClosingForm end, CancellationToken ct)
    {
        var members = await db.GroupMembers().AsNoTracking().ToListAsync(ct);
        var names = new Dictionary<long, string>();
        foreach (var code in members.Select(member => member.RegionCode).Distinct())
        {
            names[code] = await places.OfAsync(code, ct);
        }

        return View("Group", new GroupPage(
            [.. members.OrderBy(m => m.RegionCode).ThenBy(m => m.Post).ThenBy(m => m.FromDate)], names, User.May(Policies.ChangeGroups) ? who.Region : null, form, ending, end, clock.Today()));
    }
}
