namespace Training.Architecture.Tests.Rules;

/// <summary>A controller as the rules see it.</summary>
public sealed record ControllerShape(string Name, IReadOnlyList<ActionShape> Actions, IReadOnlyList<string> ControllersInConstructor);

/// <summary>An action with the door that stands before it.</summary>
public sealed record ActionShape(string Name, bool NamesPolicy, bool AllowsAnybody);

/// <summary>A job as the rules see it.</summary>
public sealed record JobShape(string Name, bool RunsOneAtATime, bool HasScheduleOrQueue);

/// <summary>Controllers stay small and every door has a lock; jobs run one at a time and start by themselves or from the queue.</summary>
public static class EndpointRules
{
    public const int MostActions = 7;

    public static IEnumerable<string> Controllers(IEnumerable<ControllerShape> controllers)
    {
        foreach (var controller in controllers)
        {
            if (controller.Actions.Count > MostActions)
            {
                yield return $"{controller.Name} has {controller.Actions.Count} actions, more than {MostActions}";
            }

            foreach (var other in controller.ControllersInConstructor)
            {
                yield return $"{controller.Name} takes the controller {other}";
            }

            foreach (var action in controller.Actions.Where(a => a.NamesPolicy == a.AllowsAnybody))
            {
                yield return action.NamesPolicy
                    ? $"{controller.Name}.{action.Name} names a policy and lets anybody in"
                    : $"{controller.Name}.{action.Name} names no policy and does not say that anybody may enter";
            }
        }
    }

    public static IEnumerable<string> Jobs(IEnumerable<JobShape> jobs)
    {
        foreach (var job in jobs)
        {
            if (!job.RunsOneAtATime)
            {
                yield return $"{job.Name} may run twice at the same time";
            }

            if (!job.HasScheduleOrQueue)
            {
                yield return $"{job.Name} has neither a schedule nor a queue";
            }
        }
    }
}
