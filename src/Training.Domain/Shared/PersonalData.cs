using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Shared;

/// <summary>
/// Somebody whose data is read or erased: every row of the register that is this one person, and the way to open what is sealed for it.
/// </summary>
public sealed record PersonalSubject
{
    /// <summary>The person's row and those that were joined to it.</summary>
    public required IReadOnlyList<long> PersonIds { get; init; }

    public required IReadOnlyList<Guid> Keys { get; init; }

    public required DateTime NowUtc { get; init; }

    /// <summary>Opens a value sealed for one of the rows.</summary>
    public required Func<long, byte[], string> Open { get; init; }

    /// <summary>Opens a value sealed under the installation's key.</summary>
    public required Func<byte[], string> OpenUnowned { get; init; }

    /// <summary>Set while the law keeps name and contact: then only the rest is erased.</summary>
    public bool KeepsIdentity { get; init; }
}

public sealed record PersonalFact(string Name, string? Value);

/// <summary>One record about a person, in words.</summary>
public sealed record PersonalRecord(string What, params IReadOnlyList<PersonalFact> Facts);

/// <summary>A ground on which the law keeps a part, or the person's name and contact as well, although erasure was asked for.</summary>
/// <param name="What">The part that stays: 人才库登记.</param>
/// <param name="Because">Why and until when, as the person is told.</param>
public sealed record LegalHold(string What, string Because, bool KeepsIdentity = false);

/// <summary>
/// What one room knows of a person. A room that keeps rows about persons adds itself by registering one of these: the export tells of
/// everything, the erasure takes everything, and a test finds the room that forgot. Changes are made to tracked rows; the caller saves.
/// </summary>
public interface IPersonalDataSource
{
    /// <summary>Heading in the export: 站点花名册.</summary>
    string Title { get; }

    /// <summary>Place in the export.</summary>
    int Order { get; }

    /// <summary>Entities of which the source tells.</summary>
    IReadOnlyCollection<Type> Tells { get; }

    Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default);

    Task<LegalHold?> HoldAsync(PersonalSubject subject, CancellationToken ct = default) => Task.FromResult<LegalHold?>(null);

    /// <summary>
    /// Takes out what is personal and leaves what figures count: ids, dates, regions. Returns how many rows it changed.
    /// </summary>
    Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default);
}

/// <summary>What ties a person to the work of a station or of the city.</summary>
public interface IPersonTie
{
    /// <summary>Whether the caller's scope holds a living record about the person: a station opens only the values of its own people.</summary>
    Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default);

    /// <summary>Ids of the persons who have a record of this kind on or after the day.</summary>
    IQueryable<long> ActiveSince(DateOnly day);
}

/// <summary>Finds and clears what a rule of retention says has been kept long enough. Changes are made to tracked rows; the caller saves.</summary>
public interface IRetentionSource
{
    /// <summary>Code of the rule in retention.tsv.</summary>
    string Rule { get; }

    /// <summary>How many records of each county (its code) are older than the day.</summary>
    Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default);

    /// <summary>Clears them for one county. Returns how many.</summary>
    Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default);
}

public static class PersonalDataRegistration
{
    /// <summary>Registers a room's knowledge of persons under everything it can do.</summary>
    public static IServiceCollection AddPersonalData<T>(this IServiceCollection services)
        where T : class
    {
        services.AddScoped<T>();
        foreach (var role in (Type[])[typeof(IPersonalDataSource), typeof(IPersonTie), typeof(IRetentionSource)])
        {
            if (typeof(T).IsAssignableTo(role))
            {
                services.AddScoped(role, provider => provider.GetRequiredService<T>());
            }
        }

        return services;
    }
}
