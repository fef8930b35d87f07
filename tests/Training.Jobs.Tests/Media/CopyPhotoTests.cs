using System.Text;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Jobs.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>Photos through the real libvips, each drawn by the test itself; the collection of hostile files where there is one.</summary>
public sealed class CopyPhotoTests
{
    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("photo.png")]
    [InlineData("photo.webp")]
    [InlineData("photo.heic")]
    public async Task Every_kind_becomes_a_bare_jpeg_of_bounded_size_with_a_thumbnail(string name)
    {
        using var bench = new Bench();
        using var copied = (await CopyAsync(bench, await DrawAsync(bench, name, 4000, 3000))).Value!;
        Assert.True(JpegSegments.IsBarePicture(await File.ReadAllBytesAsync(copied.Copy)));
        Assert.Equal(("2560", "1920"), await SizeAsync(copied.Copy));
        Assert.Equal(("320", "240"), await SizeAsync(copied.Thumbnail));
    }

    [Fact]
    public async Task Place_and_owner_of_a_photo_do_not_reach_its_copy_and_it_stands_upright()
    {
        using var bench = new Bench();
        var plain = await File.ReadAllBytesAsync(await DrawAsync(bench, "photo.jpg", 400, 300));
        var exif = Exif(orientation: 6, "GPS 35.76N 115.03E", "IMEI 860000000000001");
        var photo = bench.Upload([.. plain[..2], .. exif, .. plain[2..], .. "\n贴在后面的字"u8], "手机.jpg");
        using var copied = (await CopyAsync(bench, photo)).Value!;
        var copy = await File.ReadAllBytesAsync(copied.Copy);
        Assert.DoesNotContain("GPS 35.76N", Encoding.Latin1.GetString(copy), StringComparison.Ordinal);
        Assert.DoesNotContain("IMEI", Encoding.Latin1.GetString(copy), StringComparison.Ordinal);
        Assert.True(JpegSegments.IsBarePicture(copy));
        Assert.Equal(("300", "400"), await SizeAsync(copied.Copy));
    }

    [Fact]
    public async Task What_is_see_through_lies_on_white_and_small_pictures_stay_small()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Uploads, "seal.png");
        await VipsAsync(bench, "black", "clear.v", "60", "40", "--bands", "4");
        await VipsAsync(bench, "copy", "clear.v", path, "--interpretation", "srgb");
        using var copied = (await CopyAsync(bench, path)).Value!;
        Assert.Equal(("60", "40"), await SizeAsync(copied.Copy));
        await VipsAsync(bench, "avg", copied.Copy);
        Assert.Equal(255, Math.Round(double.Parse(await AnswerAsync(bench, "avg", copied.Copy), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_photo_that_is_cut_off_is_refused()
    {
        using var bench = new Bench();
        foreach (var name in (string[])["photo.jpg", "photo.png", "photo.webp", "photo.heic"])
        {
            var whole = await File.ReadAllBytesAsync(await DrawAsync(bench, name, 1200, 900));
            Assert.IsType<PhotoUnreadable>((await CopyAsync(bench, bench.Upload(whole[..(whole.Length / 2)], name))).Refusal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Work));
    }

    [Fact]
    public async Task A_picture_bomb_is_refused_by_its_header()
    {
        using var bench = new Bench();
        Assert.IsType<PhotoTooLarge>((await CopyAsync(bench, await DrawAsync(bench, "bomb.png", 16_000, 16_000, plain: true))).Refusal);
        Assert.IsType<PhotoTooLarge>((await CopyAsync(bench, await DrawAsync(bench, "thread.png", 30_000, 1, plain: true))).Refusal);
    }

    [Fact]
    public async Task What_vips_could_read_but_nobody_may_attach_is_not_opened()
    {
        using var bench = new Bench();
        Assert.IsType<PhotoUnreadable>((await CopyAsync(bench, bench.Upload("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"u8.ToArray()))).Refusal);
        Assert.IsType<PhotoUnreadable>((await CopyAsync(bench, bench.Upload("%PDF-1.4\n%%EOF"u8.ToArray()))).Refusal);
        Assert.IsType<PhotoUnreadable>((await CopyAsync(bench, await DrawAsync(bench, "photo.tif", 40, 40))).Refusal);
    }

    public static TheoryData<string> Collected => [.. Recordings.All.Where(recording => Recordings.Collected(recording.Name) is not null).Select(recording => recording.Name).DefaultIfEmpty("")];

    /// <summary>Of the whole collection one file is a photo, by content; all others may not be attached, whatever they are called.</summary>
    [Theory]
    [MemberData(nameof(Collected))]
    public async Task Nothing_of_the_collection_is_attached_but_the_photo(string name)
    {
        if (name.Length == 0)
        {
            return;
        }

        var path = Recordings.Collected(name)!;
        var head = new byte[ContentSniffer.HeadLength];
        await using (var file = File.OpenRead(path))
        {
            head = head[..await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)];
        }

        var admitted = AttachmentAdmission.Check(head);
        Assert.Equal(name == "jpeg_photo_renamed.mp4", admitted.Ok);
        if (admitted.Ok)
        {
            using var bench = new Bench();
            using var copied = (await CopyAsync(bench, path)).Value!;
            Assert.Equal(("512", "384"), await SizeAsync(copied.Copy));
        }
    }

    internal static async Task<string> DrawAsync(Bench bench, string name, int width, int height, bool plain = false)
    {
        var path = Path.Combine(bench.Uploads, name);
        string[] size = [width.ToString(System.Globalization.CultureInfo.InvariantCulture), height.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        await VipsAsync(bench, [plain ? "black" : "xyz", "drawn.v", .. size]);
        await VipsAsync(bench, "cast", "drawn.v", "cast.v", "uchar", "--shift");
        await VipsAsync(bench, "extract_band", "cast.v", "band.v", "0");
        await VipsAsync(bench, "copy", "band.v", path, "--interpretation", "b-w");
        return path;
    }

    private static Task<Result<CopiedPhoto>> CopyAsync(Bench bench, string path) =>
        new CopyPhoto(Bench.Tool).RunAsync(path, bench.Work, AttachmentLimits.Default, CancellationToken.None);

    private static Task VipsAsync(Bench bench, params string[] arguments) => AnswerAsync(bench, arguments);

    private static async Task<string> AnswerAsync(Bench bench, params string[] arguments)
    {
        var (answer, errors) = ("", "");
        var run = await Bench.Tool.RunAsync(
            new ToolCall { Program = "vips", Arguments = arguments, WorkingFolder = bench.Uploads },
            line =>
            {
                answer = line;
                return true;
            },
            line => errors += line, CancellationToken.None);
        Assert.True(run.ExitCode == 0, errors);
        return answer;
    }

    private static async Task<(string Width, string Height)> SizeAsync(string file)
    {
        var header = new VipsHeader();
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "vipsheader", Arguments = ["-a", file], WorkingFolder = Path.GetDirectoryName(file)! },
            line =>
            {
                header.Add(line);
                return true;
            },
            null, CancellationToken.None);
        return (header.Width.ToString(System.Globalization.CultureInfo.InvariantCulture), header.Height.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A JPEG segment with an orientation and two texts, as a phone writes them (TIFF inside, little-endian).</summary>
    private static byte[] Exif(byte orientation, string description, string maker)
    {
        var texts = Encoding.ASCII.GetBytes($"{description}\0{maker}\0");
        const int FirstText = 8 + 2 + (3 * 12) + 4;
        byte[] body =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 3, 0,
            .. Entry(0x010E, 2, description.Length + 1, FirstText),
            .. Entry(0x010F, 2, maker.Length + 1, FirstText + description.Length + 1),
            .. Entry(0x0112, 3, 1, orientation),
            0, 0, 0, 0, .. texts,
        ];
        var length = body.Length + 2;
        return [0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. body];
    }

    private static byte[] Entry(ushort tag, ushort type, int count, int value) =>
        [.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(value)];
}
