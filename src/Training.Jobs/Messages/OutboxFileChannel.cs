using System.Text.Encodings.Web;
using System.Text.Json;
using Training.Domain.Messages;
using Training.Domain.Shared;

namespace Training.Jobs.Messages;

/// <summary>
/// The channel of an installation without a gateway: one JSON line a message in the data folder's outbox/messages.jsonl, readable by its
/// owner only. Somebody, or a program of the bureau, reads it from there.
/// </summary>
public sealed class OutboxFileChannel(DataFolder folder) : IMessageChannel
{
    public const string Name = "outbox";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string FileIn(DataFolder folder) => Path.Combine(folder.Root, "outbox", "messages.jsonl");

    public async Task SendAsync(MessageToSend message, CancellationToken ct)
    {
        var path = FileIn(folder);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.WriteThrough };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var line = JsonSerializer.SerializeToUtf8Bytes(
            new { key = message.Key, at = message.CreatedUtc, purpose = message.Purpose, to = message.Address, text = message.Text }, Json);
        await using var file = new FileStream(path, options);
        // One write: a line is there whole or not at all.
        await file.WriteAsync((byte[])[.. line, (byte)'\n'], ct);
    }
}
