using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Organizations;
using Training.Domain.Persistence;

namespace Training.Domain.Filing;

public static class FilingTables
{
    public static DbSet<CountyFiling> Filings(this TrainingDbContext db) => db.Set<CountyFiling>();

    public static DbSet<FilingPart> FilingParts(this TrainingDbContext db) => db.Set<FilingPart>();

    public static DbSet<FilingRemark> FilingRemarks(this TrainingDbContext db) => db.Set<FilingRemark>();

    public static DbSet<FilingReturn> FilingReturns(this TrainingDbContext db) => db.Set<FilingReturn>();

    public static DbSet<FilingSignature> FilingSignatures(this TrainingDbContext db) => db.Set<FilingSignature>();

    public static DbSet<FilingStep> FilingSteps(this TrainingDbContext db) => db.Set<FilingStep>();

    public static DbSet<FilingSnapshot> FilingSnapshots(this TrainingDbContext db) => db.Set<FilingSnapshot>();

    public static DbSet<FilingSupplement> FilingSupplements(this TrainingDbContext db) => db.Set<FilingSupplement>();

    public static DbSet<FilingProof> FilingProofs(this TrainingDbContext db) => db.Set<FilingProof>();

    public static DbSet<FilingTerm> FilingTerms(this TrainingDbContext db) => db.Set<FilingTerm>();

    public static DbSet<SubsidyEntry> SubsidyEntries(this TrainingDbContext db) => db.Set<SubsidyEntry>();
}

internal sealed class FilingMapping : IEntityTypeConfiguration<CountyFiling>, IEntityTypeConfiguration<FilingPart>
{
    public void Configure(EntityTypeBuilder<CountyFiling> builder)
    {
        builder.ToTable("CountyFiling");
        builder.Property(f => f.Period).HasMaxLength(CountyFiling.PeriodMaxLength).IsUnicode(false);
        builder.HasOne<Organization>().WithMany().HasForeignKey(f => f.LeadOrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.Key).IsUnique().HasDatabaseName("UX_CountyFiling_Key");
        builder.HasIndex(f => new { f.RegionCode, f.Period }).IsUnique().HasDatabaseName("UX_CountyFiling_Period");
    }

    public void Configure(EntityTypeBuilder<FilingPart> builder)
    {
        builder.ToTable("FilingPart");
        builder.Property(p => p.OrganizationName).HasMaxLength(Organization.NameMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(p => p.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_FilingPart_Key");
        builder.HasIndex(p => new { p.FilingId, p.OrganizationId }).IsUnique().HasDatabaseName("UX_FilingPart_Body");
    }
}

internal sealed class FilingWordsMapping :
    IEntityTypeConfiguration<FilingRemark>, IEntityTypeConfiguration<FilingReturn>, IEntityTypeConfiguration<FilingStep>
{
    public void Configure(EntityTypeBuilder<FilingRemark> builder)
    {
        builder.ToTable("FilingRemark");
        builder.Property(r => r.ItemCode).HasMaxLength(FilingRemark.CodeMaxLength);
        builder.Property(r => r.Text).HasMaxLength(FilingRemark.TextMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(r => r.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingPart>().WithMany().HasForeignKey(r => r.PartId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Key).IsUnique().HasDatabaseName("UX_FilingRemark_Key");
    }

    public void Configure(EntityTypeBuilder<FilingReturn> builder)
    {
        builder.ToTable("FilingReturn");
        builder.Property(r => r.ItemCode).HasMaxLength(FilingRemark.CodeMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(FilingReturn.TextMaxLength);
        builder.Property(r => r.Answer).HasMaxLength(FilingReturn.TextMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(r => r.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingPart>().WithMany().HasForeignKey(r => r.PartId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Key).IsUnique().HasDatabaseName("UX_FilingReturn_Key");
    }

    public void Configure(EntityTypeBuilder<FilingStep> builder)
    {
        builder.ToTable("FilingStep");
        builder.Property(s => s.Words).HasMaxLength(FilingStep.WordsMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(s => s.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingPart>().WithMany().HasForeignKey(s => s.PartId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FilingSnapshotMapping :
    IEntityTypeConfiguration<FilingSnapshot>, IEntityTypeConfiguration<FilingSignature>, IEntityTypeConfiguration<FilingSupplement>, IEntityTypeConfiguration<FilingProof>
{
    public void Configure(EntityTypeBuilder<FilingSnapshot> builder)
    {
        builder.ToTable("FilingSnapshot");
        builder.Property(s => s.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(s => s.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingPart>().WithMany().HasForeignKey(s => s.PartId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(s => s.Code).HasMaxLength(Documents.SheetCode.Signs).IsUnicode(false);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_FilingSnapshot_Key");
        builder.HasIndex(s => s.Code).IsUnique().HasDatabaseName("UX_FilingSnapshot_Code");
        builder.HasIndex(s => new { s.FilingId, s.Number }).IsUnique().HasDatabaseName("UX_FilingSnapshot_Number");
    }

    public void Configure(EntityTypeBuilder<FilingSignature> builder)
    {
        builder.ToTable("FilingSignature");
        builder.Property(s => s.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(s => s.SignerName).HasMaxLength(FilingSignature.NameMaxLength);
        builder.Property(s => s.Opinion).HasMaxLength(FilingSignature.OpinionMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(s => s.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingPart>().WithMany().HasForeignKey(s => s.PartId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_FilingSignature_Key");
    }

    public void Configure(EntityTypeBuilder<FilingSupplement> builder)
    {
        builder.ToTable("FilingSupplement");
        builder.Property(s => s.Reason).HasMaxLength(FilingSupplement.ReasonMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(s => s.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(s => s.BaseSnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_FilingSupplement_Key");
        builder.HasIndex(s => new { s.FilingId, s.Number }).IsUnique().HasDatabaseName("UX_FilingSupplement_Number");
    }

    public void Configure(EntityTypeBuilder<FilingProof> builder)
    {
        builder.ToTable("FilingProof");
        builder.Property(p => p.Words).HasMaxLength(FilingProof.WordsMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(p => p.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.FilingId).IsUnique().HasDatabaseName("UX_FilingProof_Filing");
    }
}

internal sealed class SubsidyEntryMapping : IEntityTypeConfiguration<SubsidyEntry>
{
    public void Configure(EntityTypeBuilder<SubsidyEntry> builder)
    {
        builder.ToTable("SubsidyEntry");
        builder.Property(e => e.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(e => e.FundName).HasMaxLength(SubsidyEntry.TextMaxLength);
        builder.Property(e => e.Document).HasMaxLength(SubsidyEntry.TextMaxLength);
        builder.Property(e => e.StruckBecause).HasMaxLength(SubsidyEntry.ReasonMaxLength);
        builder.HasOne<CountyFiling>().WithMany().HasForeignKey(e => e.FilingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(e => e.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.Key).IsUnique().HasDatabaseName("UX_SubsidyEntry_Key");
        builder.HasIndex(e => new { e.RegionCode, e.DecidedOn }).HasDatabaseName("IX_SubsidyEntry_Region");
    }
}
