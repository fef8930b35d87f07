using System.Text;
using System.Text.RegularExpressions;
using Training.Web.Hosting;

namespace Training.Browser.Tests;

/// <summary>What the camera sees: a card held still, as a film of raw pictures that Chromium takes for a camera.</summary>
internal sealed class Film : IDisposable
{
    private const int Wide = 640;
    private const int High = 480;

    public Film(QrDrawing code)
    {
        var scale = (High - 80) / code.Size;
        var light = new byte[Wide * High];
        Array.Fill(light, (byte)235);
        foreach (Match run in Regex.Matches(code.Path, @"M(\d+) (\d+)h(\d+)v1h-\d+z"))
        {
            var (x, y, length) = (int.Parse(run.Groups[1].Value), int.Parse(run.Groups[2].Value), int.Parse(run.Groups[3].Value));
            for (var row = y * scale; row < (y + 1) * scale; row++)
            {
                light.AsSpan(((row + 40) * Wide) + ((Wide - (code.Size * scale)) / 2) + (x * scale), length * scale).Fill(16);
            }
        }

        using var film = File.Create(Path);
        film.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Wide} H{High} F10:1 Ip A1:1 C420jpeg\n"));
        var colour = new byte[Wide * High / 2];
        Array.Fill(colour, (byte)128);
        for (var frame = 0; frame < 10; frame++)
        {
            film.Write("FRAME\n"u8);
            film.Write(light);
            film.Write(colour);
        }
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"card-{Guid.NewGuid():N}.y4m");

    public void Dispose() => File.Delete(Path);
}
