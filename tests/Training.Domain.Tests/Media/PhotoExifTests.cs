using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Media;

public class PhotoExifTests
{
    private static readonly GeoPoint Qingfeng = new(35.902123, 115.107456);
    private static readonly DateTime Wall = new(2026, 11, 18, 9, 41, 7);

    [Fact]
    public void Time_place_and_camera_are_read()
    {
        var notes = PhotoExif.Read(SamplePhoto.Jpeg(Wall, Qingfeng));
        Assert.Equal(new DateTime(2026, 11, 18, 1, 41, 7, DateTimeKind.Utc), notes.TakenUtc);
        Assert.Equal(DateTimeKind.Utc, notes.TakenUtc!.Value.Kind);
        Assert.True(notes.Place!.Value.MetresTo(Qingfeng) < 1);
        Assert.Equal("HONOR 90", notes.Camera);
    }

    [Theory]
    [InlineData("+09:00", 0)]
    [InlineData("-05:00", 14)]
    [InlineData("quatsch", 1)]
    public void A_zone_beside_the_time_is_believed_when_it_is_one(string offset, int hour) =>
        Assert.Equal(hour, PhotoExif.Read(SamplePhoto.Jpeg(Wall, offset: offset)).TakenUtc!.Value.Hour);

    [Fact]
    public void South_and_west_are_negative()
    {
        var place = PhotoExif.Read(SamplePhoto.Jpeg(place: new GeoPoint(-33.5, -70.25))).Place!.Value;
        Assert.Equal((-33.5, -70.25), (Math.Round(place.Latitude, 4), Math.Round(place.Longitude, 4)));
    }

    [Fact]
    public void Nothing_written_and_nothing_sensible_are_nothing()
    {
        Assert.Equal(PhotoNotes.None, PhotoExif.Read(SamplePhoto.Jpeg()));
        Assert.Equal(PhotoNotes.None, PhotoExif.Read([]));
        Assert.Equal(PhotoNotes.None, PhotoExif.Read("Exif\0\0MM\0*"u8));
        Assert.Null(PhotoExif.Read(SamplePhoto.Jpeg(new DateTime(1970, 1, 1), new GeoPoint(0, 0))).TakenUtc);
        Assert.Null(PhotoExif.Read(SamplePhoto.Jpeg(Wall, new GeoPoint(0, 0))).Place);
    }

    [Fact]
    public void No_damaged_block_does_harm()
    {
        var whole = SamplePhoto.Jpeg(Wall, Qingfeng);
        for (var length = 0; length < whole.Length; length++)
        {
            PhotoExif.Read(whole.AsSpan(0, length));
        }

        var random = new Random(20261118);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var times = 0; times < 4; times++)
            {
                damaged[random.Next(4, 820)] = (byte)random.Next(256);
            }

            PhotoExif.Read(damaged);
        }
    }
}
