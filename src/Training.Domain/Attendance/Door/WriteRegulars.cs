using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public sealed record AddRegularInput
{
    public required Guid StationKey { get; init; }

    public required Guid PersonKey { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record EndRegularInput
{
    public required Guid StationKey { get; init; }

    public required Guid PersonKey { get; init; }

    /// <summary>First day on which the person is no regular any more.</summary>
    public required DateOnly? On { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record RegularAlready(string Name) : Refusal($"{Name}已经在常来名单上了。");

public sealed record NoRegularThere() : Refusal("这个人现在不在常来名单上。");

public sealed record BadLastDay(DateOnly From) : Refusal($"从哪天起不再是常来的：选 {From:yyyy年M月d日} 以后的日子，最晚到一年以后。", nameof(EndRegularInput.On));

/// <summary>
/// Who belongs to a station, from which day and until which: whom a roll offers first. Rows are ended and never removed, and no roll is
/// touched: who stood on one stays there, whatever becomes of the list.
/// </summary>
public sealed class WriteRegulars(TrainingDbContext db, TimeProvider clock)
{
    private const int MostDaysAhead = 366;

    public async Task<Result<Done>> AddAsync(AddRegularInput input, CancellationToken ct = default)
    {
        if (await StationAsync(input.StationKey, ct) is not { } station)
        {
            return new NotFound("这个站点");
        }

        var today = clock.Today();
        var county = RegionCodes.CountyOf(station.RegionCode);
        // As far as the search looks that offers people here: who lives within reach, and who is on the county's list.
        var person = await db.People().IgnoreQueryFilters([IPersonRow.StationFilter]).FirstOrDefaultAsync(p => p.Key == input.PersonKey && p.ErasedUtc == null, ct)
            ?? await db.People().IgnoreQueryFilters().FirstOrDefaultAsync(
                p => p.Key == input.PersonKey && p.ErasedUtc == null
                    && db.PersonCounties().Any(c => c.PersonId == p.Id && c.CountyCode == county && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate)), ct);
        if (person is null)
        {
            return new NotFound("这个人");
        }

        if (await LivingAsync(station.Id, person.Id, today, ct) is not null)
        {
            return new RegularAlready(person.Name);
        }

        var nowUtc = clock.UtcNow();
        db.StationMembers().Add(new StationMember { StationId = station.Id, RegionCode = station.RegionCode, PersonId = person.Id, FromDate = today });
        await AuditTrail.AppendAsync(
            db, station.AuditStream(), input.Actor, $"{nameof(WriteRegulars)}.{nameof(AddAsync)}", nowUtc, after: new { person = person.Key, fromDate = today }, ct: ct);
        return await SaveAsync(ct);
    }

    public async Task<Result<Done>> EndAsync(EndRegularInput input, CancellationToken ct = default)
    {
        if (await StationAsync(input.StationKey, ct) is not { } station)
        {
            return new NotFound("这个站点");
        }

        var today = clock.Today();
        var person = await db.People().IgnoreQueryFilters().Where(p => p.Key == input.PersonKey).Select(p => (long?)p.Id).FirstOrDefaultAsync(ct);
        if (person is not { } id || await LivingAsync(station.Id, id, today, ct) is not { } member)
        {
            return new NoRegularThere();
        }

        if (input.On is not { } on || on < member.FromDate || on > today.AddDays(MostDaysAhead))
        {
            return new BadLastDay(member.FromDate);
        }

        var before = new { until = member.UntilDate };
        member.UntilDate = on;
        await AuditTrail.AppendAsync(
            db, station.AuditStream(), input.Actor, $"{nameof(WriteRegulars)}.{nameof(EndAsync)}", clock.UtcNow(), before, new { person = input.PersonKey, until = on }, ct: ct);
        return await SaveAsync(ct);
    }

    private async Task<Station?> StationAsync(Guid key, CancellationToken ct) =>
        await db.Stations().FirstOrDefaultAsync(s => s.Key == key, ct) is { } station && db.Scope.HoldsStation(station.Id) ? station : null;

    private Task<StationMember?> LivingAsync(long station, long person, DateOnly today, CancellationToken ct) => db.StationMembers()
        .Where(m => m.StationId == station && m.PersonId == person && (m.UntilDate == null || today < m.UntilDate)).OrderByDescending(m => m.Id).FirstOrDefaultAsync(ct);

    private async Task<Result<Done>> SaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // The chain of the station puts two writers in a row; the later one looks again.
            return new ChangedMeanwhile();
        }
    }
}
