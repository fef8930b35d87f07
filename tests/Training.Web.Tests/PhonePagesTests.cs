using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Web.Tests;

/// <summary>What a phone keeps of the site: frames without people, an account it knows by a key, and files that make it an app.</summary>
public sealed class PhonePagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using (var db = site.Open())
        {
            stage = await RollStage.SetAsync(db, clock.Today());
        }

        coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        coordinator.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task The_kept_frame_is_the_same_for_everybody_and_says_nothing_of_anybody()
    {
        using var visitor = site.Visitor();
        var theirs = await visitor.Http.GetStringAsync("/field/shell");
        var ours = await coordinator.Http.GetStringAsync("/field/shell");
        Assert.Equal(theirs, ours);
        var page = await coordinator.PageAsync("/field/shell");
        Assert.Null(page.QuerySelector("meta[name=csrf-token]"));
        Assert.Null(page.QuerySelector("meta[name=account]"));
        Assert.DoesNotContain("__RequestVerificationToken", ours, StringComparison.Ordinal);
        foreach (var name in (string[])["王桂兰", "滨河社区", "卧床老人"])
        {
            Assert.DoesNotContain(name, ours, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Frame_and_page_are_drawn_by_the_same_markup()
    {
        await (await coordinator.Http.PostAsync($"/sessions/{stage.Session.Key}/roll", new FormUrlEncodedContent([
            new("__RequestVerificationToken", await coordinator.AntiforgeryTokenAsync("/today"))]))).Content.ReadAsStringAsync();
        var shell = await coordinator.Http.GetStringAsync("/field/shell");
        var roll = await coordinator.Http.GetStringAsync($"/rolls/{stage.Session.Key}");
        foreach (var part in (string[])["data-uploaded", "data-regulars", "data-parts", "data-leave", "class=\"tile\""])
        {
            Assert.Contains(part, shell, StringComparison.Ordinal);
            Assert.Contains(part, roll, StringComparison.Ordinal);
        }

        // What needs the script is sent once, with the frame.
        foreach (var panel in (string[])["find", "add", "torn", "close"])
        {
            Assert.Contains($"data-panel=\"{panel}\"", shell, StringComparison.Ordinal);
            Assert.DoesNotContain($"data-panel=\"{panel}\"", roll, StringComparison.Ordinal);
        }

        foreach (var card in (string[])["Late", "Planned", "Running", "Held", "Cancelled", "Next"])
        {
            Assert.Contains($"<template data-card=\"{card}\">", shell, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pass_names_the_account_as_the_snapshot_does_and_its_token_opens_the_door()
    {
        using var response = await coordinator.Http.GetAsync("/field/pass");
        Assert.True(response.Headers.CacheControl!.NoStore);
        var pass = await response.Content.ReadFromJsonAsync<JsonElement>();
        var snapshot = await coordinator.Http.GetFromJsonAsync<JsonElement>("/field/snapshot");
        Assert.Equal(snapshot.GetProperty("accountKey").GetString(), pass.GetProperty("accountKey").GetString());
        Assert.Equal(pass.GetProperty("accountKey").GetString(), (await coordinator.PageAsync("/today")).QuerySelector("meta[name=account]")!.GetAttribute("content"));

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/rolls/{stage.Session.Key}/operations")
        {
            Content = JsonContent.Create(new { device = "phone", operations = Array.Empty<object>() }),
        };
        request.Headers.Add("X-CSRF-Token", pass.GetProperty("token").GetString());
        using var taken = await coordinator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Without_an_account_the_pass_is_refused_and_not_led_elsewhere()
    {
        using var visitor = site.Bare();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/field/pass");
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_files_of_an_app_are_there()
    {
        using var manifest = await coordinator.Http.GetAsync("/dist/app.webmanifest");
        Assert.Equal("application/manifest+json", manifest.Content.Headers.ContentType!.MediaType);
        var icons = (await manifest.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("icons").EnumerateArray().ToList();
        foreach (var icon in icons.Where(i => i.GetProperty("type").GetString() == "image/png"))
        {
            var bytes = await coordinator.Http.GetByteArrayAsync(icon.GetProperty("src").GetString());
            var side = (bytes[16] << 24) | (bytes[17] << 16) | (bytes[18] << 8) | bytes[19];
            Assert.Equal(icon.GetProperty("sizes").GetString(), $"{side}x{side}");
        }

        using var worker = await coordinator.Http.GetAsync("/sw.js");
        Assert.Equal("no-cache", worker.Headers.CacheControl!.ToString());
        var text = await worker.Content.ReadAsStringAsync();
        Assert.Contains("/field/shell", text, StringComparison.Ordinal);
        Assert.Contains(site.Services.GetRequiredService<FrontEnd>().Address("field"), text, StringComparison.Ordinal);
    }
}
