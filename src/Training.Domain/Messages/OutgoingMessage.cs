using Training.Domain.Persistence;

namespace Training.Domain.Messages;

public enum MessageState
{
    /// <summary>Saved, not yet handed to a channel, or to be tried again.</summary>
    Waiting,

    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>All attempts used up, or the channel refused it for good: somebody must act.</summary>
    Failed,

    /// <summary>Its time was over before it could be sent; it is worth nothing any more.</summary>
    Expired,
}

/// <summary>
/// One message to somebody outside, written in the same save as what it tells of and handed to a channel later. The address is always
/// sealed; a text that holds a code, a link or a name is sealed too and is thrown away once it is sent.
/// </summary>
public sealed class OutgoingMessage : IVersioned
{
    public const int PurposeMaxLength = 40;
    public const int TitleMaxLength = 60;
    public const int TextMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>What it is for, for programs: sign-in-code, invitation.</summary>
    public required string Purpose { get; set; }

    /// <summary>What it is for, for people: 登录验证码. Holds nothing personal.</summary>
    public required string Title { get; set; }

    /// <summary>Empty once the message is old: then nobody can be found by it and nothing can be sent again.</summary>
    public required byte[] AddressSealed { get; set; }

    /// <summary>Words that hold nothing personal; null when they are sealed.</summary>
    public string? Text { get; set; }

    public byte[]? TextSealed { get; set; }

    public MessageState State { get; set; }

    public int Attempts { get; set; }

    public int MaxAttempts { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime NextTryUtc { get; set; }

    /// <summary>Null: it does not spoil.</summary>
    public DateTime? ExpiresUtc { get; set; }

    public DateTime? SentUtc { get; set; }

    /// <summary>Name of the channel that took it.</summary>
    public string? Channel { get; set; }

    /// <summary>One plain Chinese sentence without anything personal.</summary>
    public string? Error { get; set; }

    public long Version { get; set; }

    /// <summary>Before each attempt: if the process dies in it, the message is tried again after the wait.</summary>
    public void Begin(DateTime nowUtc)
    {
        Attempts++;
        Error = null;
        NextTryUtc = nowUtc + MessageRules.BackOff(Attempts);
    }

    public void TakenBy(string channel, DateTime nowUtc)
    {
        State = MessageState.Sent;
        SentUtc = nowUtc;
        Channel = channel;
        Error = null;
        TextSealed = null;
    }

    public void NotTaken(string sentence, bool forGood)
    {
        Error = sentence;
        State = forGood || Attempts >= MaxAttempts ? MessageState.Failed : MessageState.Waiting;
    }

    public void Spoil()
    {
        State = MessageState.Expired;
        TextSealed = null;
    }

    public void TryAgain(DateTime nowUtc)
    {
        State = MessageState.Waiting;
        MaxAttempts = Attempts + MessageRules.MoreAttempts;
        NextTryUtc = nowUtc;
        Error = null;
    }
}

/// <summary>When a message is tried again.</summary>
public static class MessageRules
{
    public const int MoreAttempts = 5;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>15 s, 1 min, 4 min, 16 min, then half an hour.</summary>
    public static TimeSpan BackOff(int attempts)
    {
        var wait = First * Math.Pow(4, Math.Clamp(attempts - 1, 0, 10));
        return wait < Longest ? wait : Longest;
    }

    public static bool MayRetry(OutgoingMessage message, DateTime nowUtc) =>
        message is { State: MessageState.Failed, AddressSealed.Length: > 0 } && (message.ExpiresUtc is not { } until || nowUtc < until);
}
