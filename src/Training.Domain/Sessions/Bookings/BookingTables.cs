using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Sessions.Bookings;

public static class BookingTables
{
    public static DbSet<Booking> Bookings(this TrainingDbContext db) => db.Set<Booking>();
}

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable("Booking");
        builder.Property(b => b.Note).HasMaxLength(Booking.NoteMaxLength);
        builder.HasOne<Session>().WithMany().HasForeignKey(b => b.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(b => b.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => b.Key).IsUnique().HasDatabaseName("UX_Booking_Key");
        builder.HasIndex(b => new { b.SessionId, b.PersonId }).IsUnique().HasDatabaseName("UX_Booking_Person");
        // The last seat is given once: rows without a seat do not meet here.
        builder.HasIndex(b => new { b.SessionId, b.Seat }).IsUnique().HasDatabaseName("UX_Booking_Seat");
        builder.HasIndex(b => new { b.PersonId, b.State }).HasDatabaseName("IX_Booking_Person");
    }
}
