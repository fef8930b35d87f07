using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Uploads;

public static class UploadsModule
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddSingleton<PartialFiles>();
        services.AddScoped<UploadRoom>();
        services.AddScoped<OwnUploads>();
        services.AddScoped<StartUpload>();
        services.AddScoped<TakeBytes>();
        services.AddScoped<FinishUpload>();
        services.AddScoped<RefuseUpload>();
        services.AddScoped<CancelUpload>();
        services.AddScoped<StreamRoom>();
        services.AddScoped<TakeWhole>();
        services.AddScoped<TakeSoundTrack>();
        services.AddScoped<SweepUploads>();
        return services;
    }
}
