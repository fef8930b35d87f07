using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sessions.Bookings;

public sealed record BookSeatInput
{
    public required Guid SessionKey { get; init; }

    /// <summary>Null: nobody was chosen.</summary>
    public required Guid? PersonKey { get; init; }

    public required Booker Booker { get; init; }

    /// <summary>Said after the page has named another class at the same time.</summary>
    public bool OverlapAccepted { get; init; }

    /// <summary>The station's remark; families write none.</summary>
    public string? Note { get; init; }
}

/// <param name="Place">In the line, from one; null with a seat.</param>
/// <param name="IsNew">False: it was booked already.</param>
public sealed record SeatBooked(Guid Key, BookingState State, int? Place, bool IsNew);

public sealed record NobodyChosen() : Refusal("还没选给谁报名，点一下名字。", nameof(BookSeatInput.PersonKey));

public sealed record NotOneOfYours() : Refusal($"这个人不能由您来报名。家里人没列全，打 {HomeCity.Here.ServiceLine} 补上。", nameof(BookSeatInput.PersonKey));

public sealed record ClassBegun() : Refusal("这次课已经开始了，直接去就行，到了点名。");

public sealed record ClassCancelled(string? Reason) : Refusal(string.IsNullOrWhiteSpace(Reason) ? "这次课取消了。" : $"这次课取消了：{Reason}。");

public sealed record NoSeatsToBook() : Refusal($"这个站点没有写能坐多少人，报名要打电话：{HomeCity.Here.ServiceLine}。");

public sealed record AnotherClassThen(string Title, DateTime StartUtc)
    : Refusal($"这个时间还报了“{Title}”（{ShanghaiTime.FromUtc(StartUtc):M月d日 H:mm} 开始）。", nameof(BookSeatInput.OverlapAccepted));

public sealed record BadNote() : Refusal($"备注最多 {Booking.NoteMaxLength} 个字，不要写手机号、证件号。", nameof(BookSeatInput.Note));

/// <summary>
/// 报名: gives somebody a seat at a coming class, or the last place in the line when all are taken. The same person twice is one booking.
/// The last seat is given once: bookers of one session wait for one another, and the database knows a seat only once.
/// </summary>
public sealed class BookSeat
{
    private readonly TrainingDbContext db;
    private readonly TimeProvider clock;
    private readonly BookerReach reach;
    private readonly BookingDesk desk;

    public BookSeat(TrainingDbContext db, People.FamilyCircles circles, Vault vault, TimeProvider clock)
    {
        (this.db, this.clock) = (db, clock);
        reach = new BookerReach(db, circles, clock);
        desk = new BookingDesk(db, new BookingMessages(db, vault));
    }

    public async Task<Result<SeatBooked>> RunAsync(BookSeatInput input, CancellationToken ct = default)
    {
        if (input.PersonKey is not { } personKey)
        {
            return new NobodyChosen();
        }

        if (input.Note?.Length > Booking.NoteMaxLength || PrivacyWords.CarryNumber(input.Note))
        {
            return new BadNote();
        }

        var reached = reach.SessionsOf(input.Booker);
        if (await reached.AsNoTracking().FirstOrDefaultAsync(s => s.Key == input.SessionKey, ct) is not { } session)
        {
            return new NotFound("这次课");
        }

        if (await reach.RowsOfAsync(input.Booker, personKey, session, ct) is not { } rows)
        {
            return new NotOneOfYours();
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        if (await desk.HoldAsync(reached, session.Id, ct) is not { } held)
        {
            return new NotFound("这次课");
        }

        var now = clock.UtcNow();
        if (WhyShut(held, now) is { } shut)
        {
            return shut;
        }

        var booking = held.Bookings.FirstOrDefault(b => rows.Contains(b.PersonId));
        if (booking is { State: not BookingState.Cancelled })
        {
            return new SeatBooked(booking.Key, booking.State, PlaceOf(booking, held), false);
        }

        if (!input.OverlapAccepted && await OverlapAsync(rows, held.Session, ct) is { } overlap)
        {
            return overlap;
        }

        booking = Put(booking, rows[0], input, held, now);
        await desk.SettleAsync(held, now, booking, ct);
        if (input.Booker.IsStation)
        {
            await desk.TellAsync(held, [booking], booking.State == BookingState.Seated ? BookingNews.Booked : BookingNews.Queued, now, ct);
        }

        await AuditTrail.AppendAsync(
            db, Booking.AuditStream(held.Session.Key), input.Booker.Actor, nameof(BookSeat), now,
            after: new { booking = booking.Key, booking.State, booking.Way, booking.OverlapAccepted }, ct: ct, regionCode: held.Session.RegionCode);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new SeatBooked(booking.Key, booking.State, PlaceOf(booking, held), true);
    }

    private static Refusal? WhyShut(BookedSession held, DateTime now) =>
        held.Session.Status == SessionStatus.Cancelled ? new ClassCancelled(held.Session.CancelReason)
        : !held.IsOpenAt(now) ? new ClassBegun()
        : held.Seats <= 0 ? new NoSeatsToBook()
        : null;

    private static int? PlaceOf(Booking booking, BookedSession held) =>
        booking.State == BookingState.Waiting ? BookingRules.PlaceOf(booking, held.Bookings) : null;

    private async Task<Refusal?> OverlapAsync(IReadOnlyList<long> rows, Session session, CancellationToken ct)
    {
        // Wherever the other class is: the family knows it, and a station learns no more than that the time is taken.
        var other = await (
            from booking in db.Bookings().IgnoreQueryFilters()
            join at in db.Sessions() on booking.SessionId equals at.Id
            where rows.Contains(booking.PersonId) && booking.State != BookingState.Cancelled && at.Status != SessionStatus.Cancelled && at.Id != session.Id
                && at.PlannedStartUtc < session.PlannedEndUtc && session.PlannedStartUtc < at.PlannedEndUtc
            orderby at.PlannedStartUtc
            select new { at.Title, at.PlannedStartUtc }).FirstOrDefaultAsync(ct);
        return other is null ? null : new AnotherClassThen(other.Title, other.PlannedStartUtc);
    }

    private Booking Put(Booking? there, long personId, BookSeatInput input, BookedSession held, DateTime now)
    {
        var booking = there ?? new Booking
        {
            Key = Guid.CreateVersion7(), SessionId = held.Session.Id, StationId = held.Session.StationId, RegionCode = held.Session.RegionCode, PersonId = personId,
        };
        if (there is null)
        {
            db.Bookings().Add(booking);
            held.Bookings.Add(booking);
        }

        // Whoever comes back while the seat is still kept sits down on it again; later it is the end of the line.
        var keeps = booking.HoldsSeatAt(now);
        (booking.State, booking.QueuedUtc) = (keeps ? BookingState.Seated : BookingState.Waiting, now);
        (booking.CancelledUtc, booking.SeatKeptUntilUtc, booking.PromotedUtc) = (null, null, null);
        booking.Seat = keeps ? booking.Seat : null;
        booking.Way = input.Booker.IsStation ? BookingWay.ByStaff : BookingWay.Online;
        booking.BookedBy = input.Booker.Actor.AccountId;
        booking.Note = input.Booker.IsStation && !string.IsNullOrWhiteSpace(input.Note) ? input.Note : null;
        booking.OverlapAccepted = input.OverlapAccepted;
        return booking;
    }
}
