namespace Training.Web.Features.Audit;

public static class AuditPagesModule
{
    public static IServiceCollection AddAuditPages(this IServiceCollection services) => services.AddScoped<HistoryPages>().AddScoped<HistoryValues>();
}
