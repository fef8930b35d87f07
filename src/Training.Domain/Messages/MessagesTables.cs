using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Messages;

public static class MessagesTables
{
    public static DbSet<OutgoingMessage> OutgoingMessages(this TrainingDbContext db) => db.Set<OutgoingMessage>();

    public static DbSet<InboxMessage> InboxMessages(this TrainingDbContext db) => db.Set<InboxMessage>();
}

internal sealed class OutgoingMessageMapping : IEntityTypeConfiguration<OutgoingMessage>
{
    public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
    {
        builder.ToTable("OutgoingMessage");
        builder.Property(m => m.Purpose).HasMaxLength(OutgoingMessage.PurposeMaxLength);
        builder.Property(m => m.Title).HasMaxLength(OutgoingMessage.TitleMaxLength);
        builder.Property(m => m.AddressSealed).HasMaxLength(400);
        builder.Property(m => m.Text).HasMaxLength(OutgoingMessage.TextMaxLength);
        builder.Property(m => m.TextSealed).HasMaxLength(3000);
        builder.Property(m => m.Channel).HasMaxLength(40);
        builder.Property(m => m.Error).HasMaxLength(300);
        builder.HasIndex(m => m.Key).IsUnique().HasDatabaseName("UX_OutgoingMessage_Key");
        builder.HasIndex(m => new { m.State, m.NextTryUtc }).HasDatabaseName("IX_OutgoingMessage_State");
    }
}

internal sealed class InboxMessageMapping : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("InboxMessage");
        builder.Property(m => m.Title).HasMaxLength(InboxMessage.TitleMaxLength);
        builder.Property(m => m.Body).HasMaxLength(InboxMessage.BodyMaxLength);
        builder.Property(m => m.Href).HasMaxLength(InboxMessage.HrefMaxLength);
        builder.HasIndex(m => new { m.AccountId, m.ReadUtc }).HasDatabaseName("IX_InboxMessage_Account");
    }
}
