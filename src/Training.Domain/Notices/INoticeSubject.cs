using Training.Domain.Audit;

namespace Training.Domain.Notices;

/// <summary>
/// How a room above hears what a notice brought to its things. Registered as <see cref="INoticeSubject"/> in the room's module; a subject
/// without one concerns the notice alone.
/// </summary>
public interface INoticeSubject
{
    /// <summary>Which notices: <see cref="PublicNotice.Subject"/>.</summary>
    string Subject { get; }

    /// <summary>
    /// Called once for each line, within the use case that ends the notice and before its one save: change tracked rows and append to the
    /// written history, save nothing. <see cref="NoticeOutcome.Withdrawn"/> says that nothing was decided.
    /// </summary>
    Task ConcludedAsync(NoticeItem item, NoticeOutcome outcome, Actor actor, CancellationToken ct);
}
