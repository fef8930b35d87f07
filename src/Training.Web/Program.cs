using Training.Web.Features;
using Training.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddWebHosting();
builder.Services.AddFeatures();

var app = builder.Build();
app.UseWebHosting();
app.Run();

public partial class Program;
