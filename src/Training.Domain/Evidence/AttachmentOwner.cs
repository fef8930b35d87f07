namespace Training.Domain.Evidence;

/// <summary>What a paper is for: 登记证书. A dated one may carry the last day on which it holds.</summary>
public sealed record AttachmentPurpose(string Code, string Words, bool Dated = false);

/// <summary>The record that attachments hang on, as the caller reaches it.</summary>
public sealed record AttachmentHome
{
    /// <summary>What people call the record; heads the page of its papers.</summary>
    public required string Title { get; init; }

    /// <summary>Address of the record's own page.</summary>
    public required string Page { get; init; }

    /// <summary>The stream of the written history to which adding and removing are added.</summary>
    public required string AuditStream { get; init; }

    public required IReadOnlyList<AttachmentPurpose> Purposes { get; init; }

    /// <summary>Whether the record still takes papers, by its own state; what the caller may do is the verb's affair.</summary>
    public bool TakesPapers { get; init; } = true;
}

/// <summary>
/// A kind of record that may carry attachments. Each room registers its own; the verbs are those of the permission table, and the look-up
/// goes through the query filter, so that nobody reaches a paper whose record is out of reach.
/// </summary>
public interface IAttachmentOwner
{
    /// <summary>As in addresses: organization.</summary>
    string Kind { get; }

    /// <summary>The verb by which one sees the papers.</summary>
    string ReadVerb { get; }

    /// <summary>The verb by which one adds and removes them.</summary>
    string ChangeVerb { get; }

    /// <summary>Null when there is no such record, or it is out of the caller's scope.</summary>
    Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default);
}

/// <summary>The owners of all rooms, by kind.</summary>
public sealed class AttachmentOwners(IEnumerable<IAttachmentOwner> owners)
{
    public IAttachmentOwner? Of(string kind) => owners.SingleOrDefault(owner => owner.Kind == kind);

    public async Task<AttachmentHome?> FindAsync(string kind, Guid key, CancellationToken ct = default) =>
        Of(kind) is { } owner ? await owner.FindAsync(key, ct) : null;
}
