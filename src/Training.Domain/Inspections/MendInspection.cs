using Training.Domain.Audit;
using Training.Domain.Shared;

namespace Training.Domain.Inspections;

/// <summary>The body says that it has mended; whoever inspected looks again, and closes the matter or sends it back with a day.</summary>
public sealed class MendInspection(InspectionDesk desk)
{
    public async Task<Result<Done>> ReportAsync(Actor actor, Guid key, string? words, CancellationToken ct = default)
    {
        if (await desk.HeardAsync(key, ct) is not { } inspection)
        {
            return new NotFound("这一条抽查");
        }

        if (inspection.State != InspectionState.Mending)
        {
            return new InspectionNotThere(inspection.State, "报整改");
        }

        if (InspectionDesk.Check(words, "怎么改的", "Report") is { } refusal)
        {
            return refusal;
        }

        (inspection.State, inspection.DueOn) = (InspectionState.Mended, null);
        await desk.TellDrawerAsync(inspection, $"{await desk.NameAsync(inspection, ct)}：报整改好了，等您复核", words, ct);
        return await desk.SaveAsync(inspection, InspectionAction.Reported, actor, "MendInspection.Report", InspectionState.Mending, words, ct);
    }

    public async Task<Result<Done>> CloseAsync(Actor actor, Guid key, string? words, CancellationToken ct = default)
    {
        if (await desk.OwnAsync(key, ct) is not var (inspection, _))
        {
            return new NotFound("这一条抽查");
        }

        if (inspection.State != InspectionState.Mended)
        {
            return new InspectionNotThere(inspection.State, "办结");
        }

        if (InspectionDesk.Check(words, "复核的情况", "Review") is { } refusal)
        {
            return refusal;
        }

        (inspection.State, inspection.ClosedUtc) = (InspectionState.Closed, desk.NowUtc);
        await desk.TellBodyAsync(inspection, $"{await desk.NameAsync(inspection, ct)}：复核过了，办结", words, ct);
        return await desk.SaveAsync(inspection, InspectionAction.Closed, actor, "MendInspection.Close", InspectionState.Mended, words, ct);
    }

    public async Task<Result<Done>> SendBackAsync(Actor actor, Guid key, string? words, CancellationToken ct = default)
    {
        if (await desk.OwnAsync(key, ct) is not var (inspection, _))
        {
            return new NotFound("这一条抽查");
        }

        if (inspection.State != InspectionState.Mended)
        {
            return new InspectionNotThere(inspection.State, "退回再改");
        }

        if (InspectionDesk.Check(words, "哪里没有改好", "Review") is { } refusal)
        {
            return refusal;
        }

        var due = await desk.DayAsync(inspection.MendDays ?? InspectionForm.Shipped.MendWorkingDays, ct);
        if (!due.Ok)
        {
            return due.Refusal;
        }

        (inspection.State, inspection.DueOn) = (InspectionState.Mending, due.Value);
        await desk.TellBodyAsync(inspection, $"{await desk.NameAsync(inspection, ct)}：没有改好，{inspection.DueOn:M月d日}以前再改", words, ct);
        return await desk.SaveAsync(inspection, InspectionAction.SentBack, actor, "MendInspection.SendBack", InspectionState.Mended, words, ct);
    }
}
