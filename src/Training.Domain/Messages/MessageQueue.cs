using Training.Domain.Persistence;

namespace Training.Domain.Messages;

/// <summary>What is to be sent. The caller seals what is personal: this room does not know how.</summary>
public sealed record MessageDraft
{
    /// <summary>For programs: sign-in-code, invitation.</summary>
    public required string Purpose { get; init; }

    /// <summary>For the page that shows the queue: 登录验证码.</summary>
    public required string Title { get; init; }

    public required byte[] AddressSealed { get; init; }

    /// <summary>Either this, for words that hold nothing personal …</summary>
    public string? Text { get; init; }

    /// <summary>… or this, for words that hold a code, a link or a name.</summary>
    public byte[]? TextSealed { get; init; }

    /// <summary>After this instant it is not sent any more.</summary>
    public DateTime? ExpiresUtc { get; init; }
}

/// <summary>Puts messages into the caller's own save, so that a record and what is told of it are written together or not at all.</summary>
public static class MessageQueue
{
    public static OutgoingMessage Add(TrainingDbContext db, MessageDraft draft, DateTime nowUtc)
    {
        if (draft.Text is null == draft.TextSealed is null)
        {
            throw new ArgumentException("A message has its words either plain or sealed.", nameof(draft));
        }

        var message = new OutgoingMessage
        {
            Key = Guid.CreateVersion7(),
            Purpose = draft.Purpose,
            Title = draft.Title,
            AddressSealed = draft.AddressSealed,
            Text = draft.Text,
            TextSealed = draft.TextSealed,
            ExpiresUtc = draft.ExpiresUtc,
            CreatedUtc = nowUtc,
            NextTryUtc = nowUtc,
            MaxAttempts = MessageRules.MoreAttempts,
        };
        db.OutgoingMessages().Add(message);
        return message;
    }
}
