using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>What came of an objection, for whoever holds its key.</summary>
public sealed record ObjectionReceipt(Guid Key, string? About, string Text, DateTime ReceivedUtc, DateTime? AnsweredUtc, bool? Upheld, string? Answer);

/// <summary>
/// One notice. Asked for the public it steps past the scope's filter on purpose, since a public notice is everybody's, and masks the
/// names of persons once the notice is over. Asked for staff it is cut to their scope and whole.
/// </summary>
public sealed class ReadNotice(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>养老服务热线, on every page of the product.</summary>
    public static string ServiceLine => HomeCity.Here.ServiceLine;

    public Task<NoticeView?> ForPublicAsync(Guid key, CancellationToken ct = default) =>
        ViewAsync(db.PublicNotices().IgnoreQueryFilters().Where(n => n.Key == key && n.Audience == NoticeAudience.Public), forPublic: true, ct);

    public Task<NoticeView?> ForStaffAsync(Guid key, CancellationToken ct = default) =>
        ViewAsync(db.PublicNotices().Where(n => n.Key == key), forPublic: false, ct);

    public async Task<ObjectionReceipt?> ReceiptAsync(Guid notice, Guid objection, CancellationToken ct = default)
    {
        var found = await (
            from row in db.NoticeObjections().IgnoreQueryFilters().AsNoTracking()
            join of in db.PublicNotices().IgnoreQueryFilters() on row.NoticeId equals of.Id
            where row.Key == objection && of.Key == notice && of.Audience == NoticeAudience.Public
            join item in db.NoticeItems().IgnoreQueryFilters() on row.NoticeItemId equals (long?)item.Id into items
            from item in items.DefaultIfEmpty()
            select new { Row = row, Over = of.State != NoticeState.Running, Item = item }).SingleOrDefaultAsync(ct);
        return found is null ? null : new ObjectionReceipt(
            found.Row.Key, found.Item is null ? null : Shown(found.Item, masked: found.Over), found.Row.Text, found.Row.ReceivedUtc, found.Row.AnsweredUtc,
            found.Row.Upheld, found.Row.Answer);
    }

    private static string Shown(NoticeItem item, bool masked) => masked && item.IsPerson ? NoticeWords.Masked(item.Name) : item.Name;

    private async Task<NoticeView?> ViewAsync(IQueryable<PublicNotice> asked, bool forPublic, CancellationToken ct)
    {
        var found = await (
            from row in asked.AsNoTracking()
            join region in db.Regions() on row.RegionCode equals region.Code
            select new { Notice = row, Region = region.Name }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var notice = found.Notice;
        var items = await db.NoticeItems().IgnoreQueryFilters().AsNoTracking().Where(i => i.NoticeId == notice.Id).OrderBy(i => i.Ordinal).ToListAsync(ct);
        var objections = await db.NoticeObjections().IgnoreQueryFilters().Where(o => o.NoticeId == notice.Id)
            .Select(o => new { Answered = o.AnsweredUtc != null, o.Upheld }).ToListAsync(ct);
        var masked = forPublic && notice.State != NoticeState.Running;
        return new NoticeView
        {
            Key = notice.Key,
            Subject = notice.Subject,
            Audience = notice.Audience,
            RegionCode = notice.RegionCode,
            PartyRegionCode = notice.PartyRegionCode,
            Publisher = NoticeWords.Publisher(found.Region),
            Title = notice.Title,
            Body = notice.Body,
            Phone = notice.SupervisionPhone ?? ServiceLine,
            WorkingDays = notice.WorkingDays,
            FromDate = notice.FromDate,
            LastDay = notice.LastDay,
            ConcludableFrom = notice.ConcludableFrom,
            ExtendedUtc = notice.ExtendedUtc,
            ExtendReason = notice.ExtendReason,
            State = notice.State,
            IsOpen = NoticeRules.IsOpen(notice, clock.UtcNow()),
            Ending = notice.Ending,
            EndedUtc = notice.EndedUtc,
            EndReason = notice.EndReason,
            Items = [.. items.Select(i => new NoticeItemView(i.Key, i.Ordinal, i.SubjectKey, Shown(i, masked), i.Unit, i.Remark, i.Outcome))],
            Received = objections.Count,
            Answered = objections.Count(o => o.Answered),
            Upheld = objections.Count(o => o.Upheld == true),
            Window = Days(await WorkingCalendars.LoadAsync(db, ct), notice.FromDate, notice.LastDay),
        };
    }

    /// <summary>From the day after publication to the last; a year that has gone missing since shows no leaves rather than wrong ones.</summary>
    private static List<WindowDay> Days(WorkingCalendar calendar, DateOnly from, DateOnly last)
    {
        var days = new List<WindowDay>();
        var ordinal = 0;
        for (var date = from.AddDays(1); date <= last; date = date.AddDays(1))
        {
            var works = calendar.IsWorkingDay(date);
            if (!works.Ok)
            {
                return [];
            }

            days.Add(new WindowDay(date, works.Value ? ++ordinal : null, calendar.Fact(date)?.Name));
        }

        return days;
    }
}
