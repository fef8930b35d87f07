using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Households;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Inspections;

public sealed record DrawSampleInput
{
    public required Actor Actor { get; init; }

    /// <summary>City or county that draws.</summary>
    public required long RegionCode { get; init; }

    /// <summary>Six digits of a county of it; null: all of it.</summary>
    public string? County { get; init; }

    public string? Period { get; init; }

    public StationKind? StationKind { get; init; }

    public DrawSpread Spread { get; init; }

    public int? Sessions { get; init; }

    public int? Homes { get; init; }

    /// <summary>A number called out in public; null: the machine makes one.</summary>
    public string? Seed { get; init; }

    public string? Reason { get; init; }
}

public sealed record DrawNeedsPeriod() : Refusal("期间写成 2026-10、2026-Q3 或 2026，要是已经开始的。", nameof(DrawSampleInput.Period));

public sealed record DrawNeedsNumber() : Refusal($"写要抽几场课、几户，至少一个，合起来最多 {InspectionDraw.Most}。", nameof(DrawSampleInput.Sessions));

public sealed record NothingToDraw() : Refusal("这一期、这个范围里没有能抽的记录。换一个期间或范围。", nameof(DrawSampleInput.Period));

public sealed record SeedUnfit() : Refusal($"种子用数字或字母，最多 {InspectionDraw.SeedMaxLength} 个，中间没有空格；不填就由系统随机生成。", nameof(DrawSampleInput.Seed));

public sealed record DrawnAlready(string Label, DateOnly On) : Refusal($"{Label}这个范围{On.Month}月{On.Day}日已经抽过一次，抽出来的不能换。要再抽一次，写明为什么。", nameof(DrawSampleInput.Reason));

public sealed record DrawReasonTooLong() : Refusal($"为什么再抽，最多写 {InspectionDraw.ReasonMaxLength} 个字。", nameof(DrawSampleInput.Reason));

