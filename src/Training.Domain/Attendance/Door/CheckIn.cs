using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public sealed record CheckInInput
{
    /// <summary>Session for which the code at the door was seen in time.</summary>
    public required Guid SessionKey { get; init; }

    /// <summary>The signed-in resident.</summary>
    public required long AccountId { get; init; }

    /// <summary>The person whom the account stands for.</summary>
    public required long PersonId { get; init; }

    /// <summary>Random id of the browser; kept only as a keyed hash.</summary>
    public required string Device { get; init; }

    /// <summary>Where the request came from; kept only as a keyed hash.</summary>
    public required string Address { get; init; }
}

/// <summary>Which class the code at the door belongs to.</summary>
public sealed record DoorClass(Guid SessionKey, string Title, string StationName, DateTime StartUtc, DateTime EndUtc, RollStatus? Roll, SessionStatus Status);

/// <param name="Already">The person stood on the roll as present before this.</param>
public sealed record CheckedIn(string Name, DoorClass Class, DateTime AtUtc, bool Already);

public sealed record DoorNotOpen() : Refusal("这次课还没开始点名。等站点负责人打开点名，再扫一次门口的码。");

public sealed record DoorIsClosed() : Refusal("这次课已经收册了，自己签不上了。人到了没记上，跟站点负责人说一声。");

public sealed record MarkedAbsent() : Refusal("点名册上您这一行，站点负责人刚改成了没到。跟她说一声，当面就能改过来。");

public sealed record NotOfThisCounty() : Refusal("您登记的住处不在这个县区，自己签不上。请站点负责人点名时把您加上。");

public sealed record NobodyBehindAccount() : Refusal($"这个账号还没有连到哪一位家里人。打 {HomeCity.Here.ServiceLine}，有人给您连上；今天先请站点负责人点名。");

/// <summary>
/// 自助签到: a resident marks the own person, once, on an open roll. The mark is an ordinary one through <see cref="ApplyMarks"/>; beside it
/// is kept from which browser and network it came, for the flags. What a coordinator wrote is not overruled from here.
/// </summary>
public sealed class CheckIn(TrainingDbContext db, ApplyMarks apply, RaiseFlags flags, Vault vault, TimeProvider clock)
{
    /// <summary>What stands at the mark as its device and its reason.</summary>
    public const string Device = "door";

    public const string Reason = "自助签到";

    /// <summary>Null: no such session.</summary>
    public async Task<DoorClass?> LookAsync(Guid sessionKey, CancellationToken ct = default) => await (
        from session in db.Sessions().IgnoreQueryFilters().AsNoTracking()
        where session.Key == sessionKey
        join station in db.Stations() on session.StationId equals station.Id
        join roll in db.Rolls() on session.Id equals roll.SessionId into rolls
        from roll in rolls.DefaultIfEmpty()
        select new DoorClass(
            session.Key, session.Title, station.Name, session.StartedUtc ?? session.PlannedStartUtc, session.EndedUtc ?? session.PlannedEndUtc,
            roll == null ? null : roll.Status, session.Status)).FirstOrDefaultAsync(ct);

    /// <summary>The person as the page greets; null when the account stands for nobody who is still there.</summary>
    public async Task<string?> NameAsync(long personId, CancellationToken ct = default) => (await RowsAsync(personId, ct)).FirstOrDefault()?.Name;

