using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>A job that the clock starts.</summary>
/// <param name="Job">Name in the history, for example monthly-check.</param>
/// <param name="Title">What people call it: 月度指标核算.</param>
/// <param name="Mark">The one character before it.</param>
/// <param name="NextUtc">When it runs next; null when this process does not know.</param>
/// <param name="Quiet">It leaves a run only when it had something to do.</param>
public sealed record ClockJob(string Job, string Title, string Mark, DateTime? NextUtc, bool Quiet);

/// <summary>
/// What pages may know of the engine that runs the work. The engine stands in another project, and not every process of the product
/// runs it.
/// </summary>
public interface IJobBoard
{
    Task<IReadOnlyList<ClockJob>> ListAsync(CancellationToken ct = default);

    /// <summary>Starts a clock job now, beside its schedule.</summary>
    Task<Result<Done>> StartAsync(string job, CancellationToken ct = default);

    /// <summary>The character before work of this kind.</summary>
    string MarkOf(string kind);
}
