using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Architecture.Tests.Rules;

namespace Training.Architecture.Tests.Reading;

/// <summary>Reads controllers and jobs by reflection into the small shapes that the rules judge.</summary>
public static class Shapes
{
    private static readonly string[] Beginnings = ["Schedule", "Queue", "GetTrigger"];

    public static IReadOnlyList<ControllerShape> Controllers { get; } = [.. Assembly.Load("Training.Web").GetTypes().Where(IsController).Select(Controller)];

    public static IReadOnlyList<JobShape> Jobs { get; } =
        [.. Assembly.Load("Training.Jobs").GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(Quartz.IJob))).Select(Job)];

    public static ControllerShape Controller(Type type) => new(
        type.Name,
        [.. type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetCustomAttribute<NonActionAttribute>() is null && m.GetBaseDefinition() == m)
            .Select(m => new ActionShape(
                m.Name,
                Marks<AuthorizeAttribute>(m).Any(a => !string.IsNullOrEmpty(a.Policy)),
                Marks<AllowAnonymousAttribute>(m).Any()))],
        [.. type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType).Where(IsController).Select(t => t.Name)]);

    public static JobShape Job(Type type) => new(
        type.Name,
        type.GetCustomAttribute<Quartz.DisallowConcurrentExecutionAttribute>() is not null,
        Beginnings.Any(name => type.GetMember(name, BindingFlags.Static | BindingFlags.Public).Length > 0));

    private static bool IsController(Type type) => !type.IsAbstract && type.IsAssignableTo(typeof(ControllerBase));

    private static IEnumerable<T> Marks<T>(MethodInfo method)
        where T : Attribute =>
        method.GetCustomAttributes<T>().Concat(method.DeclaringType!.GetCustomAttributes<T>());
}
