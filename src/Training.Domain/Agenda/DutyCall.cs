using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Agenda;

public enum CallKind
{
    /// <summary>The clock reminded before the day.</summary>
    Reminded,

    /// <summary>督办: an officer urged after it.</summary>
    Urged,
}

/// <summary>
/// That somebody was called about a dated duty. The duties themselves are read from the records that carry their days and stand in no table; a call
/// keeps what it was about and on which day, so that nobody is called twice.
/// </summary>
public sealed class DutyCall : IRegionScoped
{
    public const int SubjectMaxLength = 60;
    public const int WordsMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RegionCode { get; set; }

    public DutyKind Duty { get; set; }

    /// <summary>Key of the record that carries the day.</summary>
    public required string Subject { get; set; }

    public CallKind Call { get; set; }

    /// <summary>Urged: the day of it. Reminded: the day on which the duty is due.</summary>
    public DateOnly OnDay { get; set; }

    public DateTime AtUtc { get; set; }

    public long? By { get; set; }

    /// <summary>Accounts that were told.</summary>
    public int Told { get; set; }

    /// <summary>What they were told.</summary>
    public required string Words { get; set; }

    public string AuditStream() => $"duty/{Duty}/{Subject}";
}

public static class AgendaTables
{
    public static DbSet<DutyCall> DutyCalls(this TrainingDbContext db) => db.Set<DutyCall>();
}

internal sealed class DutyCallMapping : IEntityTypeConfiguration<DutyCall>
{
    public void Configure(EntityTypeBuilder<DutyCall> builder)
    {
        builder.ToTable("DutyCall");
        builder.Property(c => c.Subject).HasMaxLength(DutyCall.SubjectMaxLength).IsUnicode(false);
        builder.Property(c => c.Words).HasMaxLength(DutyCall.WordsMaxLength);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_DutyCall_Key");
        builder.HasIndex(c => new { c.Duty, c.Subject, c.Call, c.OnDay }).IsUnique().HasDatabaseName("UX_DutyCall_Once");
    }
}
