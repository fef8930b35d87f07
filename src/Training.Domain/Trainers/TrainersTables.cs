using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

public static class TrainersTables
{
    public static DbSet<Trainer> Trainers(this TrainingDbContext db) => db.Set<Trainer>();

    public static DbSet<PoolMembership> PoolMemberships(this TrainingDbContext db) => db.Set<PoolMembership>();

    public static DbSet<TrainerCounty> TrainerCounties(this TrainingDbContext db) => db.Set<TrainerCounty>();

    public static DbSet<PoolDossier> PoolDossiers(this TrainingDbContext db) => db.Set<PoolDossier>();

    public static DbSet<TrainerStep> TrainerSteps(this TrainingDbContext db) => db.Set<TrainerStep>();

    public static DbSet<TrainerSpeciality> TrainerSpecialities(this TrainingDbContext db) => db.Set<TrainerSpeciality>();

    public static DbSet<TrainerTravel> TrainerTravels(this TrainingDbContext db) => db.Set<TrainerTravel>();

    public static DbSet<TrainerCertificate> TrainerCertificates(this TrainingDbContext db) => db.Set<TrainerCertificate>();

    public static DbSet<TrainingHours> TrainingHours(this TrainingDbContext db) => db.Set<TrainingHours>();

    /// <summary>Whom the caller's scope reaches: those whose dossier or whose service lies in its divisions.</summary>
    public static IQueryable<Trainer> ReachedTrainers(this TrainingDbContext db) => db.Trainers()
        .Where(t => db.PoolDossiers().Any(d => d.TrainerId == t.Id) || db.TrainerCounties().Any(c => c.TrainerId == t.Id));
}

internal sealed class TrainerMapping :
    IEntityTypeConfiguration<Trainer>, IEntityTypeConfiguration<TrainerCounty>, IEntityTypeConfiguration<PoolDossier>, IEntityTypeConfiguration<TrainerStep>
{
    public void Configure(EntityTypeBuilder<Trainer> builder)
    {
        builder.ToTable("Trainer");
        builder.Property(t => t.Name).HasMaxLength(Person.NameMaxLength);
        builder.Property(t => t.NameKey).HasMaxLength(Person.NameMaxLength);
        builder.Property(t => t.Initials).HasMaxLength(Person.NameMaxLength);
        builder.Property(t => t.Title).HasMaxLength(Trainer.TitleMaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.Key).IsUnique().HasDatabaseName("UX_Trainer_Key");
    }

    public void Configure(EntityTypeBuilder<TrainerCounty> builder)
    {
        builder.ToTable("TrainerCounty");
        builder.HasOne<Trainer>().WithMany().HasForeignKey(t => t.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.RegionCode, t.TrainerId }).HasDatabaseName("IX_TrainerCounty_Region");
    }

    public void Configure(EntityTypeBuilder<PoolDossier> builder)
    {
        builder.ToTable("PoolDossier");
        builder.Property(d => d.ReceiptNumber).HasMaxLength(20).IsUnicode(false);
        builder.Property(d => d.UnitName).HasMaxLength(PoolDossier.UnitMaxLength);
        builder.Property(d => d.Introduction).HasMaxLength(PoolDossier.IntroductionMaxLength);
        builder.Property(d => d.Reason).HasMaxLength(PoolLifeRules.ReasonMaxLength);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(d => d.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => d.TrainerId).IsUnique().HasDatabaseName("UX_PoolDossier_Trainer");
        builder.HasIndex(d => d.ReceiptNumber).IsUnique().HasDatabaseName("UX_PoolDossier_Receipt");
        builder.HasIndex(d => d.RegionCode).HasDatabaseName("IX_PoolDossier_Region");
    }

    public void Configure(EntityTypeBuilder<TrainerStep> builder)
    {
        builder.ToTable("TrainerStep");
        builder.Property(s => s.Reason).HasMaxLength(PoolLifeRules.ReasonMaxLength);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(s => s.TrainerId).OnDelete(DeleteBehavior.Restrict);
        // Two who decide at once meet here, and the later one fails whole.
        builder.HasIndex(s => new { s.TrainerId, s.Ordinal }).IsUnique().HasDatabaseName("UX_TrainerStep_Ordinal");
    }
}

internal sealed class TrainerFactsMapping :
    IEntityTypeConfiguration<TrainerSpeciality>, IEntityTypeConfiguration<TrainerTravel>, IEntityTypeConfiguration<TrainerCertificate>,
    IEntityTypeConfiguration<TrainingHours>
{
    public void Configure(EntityTypeBuilder<TrainerSpeciality> builder)
    {
        builder.ToTable("TrainerSpeciality");
        builder.Property(s => s.TopicCode).HasMaxLength(40);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(s => s.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Topic>().WithMany().HasForeignKey(s => s.TopicCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.TrainerId, s.TopicCode }).IsUnique().HasDatabaseName("UX_TrainerSpeciality");
    }

    public void Configure(EntityTypeBuilder<TrainerTravel> builder)
    {
        builder.ToTable("TrainerTravel");
        builder.HasOne<Trainer>().WithMany().HasForeignKey(s => s.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(s => s.CountyCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.TrainerId, s.CountyCode }).IsUnique().HasDatabaseName("UX_TrainerTravel");
    }

    public void Configure(EntityTypeBuilder<TrainerCertificate> builder)
    {
        builder.ToTable("TrainerCertificate");
        builder.Property(c => c.Name).HasMaxLength(TrainerCertificate.NameMaxLength);
        builder.Property(c => c.Number).HasMaxLength(TrainerCertificate.NumberMaxLength);
        builder.Property(c => c.Issuer).HasMaxLength(TrainerCertificate.IssuerMaxLength);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(c => c.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_TrainerCertificate_Key");
    }

    public void Configure(EntityTypeBuilder<TrainingHours> builder)
    {
        builder.ToTable("TrainingHours");
        builder.Property(h => h.What).HasMaxLength(TrainingHours.WhatMaxLength);
        builder.Property(h => h.StruckReason).HasMaxLength(PoolLifeRules.ReasonMaxLength);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(h => h.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.Key).IsUnique().HasDatabaseName("UX_TrainingHours_Key");
        builder.HasIndex(h => new { h.TrainerId, h.LessonKey }).IsUnique().HasDatabaseName("UX_TrainingHours_Lesson");
    }
}
