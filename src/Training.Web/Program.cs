using Training.Domain;
using Training.Web.Features;
using Training.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTrainingDomain(builder.Configuration);
builder.AddWebHosting();
builder.Services.AddFeatures();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync();
}

app.UseWebHosting();
app.Run();

public partial class Program;
