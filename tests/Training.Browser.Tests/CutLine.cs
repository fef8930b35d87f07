using System.Net;
using System.Net.Sockets;

namespace Training.Browser.Tests;

/// <summary>
/// The line between a phone and the site, which a test can cut: Chromium's own offline switch stops a page but not its service worker.
/// </summary>
public sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri site;
    private readonly CancellationTokenSource end = new();
    private readonly List<TcpClient> open = [];
    private readonly Task accepting;
    private bool cut;

    public CutLine(Uri site)
    {
        this.site = site;
        listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    /// <summary>Where the phone finds the site.</summary>
    public Uri Address { get; }

    /// <summary>Whatever is under way breaks off, and nothing gets through until it is mended.</summary>
    public void Cut()
    {
        lock (open)
        {
            cut = true;
            open.ForEach(o => o.Dispose());
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (open)
        {
            cut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var phone = await listener.AcceptTcpClientAsync(end.Token);
                var server = new TcpClient();
                if (!Keep(phone, server))
                {
                    continue;
                }

                await server.ConnectAsync(IPAddress.Loopback, site.Port, end.Token);
                _ = PassAsync(phone, server);
                _ = PassAsync(server, phone);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private bool Keep(TcpClient phone, TcpClient server)
    {
        lock (open)
        {
            if (cut)
            {
                phone.Dispose();
                server.Dispose();
                return false;
            }

            open.AddRange([phone, server]);
            return true;
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or either end hung up.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
