using Training.Domain.Audit;

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

    /// <summary>Whether this account may come near the record, where its scope reaches further than its work: a trainer in the county's classes. Jobs are not asked.</summary>
    Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct = default) => Task.FromResult(true);

    /// <summary>The room's own rows about what was just hung there, in the same save.</summary>
    /// <param name="facts">What came beside the file; null when nothing was said.</param>
    Task AddedAsync(Attachment attachment, KeptFile file, AttachmentFacts? facts, CancellationToken ct = default) => Task.CompletedTask;

    /// <summary>What follows for the room from a removal, in the same save.</summary>
    Task RemovedAsync(Attachment attachment, CancellationToken ct = default) => Task.CompletedTask;
}

/// <summary>What a room is told beside a file, for its own rows.</summary>
public abstract record AttachmentFacts;

/// <summary>The owners of all rooms, by kind.</summary>
public sealed class AttachmentOwners(IEnumerable<IAttachmentOwner> owners)
{
    public IAttachmentOwner? Of(string kind) => owners.SingleOrDefault(owner => owner.Kind == kind);

    /// <summary>Null when there is no such record, it is out of scope, or the caller has no business there.</summary>
    public async Task<AttachmentHome?> FindAsync(string kind, Guid key, Actor caller, CancellationToken ct = default) =>
        Of(kind) is { } owner && (caller == Actor.Job || await owner.AdmitsAsync(key, caller, ct)) ? await owner.FindAsync(key, ct) : null;
}
