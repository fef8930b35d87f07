using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;

namespace Training.Web.Features.Families;

/// <param name="WithName">More than one person lives there, so the line says whose it is.</param>
/// <param name="Back">Where the form leads when it is done.</param>
public sealed record OwnBookingLine(FamilyBooking Booking, bool WithName, string Back)
{
    public bool MayAct => Booking.Status == SessionStatus.Planned && (Booking.State != BookingState.Cancelled || Booking.MayUndo);

    public string Act => Booking.State switch
    {
        BookingState.Seated => "取消",
        BookingState.Waiting => "不排了",
        _ => "恢复",
    };
}

/// <param name="Came">Null: nobody knows yet, or there was nothing to come to.</param>
public sealed record PastBooking(FamilyBooking Booking, bool? Came);

/// <summary>A family's bookings, parted into those to come and those that are over.</summary>
public sealed record OwnBookings(IReadOnlyList<FamilyBooking> Coming, IReadOnlyList<PastBooking> Past)
{
    public static async Task<OwnBookings> ReadAsync(ReadBookings read, TrainingDbContext db, FamilyCircle circle, DateTime nowUtc, CancellationToken ct)
    {
        var all = await read.OfFamilyAsync(circle, ct);
        var coming = all.Where(b => b.EndUtc > nowUtc && b.Status != SessionStatus.Held && (b.State != BookingState.Cancelled || b.MayUndo))
            .OrderBy(b => b.StartUtc).ToList();
        var past = all.Except(coming).Where(b => b.EndUtc <= nowUtc || b.Status == SessionStatus.Held).ToList();
        var held = past.Where(b => b.Status == SessionStatus.Held).Select(b => b.SessionId).Distinct().ToList();
        var came = (await WhoCame.OfAsync(db, held, [.. circle.Rows.Keys], ct)).Select(c => (c.SessionId, circle.Rows[c.PersonId].Id)).ToHashSet();
        return new OwnBookings(
            coming, past.ConvertAll(b => new PastBooking(b, b.Status == SessionStatus.Held && b.State == BookingState.Seated ? came.Contains((b.SessionId, b.Member.Id)) : null)));
    }
}
