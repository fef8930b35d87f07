using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Evidence;

public static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<FolderFileStore>();
        services.AddSingleton<IFileStore>(s => s.GetRequiredService<FolderFileStore>());
        services.AddScoped<AttachmentOwners>();
        services.AddScoped<AddAttachment>();
        services.AddScoped<RemoveAttachment>();
        services.AddScoped<ReadAttachments>();
        services.AddScoped<PhotoWork>();
        return services;
    }

    /// <summary>A room registers what may carry attachments.</summary>
    public static IServiceCollection AddAttachmentOwner<T>(this IServiceCollection services)
        where T : class, IAttachmentOwner => services.AddScoped<IAttachmentOwner, T>();
}
