using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Training.Testing.Site;

namespace Training.Faults.Tests.Uploads;

/// <summary>A phone that sends one file by tus and goes on after everything that passes, as the page does.</summary>
internal sealed class TusSender(TestClient client, string token, Guid course, string name, byte[] content, Random dice)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(content));

    public int Requests { get; private set; }

    public Guid? Lesson { get; private set; }

    /// <summary>A refusal that says something is wrong with what was sent; null while all is well.</summary>
    public string? Refused { get; private set; }

    /// <param name="before">Called with the offset before each piece: here the disk is filled and the site killed.</param>
    public async Task RunAsync(Func<long, Task> before, CancellationToken ct)
    {
        string? place = null;
        while (Lesson is null && Refused is null)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                place ??= await BeginAsync(ct);
                if (place is not null)
                {
                    await StepAsync(place, before, ct);
                }
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                await Task.Delay(Pause, ct);
            }
        }
    }

    private async Task<string?> BeginAsync(CancellationToken ct)
    {
        var metadata = $"course {Base64(course.ToString())},filename {Base64(name)}";
        using var answer = await AskAsync(HttpMethod.Post, "/uploads", null, ct, ("Upload-Length", Said(content.Length)), ("Upload-Metadata", metadata));
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            return answer.Headers.Location!.ToString();
        }

        // 422 here is a disk without room for the whole: a person tries again later.
        await Task.Delay(Pause, ct);
        return null;
    }

    private async Task StepAsync(string place, Func<long, Task> before, CancellationToken ct)
    {
        using var asked = await AskAsync(HttpMethod.Head, place, null, ct);
        if (asked.StatusCode == HttpStatusCode.Gone || asked.StatusCode == HttpStatusCode.NotFound)
        {
            Refused = $"{name} is gone: {(int)asked.StatusCode}";
            return;
        }

        if (!asked.Headers.TryGetValues("Upload-Offset", out var at))
        {
            await Task.Delay(Pause, ct);
            return;
        }

        var offset = int.Parse(at.Single(), CultureInfo.InvariantCulture);
        await before(offset);
        if (offset < content.Length)
        {
            await SendAsync(place, offset, ct);
            return;
        }

        Requests++;
        using var request = new HttpRequestMessage(HttpMethod.Post, place + "/finish") { Content = JsonContent.Create(new { sha256 = Sha256 }) };
        request.Headers.Add("X-CSRF-Token", token);
        using var done = await client.Http.SendAsync(request, ct);
        var text = await done.Content.ReadAsStringAsync(ct);
        if (done.StatusCode == HttpStatusCode.OK)
        {
            Lesson = (Guid)JsonNode.Parse(text)!["lesson"]!;
        }
        else if (done.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotFound)
        {
            Refused = text;
        }
        else
        {
            await Task.Delay(Pause, ct);
        }
    }

    private async Task SendAsync(string place, int offset, CancellationToken ct)
    {
        var length = Math.Min(content.Length - offset, dice.Next(1, content.Length));
        var checksum = dice.Next(3) == 0 ? ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(content.AsSpan(offset, length)))) : default;
        (string, string)[] headers = checksum == default ? [("Upload-Offset", Said(offset))] : [("Upload-Offset", Said(offset)), checksum];
        HttpContent piece = dice.Next(4) == 0
            ? new StreamContent(new TornStream(content.AsMemory(offset, length), dice.Next(length)))
            : new ByteArrayContent(content, offset, length);
        using var answer = await AskAsync(HttpMethod.Patch, place, piece, ct, headers);
        if (answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge)
        {
            Refused = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}";
        }
        else if (answer.StatusCode != HttpStatusCode.NoContent)
        {
            await Task.Delay(Pause, ct);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? body, CancellationToken ct, params (string Name, string Value)[] headers)
    {
        Requests++;
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("X-CSRF-Token", token);
        foreach (var (header, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        body?.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return await client.Http.SendAsync(request, ct);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Said(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A line that breaks off after so many bytes.</summary>
internal sealed class TornStream(ReadOnlyMemory<byte> content, int after) : MemoryStream(content.ToArray())
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position >= after ? throw new IOException("The line broke.") : await base.ReadAsync(buffer[..Math.Min(buffer.Length, Math.Max(1, after - (int)Position))], cancellationToken);
}
