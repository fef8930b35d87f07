using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

public sealed record MakeCommendationInput
{
    public required Actor Actor { get; init; }

    public required long RegionCode { get; init; }

    /// <summary>2026-Q3 or 2026.</summary>
    public string? Period { get; init; }
}

public sealed record CommendationNeedsPeriod() : Refusal("选一个季度或一年。", nameof(MakeCommendationInput.Period));

public sealed record CommendationTooEarly(string Label, Month Month) : Refusal(
    $"{Label}还不能算：{Month.Year}年{Month.MonthOfYear}月没有关账。全部月份核算、关账以后再开始。", nameof(MakeCommendationInput.Period));

public sealed record CommendationThere(string Label, CommendationState State) : Refusal(
    $"{Label}已经有一份名单，{CommendationWords.Of(State)}。一期只有一份，作废了才能另开。", nameof(MakeCommendationInput.Period));

public sealed record CommendationNobody(string Label) : Refusal($"{Label}没有可以算的记录。", nameof(MakeCommendationInput.Period));

public sealed record CommendationNotThere(CommendationState State, string Step) : Refusal($"这份名单{CommendationWords.Of(State)}，不能{Step}。");

public sealed record CommendationReasonBad(string On) : Refusal($"写明原因，最多 {CommendationCandidate.ReasonMaxLength} 个字。", On)
{
    public static Refusal? Check(string? reason, string on) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > CommendationCandidate.ReasonMaxLength ? new CommendationReasonBad(on) : null;
}

/// <summary>Starts a list of a city for a period whose months are closed, computes it anew while nobody has published it, or gives it up with a reason.</summary>
public sealed class MakeCommendation(TrainingDbContext db, ComputeCommendation compute, TimeProvider clock)
{
    public async Task<Result<Guid>> StartAsync(MakeCommendationInput input, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(input.RegionCode) || RegionCodes.LevelOf(input.RegionCode) != RegionLevel.City)
        {
            return new NotFound("这个市");
        }

        if (!SheetPeriod.TryParse(input.Period, out var period) || period.IsMonth || CommendationDefinition.In(period.Last) is not { } definition)
        {
            return new CommendationNeedsPeriod();
        }

        if (await OpenMonthAsync(input.RegionCode, period, ct) is { } month)
        {
            return new CommendationTooEarly(period.Label, month);
        }

        var before = await db.CommendationLists().AsNoTracking().Where(l => l.RegionCode == input.RegionCode && l.Period == period.Key).Select(l => new { l.Number, l.State }).ToListAsync(ct);
        if (before.Find(l => l.State != CommendationState.Dropped) is { } there)
        {
            return new CommendationThere(period.Label, there.State);
        }

        var content = await compute.RunAsync(definition, input.RegionCode, period, ct);
        if (content.Candidates.Count == 0)
        {
            return new CommendationNobody(period.Label);
        }

        var now = clock.UtcNow();
        var text = content.Write();
        var list = new CommendationList
        {
            Key = Guid.CreateVersion7(), RegionCode = input.RegionCode, Period = period.Key, Number = before.Count + 1, Rule = definition.Version, Text = text, Sha256 = CanonicalJson.HashOf(text),
            MadeUtc = now, MadeBy = input.Actor.AccountId, ComputedUtc = now,
        };
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        db.CommendationLists().Add(list);
        await AuditTrail.AppendAsync(
            db, list.AuditStream(), input.Actor, nameof(MakeCommendation), now,
            after: new { list.Period, list.Rule, list.Sha256, listed = content.Candidates.Count(c => c.Listed) }, ct: ct, regionCode: list.RegionCode);
        if (await db.SaveOrClashAsync(ct) is { Ok: false } clash)
        {
            return clash.Refusal!;
        }

        Write(list, content, []);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return list.Key;
    }

    /// <summary>Counts again. Who was taken off and is still on the list stays taken off.</summary>
    public async Task<Result<Done>> RecomputeAsync(Actor actor, Guid key, CancellationToken ct = default)
    {
        if (await db.CommendationLists().SingleOrDefaultAsync(l => l.Key == key, ct) is not { } list)
        {
            return new NotFound("这份名单");
        }

        if (list.State != CommendationState.Draft)
        {
            return new CommendationNotThere(list.State, "重算");
        }

        SheetPeriod.TryParse(list.Period, out var period);
        var content = await compute.RunAsync(CommendationDefinition.In(period!.Last)!, list.RegionCode, period, ct);
        var before = list.Sha256;
        (list.Text, list.Rule, list.ComputedUtc) = (content.Write(), content.Rule, clock.UtcNow());
        list.Sha256 = CanonicalJson.HashOf(list.Text);
        Write(list, content, await db.CommendationCandidates().Where(c => c.ListId == list.Id).ToListAsync(ct));
        await AuditTrail.AppendAsync(
            db, list.AuditStream(), actor, "MakeCommendation.Recompute", list.ComputedUtc, new { Sha256 = before }, new { list.Rule, list.Sha256, listed = content.Candidates.Count(c => c.Listed) }, ct: ct,
            regionCode: list.RegionCode);
        return await db.SaveOrClashAsync(ct);
    }

    public async Task<Result<Done>> DropAsync(Actor actor, Guid key, string? reason, CancellationToken ct = default)
    {
        if (await db.CommendationLists().SingleOrDefaultAsync(l => l.Key == key, ct) is not { } list)
        {
            return new NotFound("这份名单");
        }

        if (list.State != CommendationState.Draft)
        {
            return new CommendationNotThere(list.State, list.State == CommendationState.OnNotice ? "作废；先撤回公示" : "作废");
        }

        if (CommendationReasonBad.Check(reason, "DropReason") is { } refusal)
        {
            return refusal;
        }

        (list.State, list.DropReason) = (CommendationState.Dropped, reason);
        await AuditTrail.AppendAsync(
            db, list.AuditStream(), actor, "MakeCommendation.Drop", clock.UtcNow(), new { commendationState = CommendationState.Draft }, new { commendationState = list.State }, reason, ct, list.RegionCode);
        return await db.SaveOrClashAsync(ct);
    }

    private void Write(CommendationList list, CommendationContent content, IReadOnlyList<CommendationCandidate> known)
    {
        var old = known.ToDictionary(c => (c.Kind, c.RegionCode, c.SubjectId));
        foreach (var line in content.Candidates)
        {
            var state = line.Listed ? CandidateState.Listed : line.Place is null ? CandidateState.Barred : CandidateState.Ranked;
            if (!old.Remove(line.Identity(), out var row))
            {
                db.CommendationCandidates().Add(new() { Key = Guid.CreateVersion7(), ListId = list.Id, RegionCode = line.County, Kind = line.Kind, SubjectId = line.Subject, State = state });
            }
            else if (row.State != CandidateState.TakenOff || state != CandidateState.Listed)
            {
                (row.State, row.Reason, row.DecidedUtc, row.DecidedBy) = (state, null, null, null);
            }
        }

        db.CommendationCandidates().RemoveRange(old.Values);
    }

    private async Task<Month?> OpenMonthAsync(long city, SheetPeriod period, CancellationToken ct)
    {
        var (first, last) = (period.First, period.Last);
        var closed = await db.CheckRuns().AsNoTracking().Where(r => r.RegionCode == city && r.Month >= first && r.Month <= last && r.ClosedUtc != null).Select(r => r.Month).Distinct().ToListAsync(ct);
        return period.Months.Where(m => !closed.Contains(m)).Select(m => (Month?)m).FirstOrDefault();
    }
}
