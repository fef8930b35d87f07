using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Identity.Residents;
using Training.Domain.Persistence;

namespace Training.Domain.Identity;

public static class SignInTables
{
    public static DbSet<AccountSession> AccountSessions(this TrainingDbContext db) => db.Set<AccountSession>();

    public static DbSet<PhoneCode> PhoneCodes(this TrainingDbContext db) => db.Set<PhoneCode>();

    public static DbSet<Invitation> Invitations(this TrainingDbContext db) => db.Set<Invitation>();
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("AccountSession");
        builder.Property(s => s.Device).HasMaxLength(AccountSession.DeviceMaxLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_AccountSession_Key");
        builder.HasIndex(s => s.AccountId).HasDatabaseName("IX_AccountSession_Account");
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> builder)
    {
        builder.ToTable("AccountPasskey");
        builder.HasKey(p => p.CredentialId);
        // WebAuthn allows 1,023 bytes; an index of SQL Server holds 900, and no authenticator in use comes near.
        builder.Property(p => p.CredentialId).HasMaxLength(900);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitation");
        builder.Property(i => i.TokenHash).HasMaxLength(32);
        builder.Property(i => i.DisplayName).HasMaxLength(100);
        builder.Property(i => i.Role).HasMaxLength(40);
        builder.Property(i => i.PhoneSealed).HasMaxLength(400);
        builder.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.TokenHash).IsUnique().HasDatabaseName("UX_Invitation_Token");
        builder.HasIndex(i => i.RegionCode).HasDatabaseName("IX_Invitation_Region");
    }
}

internal sealed class PhoneCodeMapping : IEntityTypeConfiguration<PhoneCode>
{
    public void Configure(EntityTypeBuilder<PhoneCode> builder)
    {
        builder.ToTable("PhoneCode");
        builder.Property(c => c.PhoneSealed).HasMaxLength(200);
        builder.Property(c => c.PhoneIndex).HasMaxLength(32);
        builder.Property(c => c.AddressIndex).HasMaxLength(32);
        builder.Property(c => c.CodeHash).HasMaxLength(32);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_PhoneCode_Key");
        builder.HasIndex(c => new { c.PhoneIndex, c.CreatedUtc }).HasDatabaseName("IX_PhoneCode_Phone");
        builder.HasIndex(c => new { c.AddressIndex, c.CreatedUtc }).HasDatabaseName("IX_PhoneCode_Address");
    }
}
