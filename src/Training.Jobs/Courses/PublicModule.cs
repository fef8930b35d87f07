using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Courses;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>
/// Asks for the site's own public course page. The site's address is Site:Url; a site that runs its jobs inside finds itself by the
/// address it listens on.
/// </summary>
public sealed class PublicModule(IHttpClientFactory clients, IConfiguration configuration)
{
    private const string Page = "/courses";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public sealed record Seen(string Url, bool Reachable, string Detail);

    public async Task<Seen> LookAsync(CancellationToken ct)
    {
        var url = (Address() ?? throw new JobFailedException("不知道网站的地址。在配置里写上 Site:Url，例如 https://example.gov.cn。")).TrimEnd('/') + Page;
        using var client = clients.CreateClient();
        client.Timeout = Patience;
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await client.GetAsync(url, ct);
            var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
            return new Seen(url, answer.IsSuccessStatusCode && isPage, $"HTTP {(int)answer.StatusCode}，{watch.Elapsed.TotalSeconds:0.00} 秒");
        }
        catch (HttpRequestException failure)
        {
            return new Seen(url, false, $"连不上（{failure.HttpRequestError}）");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Seen(url, false, $"等了 {Patience.TotalSeconds:0} 秒没有回音");
        }
    }

    private string? Address() => configuration["Site:Url"] is { Length: > 0 } named
        ? named
        : configuration["urls"]?.Split(';')[0].Replace("://+", "://localhost").Replace("://*", "://localhost").Replace("://0.0.0.0", "://localhost").Replace("://[::]", "://localhost");
}

public static class ModuleSelfCheckRegistration
{
    public static IServiceCollection AddModuleSelfCheck(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddScoped<RecordModuleCheck>();
        services.AddSingleton<PublicModule>();
        return services.AddClockJob<ModuleSelfCheckJob>();
    }
}
