using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record AnswerReturnInput
{
    public required Actor Actor { get; init; }

    public required Guid ReturnKey { get; init; }

    public string? Text { get; init; }
}

public sealed record AnswerMissing() : Refusal("写改了什么，或者为什么不改。", nameof(AnswerReturnInput.Text));

/// <summary>Answers one line that was sent back: the county to the city, a body to its county. It may be put better until the sheet is signed again.</summary>
public sealed class AnswerReturn(TrainingDbContext db, FilingDesk desk)
{
    public async Task<Result<Done>> RunAsync(AnswerReturnInput input, CancellationToken ct = default)
    {
        if (await db.FilingReturns().SingleOrDefaultAsync(r => r.Key == input.ReturnKey, ct) is not { } line)
        {
            return new NotFound("这条退回意见");
        }

        // A body answers on its own part-sheet alone, the county on the county's sheet alone: the filters of both tables see to it.
        var part = line.PartId is { } id ? await db.FilingParts().SingleOrDefaultAsync(p => p.Id == id, ct) : null;
        if (part is null != line.PartId is null || (part is null && db.Scope.Organization is not null))
        {
            return new NotFound("这条退回意见");
        }

        var filing = await db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).SingleAsync(f => f.Id == line.FilingId, ct);
        if (part is not null && !await desk.IsOfBodyAsync(part, input.Actor, ct))
        {
            return new PartIsOfBody(part.OrganizationName);
        }

        if (part is not null && !FilingRules.IsOpen(filing.State, part.State))
        {
            return new PartNotThere(part.State, "答复");
        }

        if (part is null && filing.State != FilingState.Returned)
        {
            return new FilingNotThere(filing.State, "答复退回意见");
        }

        if (string.IsNullOrWhiteSpace(input.Text))
        {
            return new AnswerMissing();
        }

        if (input.Text.Length > FilingReturn.TextMaxLength)
        {
            return new WordsTooLong(input.Text.Length, FilingReturn.TextMaxLength, nameof(AnswerReturnInput.Text));
        }

        (line.Answer, line.AnsweredUtc, line.AnsweredBy) = (input.Text, desk.NowUtc, input.Actor.AccountId);
        return await desk.SaveAsync(filing, part, FilingAction.Answered, input.Actor, nameof(AnswerReturn), null, new { sentBack = line.Key, item = line.ItemCode, part = part?.Key }, input.Text, ct);
    }
}
