using System.Net;
using System.Net.Sockets;

namespace Training.Browser.Tests;

/// <summary>
/// The line between a phone and the site, which a test can cut: Chromium's own offline switch stops a page but not its service worker.
/// </summary>
public sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<TcpClient> open = [];
    private readonly Task accepting;
    private bool cut;
    private bool answersLost;
    private int port;

    public CutLine(Uri site)
    {
        port = site.Port;
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

    /// <summary>What the phone sends arrives and is done; no answer comes back.</summary>
    public void LoseAnswers()
    {
        lock (open)
        {
            answersLost = true;
        }
    }

    public void Mend()
    {
        lock (open)
        {
            cut = answersLost = false;
        }
    }

    /// <summary>From the next connection on another site answers at the same address.</summary>
    public void LeadTo(Uri other)
    {
        Cut();
        port = other.Port;
        Mend();
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
                if (Keep(phone, server))
                {
                    _ = ConnectAsync(phone, server);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(TcpClient phone, TcpClient server)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Cut meanwhile, or the site is down: the phone meets nobody, and the next one is let in as before.
            phone.Dispose();
            server.Dispose();
            return;
        }

        _ = PassAsync(phone, server, () => false);
        _ = PassAsync(server, phone, () => answersLost);
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

    private static async Task PassAsync(TcpClient from, TcpClient to, Func<bool> lost)
    {
        try
        {
            var (source, target) = (from.GetStream(), to.GetStream());
            var bytes = new byte[16 * 1024];
            while (await source.ReadAsync(bytes) is > 0 and var read && !lost())
            {
                await target.WriteAsync(bytes.AsMemory(0, read));
            }
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
