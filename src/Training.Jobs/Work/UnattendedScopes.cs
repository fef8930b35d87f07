using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Persistence;

namespace Training.Jobs.Work;

/// <summary>
/// Opens scopes in which nobody is signed in and the work itself names its region: they reach everything. In the site the same container
/// serves people, so the choice is made per scope and never by the absence of a person.
/// </summary>
public sealed class UnattendedScopes(IServiceScopeFactory scopes)
{
    public AsyncServiceScope Open()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Choice>().IsUnattended = true;
        return scope;
    }

    /// <summary>Wraps the host's own rule for <see cref="AccessScope"/>; call it after the host has given one.</summary>
    internal static void Wrap(IServiceCollection services)
    {
        var host = services.LastOrDefault(s => s.ServiceType == typeof(AccessScope))
            ?? throw new InvalidOperationException("The host must register its AccessScope before AddTrainingJobs.");
        services.AddScoped<Choice>();
        services.AddSingleton<UnattendedScopes>();
        services.Remove(host);
        services.AddScoped(provider => provider.GetRequiredService<Choice>().IsUnattended ? AccessScope.Everything : Ask(host, provider));
    }

    private static AccessScope Ask(ServiceDescriptor host, IServiceProvider provider) => (AccessScope)(
        host.ImplementationInstance
        ?? host.ImplementationFactory?.Invoke(provider)
        ?? throw new InvalidOperationException("The host registers its AccessScope by a factory or an instance."));

    private sealed class Choice
    {
        public bool IsUnattended { get; set; }
    }
}
