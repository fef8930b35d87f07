using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Identity;

/// <summary>The roles of the campaign. Names are stored and used in policies; <see cref="ChineseName"/> is what people read.</summary>
public static class Roles
{
    public const string CityOfficer = nameof(CityOfficer);
    public const string CountyOfficer = nameof(CountyOfficer);
    public const string Organization = nameof(Organization);
    public const string Coordinator = nameof(Coordinator);
    public const string Trainer = nameof(Trainer);
    public const string SocialWorker = nameof(SocialWorker);
    public const string Family = nameof(Family);
    public const string Auditor = nameof(Auditor);

    /// <summary>Another department (卫健, 教育, 人社, 财政, 老龄办) that reads within its region.</summary>
    public const string Bureau = nameof(Bureau);

    /// <summary>Another department that also takes part, for example by recommending people to the pool.</summary>
    public const string BureauContributor = nameof(BureauContributor);

    public static readonly IReadOnlyList<string> All =
        [CityOfficer, CountyOfficer, Organization, Coordinator, Trainer, SocialWorker, Family, Bureau, BureauContributor, Auditor];

    public static string ChineseName(string role) => role switch
    {
        CityOfficer => "市民政局",
        CountyOfficer => "县区民政局",
        Organization => "承接主体",
        Coordinator => "站点负责人",
        Trainer => "讲师",
        SocialWorker => "社工",
        Family => "家庭",
        Bureau => "有关部门",
        BureauContributor => "有关部门（参与）",
        Auditor => "审计",
        _ => role,
    };
}

/// <summary>Somebody who signs in. What it reaches is the union of its regions, cut to its stations if it is bound to stations.</summary>
public sealed class Account : IdentityUser<long>
{
    /// <summary>Name of the person, as shown beside what he or she did.</summary>
    public required string DisplayName { get; set; }

    public long? OrganizationId { get; set; }

    public long? TrainerId { get; set; }

    public long? PersonId { get; set; }

    /// <summary>Which department, for the roles of other departments.</summary>
    public BureauKind? Bureau { get; set; }

    /// <summary>Where invitations go; never shown whole.</summary>
    public byte[]? PhoneSealed { get; set; }

    /// <summary>Last working day; the account opens nothing any more, what it signed stays signed.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Secret of the authenticator app; in force when TwoFactorEnabled.</summary>
    public byte[]? TotpSealed { get; set; }

    /// <summary>Last time step for which a one-time password was taken: each is good once.</summary>
    public long? LastTotpStep { get; set; }
}

/// <summary>A division that an account has authority over.</summary>
public sealed class AccountRegion : IRegionScoped
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public long RegionCode { get; set; }
}

/// <summary>A station that an account works for; an account with any is bound to them.</summary>
public sealed class AccountStation
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public long StationId { get; set; }
}

/// <summary>A resident signed in: the figure of item Z3 is distinct residents.</summary>
public sealed class ResidentSignIn : IRegionScoped
{
    public long Id { get; set; }

    public long PersonId { get; set; }

    public long RegionCode { get; set; }

    public DateTime AtUtc { get; set; }

    public Shared.Month Month { get; set; }
}

public static class IdentityTables
{
    public static DbSet<Account> Accounts(this TrainingDbContext db) => db.Set<Account>();

    public static DbSet<IdentityRole<long>> AccountRoles(this TrainingDbContext db) => db.Set<IdentityRole<long>>();

    public static DbSet<IdentityUserRole<long>> AccountRoleLinks(this TrainingDbContext db) => db.Set<IdentityUserRole<long>>();

    public static DbSet<AccountRegion> AccountRegions(this TrainingDbContext db) => db.Set<AccountRegion>();

    public static DbSet<AccountStation> AccountStations(this TrainingDbContext db) => db.Set<AccountStation>();

