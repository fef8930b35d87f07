using Training.Domain.Sheets;

namespace Training.Web.Features.Organizations;

public static class OrganizationPagesModule
{
    public static IServiceCollection AddOrganizationPages(this IServiceCollection services) => services
        .AddScoped<OrganizationPages>()
        .AddScoped<ISheetImport, OrganizationImport>();
}
