using Training.Domain.Attendance.Photos;
using Training.Domain.Shared;

namespace Training.Domain.Tests.Attendance;

public class PhotoRulesTests
{
    private static readonly DateTime Start = ShanghaiTime.ToUtc(new DateOnly(2026, 11, 18), new TimeOnly(9, 0));

    [Theory]
    [InlineData("2026-11-18 08:30", null)]
    [InlineData("2026-11-18 09:40", null)]
    [InlineData("2026-11-18 10:59", null)]
    [InlineData("2026-11-18 08:15", "照片是上课前 45 分钟拍的")]
    [InlineData("2026-11-18 06:00", "照片是上课前 3 小时拍的")]
    [InlineData("2026-11-17 22:00", "照片是上课前 11 小时拍的")]
    [InlineData("2026-11-17 20:00", "照片是上课前一天拍的")]
    [InlineData("2026-11-16 15:00", "照片是上课前两天拍的")]
    [InlineData("2026-10-19 09:00", "照片是上课前 30 天拍的")]
    [InlineData("2026-11-18 14:31", "照片是下课后 4 小时拍的")]
    [InlineData("2026-11-20 09:00", "照片是下课后两天拍的")]
    public void The_time_of_a_photo_is_remarked_when_it_is_not_that_of_the_class(string local, string? remark)
    {
        var wall = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(remark, PhotoRules.TimeRemark(TimeZoneInfo.ConvertTimeToUtc(wall, ShanghaiTime.Zone), Start, Start.AddMinutes(90)));
    }

    [Fact]
    public void A_photo_without_a_time_gets_no_remark() => Assert.Null(PhotoRules.TimeRemark(null, Start, Start));

    [Theory]
    [InlineData(35.902, 115.107, "在站点附近", null)]
    [InlineData(35.912, 115.112, "在站点附近", null)]
    [InlineData(35.762, 115.029, "离站点约 17 公里", "照片是在离站点约 17 公里的地方拍的")]
    public void The_place_is_told_as_a_distance(double latitude, double longitude, string words, string? remark)
    {
        var metres = PhotoRules.Metres(new GeoPoint(latitude, longitude), new GeoPoint(35.902, 115.107));
        Assert.Equal((words, remark), (PhotoRules.PlaceWords(PhotoFactSource.File, metres), PhotoRules.PlaceRemark(metres)));
    }

    [Fact]
    public void An_unknown_place_is_said_and_not_remarked()
    {
        Assert.Equal("没有拍摄地点", PhotoRules.PlaceWords(PhotoFactSource.Unknown, null));
        Assert.Equal("站点没有标位置，比不了", PhotoRules.PlaceWords(PhotoFactSource.File, PhotoRules.Metres(new GeoPoint(35.9, 115.1), null)));
        Assert.Null(PhotoRules.PlaceRemark(null));
    }
}
