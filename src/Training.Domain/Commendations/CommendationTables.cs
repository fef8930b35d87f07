using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Commendations;

public static class CommendationTables
{
    public static DbSet<CommendationList> CommendationLists(this TrainingDbContext db) => db.Set<CommendationList>();

    public static DbSet<CommendationCandidate> CommendationCandidates(this TrainingDbContext db) => db.Set<CommendationCandidate>();
}

internal sealed class CommendationMapping : IEntityTypeConfiguration<CommendationList>, IEntityTypeConfiguration<CommendationCandidate>
{
    public void Configure(EntityTypeBuilder<CommendationList> builder)
    {
        builder.ToTable("CommendationList");
        builder.Property(l => l.Period).HasMaxLength(CommendationList.PeriodMaxLength).IsUnicode(false);
        builder.Property(l => l.Rule).HasMaxLength(CommendationList.VersionMaxLength).IsUnicode(false);
        builder.Property(l => l.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(l => l.DropReason).HasMaxLength(CommendationList.ReasonMaxLength);
        builder.HasIndex(l => l.Key).IsUnique().HasDatabaseName("UX_CommendationList_Key");
        builder.HasIndex(l => new { l.RegionCode, l.Period, l.Number }).IsUnique().HasDatabaseName("UX_CommendationList_Period");
    }

    public void Configure(EntityTypeBuilder<CommendationCandidate> builder)
    {
        builder.ToTable("CommendationCandidate");
        builder.Property(c => c.Reason).HasMaxLength(CommendationCandidate.ReasonMaxLength);
        builder.HasOne<CommendationList>().WithMany().HasForeignKey(c => c.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_CommendationCandidate_Key");
        builder.HasIndex(c => new { c.ListId, c.Kind, c.RegionCode, c.SubjectId }).IsUnique().HasDatabaseName("UX_CommendationCandidate_Subject");
    }
}
