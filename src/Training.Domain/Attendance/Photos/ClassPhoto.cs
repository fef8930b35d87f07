using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Domain.Attendance.Photos;

/// <summary>From where a time or place of a photo is known; the first that is there is believed.</summary>
public enum PhotoFactSource
{
    Unknown,

    /// <summary>Stands in the kept file itself.</summary>
    File,

    /// <summary>Read by the phone from the original, before it was made smaller.</summary>
    Original,

    /// <summary>The phone's own clock or position when the photo was chosen.</summary>
    Phone,
}

/// <summary>
/// What is known of a photo of a class: when, how far from the station, by which device. The picture itself is an attachment
/// (<see cref="SessionPhotos"/>); place and camera are sealed, and only the distance is told.
/// </summary>
public sealed class ClassPhoto : IStationScoped
{
    public const int DeviceMaxLength = MarkRules.DeviceMaxLength;

    public long Id { get; set; }

    public long AttachmentId { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public DateTime? TakenUtc { get; set; }

    public PhotoFactSource TakenFrom { get; set; }

    public PhotoFactSource PlaceFrom { get; set; }

    /// <summary>Metres to the station as it stood on the map when the photo arrived; null when either is unknown.</summary>
    public int? StationMetres { get; set; }

    /// <summary>Latitude, longitude, accuracy and camera, sealed under the installation's key: evidence, shown to nobody.</summary>
    public byte[]? NotesSealed { get; set; }

    /// <summary>Random id of the browser's installation; null for a form without scripts.</summary>
    public string? Device { get; set; }

    /// <summary>Device clock minus server clock when the photo arrived, in milliseconds.</summary>
    public long? ClockOffsetMs { get; set; }
}

internal sealed class ClassPhotoMapping : IEntityTypeConfiguration<ClassPhoto>
{
    public void Configure(EntityTypeBuilder<ClassPhoto> builder)
    {
        builder.ToTable("ClassPhoto");
        builder.Property(p => p.NotesSealed).HasMaxLength(500);
        builder.Property(p => p.Device).HasMaxLength(ClassPhoto.DeviceMaxLength);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(p => p.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Session>().WithMany().HasForeignKey(p => p.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.AttachmentId).IsUnique().HasDatabaseName("UX_ClassPhoto_Attachment");
        builder.HasIndex(p => p.SessionId).HasDatabaseName("IX_ClassPhoto_Session");
    }
}
