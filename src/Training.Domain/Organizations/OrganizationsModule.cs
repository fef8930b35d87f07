using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;

namespace Training.Domain.Organizations;

public static class OrganizationsModule
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddScoped<OrganizationRegister>();
        services.AddScoped<WriteOrganization>();
        services.AddScoped<MendContact>();
        services.AddScoped<CloseOrganization>();
        services.AddScoped<OpenContactPhone>();
        services.AddScoped<AgreementRegister>();
        services.AddScoped<WriteAgreement>();
        services.AddScoped<EndAgreement>();
        services.AddScoped<WarnOfAgreements>();
        services.AddScoped<PairingRegister>();
        services.AddScoped<Pair>();
        services.AddScoped<EndPairing>();
        services.AddScoped<WriteGroup>();
        services.AddScoped<WritePilot>();
        services.AddAttachmentOwner<OrganizationPapers>();
        services.AddAttachmentOwner<AgreementPapers>();
        return services;
    }
}
