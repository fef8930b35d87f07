using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

public sealed record PublishCommendationInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>The hash of the computation that the officer looked at.</summary>
    public required string? Sha256 { get; init; }

    public required int WorkingDays { get; init; }

    public string? SupervisionPhone { get; init; }
}

public sealed record CommendationMoved() : Refusal("从上次计算到现在记录变过，数字不一样了。先重算，看过新的名单再公示。");

public sealed record CommendationEmpty() : Refusal("名单上一个也没有，没有可公示的。");

/// <summary>
/// Puts a list forward: its computation is frozen, and everybody who is left on it goes into one public notice, in one save. Refused when counting again comes to another text than
/// the one that the officer looked at.
/// </summary>
public sealed class PublishCommendation(TrainingDbContext db, ComputeCommendation compute, OpenNotice notices, CommendationNames names, TimeProvider clock)
{
    public async Task<Result<PublicNotice>> RunAsync(PublishCommendationInput input, CancellationToken ct = default)
    {
        if (await db.CommendationLists().SingleOrDefaultAsync(l => l.Key == input.Key, ct) is not { } list)
        {
            return new NotFound("这份名单");
        }

        if (list.State != CommendationState.Draft)
        {
            return new CommendationNotThere(list.State, "公示");
        }

        SheetPeriod.TryParse(list.Period, out var period);
        var now = await compute.RunAsync(CommendationDefinition.In(period!.Last)!, list.RegionCode, period, ct);
        if (input.Sha256 != list.Sha256 || CanonicalJson.HashOf(now.Write()) != list.Sha256)
        {
            return new CommendationMoved();
        }

        var listed = await db.CommendationCandidates().AsNoTracking().Where(c => c.ListId == list.Id && c.State == CandidateState.Listed).ToListAsync(ct);
        if (listed.Count == 0)
        {
            return new CommendationEmpty();
        }

        var keys = listed.ToDictionary(c => (c.Kind, c.RegionCode, c.SubjectId), c => c.Key);
        var named = await names.OfAsync(listed, ct);
        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County || r.Code == list.RegionCode).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var lines = now.Candidates.Where(c => keys.ContainsKey(c.Identity())).Select(c =>
        {
            var (name, county) = (named[c.Identity()], counties.GetValueOrDefault(c.County));
            return new NoticeLine
            {
                SubjectKey = keys[c.Identity()], Name = name.Name, IsPerson = CommendationWords.IsPerson(c.Kind), Unit = name.Unit is null ? county : $"{county}，{name.Unit}",
                Remark = $"{CommendationWords.Of(c.Kind)}：{CommendationWords.Deed(c)}",
            };
        }).ToList();
        var opened = await notices.AddAsync(
            new()
            {
                Actor = input.Actor, Subject = NoticeSubjects.Commendation, RegionCode = list.RegionCode, SupervisionPhone = input.SupervisionPhone, WorkingDays = input.WorkingDays, Lines = lines,
                Title = $"{counties.GetValueOrDefault(list.RegionCode)}养老服务技能进街道进社区进家庭{period.Label}拟通报表扬名单公示",
                Body = $"按照濮民〔2023〕63号“对活动中涌现的优秀集体、单位和个人要进行通报表扬”的要求，由平台按{period.Label}的记录计算、市民政局复核，拟对下列 {lines.Count} 个集体、单位和个人通报表扬，现予公示。所列数字都来自平台记录，计算办法第 {list.Rule} 版。",
            },
            ct);
        if (!opened.Ok)
        {
            return opened;
        }

        (list.State, list.PutForwardUtc, list.NoticeKey) = (CommendationState.OnNotice, clock.UtcNow(), opened.Value.Key);
        await AuditTrail.AppendAsync(
            db, list.AuditStream(), input.Actor, nameof(PublishCommendation), list.PutForwardUtc.Value, new { commendationState = CommendationState.Draft },
            new { commendationState = list.State, list.Sha256, list.NoticeKey, listed = lines.Count }, ct: ct, regionCode: list.RegionCode);
        return await db.SaveOrClashAsync(ct) is { Ok: false } clash ? clash.Refusal! : opened;
    }
}
