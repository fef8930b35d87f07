using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Sessions.Bookings;

/// <summary>One session with its bookings, held against every other writer until the caller's transaction ends.</summary>
internal sealed record BookedSession(Session Session, string Station, int Seats, List<Booking> Bookings)
{
    public bool IsOpenAt(DateTime nowUtc) => Session.Status == SessionStatus.Planned && nowUtc < Session.PlannedStartUtc;
}

/// <summary>What the use cases of bookings share: taking hold of a session, seating whoever waits, and telling people.</summary>
internal sealed class BookingDesk(TrainingDbContext db, BookingMessages messages)
{
    /// <summary>
    /// Within a transaction. The first statement writes the session's row without changing it, so that a second booker waits there until the
    /// first has saved, on every database, and then reads what is true.
    /// </summary>
    public async Task<BookedSession?> HoldAsync(IQueryable<Session> reached, long sessionId, CancellationToken ct)
    {
        if (await reached.Where(s => s.Id == sessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.Capacity, x => x.Capacity), ct) == 0)
        {
            return null;
        }

        db.ChangeTracker.Clear();
        var session = await db.Sessions().IgnoreQueryFilters().SingleAsync(s => s.Id == sessionId, ct);
        var station = await db.Stations().IgnoreQueryFilters().Where(s => s.Id == session.StationId).Select(s => new { s.Name, s.Capacity }).SingleAsync(ct);
        return new BookedSession(
            session, station.Name, session.Capacity ?? station.Capacity, await db.Bookings().IgnoreQueryFilters().Where(b => b.SessionId == sessionId).ToListAsync(ct));
    }

    /// <summary>Gives free seats to whoever waits and tells them, unless it is the one who stands there.</summary>
    public async Task<IReadOnlyList<Booking>> SettleAsync(BookedSession held, DateTime nowUtc, Booking? except, CancellationToken ct)
    {
        var promoted = BookingRules.Settle(held.Bookings, held.Seats, nowUtc).Where(b => b != except).ToList();
        foreach (var booking in promoted)
        {
            booking.PromotedUtc = nowUtc;
        }

        await messages.TellAsync(held, promoted, BookingNews.Promoted, nowUtc, ct);
        return promoted;
    }

    public Task TellAsync(BookedSession held, IReadOnlyCollection<Booking> to, BookingNews news, DateTime nowUtc, CancellationToken ct) =>
        messages.TellAsync(held, to, news, nowUtc, ct);
}

internal enum BookingNews
{
    /// <summary>Booked by the station for somebody.</summary>
    Booked,
    Queued,
    Promoted,

    /// <summary>Taken off by the station.</summary>
    TakenOff,
    ClassCancelled,
}

/// <summary>
/// Tells people of their bookings by the outgoing queue: whoever comes, or else whoever of the family booked. No name stands in the words,
/// so that a message on a shared phone says nothing about a person.
/// </summary>
internal sealed class BookingMessages(TrainingDbContext db, Vault vault)
{
    public const string Purpose = "booking";

    public async Task TellAsync(BookedSession held, IReadOnlyCollection<Booking> to, BookingNews news, DateTime nowUtc, CancellationToken ct)
    {
        if (to.Count == 0)
        {
            return;
        }

        var phones = await PhonesAsync(to, ct);
        foreach (var booking in to.Where(b => phones.ContainsKey(b.Id == 0 ? -b.PersonId : b.Id)))
        {
            MessageQueue.Add(
                db,
                new()
                {
                    Purpose = Purpose,
                    Title = TitleOf(news),
                    AddressSealed = vault.Seal(phones[booking.Id == 0 ? -booking.PersonId : booking.Id]),
                    Text = TextOf(held, news),
                    // Told after the class it is worth nothing.
                    ExpiresUtc = held.Session.PlannedEndUtc,
                },
                nowUtc);
        }
    }

    /// <summary>Ids of bookings that nobody can be told about by message.</summary>
    public async Task<IReadOnlyCollection<long>> WithoutPhoneAsync(IReadOnlyCollection<Booking> bookings, CancellationToken ct)
    {
        var phones = await PhonesAsync(bookings, ct);
        return [.. bookings.Select(b => b.Id).Where(id => !phones.ContainsKey(id))];
    }

    private static string TitleOf(BookingNews news) => news switch
    {
        BookingNews.ClassCancelled => "课取消了",
        BookingNews.Promoted => "排到位子了",
        BookingNews.TakenOff => "报名取消了",
        _ => "报名",
    };

    private static string TextOf(BookedSession held, BookingNews news)
    {
        var at = ShanghaiTime.FromUtc(held.Session.PlannedStartUtc);
        var what = $"{at:M月d日 H:mm}{held.Station}“{held.Session.Title}”";
        return $"【{HomeCity.Here.Site}】" + news switch
        {
            BookingNews.Booked => $"报好了：{what}。去不了提前说一声，站点或 {HomeCity.Here.ServiceLine} 都行。",
            BookingNews.Queued => $"{what}坐满了，给您排上队，有空位就告诉您。",
            BookingNews.Promoted => $"有位子了：{what}，已经给您报好。去不了提前说一声，站点或 {HomeCity.Here.ServiceLine} 都行。",
            BookingNews.TakenOff => $"{what}的报名取消了。问站点或打 {HomeCity.Here.ServiceLine}。",
            _ => $"{what}不上了：{held.Session.CancelReason}。别白跑一趟，别的课打 {HomeCity.Here.ServiceLine} 问。",
        };
    }

    /// <summary>By the booking's id, or minus the person's where it has none yet.</summary>
    private async Task<Dictionary<long, string>> PhonesAsync(IReadOnlyCollection<Booking> bookings, CancellationToken ct)
    {
        var accounts = bookings.Where(b => b.Way == BookingWay.Online && b.BookedBy is not null).Select(b => b.BookedBy!.Value).Distinct().ToList();
        var bookers = await db.Set<Identity.Account>().Where(a => accounts.Contains(a.Id) && a.PersonId != null)
            .Select(a => new { a.Id, PersonId = a.PersonId!.Value }).ToDictionaryAsync(a => a.Id, a => a.PersonId, ct);
        var ids = bookings.Select(b => b.PersonId).Concat(bookers.Values).Distinct().ToList();
        var rows = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id) && p.PhoneSealed != null && p.ErasedUtc == null)
            .Select(p => new { p.Id, p.PhoneSealed, p.KeySealed }).ToDictionaryAsync(p => p.Id, ct);
        var found = new Dictionary<long, string>();
        foreach (var booking in bookings)
        {
            var row = rows.GetValueOrDefault(booking.PersonId)
                ?? (booking.BookedBy is { } by && bookers.TryGetValue(by, out var booker) ? rows.GetValueOrDefault(booker) : null);
            if (row is not null)
            {
                found[booking.Id == 0 ? -booking.PersonId : booking.Id] = vault.Open(row.PhoneSealed!, row.KeySealed, OpeningPurpose.Deliver);
            }
        }

        return found;
    }
}
