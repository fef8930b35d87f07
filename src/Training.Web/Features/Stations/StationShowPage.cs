using System.Security.Claims;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>A social worker who is named for the station today.</summary>
public sealed record NamedWorker(long Post, string Name, DateOnly From);

/// <summary>A public notice on which the station stands or stood.</summary>
public sealed record StationOnNotice(Guid Key, DateOnly From, DateOnly LastDay, NoticeState State, NoticeOutcome? Outcome);

/// <summary>Something that this reader can do to the station now.</summary>
public sealed record StationDoing(string Words, string Href, bool IsMain);

public sealed record StationShowPage(StationRecord Record, string County, IReadOnlyList<NamedWorker> Workers, IReadOnlyList<StationOnNotice> Notices, DateOnly Today)
{
    public Station Station => Record.Station;

    public string Place => Record.Town == Record.Home ? Record.Town : $"{Record.Town} {Record.Home}";

    /// <summary>What the reader may do in the station's present state, the next step first.</summary>
    public IReadOnlyList<StationDoing> Doings(ClaimsPrincipal user)
    {
        var possible = StationRules.Possible(Station.Status);
        var doings = new List<StationDoing>();
        void Add(bool may, StationAction action, string words, string path, bool main = false)
        {
            if (may && possible.Contains(action))
            {
                doings.Add(new StationDoing(words, $"/stations/{Station.Key}/{path}", main));
            }
        }

        Add(user.May(Policies.ReviewStations), StationAction.Approve, "审核", "review", true);
        Add(user.May(Policies.RecordStations), StationAction.Record, "备案", "record", true);
        Add(MayMend(user), StationAction.Mend, Station.Status == StationStatus.Proposed ? "改申报" : "改好再报", "mend", Station.Status != StationStatus.Proposed);
        var runs = user.May(Policies.RunStations);
        Add(runs, StationAction.Open, "启用", "steps/open", true);
        Add(runs, StationAction.Resume, "恢复使用", "steps/resume", true);
        Add(runs, StationAction.Suspend, "暂停", "steps/suspend");
        Add(runs, StationAction.TakeOff, "撤下", "steps/take-off");
        if (runs && ReviseStation.IsOpenTo(Station.Status))
        {
            doings.Add(new StationDoing("改资料", $"/stations/{Station.Key}/facts", false));
        }

        return doings;
    }

    /// <summary>The county, or the body whose station it is.</summary>
    public bool MayMend(ClaimsPrincipal user) => user.May(Policies.ProposeStations) && IsOwnOf(user);

    public bool MayNameWorkers(ClaimsPrincipal user) =>
        user.May(Policies.NameSocialWorkers) && IsOwnOf(user) && ReviseStation.IsOpenTo(Station.Status);

    /// <summary>申报, 县区审核, 市局备案, 启用: where it stands on the way, the last time it went it.</summary>
    public IReadOnlyList<ApprovalStep> Way
    {
        get
        {
            var begun = Record.Steps.LastOrDefault(line => line.Step.Action is StationAction.Propose or StationAction.Mend);
            var since = Record.Steps.Where(line => begun is null || line.Step.Id >= begun.Step.Id).ToList();
            SignedStep? Last(params StationAction[] actions) => since.LastOrDefault(line => actions.Contains(line.Step.Action));
            var status = Station.Status;
            return
            [
                Step("申报", begun, null, status is StationStatus.Rejected or StationStatus.Returned),
                Step("县区审核", Last(StationAction.Approve), Last(StationAction.Reject), status == StationStatus.Proposed),
                Step("市局备案", Last(StationAction.Record), Last(StationAction.Return), status == StationStatus.Reviewed),
                Step("启用", Last(StationAction.Open), null, status == StationStatus.OnRecord),
            ];
        }
    }

    public IReadOnlyList<Happening> Life =>
    [
        .. Record.Steps.Reverse().Select(line => new Happening(
            Day(line.Step.EffectiveOn), StationMarks.Of(line.Step.Action), StationWords.Of(line.Step.Action),
            Details(line), line.Step.Status is StationStatus.InUse)),
    ];

    private string Day(DateOnly date) => date.Year == Today.Year ? $"{date.Month}月{date.Day}日" : $"{date.Year}年{date.Month}月{date.Day}日";

    private bool IsOwnOf(ClaimsPrincipal user) => !user.IsInRole(Roles.Organization) || AccountClaims.OrganizationOf(user) == Station.OrganizationId;

    private static string Details(SignedStep line)
    {
        var at = ShanghaiTime.FromUtc(line.Step.AtUtc);
        var missing = line.Step.Found is { Missing.Count: > 0 } found
            ? $"现场没有：{string.Join("、", ChecklistLine.All.Where(item => found.Missing.Contains(item.Item)).Select(item => item.Words))}"
            : null;
        string?[] parts = [$"{line.Signer ?? "系统"} 签，{at.Year}年{at.Month}月{at.Day}日 {at:HH:mm}", line.Step.Reason, missing];
        return string.Join("。", parts.Where(part => part is not null));
    }

    private ApprovalStep Step(string words, SignedStep? done, SignedStep? back, bool now) =>
        back is not null ? new(words, StepState.Returned, Day(back.Step.EffectiveOn), back.Signer, back.Step.Reason)
        : now ? new(words, StepState.Now, done is null ? null : Day(done.Step.EffectiveOn), done?.Signer)
        : done is not null ? new(words, StepState.Done, Day(done.Step.EffectiveOn), done.Signer)
        : new(words, StepState.Later);

    public string CountyShort => RegionCodes.Short(RegionCodes.CountyOf(Station.RegionCode));
}
