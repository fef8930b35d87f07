using System.Net;
using System.Net.Sockets;

namespace Training.Benchmarks.Http;

/// <summary>A cable between browser and site that counts every byte either way, headers too, whoever of the browser asked for them.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int port;
    private readonly Task accepting;
    private long up;
    private long down;
    private long movedAt = Environment.TickCount64;

    public Wire(Uri site)
    {
        port = site.Port;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>What has passed since the last time it was asked, once the line has been quiet for a while.</summary>
    public async Task<(long Up, long Down)> TakeAsync()
    {
        while (Environment.TickCount64 - Volatile.Read(ref movedAt) < 1500)
        {
            await Task.Delay(100);
        }

        return (Interlocked.Exchange(ref up, 0), Interlocked.Exchange(ref down, 0));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var browser = await listener.AcceptTcpClientAsync(stop.Token);
                _ = CarryAsync(browser);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var site = new TcpClient { NoDelay = true };
        using (browser)
        {
            browser.NoDelay = true;
            await site.ConnectAsync(IPAddress.Loopback, port);
            await Task.WhenAny(CopyAsync(browser, site, isUp: true), CopyAsync(site, browser, isUp: false));
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isUp)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is var read and > 0)
            {
                Interlocked.Add(ref isUp ? ref up : ref down, read);
                Volatile.Write(ref movedAt, Environment.TickCount64);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
