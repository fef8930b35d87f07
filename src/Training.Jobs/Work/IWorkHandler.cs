using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// Does one kind of work. It is built anew for each item in a scope that reaches everything, and may be run again from the start at any
/// time (a failure, a killed process): it must come to the same end however often it is begun.
/// </summary>
public interface IWorkHandler
{
    /// <summary>
    /// An expected end is an outcome; an exception is a failure and is tried again after a wait. The token ends when somebody stops the
    /// item or the process goes down: let the <see cref="OperationCanceledException"/> out.
    /// </summary>
    Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct);
}

/// <summary>How far it is. Report as often as you like: it is written at most once a second.</summary>
/// <param name="Percent">0 to 100 of the whole.</param>
/// <param name="Step">The step that runs, in words: 转 480p.</param>
/// <param name="Stages">All steps side by side, for work that has several.</param>
public sealed record WorkProgress(int Percent, string? Step = null, IReadOnlyList<WorkStage>? Stages = null);

public abstract record WorkOutcome
{
    private WorkOutcome()
    {
    }

    /// <param name="Text">What it did in one line, for the history.</param>
    public sealed record Done(string? Text) : WorkOutcome;

    /// <param name="Sentence">Why it cannot be done and what to do, one plain Chinese sentence. It is not tried again by itself.</param>
    public sealed record Turned(string Sentence) : WorkOutcome;

    /// <param name="Text">What its own part came to, for the history.</param>
    public sealed record HandedOver(string? Text) : WorkOutcome;

    /// <summary>The rest is with the children that the handler has saved; the item ends when the last of them ends.</summary>
    public static WorkOutcome Waits(string? summary = null) => new HandedOver(summary);

    public static WorkOutcome Succeeded(string? summary = null) => new Done(summary);

    public static WorkOutcome Refused(string sentence) => new Turned(sentence);
}

/// <summary>A kind of work that this version can do.</summary>
/// <param name="Name">As in <see cref="WorkItem.Kind"/>.</param>
/// <param name="Mark">The one character before it on the page: 助.</param>
/// <param name="AtOnce">How many items a machine does at the same time.</param>
public sealed record WorkKind(string Name, string Mark, int AtOnce);

public static class WorkHandlers
{
    /// <summary>Registers a handler; the feature that brings it calls this in its module.</summary>
    public static IServiceCollection AddWorkHandler<T>(this IServiceCollection services, string kind, string mark, int atOnce = 1)
        where T : class, IWorkHandler
    {
        services.AddSingleton(new WorkKind(kind, mark, atOnce));
        services.AddKeyedScoped<IWorkHandler, T>(kind);
        return services;
    }
}
