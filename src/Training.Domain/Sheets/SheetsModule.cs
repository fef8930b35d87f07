using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

public static class SheetsModule
{
    public static IServiceCollection AddSheets(this IServiceCollection services, DataFolder folder)
    {
        // The same ring of keys as the site's cookies: what one machine sealed, the others open.
        services.AddDataProtection().SetApplicationName("training").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder.Keys, "cookies")));
        services.AddScoped<ImportDesk>();
        services.AddScoped<ImportRun>();
        services.AddScoped<PreviewImport>();
        services.AddScoped<ConfirmImport>();
        services.AddScoped<DropImport>();
        services.AddScoped<TakeOutRegister>();
        return services;
    }
}
