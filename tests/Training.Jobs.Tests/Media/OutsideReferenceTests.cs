using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Training.Domain.Media;
using Training.Jobs.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>
/// Containers and lists that name something outside themselves: another file, or an address. The file named is a pipe, at which whoever opens
/// it waits for ever; the address has a listener. Nothing waits, and nobody calls.
/// </summary>
public sealed class OutsideReferenceTests : IDisposable
{
    private readonly Bench bench = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public OutsideReferenceTests() => listener.Start();

    public void Dispose()
    {
        listener.Stop();
        bench.Dispose();
    }

    private string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/secret.mp4";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_samples_of_a_movie_that_lie_elsewhere_are_not_fetched(bool network)
    {
        var place = network ? Address : await PipeAsync();
        var clip = await File.ReadAllBytesAsync(await bench.DrawAsync(2, "320x240"));
        var movie = Boxes.WithReference(clip, Encoding.UTF8.GetBytes(place + "\0"));
        Assert.True(movie.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)) > 0);

        // Refused, or played of what lies in the file itself: both end soon, and neither asks anybody.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = await bench.TranscodeAsync(bench.Upload(movie), cancel: soon.Token);
        Assert.IsNotType<TooHeavy>(result.Refusal);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile '{0}'\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD><BaseURL>{0}</BaseURL></MPD>")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video {0} RTP/AVP 96\n")]
    public async Task A_list_is_refused_and_read_by_no_reader_that_we_force(string form)
    {
        foreach (var place in (string[])[Address, "file:" + await PipeAsync(), "concat:" + await PipeAsync()])
        {
            var content = Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, place));
            await RefusedSoonAsync(content);
            using var input = InputFolder.Make(bench.Upload(content, "again.mp4"), bench.Work);
            foreach (var kind in (ContainerKind[])[ContainerKind.Mp4, ContainerKind.Matroska, ContainerKind.MpegTs, ContainerKind.Mp3])
            {
                var run = await Bench.Tool.RunAsync(
                    new ToolCall { Program = "ffprobe", Arguments = FfmpegCommand.Probe(kind, MediaLimits.Default), WorkingFolder = input.Path }, null, null, CancellationToken.None);
                Assert.Equal(ToolEnd.Exited, run.End);
            }
        }

        Assert.False(listener.Pending());
    }

    private async Task RefusedSoonAsync(byte[] content)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = await bench.TranscodeAsync(bench.Upload(content), cancel: soon.Token);
        Assert.IsAssignableFrom<MediaRefusal>(result.Refusal);
        Assert.IsNotType<TooHeavy>(result.Refusal);
        Assert.False(listener.Pending());
        bench.NothingIsLeft();
    }

    private async Task<string> PipeAsync()
    {
        var pipe = Path.Combine(bench.Uploads, $"sibling-{Guid.NewGuid():N}.mp4");
        var run = await Bench.Tool.RunAsync(new ToolCall { Program = "mkfifo", Arguments = [pipe], WorkingFolder = bench.Uploads }, null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        return pipe;
    }

    /// <summary>Rewrites the boxes of an MP4 whose index comes last: its data references then name a place instead of the file itself.</summary>
    private static class Boxes
    {
        private static readonly HashSet<string> Containers = ["moov", "trak", "mdia", "minf", "dinf"];

        public static byte[] WithReference(ReadOnlySpan<byte> boxes, byte[] place)
        {
            var written = new MemoryStream();
            while (boxes.Length >= 8)
            {
                var size = (int)BinaryPrimitives.ReadUInt32BigEndian(boxes);
                var type = Encoding.ASCII.GetString(boxes.Slice(4, 4));
                var body = boxes[8..size];
                written.Write(Box(type,
                    Containers.Contains(type) ? WithReference(body, place)
                    // Version and flags, one entry; the entry without the flag that says "in this file".
                    : type == "dref" ? [0, 0, 0, 0, 0, 0, 0, 1, .. Box("url ", [0, 0, 0, 0, .. place])]
                    : body.ToArray()));
                boxes = boxes[size..];
            }

            return written.ToArray();
        }

        private static byte[] Box(string type, byte[] body)
        {
            var head = new byte[8];
            BinaryPrimitives.WriteUInt32BigEndian(head, (uint)(body.Length + 8));
            Encoding.ASCII.GetBytes(type).CopyTo(head, 4);
            return [.. head, .. body];
        }
    }
}