    public async Task<Result<CheckedIn>> RunAsync(CheckInInput input, CancellationToken ct = default)
    {
        var found = await LookAsync(input.SessionKey, ct);
        if (WhyShut(found) is { } shut)
        {
            return shut;
        }

        var rows = await RowsAsync(input.PersonId, ct);
        if (rows.Count == 0)
        {
            return new NobodyBehindAccount();
        }

        var roll = await db.Rolls().IgnoreQueryFilters().AsNoTracking()
            .SingleAsync(r => db.Sessions().Any(s => s.Id == r.SessionId && s.Key == input.SessionKey), ct);
        var keys = rows.ConvertAll(r => r.Key);
        var marks = (await db.RollMarks().IgnoreQueryFilters().AsNoTracking().Where(m => m.RollId == roll.Id && keys.Contains(m.AttendeeKey))
            .Select(m => new { m.AttendeeKey, m.ReceivedUtc, Fact = new MarkFact(m.Key, m.Kind, m.Supersedes) }).ToListAsync(ct)).ToLookup(m => m.AttendeeKey);
        var nowUtc = clock.UtcNow();
        foreach (var row in marks)
        {
            var state = RollProjection.Of(row.Select(m => m.Fact));
            if (state.Present)
            {
                return new CheckedIn(rows[0].Name, found!, row.Max(m => m.ReceivedUtc), Already: true);
            }

            if (state.Heads.Count > 0)
            {
                return new MarkedAbsent();
            }
        }

        var attendee = await OfferedAsync(rows, roll.StationId, ct);
        var mark = new NewMark { Key = Guid.CreateVersion7(), AttendeeKey = attendee, Kind = MarkKind.Present, DeviceUtc = nowUtc, Reason = Reason };
        var evidence = new DoorMark
        {
            MarkKey = mark.Key,
            RollId = roll.Id,
            StationId = roll.StationId,
            RegionCode = roll.RegionCode,
            AttendeeKey = attendee,
            AtUtc = nowUtc,
            DeviceIndex = vault.Index("door-device", input.Device),
            AddressIndex = vault.Index("door-address", input.Address),
        };
        // Before the mark: evidence without a mark says nothing, a mark without its evidence could not be looked into.
        db.DoorMarks().Add(evidence);
        await db.SaveChangesAsync(ct);
        var applied = await apply.RunAsync(
            new MarkBatch { RollKey = roll.Key, Taker = RollTaker.Resident(input.AccountId, attendee), Device = Device, DeviceNowUtc = nowUtc, Marks = [mark] }, ct);
        if ((applied.Ok ? applied.Value.Answers[0].Refusal : applied.Refusal) is { } refusal)
        {
            await db.DoorMarks().IgnoreQueryFilters().Where(m => m.MarkKey == mark.Key).ExecuteDeleteAsync(ct);
            return refusal switch { RollIsClosed => new DoorIsClosed(), NotOnThisRoll => new NotOfThisCounty(), _ => refusal };
        }

        await flags.OfDoorAsync(roll.Id, ct);
        return new CheckedIn(rows[0].Name, found!, nowUtc, Already: false);
    }

    /// <summary>Why nobody can check in to this class now; null when the door is open.</summary>
    public static Refusal? WhyShut(DoorClass? found) => found switch
    {
        null => new NotFound("这次课"),
        { Status: SessionStatus.Cancelled } => new SessionCancelled(null),
        { Roll: null } => new DoorNotOpen(),
        { Roll: RollStatus.Closed } => new DoorIsClosed(),
        _ => null,
    };

    /// <summary>Every row of the register that is this person, the one that stands for all of them first.</summary>
    private async Task<List<Row>> RowsAsync(long personId, CancellationToken ct)
    {
        var self = await db.People().IgnoreQueryFilters().Where(p => p.Id == personId).Select(p => p.CanonicalId ?? p.Id).FirstOrDefaultAsync(ct);
        return await db.People().IgnoreQueryFilters().Where(p => (p.Id == self || p.CanonicalId == self) && p.ErasedUtc == null)
            .OrderByDescending(p => p.Id == self).ThenBy(p => p.Id).Select(p => new Row(p.Id, p.Key, p.Name)).ToListAsync(ct);
    }

    /// <summary>The row under which the roll of the station offers the person, so that the mark lands on that line.</summary>
    private async Task<Guid> OfferedAsync(List<Row> rows, long stationId, CancellationToken ct)
    {
        var (ids, today) = (rows.ConvertAll(r => r.Id), clock.Today());
        var regulars = await db.StationMembers().IgnoreQueryFilters()
            .Where(m => m.StationId == stationId && ids.Contains(m.PersonId) && m.FromDate <= today && (m.UntilDate == null || today < m.UntilDate))
            .Select(m => m.PersonId).ToListAsync(ct);
        return (rows.Find(r => regulars.Contains(r.Id)) ?? rows[0]).Key;
    }

    private sealed record Row(long Id, Guid Key, string Name);
}
