using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record WriteRegularInput
{
    /// <summary>Somebody new; who is known already is taken onto the roll by name.</summary>
    public required WritePersonInput Person { get; init; }

    /// <summary>The station whose regular he or she becomes; null only writes the person down.</summary>
    public Guid? Station { get; init; }
}

public sealed record NotThisStation() : Refusal("选您负责的、在用的站点。", nameof(WriteRegularInput.Station));

/// <summary>A station writes down somebody who came, and from today on offers the name on its rolls, in one save.</summary>
public sealed class WriteRegular(TrainingDbContext db, WritePerson write, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(WriteRegularInput input, CancellationToken ct = default)
    {
        if (input.Person.Key is not null)
        {
            throw new ArgumentException("A regular who is written down is somebody new.", nameof(input));
        }

        var station = input.Station is { } key ? await db.Stations().SingleOrDefaultAsync(s => s.Key == key && s.Status == StationStatus.InUse, ct) : null;
        if (input.Station is not null && (station is null || !db.Scope.HoldsStation(station.Id)))
        {
            return new NotThisStation();
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var written = await write.RunAsync(input.Person, ct);
        if (!written.Ok)
        {
            return written;
        }

        if (station is not null)
        {
            // Just written in this transaction and still held by this context: nobody has to look past the filter for it.
            var person = db.People().Local.Single(p => p.Key == written.Value);
            db.StationMembers().Add(new StationMember { StationId = station.Id, RegionCode = station.RegionCode, PersonId = person.Id, FromDate = clock.Today() });
            await AuditTrail.AppendAsync(
                db, station.AuditStream(), input.Person.Actor, nameof(WriteRegular), clock.UtcNow(), after: new { person = person.Key }, ct: ct, regionCode: station.RegionCode);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return written;
    }
}
