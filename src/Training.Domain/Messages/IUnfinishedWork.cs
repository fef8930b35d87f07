namespace Training.Domain.Messages;

/// <summary>Somebody of the staff whose work has to be handed on: what rooms need to know to find it.</summary>
/// <param name="Stations">Those that the account is bound to.</param>
public sealed record Leaver(long AccountId, string Role, long RegionCode, long? TrainerId, long? OrganizationId, IReadOnlyList<long> Stations);

/// <summary>One thing that is not done.</summary>
/// <param name="Where">Page of the site where it is dealt with; null where there is none for one thing alone.</param>
/// <param name="Verb">Verb of the table of rights that opens the page.</param>
public sealed record UnfinishedThing(string What, string? Where, string Verb);

/// <summary>What of a room's work waits for one person. Rooms bring theirs; the room that knows accounts asks them all.</summary>
public interface IUnfinishedWork
{
    /// <summary>As the list calls it: 没合上的点名册.</summary>
    string Title { get; }

    int Order { get; }

    /// <summary>Within the reader's scope, the oldest first.</summary>
    Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default);
}
