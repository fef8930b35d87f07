using Training.Domain.Evidence;
using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class JpegSegmentsTests
{
    private static byte[] Jpeg(byte marker) => [0xFF, 0xD8, 0xFF, marker, 0, 4, 1, 2, 0xFF, 0xDA, 0, 2, 9, 9, 9, 0xFF, 0xD9];

    [Theory]
    [InlineData(0xE0, true)]
    [InlineData(0xDB, true)]
    [InlineData(0xE1, false)]
    [InlineData(0xE2, false)]
    [InlineData(0xED, false)]
    [InlineData(0xFE, false)]
    public void Only_the_picture_itself_may_be_in_a_copy(byte marker, bool bare) => Assert.Equal(bare, JpegSegments.IsBarePicture(Jpeg(marker)));

    [Fact]
    public void A_copy_that_is_cut_off_or_no_jpeg_is_none()
    {
        Assert.False(JpegSegments.IsBarePicture(Jpeg(0xE0)[..^2]));
        Assert.False(JpegSegments.IsBarePicture([]));
        Assert.False(JpegSegments.IsBarePicture([0xFF, 0xD8, 0xFF, 0xD9]));
        Assert.False(JpegSegments.IsBarePicture([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0xFF, 0xD9]));
    }

    [Fact]
    public void The_size_is_what_stands_first_in_the_header()
    {
        var header = new VipsHeader();
        foreach (var line in (string[])["input.bin: 6000x4000 uchar", "width: 6000", "height: 4000", "exif-ifd0-ImageDescription: a", "width: 5"])
        {
            header.Add(line);
        }

        Assert.Equal((6000, 4000, true), (header.Width, header.Height, header.IsComplete));
    }

    [Theory]
    [InlineData(6000, 4000, null)]
    [InlineData(0, 4000, typeof(PhotoUnreadable))]
    [InlineData(30_000, 10, typeof(PhotoTooLarge))]
    [InlineData(16_000, 16_000, typeof(PhotoTooLarge))]
    public void A_picture_beyond_the_limits_is_not_opened(long width, long height, Type? refusal) =>
        Assert.Equal(refusal, AttachmentAdmission.CheckSize(width, height, AttachmentLimits.Default)?.GetType());
}
