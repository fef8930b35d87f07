using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Commendations;

/// <summary>优秀集体、单位和个人 (濮民〔2023〕63号 正文六（五）): whom a list may praise.</summary>
public enum PraisedKind
{
    County,
    Organization,
    Station,
    Lecturer,
    SocialWorker,
}

public enum CommendationState
{
    /// <summary>Computed; lines may be taken off with a reason.</summary>
    Draft,

    /// <summary>公示中: objections are heard.</summary>
    OnNotice,

    Final,
}

/// <summary>通报表扬名单 of a period, computed from figures by a stated rule. People take lines off; nobody adds one or changes a figure.</summary>
public sealed class CommendationList : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>City whose list it is.</summary>
    public long RegionCode { get; set; }

    /// <summary>2026-10, 2026-Q3 or 2026.</summary>
    public required string Period { get; set; }

    public CommendationState State { get; set; }

    /// <summary>The rule by which it was computed, as it stood then.</summary>
    public required string RuleJson { get; set; }

    public DateTime MadeUtc { get; set; }

    public long? MadeBy { get; set; }

    /// <summary>The notice that publishes it, the last one.</summary>
    public Guid? NoticeKey { get; set; }

    public DateTime? FinalUtc { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"commendation/{Key}";
}

public enum PraiseState
{
    /// <summary>On the list.</summary>
    Listed,

    /// <summary>High enough by its figures and left out by the rule, with the reason.</summary>
    Excluded,

    /// <summary>Taken off by an officer, with the reason.</summary>
    TakenOff,

    /// <summary>An objection was upheld.</summary>
    StruckOff,

    /// <summary>Praised: the notice ended and nothing stood against it.</summary>
    Praised,
}

/// <summary>One line: whom, on which place, with which figures. Names are looked up when the list is read.</summary>
public sealed class CommendationLine : IRegionScoped, IVersioned
{
    public const int ReasonMaxLength = 300;

    public long Id { get; set; }

    /// <summary>In the notice it is the key of the line's subject.</summary>
    public Guid Key { get; set; }

    public long ListId { get; set; }

    /// <summary>County.</summary>
    public long RegionCode { get; set; }

    public PraisedKind Kind { get; set; }

    /// <summary>Row of the station, body, member of the pool; the code of a county.</summary>
    public long SubjectId { get; set; }

    /// <summary>Place within kind and county (counties: within the city); those with equal points share it.</summary>
    public int Rank { get; set; }

    public decimal Points { get; set; }

    /// <summary>Each measure of the rule with its value and its points.</summary>
    public required string FiguresJson { get; set; }

    public PraiseState State { get; set; }

    /// <summary>Why it is left out or was taken off.</summary>
    public string? Reason { get; set; }

    public long Version { get; set; }
}

public static class CommendationTables
{
    public static DbSet<CommendationList> CommendationLists(this TrainingDbContext db) => db.Set<CommendationList>();

    public static DbSet<CommendationLine> CommendationLines(this TrainingDbContext db) => db.Set<CommendationLine>();
}

internal sealed class CommendationMapping : IEntityTypeConfiguration<CommendationList>, IEntityTypeConfiguration<CommendationLine>
{
    public void Configure(EntityTypeBuilder<CommendationList> builder)
    {
        builder.ToTable("CommendationList");
        builder.Property(l => l.Period).HasMaxLength(7).IsUnicode(false);
        builder.HasIndex(l => l.Key).IsUnique().HasDatabaseName("UX_CommendationList_Key");
        builder.HasIndex(l => new { l.RegionCode, l.Period }).IsUnique().HasDatabaseName("UX_CommendationList_Period");
    }

    public void Configure(EntityTypeBuilder<CommendationLine> builder)
    {
        builder.ToTable("CommendationLine");
        builder.Property(l => l.FiguresJson).HasMaxLength(2000);
        builder.Property(l => l.Reason).HasMaxLength(CommendationLine.ReasonMaxLength);
        builder.HasOne<CommendationList>().WithMany().HasForeignKey(l => l.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => l.Key).IsUnique().HasDatabaseName("UX_CommendationLine_Key");
        builder.HasIndex(l => new { l.ListId, l.Kind, l.SubjectId }).IsUnique().HasDatabaseName("UX_CommendationLine_Subject");
    }
}
