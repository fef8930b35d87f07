using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;

namespace Training.Domain.Organizations;

public static class OrganizationsModule
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddAttachmentOwner<OrganizationPapers>();
        return services;
    }
}
