using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record TakeCalendarListInput
{
    public required Actor Actor { get; init; }

    public required int Year { get; init; }

    /// <summary>The notice that the list was copied from.</summary>
    public required string Source { get; init; }

    /// <summary>Lines date,name,kind as <see cref="CalendarText"/> reads them.</summary>
    public required string Text { get; init; }

    /// <summary>Why the list of this year is replaced; needed when there is one.</summary>
    public string? Reason { get; init; }
}

public sealed record CalendarYearOutOfReach(int First, int Last) : Refusal($"年份在 {First} 到 {Last} 之间。", nameof(TakeCalendarListInput.Year));

public sealed record CalendarSourceMissing() : Refusal(
    $"写明依据的通知，1 到 {CalendarList.SourceMaxLength} 个字。", nameof(TakeCalendarListInput.Source));

public sealed record CalendarReasonMissing(int Year) : Refusal($"{Year}年已经有一份安排，写明为什么换，旧的会留着备查。", nameof(TakeCalendarListInput.Reason));

/// <summary>All wrong lines at once; nothing was taken.</summary>
public sealed record CalendarLinesWrong(IReadOnlyList<BadCalendarLine> Lines) : Refusal(
    Lines.Count == 1 ? Lines[0].Sentence : $"有 {Lines.Count} 行要改，一行也没有录入。", nameof(TakeCalendarListInput.Text));

public sealed record CalendarListEmpty() : Refusal("一行也没有。把这一年放假和调休上班的日子逐行写上。", nameof(TakeCalendarListInput.Text));

/// <summary>A year's list with fewer days off than the law gives is a slip, not a calendar.</summary>
public sealed record CalendarListTooShort(int Holidays) : Refusal(
    $"只写了 {Holidays} 个放假的日子，比法定节假日还少，一定有漏的。", nameof(TakeCalendarListInput.Text));

public sealed record CalendarTaken(int Days, bool IsNew, bool Replaced);

/// <summary>
/// Takes the list of a year: whole or not at all, with every wrong line told. The same list again changes nothing; another one replaces
/// it, dated, with a reason. Windows that are running keep the days they were published with. (Stands here and not beside the calendar
/// because the ground floor writes no history.)
/// </summary>
/// <remarks>全国年节及纪念日放假办法 (国务院令第795号, in force from 2025-01-01), 第二条: 13 days a year for all citizens; 11 before.</remarks>
public sealed class TakeCalendarList(TrainingDbContext db, TimeProvider clock)
{
    public const int FirstYear = 2014;
    private const int FewestHolidays = 11;

    public async Task<Result<CalendarTaken>> RunAsync(TakeCalendarListInput input, CancellationToken ct = default)
    {
        var lastYear = clock.Today().Year + 2;
        if (input.Year < FirstYear || input.Year > lastYear)
        {
            return new CalendarYearOutOfReach(FirstYear, lastYear);
        }

        if (string.IsNullOrWhiteSpace(input.Source) || input.Source.Length > CalendarList.SourceMaxLength)
        {
            return new CalendarSourceMissing();
        }

        var read = CalendarText.Read(input.Text, input.Year);
        if (!read.Ok)
        {
            return new CalendarLinesWrong(read.Wrong);
        }

        var holidays = read.Facts.Count(f => f.Kind == CalendarDayKind.Holiday);
        if (holidays < FewestHolidays)
        {
            return read.Facts.Count == 0 ? new CalendarListEmpty() : new CalendarListTooShort(holidays);
        }

        var present = await db.CalendarLists().Include(l => l.Days).Where(l => l.Year == input.Year && l.ReplacedUtc == null).SingleOrDefaultAsync(ct);
        if (present is not null)
        {
            if (present.Days.Select(d => new CalendarFact(d.Date, d.Name, d.Kind)).ToHashSet().SetEquals(read.Facts))
            {
                return new CalendarTaken(read.Facts.Count, false, false);
            }

            if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > PublicNotice.ReasonMaxLength)
            {
                return new CalendarReasonMissing(input.Year);
            }

            present.ReplacedUtc = clock.UtcNow();
        }

        await AddAsync(input, read.Facts, present, ct);
        return new CalendarTaken(read.Facts.Count, true, present is not null);
    }

    private async Task AddAsync(TakeCalendarListInput input, IReadOnlyList<CalendarFact> facts, CalendarList? before, CancellationToken ct)
    {
        var list = new CalendarList
        {
            Key = Guid.CreateVersion7(), Year = input.Year, Source = input.Source, TakenUtc = clock.UtcNow(), TakenBy = input.Actor.AccountId,
            Days = [.. facts.Select(f => new CalendarListDay { Date = f.Date, Name = f.Name, Kind = f.Kind })],
        };
        db.CalendarLists().Add(list);
        await AuditTrail.AppendAsync(
            db, CalendarList.AuditStream(input.Year), input.Actor, nameof(TakeCalendarList), list.TakenUtc,
            before is null ? null : new { before.Key, Days = before.Days.Count }, new { list.Key, Days = facts.Count }, input.Reason, ct);
        await db.SaveChangesAsync(ct);
    }
}
