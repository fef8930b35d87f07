using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>What every page shares: feature folders, Chinese, headers, errors, the bundled front end. Features bring the rest.</summary>
public static class WebHosting
{
    public static WebApplicationBuilder AddWebHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Https.Add(builder);
        KnownProxies.Add(services, builder.Configuration);
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddSingleton<FrontEnd>();
        services.AddScoped<DisplayPreferences>();
        services.AddScoped<Who>();
        services.AddScoped<Lateness>();
        services.AddScoped<UnreadMessages>();
        services.AddScoped<StreamedForm>();
        services.AddSingleton<PlaceNames>();
        SignedInAccounts.Add(services, new DataFolder(builder.Configuration["Data"] ?? "data"));

        services.AddControllersWithViews(mvc =>
        {
            mvc.Conventions.Add(new FeatureConvention());
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            ChineseBindingMessages.Set(mvc.ModelBindingMessageProvider);
        });
        services.Configure<RazorViewEngineOptions>(razor => razor.ViewLocationExpanders.Add(new FeatureViewLocations()));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF-Token";
            antiforgery.Cookie.Name = "form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        services.AddRateLimiter(limiter => RateLimits.Add(limiter, builder.Configuration));

        // Chinese stays Chinese in the page: an entity for each character would triple what a slow line carries.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // The default is the fastest level; a slow line gains more than the server loses.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ResponseCompressionDefaults.MimeTypes.Append("application/vnd.apple.mpegurl");
        });

        var chinese = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.DefaultThreadCurrentCulture = chinese;
        CultureInfo.DefaultThreadCurrentUICulture = chinese;
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN").AddSupportedUICultures("zh-CN");
            localization.RequestCultureProviders.Clear();
        });
        return builder;
    }

    public static WebApplication UseWebHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        Https.Use(app);
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseResponseCompression();
        app.MapFrontEnd();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<SecondFactorGate>();
        app.UseAuthorization();
        // An action that forgot its door is shut. A page that does not exist is a 404 for everybody, not a sign-in page.
        app.MapControllers().RequireAuthorization(Policies.SignedIn);
        return app;
    }
}
