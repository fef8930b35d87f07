using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Calendar;

/// <summary>
/// Puts the lists that ship with the product into an installation: years that have none yet, so that an update brings a new year and
/// never touches a list that the city has taken itself.
/// </summary>
public sealed class ShippedCalendar(TrainingDbContext db, TimeProvider clock)
{
    public static string SourceOf(int year) => $"国务院办公厅关于{year}年部分节假日安排的通知";

    /// <summary>Returns how many years were new; changes nothing the second time.</summary>
    public async Task<int> EnsureAsync(CancellationToken ct = default)
    {
        var shipped = CalendarText.Shipped();
        if (!shipped.Ok)
        {
            throw new InvalidOperationException(shipped.Wrong[0].Sentence);
        }

        var known = await db.CalendarLists().Select(l => l.Year).Distinct().ToListAsync(ct);
        var fresh = shipped.Facts.GroupBy(f => f.Date.Year).Where(g => !known.Contains(g.Key)).OrderBy(g => g.Key).ToList();
        if (fresh.Count == 0)
        {
            return 0;
        }

        db.CalendarLists().AddRange(fresh.Select(year => new CalendarList
        {
            Key = Guid.CreateVersion7(), Year = year.Key, Source = SourceOf(year.Key), TakenUtc = clock.UtcNow(),
            Days = [.. year.Select(fact => new CalendarListDay { Date = fact.Date, Name = fact.Name, Kind = fact.Kind })],
        }));
        await db.SaveChangesAsync(ct);
        return fresh.Count;
    }
}