    public static DbSet<ResidentSignIn> ResidentSignIns(this TrainingDbContext db) => db.Set<ResidentSignIn>();
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Account");
        builder.Property(a => a.DisplayName).HasMaxLength(100);
        builder.Property(a => a.UserName).HasMaxLength(100);
        builder.Property(a => a.NormalizedUserName).HasMaxLength(100);
        builder.Property(a => a.Email).HasMaxLength(200);
        builder.Property(a => a.NormalizedEmail).HasMaxLength(200);
        builder.Property(a => a.PhoneNumber).HasMaxLength(20);
        builder.Property(a => a.PhoneSealed).HasMaxLength(400);
        builder.Property(a => a.TotpSealed).HasMaxLength(200);
        builder.HasIndex(a => a.PersonId).HasDatabaseName("IX_Account_Person");
        builder.Property(a => a.PasswordHash).HasMaxLength(500);
        builder.Property(a => a.SecurityStamp).HasMaxLength(100);
        builder.Property(a => a.ConcurrencyStamp).HasMaxLength(100).IsConcurrencyToken();
        // Identity's own type; its converter-free DateTimeOffset is only written, never ordered by.
        builder.Property(a => a.LockoutEnd).HasConversion(
            v => v.HasValue ? v.Value.UtcDateTime : (DateTime?)null,
            v => v.HasValue ? new DateTimeOffset(DateTime.SpecifyKind(v.Value, DateTimeKind.Utc)) : null);
        builder.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName("UX_Account_UserName");
    }
}

internal sealed class RoleMapping :
    IEntityTypeConfiguration<IdentityRole<long>>, IEntityTypeConfiguration<IdentityUserRole<long>>,
    IEntityTypeConfiguration<IdentityUserClaim<long>>, IEntityTypeConfiguration<IdentityUserLogin<long>>,
    IEntityTypeConfiguration<IdentityUserToken<long>>, IEntityTypeConfiguration<IdentityRoleClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityRole<long>> builder)
    {
        builder.ToTable("AccountRole");
        builder.Property(r => r.Name).HasMaxLength(40);
        builder.Property(r => r.NormalizedName).HasMaxLength(40);
        builder.Property(r => r.ConcurrencyStamp).HasMaxLength(100).IsConcurrencyToken();
        builder.HasIndex(r => r.NormalizedName).IsUnique().HasDatabaseName("UX_AccountRole_Name");
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<long>> builder)
    {
        builder.ToTable("AccountRoleLink");
        builder.HasKey(l => new { l.UserId, l.RoleId });
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId);
        builder.HasOne<IdentityRole<long>>().WithMany().HasForeignKey(l => l.RoleId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder)
    {
        builder.ToTable("AccountClaim");
        builder.Property(c => c.ClaimType).HasMaxLength(200);
        builder.Property(c => c.ClaimValue).HasMaxLength(500);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
    {
        builder.ToTable("AccountLogin");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.Property(l => l.LoginProvider).HasMaxLength(100);
        builder.Property(l => l.ProviderKey).HasMaxLength(200);
        builder.Property(l => l.ProviderDisplayName).HasMaxLength(100);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("AccountToken");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.Property(t => t.LoginProvider).HasMaxLength(100);
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.Value).HasMaxLength(1000);
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<long>> builder)
    {
        builder.ToTable("AccountRoleClaim");
        builder.Property(c => c.ClaimType).HasMaxLength(200);
        builder.Property(c => c.ClaimValue).HasMaxLength(500);
        builder.HasOne<IdentityRole<long>>().WithMany().HasForeignKey(c => c.RoleId);
    }
}

internal sealed class AccountReachMapping :
    IEntityTypeConfiguration<AccountRegion>, IEntityTypeConfiguration<AccountStation>, IEntityTypeConfiguration<ResidentSignIn>
{
    public void Configure(EntityTypeBuilder<AccountRegion> builder)
    {
        builder.ToTable("AccountRegion");
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
    }

    public void Configure(EntityTypeBuilder<AccountStation> builder)
    {
        builder.ToTable("AccountStation");
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        builder.HasIndex(r => r.StationId).HasDatabaseName("IX_AccountStation_Station");
    }

    public void Configure(EntityTypeBuilder<ResidentSignIn> builder)
    {
        builder.ToTable("ResidentSignIn");
        builder.HasIndex(s => new { s.Month, s.RegionCode }).HasDatabaseName("IX_ResidentSignIn_Month");
    }
}
