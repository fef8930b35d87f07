using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

public static class DeclaredTables
{
    public static DbSet<DeclaredSheet> DeclaredSheets(this TrainingDbContext db) => db.Set<DeclaredSheet>();

    public static DbSet<DeclaredStep> DeclaredSteps(this TrainingDbContext db) => db.Set<DeclaredStep>();
}

internal sealed class DeclaredMapping : IEntityTypeConfiguration<DeclaredSheet>, IEntityTypeConfiguration<DeclaredStep>
{
    public void Configure(EntityTypeBuilder<DeclaredSheet> builder)
    {
        builder.ToTable("DeclaredSheet");
        builder.Property(s => s.Period).HasMaxLength(DeclaredSheet.PeriodMaxLength).IsUnicode(false);
        builder.HasOne<StandardVersion>().WithMany().HasForeignKey(s => s.StandardVersionId).OnDelete(DeleteBehavior.Restrict);
        // Standards does not know sheets; the tie is made from here.
        builder.HasMany<DeclaredFigure>().WithOne().HasForeignKey(f => f.SheetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_DeclaredSheet_Key");
        builder.HasIndex(s => new { s.RegionCode, s.StationId, s.Period }).IsUnique().HasDatabaseName("UX_DeclaredSheet_Place");
    }

    public void Configure(EntityTypeBuilder<DeclaredStep> builder)
    {
        builder.ToTable("DeclaredStep");
        builder.Property(s => s.ItemCode).HasMaxLength(10);
        builder.Property(s => s.Words).HasMaxLength(DeclaredStep.WordsMaxLength);
        builder.HasOne<DeclaredSheet>().WithMany().HasForeignKey(s => s.SheetId).OnDelete(DeleteBehavior.Restrict);
    }
}
