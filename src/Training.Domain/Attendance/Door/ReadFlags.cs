using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public sealed record FlagReviewLine(FlagVerdict Verdict, string? Note, long? AccountId, DateTime AtUtc);

/// <summary>A flag with its evidence in words and everything that was made of it.</summary>
public sealed record FlagLine
{
    public required Guid Key { get; init; }

    public required RollFlagKind Kind { get; init; }

    public required Guid RollKey { get; init; }

    public required bool IsOpenRoll { get; init; }

    public required string Title { get; init; }

    public required string StationName { get; init; }

    public required DateTime StartUtc { get; init; }

    public required string Evidence { get; init; }

    public required DateTime RaisedUtc { get; init; }

    public required bool IsGone { get; init; }

    public required FlagVerdict? Verdict { get; init; }

    public IReadOnlyList<FlagReviewLine> Reviews { get; init; } = [];

    /// <summary>Nobody has settled it.</summary>
    public bool Waits => !IsGone && Verdict is null or FlagVerdict.Seen;
}

public enum FlagsShown
{
    Waiting,
    Settled,
    All,
}

public sealed record FlagsAsked
{
    public FlagsShown Shown { get; init; } = FlagsShown.All;

    public Guid? RollKey { get; init; }

    public Guid? FlagKey { get; init; }

    public CodeRange? Within { get; init; }

    public RollFlagKind? Kind { get; init; }
}

public sealed record FlagsPageOf(IReadOnlyList<FlagLine> Lines, int Total, int Waiting);

/// <summary>Flags within the caller's scope, each with its evidence in words; six statements whatever their number.</summary>
public sealed class ReadFlags(TrainingDbContext db)
{
    private const int NamesShown = 10;

    public async Task<FlagsPageOf> RunAsync(FlagsAsked asked, int page, int size, CancellationToken ct = default)
    {
        var flags = db.RollFlags().AsNoTracking();
        if (asked.RollKey is { } rollKey)
        {
            flags = flags.Where(f => db.Rolls().Any(r => r.Id == f.RollId && r.Key == rollKey));
        }

        if (asked.FlagKey is { } flagKey)
        {
            flags = flags.Where(f => f.Key == flagKey);
        }

        if (asked.Within is { } range)
        {
            flags = flags.Where(f => f.RegionCode >= range.From && f.RegionCode < range.Until);
        }

        if (asked.Kind is { } kind)
        {
            flags = flags.Where(f => f.Kind == kind);
        }

        var waiting = flags.Where(f => f.GoneUtc == null && (f.Verdict == null || f.Verdict == FlagVerdict.Seen));
        var settled = flags.Where(f => f.GoneUtc != null || (f.Verdict != null && f.Verdict != FlagVerdict.Seen));
        var shown = asked.Shown switch { FlagsShown.Waiting => waiting, FlagsShown.Settled => settled, _ => flags };
        var rows = await (
            from flag in shown.OrderByDescending(f => f.RaisedUtc).ThenByDescending(f => f.Id).Skip((page - 1) * size).Take(size)
            join roll in db.Rolls() on flag.RollId equals roll.Id
            join session in db.Sessions() on roll.SessionId equals session.Id
            join station in db.Stations() on roll.StationId equals station.Id
            orderby flag.RaisedUtc descending, flag.Id descending
            select new { Flag = flag, RollKey = roll.Key, roll.Status, session.Title, Station = station.Name, Start = session.StartedUtc ?? session.PlannedStartUtc }).ToListAsync(ct);
        var names = await NamesAsync([.. rows.SelectMany(r => r.Flag.Attendees).Distinct()], ct);
        var others = await OthersAsync([.. rows.Select(r => r.Flag.OtherRollId).OfType<long>().Distinct()], ct);
        var ids = rows.ConvertAll(r => r.Flag.Id);
        var reviews = (await db.FlagReviews().AsNoTracking().Where(r => ids.Contains(r.FlagId)).OrderBy(r => r.Id).ToListAsync(ct)).ToLookup(r => r.FlagId);
        return new FlagsPageOf(
            rows.ConvertAll(r => new FlagLine
            {
                Key = r.Flag.Key,
                Kind = r.Flag.Kind,
                RollKey = r.RollKey,
                IsOpenRoll = r.Status == RollStatus.Open,
                Title = r.Title,
                StationName = r.Station,
                StartUtc = r.Start,
                Evidence = FlagWords.Evidence(
                    r.Flag, [.. r.Flag.Attendees.Take(NamesShown).Select(k => names.GetValueOrDefault(k) ?? "一位来人")],
                    r.Flag.OtherRollId is { } other ? others.GetValueOrDefault(other) : null),
                RaisedUtc = r.Flag.RaisedUtc,
                IsGone = r.Flag.GoneUtc is not null,
                Verdict = r.Flag.Verdict,
                Reviews = [.. reviews[r.Flag.Id].Select(v => new FlagReviewLine(v.Verdict, v.Note, v.AccountId, v.AtUtc))],
            }),
            await shown.CountAsync(ct), await waiting.CountAsync(ct));
    }

