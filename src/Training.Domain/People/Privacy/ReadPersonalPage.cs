using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>That somebody opened a value or took a copy.</summary>
public sealed record Opening(DateTime AtUtc, long? ActorId, bool IsExport, string? Field, string? Purpose, string? Words);

/// <summary>What is known of a person, with the values masked.</summary>
public sealed record PersonalPage
{
    public required Guid Key { get; init; }

    public required string Name { get; init; }

    public required long RegionCode { get; init; }

    public required string? Building { get; init; }

    public required DateOnly? BirthDate { get; init; }

    public required DateTime? ErasedUtc { get; init; }

    /// <summary>Masked; null where nothing is on file.</summary>
    public required IReadOnlyDictionary<PersonalField, string?> Values { get; init; }

    public required IReadOnlyList<ConsentRecord> Consents { get; init; }

    public required IReadOnlyList<ErasureRequest> Requests { get; init; }

    /// <summary>Newest first, at most 50.</summary>
    public required IReadOnlyList<Opening> Openings { get; init; }
}

/// <summary>Reads the page of one person's data: everything masked, nothing written down for looking at it.</summary>
public sealed class ReadPersonalPage(TrainingDbContext db, PersonInReach reach, IEnumerable<IHealthRecord> health, Vault vault)
{
    private const int MostOpenings = 50;

    public async Task<PersonalPage?> RunAsync(Guid key, CancellationToken ct = default)
    {
        if (await reach.FindAsync(key, ct) is not { } person)
        {
            return null;
        }

        var subject = await reach.SubjectAsync(person, ct);
        var ids = subject.PersonIds;
        return new PersonalPage
        {
            Key = person.Key,
            Name = person.Name,
            RegionCode = person.RegionCode,
            Building = person.Building,
            BirthDate = person.BirthDate,
            ErasedUtc = person.ErasedUtc,
            Values = new Dictionary<PersonalField, string?>
            {
                [PersonalField.Phone] = vault.MaskedPhone(person.PhoneSealed, person.KeySealed),
                [PersonalField.IdNumber] = vault.MaskedIdNumber(person.IdNumberSealed, person.KeySealed),
                [PersonalField.Address] = vault.MaskedAddress(person.AddressSealed, person.KeySealed),
                [PersonalField.Health] = await HasHealthAsync(subject, ct) ? "已登记" : null,
            },
            Consents = await db.ConsentRecords().IgnoreQueryFilters().AsNoTracking().Where(c => ids.Contains(c.PersonId)).OrderByDescending(c => c.GivenOn).ToListAsync(ct),
            Requests = await db.ErasureRequests().IgnoreQueryFilters().AsNoTracking().Where(e => ids.Contains(e.PersonId)).OrderByDescending(e => e.AskedUtc).ToListAsync(ct),
            Openings = await OpeningsAsync(db, subject.Keys, ct),
        };
    }

    /// <summary>Who opened values of the person or took a copy, newest first.</summary>
    public static async Task<List<Opening>> OpeningsAsync(TrainingDbContext db, IEnumerable<Guid> keys, CancellationToken ct)
    {
        var streams = keys.Select(Person.AuditStream).ToList();
        string[] processes = [nameof(UnmaskPersonalValue), nameof(ExportPersonalData)];
        var entries = await db.AuditEntries().IgnoreQueryFilters().AsNoTracking()
            .Where(a => streams.Contains(a.Stream) && processes.Contains(a.Process)).OrderByDescending(a => a.OccurredUtc).Take(MostOpenings).ToListAsync(ct);
        return entries.ConvertAll(a =>
        {
            using var after = JsonDocument.Parse(a.AfterJson ?? "{}");
            return new Opening(
                a.OccurredUtc, a.ActorId, a.Process == nameof(ExportPersonalData),
                Enum.TryParse<PersonalField>(Text("field"), out var field) ? PrivacyWords.Of(field) : null,
                Enum.TryParse<OpeningReason>(Text("purpose"), out var purpose) ? PrivacyWords.Of(purpose) : null, a.Reason);

            string? Text(string name) => after.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        });
    }

    private async Task<bool> HasHealthAsync(PersonalSubject subject, CancellationToken ct)
    {
        foreach (var record in health)
        {
            if (await record.HasAnyAsync(subject, ct))
            {
                return true;
            }
        }

        return false;
    }
}