/// <summary>Freezes the list of what may be inspected and draws from it (<see cref="DrawRules"/>). Nothing is shown before the draw, and no draw goes away.</summary>
public sealed class DrawSample(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(DrawSampleInput input, CancellationToken ct = default)
    {
        var area = input.County is null ? input.RegionCode : RegionCodes.TryParse(input.County, out var county) ? county : 0;
        if (!db.Scope.Holds(input.RegionCode) || !Holds(input.RegionCode, area) || !db.Scope.Holds(area))
        {
            return new NotFound("这个范围");
        }

        var (sessions, homes) = (input.Sessions ?? 0, input.Homes ?? 0);
        if (!SheetPeriod.TryParse(input.Period, out var period) || period.First.FirstDay > clock.Today())
        {
            return new DrawNeedsPeriod();
        }

        if (sessions < 0 || homes < 0 || sessions + homes is < 1 or > InspectionDraw.Most)
        {
            return new DrawNeedsNumber();
        }

        if (input.Seed is { Length: > 0 } typed && (typed.Length > InspectionDraw.SeedMaxLength || !typed.All(char.IsAsciiLetterOrDigit)))
        {
            return new SeedUnfit();
        }

        if (await AgainAsync(input, area, period, ct) is { } refusal)
        {
            return refusal;
        }

        var there = await PopulationAsync(area, period, input.StationKind, ct);
        var due = (await WorkingCalendars.LoadAsync(db, ct)).AddWorkingDays(clock.Today(), InspectionForm.Shipped.InspectWorkingDays);
        if (!due.Ok)
        {
            return due.Refusal;
        }

        var counted = (Sessions: there.Keys.Count(r => r.Kind == InspectedKind.Session), Homes: there.Keys.Count(r => r.Kind == InspectedKind.Home));
        var draw = Make(input, area, period, DrawRules.Frozen(there.Keys), counted, due.Value);
        var drawn = DrawRules.Draw(draw.Seed, draw.Population, draw.Spread, sessions, homes);
        return drawn.Count == 0 ? new NothingToDraw() : await WriteAsync(input.Actor, draw, drawn.Select(d => (d, there[d])).ToList(), ct);
    }

    private InspectionDraw Make(DrawSampleInput input, long area, SheetPeriod period, string population, (int Sessions, int Homes) there, DateOnly due) => new()
    {
        Key = Guid.CreateVersion7(), RegionCode = input.RegionCode, AreaCode = area, First = period.First, Last = period.Last, StationKind = input.StationKind, Spread = input.Spread,
        SessionsAsked = input.Sessions ?? 0, HomesAsked = input.Homes ?? 0,
        Seed = string.IsNullOrEmpty(input.Seed) ? RandomNumberGenerator.GetInt32(100_000_000).ToString("00000000", CultureInfo.InvariantCulture) : input.Seed,
        SeedTyped = !string.IsNullOrEmpty(input.Seed), Population = population, PopulationSha256 = DrawRules.HashOf(population), SessionsThere = there.Sessions, HomesThere = there.Homes,
        Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason, DueOn = due, DrawnUtc = clock.UtcNow(), DrawnBy = input.Actor.AccountId,
    };

    private async Task<Result<Guid>> WriteAsync(Actor actor, InspectionDraw draw, IReadOnlyList<(Drawable Line, Found Row)> drawn, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        db.InspectionDraws().Add(draw);
        await AuditTrail.AppendAsync(
            db, draw.AuditStream(), actor, nameof(DrawSample), draw.DrawnUtc,
            after: new { area = draw.AreaCode, period = $"{draw.First}—{draw.Last}", draw.Seed, draw.PopulationSha256, drawn = drawn.Count }, reason: draw.Reason, ct: ct, regionCode: draw.RegionCode);
        await db.SaveChangesAsync(ct);
        var rows = drawn.Select((d, i) => new Inspection
        {
            Key = Guid.CreateVersion7(), DrawId = draw.Id, StationId = d.Line.StationId, RegionCode = d.Row.RegionCode, Ordinal = i + 1, Kind = d.Line.Kind, RecordKey = d.Line.Key, RecordId = d.Row.Id, DueOn = draw.DueOn,
        }).ToList();
        db.Inspections().AddRange(rows);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return draw.Key;
    }

    /// <summary>Held classes and visited households of the period, as the drawer's scope reaches them.</summary>
    private async Task<Dictionary<Drawable, Found>> PopulationAsync(long area, SheetPeriod period, StationKind? kind, CancellationToken ct)
    {
        var (first, last) = (period.First, period.Last);
        var range = RegionCodes.RangeOf(area);
        var sessions = await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Status == SessionStatus.Held && session.Month >= first && session.Month <= last
                && session.RegionCode >= range.From && session.RegionCode < range.Until && (kind == null || station.Kind == kind)
            select new { session.Id, session.Key, session.StationId, session.RegionCode }).ToListAsync(ct);
        var homes = await (
            from file in db.HouseholdFiles().AsNoTracking()
            join station in db.Stations() on file.StationId equals station.Id
            where db.HomeVisits().Any(v => v.HouseholdFileId == file.Id && v.Status == VisitStatus.Completed && v.Month >= first && v.Month <= last)
                && file.RegionCode >= range.From && file.RegionCode < range.Until && (kind == null || station.Kind == kind)
            select new { file.Id, file.Key, file.StationId, file.RegionCode }).ToListAsync(ct);
        return sessions.Select(s => (Line: new Drawable(InspectedKind.Session, RegionCodes.CountyOf(s.RegionCode), s.StationId, s.Key), Row: new Found(s.Id, s.RegionCode)))
            .Concat(homes.Select(h => (Line: new Drawable(InspectedKind.Home, RegionCodes.CountyOf(h.RegionCode), h.StationId, h.Key), Row: new Found(h.Id, h.RegionCode))))
            .ToDictionary(r => r.Line, r => r.Row);
    }

    private async Task<Refusal?> AgainAsync(DrawSampleInput input, long area, SheetPeriod period, CancellationToken ct)
    {
        if (input.Reason?.Length > InspectionDraw.ReasonMaxLength)
        {
            return new DrawReasonTooLong();
        }

        var (first, last) = (period.First, period.Last);
        var before = await db.InspectionDraws().AsNoTracking()
            .Where(d => d.RegionCode == input.RegionCode && d.AreaCode == area && d.First <= last && d.Last >= first).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct);
        return before is not null && string.IsNullOrWhiteSpace(input.Reason) ? new DrawnAlready(period.Label, ShanghaiTime.DateOf(before.DrawnUtc)) : null;
    }

    private static bool Holds(long whole, long area) => RegionCodes.RangeOf(whole) is var range && area >= range.From && area < range.Until && RegionCodes.LevelOf(area) <= RegionLevel.County;

    private sealed record Found(long Id, long RegionCode);
}
