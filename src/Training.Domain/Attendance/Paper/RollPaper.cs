using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Paper;

/// <summary>
/// 签到表: one printed sheet of a class. It keeps who stands on which printed row, so that a row read days later means the person who was
/// printed there, whatever became of the station's regulars in between. Rows count from one; the blank ones follow the named ones.
/// </summary>
public sealed class RollPaper : IStationScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Stands on every page, under the QR: eight signs of Crockford's base 32. It leads to the sheet and opens nothing by itself.</summary>
    public required string Code { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>Keys of the persons on the named rows, in their order.</summary>
    public List<Guid> Attendees { get; set; } = [];

    public int BlankRows { get; set; }

    public DateTime PrintedUtc { get; set; }

    public long? PrintedBy { get; set; }

    /// <summary>Numbers of rows that nobody could read.</summary>
    public List<int> Unreadable { get; set; } = [];

    /// <summary>When it was last entered.</summary>
    public DateTime? EnteredUtc { get; set; }

    public long? EnteredBy { get; set; }

    public int Rows => Attendees.Count + BlankRows;

    /// <summary>Key of whoever wrote the own name on a blank row: the same row entered twice is one walk-in.</summary>
    public Guid WalkInKey(int row) => TimedKey.Of(Key, $"row {row}");
}

public static class RollPaperTables
{
    public static DbSet<RollPaper> RollPapers(this TrainingDbContext db) => db.Set<RollPaper>();
}

internal sealed class RollPaperMapping : IEntityTypeConfiguration<RollPaper>
{
    public void Configure(EntityTypeBuilder<RollPaper> builder)
    {
        builder.ToTable("RollPaper");
        builder.Property(p => p.Code).HasMaxLength(PaperRules.CodeLength);
        builder.HasOne<Session>().WithMany().HasForeignKey(p => p.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_RollPaper_Key");
        builder.HasIndex(p => p.Code).IsUnique().HasDatabaseName("UX_RollPaper_Code");
        builder.HasIndex(p => p.SessionId).HasDatabaseName("IX_RollPaper_Session");
    }
}
