using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Domain.Attendance.Taught;

/// <summary>授课内容: what was taught in a class, in the trainer's own words. Slides and handouts hang beside it (<see cref="SessionMaterial"/>).</summary>
public sealed class TaughtRecord : IStationScoped, IVersioned
{
    public const int OutlineMaxLength = 4000;

    public long Id { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>As written; never empty, since a row without words is taken away.</summary>
    public required string Outline { get; set; }

    public DateTime WrittenUtc { get; set; }

    public long? WrittenBy { get; set; }

    public long Version { get; set; }
}

internal sealed class TaughtRecordMapping : IEntityTypeConfiguration<TaughtRecord>
{
    public void Configure(EntityTypeBuilder<TaughtRecord> builder)
    {
        builder.ToTable("TaughtRecord");
        builder.Property(t => t.Outline).HasMaxLength(TaughtRecord.OutlineMaxLength);
        builder.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.SessionId).IsUnique().HasDatabaseName("UX_TaughtRecord_Session");
    }
}
