using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing.Packs;

/// <summary>What of a sheet's evidence may leave the platform in a file that everybody can copy. Pure.</summary>
public static class PackRules
{
    /// <summary>Papers of classes, stations, courses and of the sheet itself. Papers of persons stay: certificates carry numbers and addresses.</summary>
    private static readonly HashSet<string> Leaving =
        [SessionPhotos.OwnerKind, SessionMaterial.OwnerKind, StationPapers.OwnerKind, CoursePapers.OwnerKind, FilingPapers.OwnerKind, FilingPartPapers.OwnerKind];

    /// <summary>Null when it may leave; else the sentence that the index says.</summary>
    public static string? WhyStays(Attachment paper) => paper switch
    {
        { RemovedUtc: not null } => $"签字后从记录上撤下：{paper.RemovedBecause}",
        _ when !Leaving.Contains(paper.OwnerKind) => "个人的证件、推荐表，留在平台上，有权的人在平台上看",
        { OwnerKind: StationPapers.OwnerKind, Purpose: "premises-proof" } => "产权、租赁协议里有个人的号码和住址，留在平台上",
        { IsPhoto: true, Status: AttachmentStatus.Waiting } => "给人看的副本还没做好，做好后再做一份包",
        { IsPhoto: true, Status: AttachmentStatus.Refused } => $"照片打不开：{paper.Refusal}",
        _ => null,
    };

    /// <summary>What people wrote about a household, or a resident asked, stays on the platform: only that it is there is told.</summary>
    public static string Title(DrillRow row) => row.Row.Kind switch
    {
        RecordKind.HomeVisit => $"入户送学 {row.Row.RecordId}",
        RecordKind.HelpService => $"六助服务 {row.Row.RecordId}",
        RecordKind.Declaration => $"申报漏记 {row.Row.RecordId}",
        RecordKind.DeclaredFigure => $"上报的数 {row.Row.RecordId}",
        _ => row.Title,
    };

    /// <summary>A part of a path that every file system takes; short, since some take 260 characters in all.</summary>
    public static string FileName(string words, int most = 40)
    {
        var clean = string.Concat(words.Select(c => char.IsControl(c) || "\\/:*?\"<>|#%".Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim(' ', '.');
        return clean.Length <= most ? clean : clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)].TrimEnd(' ', '.');
    }

    /// <summary>一、现场教学</summary>
    public static string Numeral(int number) => number <= 10 ? Digits[number - 1] : $"十{(number == 20 ? "" : Digits[number - 11])}";

    private static readonly string[] Digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
}
