namespace Training.Domain.Messages;

/// <summary>Whose inboxes stand for an authority. The room that knows accounts answers, so that rooms below and beside it need not.</summary>
public interface IOfficers
{
    /// <summary>Open accounts of the officers of exactly this county, or of the city; empty where nobody is appointed.</summary>
    Task<IReadOnlyList<long>> OfAsync(long authorityCode, CancellationToken ct = default);
}
