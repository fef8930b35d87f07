using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>What a row says of its session, and of how long the person stayed.</summary>
internal sealed record OldRollRow(Station Station, string Title, string TopicCode, DateTime StartedUtc, DateTime EndedUtc, DateTime? UntilUtc, IReadOnlyList<Guid> Trainers)
{
    /// <summary>Reads the hours of a row, or says which cell is wrong. A class of the past ends on the day on which it began.</summary>
    public static (DateTime Start, DateTime End, DateTime? Until, LineProblem? Problem) Hours(ImportRecord record, DateTime nowUtc)
    {
        var day = record.Day(OldRollImport.Day)!.Value;
        var start = ShanghaiTime.ToUtc(day, Clock(record, OldRollImport.Started)!.Value);
        var end = ShanghaiTime.ToUtc(day, Clock(record, OldRollImport.Ended)!.Value);
        DateTime? until = Clock(record, OldRollImport.Until) is { } left ? ShanghaiTime.ToUtc(day, left) : null;
        var isThere = record[OldRollImport.Presence] != OldRollImport.NotThere;
        LineProblem? problem =
            day > ShanghaiTime.DateOf(nowUtc) ? new(OldRollImport.Day, $"{day.Year}年{day.Month}月{day.Day}日还没到。这里只收已经上过的课。")
            : ClosingRules.Check(start, start, end, null, nowUtc) is { } refusal ? new(refusal.Field ?? OldRollImport.Ended, refusal.Message)
            : until is null ? null
            : !isThere ? new(OldRollImport.Until, "写了没到，又写了离开时间，看看是哪一样。")
            : until <= start || until > end ? new(OldRollImport.Until, "离开时间要在上课和下课之间。")
            : null;
        return (start, end, until == end ? null : until, problem);
    }

    private static TimeOnly? Clock(ImportRecord record, string column) =>
        record[column] is { } text ? TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null;
}
