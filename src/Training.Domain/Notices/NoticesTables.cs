using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Notices;

public static class NoticesTables
{
    public static DbSet<PublicNotice> PublicNotices(this TrainingDbContext db) => db.Set<PublicNotice>();

    public static DbSet<NoticeItem> NoticeItems(this TrainingDbContext db) => db.Set<NoticeItem>();

    public static DbSet<NoticeObjection> NoticeObjections(this TrainingDbContext db) => db.Set<NoticeObjection>();
}

internal sealed class NoticesMapping :
    IEntityTypeConfiguration<PublicNotice>, IEntityTypeConfiguration<NoticeItem>, IEntityTypeConfiguration<NoticeObjection>
{
    public void Configure(EntityTypeBuilder<PublicNotice> builder)
    {
        builder.ToTable("PublicNotice");
        builder.Property(n => n.Subject).HasMaxLength(PublicNotice.SubjectMaxLength);
        builder.Property(n => n.Title).HasMaxLength(PublicNotice.TitleMaxLength);
        builder.Property(n => n.Body).HasMaxLength(PublicNotice.BodyMaxLength);
        builder.Property(n => n.SupervisionPhone).HasMaxLength(PublicNotice.PhoneMaxLength);
        builder.Property(n => n.ExtendReason).HasMaxLength(PublicNotice.ReasonMaxLength);
        builder.Property(n => n.EndReason).HasMaxLength(PublicNotice.ReasonMaxLength);
        builder.HasMany(n => n.Items).WithOne().HasForeignKey(i => i.NoticeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.Key).IsUnique().HasDatabaseName("UX_PublicNotice_Key");
        builder.HasIndex(n => new { n.State, n.LastDay }).HasDatabaseName("IX_PublicNotice_State");
    }

    public void Configure(EntityTypeBuilder<NoticeItem> builder)
    {
        builder.ToTable("NoticeItem");
        builder.Property(i => i.Name).HasMaxLength(NoticeItem.NameMaxLength);
        builder.Property(i => i.Unit).HasMaxLength(NoticeItem.UnitMaxLength);
        builder.Property(i => i.Remark).HasMaxLength(NoticeItem.RemarkMaxLength);
        builder.HasIndex(i => i.Key).IsUnique().HasDatabaseName("UX_NoticeItem_Key");
        builder.HasIndex(i => i.SubjectKey).HasDatabaseName("IX_NoticeItem_Subject");
    }

    public void Configure(EntityTypeBuilder<NoticeObjection> builder)
    {
        builder.ToTable("NoticeObjection");
        builder.Property(o => o.Text).HasMaxLength(NoticeObjection.TextMaxLength);
        builder.Property(o => o.Answer).HasMaxLength(NoticeObjection.AnswerMaxLength);
        builder.Property(o => o.NameSealed).HasMaxLength(400);
        builder.Property(o => o.ContactSealed).HasMaxLength(600);
        builder.HasOne<PublicNotice>().WithMany().HasForeignKey(o => o.NoticeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<NoticeItem>().WithMany().HasForeignKey(o => o.NoticeItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.Key).IsUnique().HasDatabaseName("UX_NoticeObjection_Key");
    }
}
