using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Calendar;

public static class CalendarTables
{
    public static DbSet<CalendarList> CalendarLists(this TrainingDbContext db) => db.Set<CalendarList>();

    public static DbSet<CalendarListDay> CalendarListDays(this TrainingDbContext db) => db.Set<CalendarListDay>();
}

internal sealed class CalendarMapping : IEntityTypeConfiguration<CalendarList>, IEntityTypeConfiguration<CalendarListDay>
{
    public void Configure(EntityTypeBuilder<CalendarList> builder)
    {
        builder.ToTable("CalendarList");
        builder.Property(l => l.Source).HasMaxLength(CalendarList.SourceMaxLength);
        builder.HasIndex(l => l.Key).IsUnique().HasDatabaseName("UX_CalendarList_Key");
        builder.HasMany(l => l.Days).WithOne().HasForeignKey(d => d.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => l.Year).HasDatabaseName("IX_CalendarList_Year");
    }

    public void Configure(EntityTypeBuilder<CalendarListDay> builder)
    {
        builder.ToTable("CalendarListDay");
        builder.Property(d => d.Name).HasMaxLength(CalendarListDay.NameMaxLength);
        builder.HasIndex(d => new { d.ListId, d.Date }).IsUnique().HasDatabaseName("UX_CalendarListDay_Date");
    }
}
