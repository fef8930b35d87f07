using Training.Domain;
using Training.Domain.Persistence;
using Training.Jobs;
using Training.Jobs.Work;
using Training.Web.Features;
using Training.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTrainingDomain(builder.Configuration);
try
{
    builder.AddWebHosting();
}
catch (Exception refused) when (refused is CertificateRefusedException or ProxyRefusedException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

builder.Services.AddFeatures();
builder.Services.AddTrainingJobs(builder.Configuration);

var app = builder.Build();
try
{
    await using var scope = app.Services.CreateAsyncScope();
    await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync();
}
catch (DatabaseOfOtherVersionException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

app.UseWebHosting();
app.GreetWhenReady();
try
{
    await app.RunAsync();
    return 0;
}
catch (InstallationHeldException held)
{
    await Console.Error.WriteLineAsync(held.Message);
    return 1;
}

public partial class Program;
