using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

public static class SessionsTables
{
    public static DbSet<Session> Sessions(this TrainingDbContext db) => db.Set<Session>();

    public static DbSet<SessionTrainer> SessionTrainers(this TrainingDbContext db) => db.Set<SessionTrainer>();

    public static DbSet<OffPlatformDeclaration> OffPlatformDeclarations(this TrainingDbContext db) => db.Set<OffPlatformDeclaration>();
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Session");
        builder.Property(s => s.Title).HasMaxLength(Session.TitleMaxLength);
        builder.Property(s => s.TopicCode).HasMaxLength(40);
        builder.Property(s => s.CancelReason).HasMaxLength(200);
        builder.HasOne<Station>().WithMany().HasForeignKey(s => s.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Topic>().WithMany().HasForeignKey(s => s.TopicCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_Session_Key");
        builder.HasIndex(s => new { s.Month, s.RegionCode }).HasDatabaseName("IX_Session_Month");
        builder.HasIndex(s => new { s.StationId, s.PlannedStartUtc }).HasDatabaseName("IX_Session_Station");
        // Front pages ask at each view whether a class went by that nobody took: few are planned, nearly all are held.
        builder.HasIndex(s => s.PlannedStartUtc, "IX_Session_Planned").HasFilter($"\"{nameof(Session.Status)}\" = '{nameof(SessionStatus.Planned)}'");
    }
}

internal sealed class SessionTrainerMapping : IEntityTypeConfiguration<SessionTrainer>
{
    public void Configure(EntityTypeBuilder<SessionTrainer> builder)
    {
        builder.ToTable("SessionTrainer");
        builder.HasOne<Session>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(s => s.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.OnlyPoolMembers(nameof(SessionTrainer.PoolMembershipId), nameof(SessionTrainer.TrainerId));
        builder.HasIndex(s => new { s.SessionId, s.TrainerId }).IsUnique().HasDatabaseName("UX_SessionTrainer");
    }
}

internal sealed class OffPlatformDeclarationMapping : IEntityTypeConfiguration<OffPlatformDeclaration>
{
    public void Configure(EntityTypeBuilder<OffPlatformDeclaration> builder)
    {
        builder.ToTable("OffPlatformDeclaration");
        builder.Property(d => d.Note).HasMaxLength(500);
        builder.HasOne<Station>().WithMany().HasForeignKey(d => d.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.Month, d.RegionCode }).HasDatabaseName("IX_OffPlatformDeclaration_Month");
    }
}
