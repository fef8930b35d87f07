using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Domain.Inspections;

public static class InspectionsTables
{
    public static DbSet<InspectionDraw> InspectionDraws(this TrainingDbContext db) => db.Set<InspectionDraw>();

    public static DbSet<Inspection> Inspections(this TrainingDbContext db) => db.Set<Inspection>();

    public static DbSet<InspectionStep> InspectionSteps(this TrainingDbContext db) => db.Set<InspectionStep>();
}

internal sealed class InspectionMapping : IEntityTypeConfiguration<InspectionDraw>, IEntityTypeConfiguration<Inspection>, IEntityTypeConfiguration<InspectionStep>
{
    public void Configure(EntityTypeBuilder<InspectionDraw> builder)
    {
        builder.ToTable("InspectionDraw");
        builder.Property(d => d.Seed).HasMaxLength(InspectionDraw.SeedMaxLength);
        builder.Property(d => d.PopulationSha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(d => d.Reason).HasMaxLength(InspectionDraw.ReasonMaxLength);
        builder.HasIndex(d => d.Key).IsUnique().HasDatabaseName("UX_InspectionDraw_Key");
        builder.HasIndex(d => d.RegionCode).HasDatabaseName("IX_InspectionDraw_Region");
    }

    public void Configure(EntityTypeBuilder<Inspection> builder)
    {
        builder.ToTable("Inspection");
        builder.Property(i => i.Form).HasMaxLength(10).IsUnicode(false);
        builder.Property(i => i.AnswersJson).HasMaxLength(Inspection.AnswersMaxLength);
        builder.Property(i => i.Remarks).HasMaxLength(Inspection.WordsMaxLength);
        builder.Property(i => i.Asked).HasMaxLength(Inspection.WordsMaxLength);
        builder.Property(i => i.Answer).HasMaxLength(Inspection.WordsMaxLength);
        builder.Property(i => i.Inspectors).HasMaxLength(Inspection.NameMaxLength);
        builder.HasOne<InspectionDraw>().WithMany().HasForeignKey(i => i.DrawId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Station>().WithMany().HasForeignKey(i => i.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Key).IsUnique().HasDatabaseName("UX_Inspection_Key");
        builder.HasIndex(i => new { i.DrawId, i.Kind, i.RecordKey }).IsUnique().HasDatabaseName("UX_Inspection_Record");
        builder.HasIndex(i => new { i.Kind, i.RecordId }).HasDatabaseName("IX_Inspection_Record");
        builder.HasIndex(i => new { i.State, i.RegionCode }).HasDatabaseName("IX_Inspection_State");
    }

    public void Configure(EntityTypeBuilder<InspectionStep> builder)
    {
        builder.ToTable("InspectionStep");
        builder.Property(s => s.Words).HasMaxLength(Inspection.WordsMaxLength);
        builder.HasOne<Inspection>().WithMany().HasForeignKey(s => s.InspectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
