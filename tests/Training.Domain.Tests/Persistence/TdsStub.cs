using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Training.Domain.Tests.Persistence;

/// <summary>
/// As much of SQL Server's wire protocol (MS-TDS 7.4) as one login and one parameterised command need. Whatever it is asked, it answers
/// with one row that holds one number; what it was asked it keeps. It is here because SqlClient names an assembly that no package brings
/// (docs/adr/0002), and only a command with a parameter goes through it.
/// </summary>
internal sealed class TdsStub : IAsyncDisposable
{
    private const byte PreLogin = 0x12;
    private const byte Login = 0x10;
    private const byte Batch = 0x01;
    private const byte Procedure = 0x03;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int answer;
    private readonly Task serving;

    public TdsStub(int answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public string ConnectionString =>
        $"Server=127.0.0.1,{((IPEndPoint)listener.LocalEndpoint).Port};User ID=somebody;Password=something;Encrypt=Optional;Pooling=False;Connect Timeout=20";

    /// <summary>Calls of sp_executesql as they came, read as text.</summary>
    public List<string> Calls { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && stopping.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        while (await ReadAsync(stream) is var (kind, message) && kind != 0)
        {
            var reply = kind switch
            {
                PreLogin => VersionWithoutEncryption(),
                Login => [.. Collation(), .. Acknowledged(), .. Done(0xFD)],
                Procedure => OneNumber(message),
                Batch => Done(0xFD),
                _ => [],
            };
            if (reply.Length > 0)
            {
                await stream.WriteAsync((byte[])[0x04, 0x01, .. BigEndian(reply.Length + 8), 0, 0, 1, 0, .. reply], stopping.Token);
            }
        }
    }

    private async Task<(byte Kind, byte[] Message)> ReadAsync(NetworkStream stream)
    {
        var message = new List<byte>();
        var header = new byte[8];
        do
        {
            if (await stream.ReadAtLeastAsync(header, 8, throwOnEndOfStream: false, stopping.Token) < 8)
            {
                return (0, []);
            }

            var packet = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - 8];
            await stream.ReadExactlyAsync(packet, stopping.Token);
            message.AddRange(packet);
        }
        while ((header[1] & 1) == 0);

        return (header[0], [.. message]);
    }

    private byte[] OneNumber(byte[] call)
    {
        Calls.Add(Encoding.Unicode.GetString(call) + Encoding.Unicode.GetString(call.AsSpan(1)));
        return
        [
            0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0x38, 0, // one column, int, without a name
            0xD1, .. BitConverter.GetBytes(answer), // one row
            0x79, 0, 0, 0, 0, // the procedure returned 0
            .. Done(0xFE),
        ];
    }

    private static byte[] VersionWithoutEncryption() => [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 15, 0, 7, 0xD0, 0, 0, 2];

    private static byte[] Collation() => [0xE3, 8, 0, 7, 5, 0x09, 0x04, 0xD0, 0x00, 0x34, 0];

    private static byte[] Acknowledged()
    {
        var name = Encoding.Unicode.GetBytes("Stub");
        return [0xAD, (byte)(10 + name.Length), 0, 1, 0x74, 0, 0, 4, (byte)(name.Length / 2), .. name, 15, 0, 7, 0xD0];
    }

    private static byte[] Done(byte token) => [token, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] BigEndian(int number) => [(byte)(number >> 8), (byte)number];
}
