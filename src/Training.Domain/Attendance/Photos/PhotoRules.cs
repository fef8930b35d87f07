using Training.Domain.Shared;

namespace Training.Domain.Attendance.Photos;

/// <summary>
/// What time and place of a photo say beside its class. A remark is for whoever looks; nothing is refused for it. Maps in this country draw
/// places up to 700 m from where satellites see them, and phones are wrong by as much in a house, so only kilometres are worth a remark.
/// </summary>
public static class PhotoRules
{
    public const int NearMetres = 2000;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    /// <summary>Null when it was taken during the class, or within half an hour of it.</summary>
    public static string? TimeRemark(DateTime? takenUtc, DateTime startUtc, DateTime endUtc) => takenUtc switch
    {
        null => null,
        { } taken when taken < startUtc - Grace => $"照片是上课前{Apart(taken, startUtc)}拍的",
        { } taken when taken > endUtc + Grace => $"照片是下课后{Apart(endUtc, taken)}拍的",
        _ => null,
    };

    public static string? PlaceRemark(int? metres) => metres > NearMetres ? $"照片是在离站点约 {Kilometres(metres.Value)} 公里的地方拍的" : null;

    /// <summary>Where it was taken, in words.</summary>
    public static string PlaceWords(PhotoFactSource from, int? metres) => (from, metres) switch
    {
        (PhotoFactSource.Unknown, _) => "没有拍摄地点",
        (_, null) => "站点没有标位置，比不了",
        (_, <= NearMetres) => "在站点附近",
        (_, { } far) => $"离站点约 {Kilometres(far)} 公里",
    };

    public static string SourceWords(PhotoFactSource from) => from switch
    {
        PhotoFactSource.File => "照片里记的",
        PhotoFactSource.Original => "手机从原照片里读的",
        PhotoFactSource.Phone => "手机上选照片时记的",
        PhotoFactSource.Unknown => "",
    };

    public static int? Metres(GeoPoint? place, GeoPoint? station) =>
        place is { } at && station is { } there ? (int)Math.Round(at.MetresTo(there)) : null;

    private static int Kilometres(int metres) => (int)Math.Round(metres / 1000d);

    private static string Apart(DateTime fromUtc, DateTime toUtc)
    {
        var days = ShanghaiTime.DateOf(toUtc).DayNumber - ShanghaiTime.DateOf(fromUtc).DayNumber;
        var span = toUtc - fromUtc;
        return days > 0 && span > TimeSpan.FromHours(12) ? days == 1 ? "一天" : days == 2 ? "两天" : $" {days} 天"
            : span < TimeSpan.FromHours(1) ? $" {(int)span.TotalMinutes} 分钟"
            : $" {(int)span.TotalHours} 小时";
    }
}
