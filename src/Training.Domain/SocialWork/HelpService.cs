using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.SocialWork;

/// <summary>六助. The notice never defines them (D12); these six are the usual ones and ship as the default.</summary>
public enum HelpKind
{
    /// <summary>助餐</summary>
    Meals,

    /// <summary>助洁</summary>
    Cleaning,

    /// <summary>助浴</summary>
    Bathing,

    /// <summary>助行</summary>
    Walking,

    /// <summary>助急</summary>
    Emergency,

    /// <summary>助医</summary>
    Medical,
}

public static class HelpKindWords
{
    public static string Of(HelpKind kind) => kind switch
    {
        HelpKind.Meals => "助餐",
        HelpKind.Cleaning => "助洁",
        HelpKind.Bathing => "助浴",
        HelpKind.Walking => "助行",
        HelpKind.Emergency => "助急",
        HelpKind.Medical => "助医",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };
}

/// <summary>The named social worker of a station (B1: 每个社区（村）站点确定1名社工).</summary>
public sealed class SocialWorkerPost : IStationScoped
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long TrainerId { get; set; }

    /// <summary>The stay in the pool on which the social worker stands here.</summary>
    public long PoolMembershipId { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}

/// <summary>社工帮学: one six-help service by a named social worker.</summary>
public sealed class HelpService : IStationScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long TrainerId { get; set; }

    /// <summary>The stay in the pool on which the social worker stands here.</summary>
    public long PoolMembershipId { get; set; }

    public HelpKind Kind { get; set; }

    public DateOnly HeldOn { get; set; }

    public Month Month { get; set; }

    /// <summary>What was done; empty means that the record is not complete.</summary>
    public string? Note { get; set; }

    public long Version { get; set; }
}

/// <summary>A household that a service reached.</summary>
public sealed class HelpServiceHousehold
{
    public long Id { get; set; }

    public long HelpServiceId { get; set; }

    public long HouseholdId { get; set; }
}

public static class SocialWorkTables
{
    public static DbSet<SocialWorkerPost> SocialWorkerPosts(this TrainingDbContext db) => db.Set<SocialWorkerPost>();

    public static DbSet<HelpService> HelpServices(this TrainingDbContext db) => db.Set<HelpService>();

    public static DbSet<HelpServiceHousehold> HelpServiceHouseholds(this TrainingDbContext db) => db.Set<HelpServiceHousehold>();
}

internal sealed class SocialWorkerPostMapping : IEntityTypeConfiguration<SocialWorkerPost>
{
    public void Configure(EntityTypeBuilder<SocialWorkerPost> builder)
    {
        builder.ToTable("SocialWorkerPost");
        builder.HasOne<Station>().WithMany().HasForeignKey(p => p.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(p => p.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.OnlyPoolMembers(nameof(SocialWorkerPost.PoolMembershipId), nameof(SocialWorkerPost.TrainerId));
    }
}

internal sealed class HelpServiceMapping : IEntityTypeConfiguration<HelpService>
{
    public void Configure(EntityTypeBuilder<HelpService> builder)
    {
        builder.ToTable("HelpService");
        builder.Property(s => s.Note).HasMaxLength(1000);
        builder.HasOne<Station>().WithMany().HasForeignKey(s => s.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(s => s.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.OnlyPoolMembers(nameof(HelpService.PoolMembershipId), nameof(HelpService.TrainerId));
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_HelpService_Key");
        builder.HasIndex(s => new { s.Month, s.RegionCode }).HasDatabaseName("IX_HelpService_Month");
    }
}

internal sealed class HelpServiceHouseholdMapping : IEntityTypeConfiguration<HelpServiceHousehold>
{
    public void Configure(EntityTypeBuilder<HelpServiceHousehold> builder)
    {
        builder.ToTable("HelpServiceHousehold");
        builder.HasOne<HelpService>().WithMany().HasForeignKey(h => h.HelpServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Household>().WithMany().HasForeignKey(h => h.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => new { h.HelpServiceId, h.HouseholdId }).IsUnique().HasDatabaseName("UX_HelpServiceHousehold");
    }
}

/// <summary>Stations whose named social worker somebody is on a day or after it: who leaves the pool must be relieved there first.</summary>
public sealed class PostDuty(TrainingDbContext db) : IPoolDuty
{
    public async Task<string?> StandingAsync(long trainerId, DateOnly from, CodeRange within, CancellationToken ct)
    {
        var count = await db.SocialWorkerPosts().IgnoreQueryFilters().CountAsync(
            p => p.TrainerId == trainerId && p.RegionCode >= within.From && p.RegionCode < within.Until && (p.UntilDate == null || p.UntilDate > from), ct);
        return count == 0 ? null : $" {count} 个站点的指定社工";
    }
}
