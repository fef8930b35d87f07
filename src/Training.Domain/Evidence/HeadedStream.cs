namespace Training.Domain.Evidence;

internal sealed class StreamTooLongException : Exception;

/// <summary>The bytes that were looked at first, then the rest of the stream; stops when it grows past what is allowed.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest, long most) : Stream
{
    private int given;
    private long total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => total;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (given < head.Length)
        {
            read = Math.Min(buffer.Length, head.Length - given);
            head.Slice(given, read).CopyTo(buffer);
            given += read;
        }
        else
        {
            read = await rest.ReadAsync(buffer, cancellationToken);
        }

        total += read;
        return total > most ? throw new StreamTooLongException() : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reading is asynchronous.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
