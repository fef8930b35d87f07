using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public static class RecordingStore
{
    /// <summary>
    /// Keeps a recording that comes in one stream. What is plainly none is refused by its first bytes before anything is kept, and what is longer
    /// than a lesson may be leaves nothing behind.
    /// </summary>
    public static async Task<Result<KeptFile>> KeepRecordingAsync(this IFileStore files, Stream content, CancellationToken ct = default)
    {
        var head = new byte[ContentSniffer.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (ContentSniffer.Sniff(head.AsSpan(0, length)) is { Ok: false } plainly)
        {
            return plainly.Refusal;
        }

        try
        {
            await using var whole = new HeadedStream(head.AsMemory(0, length), content, MediaLimits.Default.FileBytes);
            return await files.KeepAsync(whole, ct);
        }
        catch (StreamTooLongException)
        {
            return new FileTooLarge(MediaLimits.Default.FileBytes + 1, MediaLimits.Default.FileBytes);
        }
    }
}
