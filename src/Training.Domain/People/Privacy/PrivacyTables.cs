using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.People.Privacy;

public static class PrivacyTables
{
    public const int WordsMaxLength = 500;

    public static DbSet<ConsentRecord> ConsentRecords(this TrainingDbContext db) => db.Set<ConsentRecord>();

    public static DbSet<ErasureRequest> ErasureRequests(this TrainingDbContext db) => db.Set<ErasureRequest>();

    public static DbSet<RetentionDue> RetentionDues(this TrainingDbContext db) => db.Set<RetentionDue>();
}

internal sealed class PrivacyMapping :
    IEntityTypeConfiguration<ConsentRecord>, IEntityTypeConfiguration<ErasureRequest>, IEntityTypeConfiguration<RetentionDue>
{
    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.ToTable("ConsentRecord");
        builder.Property(c => c.Version).HasMaxLength(20);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_ConsentRecord_Key");
    }

    public void Configure(EntityTypeBuilder<ErasureRequest> builder)
    {
        builder.ToTable("ErasureRequest");
        builder.Property(e => e.How).HasMaxLength(PrivacyTables.WordsMaxLength);
        builder.Property(e => e.DecisionReason).HasMaxLength(PrivacyTables.WordsMaxLength);
        builder.Property(e => e.Kept).HasMaxLength(2000);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.Key).IsUnique().HasDatabaseName("UX_ErasureRequest_Key");
        builder.HasIndex(e => new { e.RegionCode, e.Status }).HasDatabaseName("IX_ErasureRequest_Region");
    }

    public void Configure(EntityTypeBuilder<RetentionDue> builder)
    {
        builder.ToTable("RetentionDue");
        builder.Property(d => d.Rule).HasMaxLength(40);
        builder.HasIndex(d => new { d.RegionCode, d.Rule }).HasDatabaseName("IX_RetentionDue_Region");
    }
}
