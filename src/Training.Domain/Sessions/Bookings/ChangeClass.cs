using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sessions.Bookings;

public sealed record CancelClassInput
{
    public required Guid SessionKey { get; init; }

    public required string? Reason { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record ChangeSeatsInput
{
    public required Guid SessionKey { get; init; }

    /// <summary>Null: as many as the station has.</summary>
    public required int? Seats { get; init; }

    public required Actor Actor { get; init; }
}

/// <param name="Told">Booked people who are told by message.</param>
/// <param name="ToCall">Booked people for whom there is no telephone number on file.</param>
public sealed record ClassCancelledFor(int Told, int ToCall);

public sealed record CancelReasonMissing() : Refusal("写明为什么取消，4 到 100 个字，报了名的人会收到这句话。", nameof(CancelClassInput.Reason));

public sealed record BadSeats(int Taken) : Refusal(
    Taken > 0 ? $"座位数是 {Taken} 到 {ChangeClass.MostSeats} 的整数：已经有 {Taken} 人报好了。" : $"座位数是 1 到 {ChangeClass.MostSeats} 的整数。", nameof(ChangeSeatsInput.Seats));

/// <summary>
/// What a station changes about a coming class that people have booked: it does not take place, or it has more or fewer seats. Whoever had
/// booked or waited is told in the same save.
/// </summary>
public sealed class ChangeClass(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int MostSeats = 2000;
    public const int ReasonMinLength = 4;
    public const int ReasonMaxLength = 100;

    private readonly BookingDesk desk = new(db, new BookingMessages(db, vault));

    public async Task<Result<ClassCancelledFor>> CancelAsync(CancelClassInput input, CancellationToken ct = default)
    {
        if (!(input.Reason?.Trim().Length >= ReasonMinLength) || input.Reason.Length > ReasonMaxLength)
        {
            return new CancelReasonMissing();
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        if (await HoldAsync(input.SessionKey, ct) is not { } held)
        {
            return new NotFound("这次课");
        }

        var now = clock.UtcNow();
        if (held.Session.Status != SessionStatus.Planned)
        {
            return held.Session.Status == SessionStatus.Cancelled ? new ClassCancelled(held.Session.CancelReason) : new ClassBegun();
        }

        (held.Session.Status, held.Session.CancelReason) = (SessionStatus.Cancelled, input.Reason);
        var concerned = held.Bookings.FindAll(b => b.State != BookingState.Cancelled);
        var toCall = (await new BookingMessages(db, vault).WithoutPhoneAsync(concerned, ct)).Count;
        await desk.TellAsync(held, concerned, BookingNews.ClassCancelled, now, ct);
        await TellTrainersAsync(held, now, ct);
        await AuditTrail.AppendAsync(
            db, $"session/{held.Session.Key}", input.Actor, "CancelClass", now, new { Status = SessionStatus.Planned },
            new { held.Session.Status, booked = concerned.Count }, input.Reason, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new ClassCancelledFor(concerned.Count - toCall, toCall);
    }

    public async Task<Result<Done>> SeatsAsync(ChangeSeatsInput input, CancellationToken ct = default)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        if (await HoldAsync(input.SessionKey, ct) is not { } held)
        {
            return new NotFound("这次课");
        }

        var now = clock.UtcNow();
        if (!held.IsOpenAt(now))
        {
            return new ClassBegun();
        }

        var taken = held.Bookings.Where(b => b.HoldsSeatAt(now)).ToList();
        if (input.Seats is { } wanted && (wanted < Math.Max(1, taken.Count) || wanted > MostSeats))
        {
            return new BadSeats(taken.Count);
        }

        var before = held.Session.Capacity;
        held.Session.Capacity = input.Seats;
        var seats = input.Seats ?? await db.Set<Stations.Station>().Where(s => s.Id == held.Session.StationId).Select(s => s.Capacity).SingleAsync(ct);
        if (seats < taken.Count)
        {
            return new BadSeats(taken.Count);
        }

        var promoted = await desk.SettleAsync(held with { Seats = seats }, now, null, ct);
        await AuditTrail.AppendAsync(
            db, $"session/{held.Session.Key}", input.Actor, "ChangeSeats", now, new { Capacity = before },
            new { held.Session.Capacity, promoted = promoted.Select(b => b.Key) }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return default(Done);
    }

    private async Task<BookedSession?> HoldAsync(Guid key, CancellationToken ct) =>
        await db.Sessions().Where(s => s.Key == key).Select(s => (long?)s.Id).FirstOrDefaultAsync(ct) is { } id ? await desk.HoldAsync(db.Sessions(), id, ct) : null;

    private async Task TellTrainersAsync(BookedSession held, DateTime now, CancellationToken ct)
    {
        var accounts = await (
            from card in db.SessionTrainers().IgnoreQueryFilters()
            join account in db.Accounts() on (long?)card.TrainerId equals account.TrainerId
            where card.SessionId == held.Session.Id
            select account.Id).ToListAsync(ct);
        var at = ShanghaiTime.FromUtc(held.Session.PlannedStartUtc);
        Inbox.Add(db, accounts, new InboxNote($"{at:M月d日 H:mm} 的课取消了", $"{held.Station}“{held.Session.Title}”：{held.Session.CancelReason}"), now);
    }
}
