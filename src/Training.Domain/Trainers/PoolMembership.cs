using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Training.Domain.Trainers;

/// <summary>
/// One stay in the pool, from the working day after the public notice until the day of leaving. Whatever a trainer is put on (a session,
/// a visit, a service, a station's post) names the stay on which he or she stands there, so the database itself refuses whoever was
/// never admitted. Who comes back gets a second stay.
/// </summary>
public sealed class PoolMembership
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>First day no longer in the pool; null while it lasts.</summary>
    public DateOnly? UntilDate { get; set; }

    public bool Holds(DateOnly day) => FromDate <= day && (UntilDate is null || day < UntilDate);
}

internal sealed class PoolMembershipMapping : IEntityTypeConfiguration<PoolMembership>
{
    public void Configure(EntityTypeBuilder<PoolMembership> builder)
    {
        builder.ToTable("PoolMembership");
        // The target of the references below: a row cannot name one trainer and another's stay.
        builder.HasAlternateKey(m => new { m.Id, m.TrainerId }).HasName("AK_PoolMembership_Trainer");
        builder.HasOne<Trainer>().WithMany().HasForeignKey(m => m.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.TrainerId, m.FromDate }).IsUnique().HasDatabaseName("UX_PoolMembership_From");
    }
}

/// <summary>Declares, for tables of the rooms above, that the trainer on a row stands on a stay in the pool.</summary>
public static class PoolReference
{
    /// <param name="builder">The table of the row.</param>
    /// <param name="columns">The columns of the stay and of the trainer, in this order.</param>
    public static void OnlyPoolMembers<T>(this EntityTypeBuilder<T> builder, params string[] columns)
        where T : class =>
        builder.HasOne<PoolMembership>().WithMany().HasForeignKey(columns)
            .HasPrincipalKey(m => new { m.Id, m.TrainerId }).OnDelete(DeleteBehavior.Restrict);
}
