using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record NotOverdue(DateOnly DueOn) : Refusal($"期限到{DueOn.Month}月{DueOn.Day}日，还没过，不用督办。");

public sealed record NothingToUrge() : Refusal("这份填报已经验收，没有要督办的。");

public sealed record UrgedToday() : Refusal("今天已经督办过一次了。");

/// <summary>督办: writes to whoever lets an overdue filing wait, once a day, and keeps it as a step.</summary>
public sealed class UrgeFiling(TrainingDbContext db, FilingDesk desk, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid filingKey, CancellationToken ct = default)
    {
        if (await desk.FindAsync(filingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        var today = clock.Today();
        if (filing.State == FilingState.Accepted)
        {
            return new NothingToUrge();
        }

        if (filing.DueOn >= today)
        {
            return new NotOverdue(filing.DueOn);
        }

        var (from, _) = ShanghaiTime.DayUtc(today);
        if (await db.FilingSteps().AnyAsync(s => s.FilingId == filing.Id && s.Action == FilingAction.Urged && s.AtUtc >= from, ct))
        {
            return new UrgedToday();
        }

        var title = $"督办：{await desk.NameAsync(filing, ct)}逾期了，{FilingWords.Of(filing.State)}";
        var words = $"期限是{filing.DueOn:M月d日}，{(await WorkingCalendars.LoadAsync(db, ct)).Late(filing.DueOn, today)}。";
        switch (filing.State)
        {
            case FilingState.Open:
                foreach (var part in (await desk.PartsAsync(filing, ct)).Where(p => p.State != PartState.Signed))
                {
                    await desk.TellBodyAsync(part, title, words, ct);
                }

                break;
            case FilingState.CountyReview or FilingState.Returned:
                await desk.TellCountyAsync(filing, title, words, ct);
                break;
            default:
                await desk.TellCityAsync(filing, title, words, ct);
                break;
        }

        return await desk.SaveAsync(filing, null, FilingAction.Urged, actor, nameof(UrgeFiling), null, new { filingState = filing.State, filing.DueOn }, words, ct);
    }
}
