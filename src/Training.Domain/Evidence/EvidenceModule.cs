using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Training.Domain.Evidence;

public static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<IDiskSpace, DriveSpace>();
        services.AddSingleton(new DiskLimits
        {
            KeepFreeBytes = configuration.GetValue("Disk:KeepFreeMegabytes", 1024L) << 20,
            LowBytes = configuration.GetValue("Disk:LowMegabytes", 10 * 1024L) << 20,
        });
        services.AddSingleton<DiskRoom>();
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
