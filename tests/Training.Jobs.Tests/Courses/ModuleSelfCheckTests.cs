using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Jobs.Courses;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Courses;

public sealed class ModuleSelfCheckTests
{
    [Fact]
    public async Task A_page_that_comes_is_reachable_and_another_answer_is_not()
    {
        var status = 200;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        site.MapGet("/courses", () => Results.Content("<!doctype html><title>课程</title>", "text/html", statusCode: status));
        await site.StartAsync();

        var module = Module(new() { ["Site:Url"] = site.Urls.Single() + "/" });
        var seen = await module.LookAsync(CancellationToken.None);
        Assert.True(seen.Reachable);
        Assert.Equal(site.Urls.Single() + "/courses", seen.Url);
        Assert.StartsWith("HTTP 200，", seen.Detail);
        status = 500;
        seen = await module.LookAsync(CancellationToken.None);
        Assert.False(seen.Reachable);
        Assert.StartsWith("HTTP 500，", seen.Detail);

        var gone = site.Urls.Single();
        await site.StopAsync();
        seen = await Module(new() { ["urls"] = gone }).LookAsync(CancellationToken.None);
        Assert.Equal((false, "连不上（ConnectionError）"), (seen.Reachable, seen.Detail));
    }

    [Fact]
    public async Task Without_an_address_it_says_which_setting_is_missing()
    {
        var failure = await Assert.ThrowsAsync<JobFailedException>(() => Module([]).LookAsync(CancellationToken.None));
        Assert.Contains("Site:Url", failure.Message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_seen_is_written_for_every_county_with_its_day(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var clock = FakeClock.Shanghai(2026, 12, 1, 1, 30);
        await using var db = database.Open();
        var counties = await new RecordModuleCheck(db, clock).RunAsync(new() { Url = "http://site/courses", Reachable = true, Detail = "HTTP 200" });
        var rows = await db.ModuleSelfChecks().AsNoTracking().ToListAsync();
        Assert.Equal(await db.Regions().CountAsync(r => r.Level == RegionLevel.County), counties);
        Assert.Equal(counties, rows.Select(r => r.RegionCode).Distinct().Count());
        Assert.All(rows, r => Assert.Equal((Month.From(2026, 12), true, clock.UtcNow()), (r.Month, r.Reachable, r.CheckedUtc)));
    }

    private static PublicModule Module(Dictionary<string, string?> settings) => new(
        new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(),
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