    /// <summary>People on rolls within the scope may live anywhere.</summary>
    private async Task<Dictionary<Guid, string>> NamesAsync(List<Guid> keys, CancellationToken ct)
    {
        var names = await db.People().IgnoreQueryFilters().Where(p => keys.Contains(p.Key)).Select(p => new { p.Key, p.Name }).ToDictionaryAsync(p => p.Key, p => p.Name, ct);
        var walkIns = keys.FindAll(k => !names.ContainsKey(k));
        if (walkIns.Count > 0)
        {
            foreach (var walkIn in await db.WalkIns().Where(w => walkIns.Contains(w.Key)).Select(w => new { w.Key, w.Name }).ToListAsync(ct))
            {
                names[walkIn.Key] = walkIn.Name;
            }
        }

        return names;
    }

    /// <summary>Of the other place only which class it was, where and when.</summary>
    private async Task<Dictionary<long, OtherPlace>> OthersAsync(List<long> rolls, CancellationToken ct) => rolls.Count == 0 ? [] : await (
        from roll in db.Rolls()
        where rolls.Contains(roll.Id)
        join session in db.Sessions() on roll.SessionId equals session.Id
        join station in db.Stations() on roll.StationId equals station.Id
        select new { roll.Id, Place = new OtherPlace(session.Title, station.Name, session.StartedUtc ?? session.PlannedStartUtc, session.EndedUtc ?? session.PlannedEndUtc) })
        .IgnoreQueryFilters().ToDictionaryAsync(r => r.Id, r => r.Place, ct);
}

public sealed record OtherPlace(string Title, string StationName, DateTime StartUtc, DateTime EndUtc);

/// <summary>How flags are read aloud. A flag asks; it accuses nobody.</summary>
public static class FlagWords
{
    public static string Of(RollFlagKind kind) => kind switch
    {
        RollFlagKind.OneDevice => "一部手机签了几个人",
        RollFlagKind.OneAddress => "同一网络一分钟签了很多人",
        RollFlagKind.TwoPlaces => "一个人同时在两处",
    };

    /// <summary>For a row of choices.</summary>
    public static string Short(RollFlagKind kind) => kind switch
    {
        RollFlagKind.OneDevice => "同一手机",
        RollFlagKind.OneAddress => "同一网络",
        RollFlagKind.TwoPlaces => "同时两处",
    };

    public static string Of(FlagsShown shown) => shown switch
    {
        FlagsShown.Waiting => "等核实",
        FlagsShown.Settled => "有结论",
        FlagsShown.All => "全部",
    };

    public static string Of(FlagVerdict verdict) => verdict switch
    {
        FlagVerdict.Seen => "看过，还要核实",
        FlagVerdict.Explained => "核实了，没问题",
        FlagVerdict.Proxy => "核实了，是代签",
    };

    public static string Evidence(RollFlag flag, IReadOnlyList<string> names, OtherPlace? other)
    {
        var who = string.Join("、", names) + (flag.Attendees.Count > names.Count ? $"等 {flag.Attendees.Count} 人" : "");
        return flag.Kind switch
        {
            RollFlagKind.OneDevice => $"{Span(flag)}，同一部手机给 {flag.Attendees.Count} 个人签了到：{who}。",
            RollFlagKind.OneAddress =>
                $"{Span(flag)}，同一个网络上签到 {flag.Attendees.Count} 人：{who}。站点自己的无线网也会这样，看看人在不在。",
            RollFlagKind.TwoPlaces when other is not null =>
                $"{who}同时记在另一处：{other.StationName}《{other.Title}》，{Clock(other.StartUtc)} 到 {Clock(other.EndUtc)}。两次课重了 {Minutes(flag)} 分钟，两边的记录都先留着。",
            RollFlagKind.TwoPlaces => $"{who}同时记在另一处，两次课重了 {Minutes(flag)} 分钟，两边的记录都先留着。",
        };
    }

    private static string Span(RollFlag flag) =>
        Clock(flag.FromUtc) == Clock(flag.UntilUtc) ? Clock(flag.FromUtc) : $"{Clock(flag.FromUtc)} 到 {Clock(flag.UntilUtc)}";

    private static int Minutes(RollFlag flag) => (int)Math.Ceiling((flag.UntilUtc - flag.FromUtc).TotalMinutes);

    private static string Clock(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture);
}
