namespace Training.Domain.Messages;

/// <summary>An opened message on its way out; it is never logged.</summary>
public sealed record MessageToSend(Guid Key, string Purpose, string Address, string Text, DateTime CreatedUtc);

/// <summary>
/// Hands messages to the world outside. The shipped one writes an outbox file; a city's SMS gateway is another, registered by name and
/// chosen by Messages:Channel. The same key may come twice after a crash: a gateway that knows keys should send it once.
/// </summary>
public interface IMessageChannel
{
    /// <summary>Returns when it was taken. Throws <see cref="MessageRefusedException"/> when trying again cannot help, anything else when it may.</summary>
    Task SendAsync(MessageToSend message, CancellationToken ct);
}

/// <summary>The channel will never take this message; the sentence says why, in Chinese, without the address or the words.</summary>
public sealed class MessageRefusedException(string sentence) : Exception(sentence);
