using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>
/// 申报表 in the demonstration. Puyang's own notice asks nobody to declare, so the forms of two siblings lie with people of this city: three stations on 温州's, one county on 上海's, each as far
/// as its definition says. The standards keep the cities that issued them and hold for nobody here; the numbers go through the desks' own use cases.
/// </summary>
public sealed class DemonstrationDeclared(TrainingDbContext db, ImportStandard standards, StandardInForce inForce, EvaluateStandard evaluate, IOfficers officers, TimeProvider clock)
{
    private readonly DeclaredDefinitions definitions = new Definitions().Declared;

    /// <summary>How many were opened; none where there are some.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        if (!await SeedDemonstration.IsDemonstrationAsync(db, ct) || await db.DeclaredSheets().AnyAsync(ct))
        {
            return 0;
        }

        var period = SheetPeriod.QuarterOf(Month.Of(clock.Today()).AddMonths(-3));
        var opened = 0;
        foreach (var definition in definitions.Sheets)
        {
            opened += await DeclareAsync(definition, period, ct) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return opened;
    }

    private async Task<bool> DeclareAsync(DeclaredSheetDefinition definition, SheetPeriod period, CancellationToken ct)
    {
        var county = await OfficerAsync(definition.County, ct);
        var city = await db.Accounts().SingleOrDefaultAsync(a => a.NormalizedUserName == "CITY", ct);
        var body = await db.Accounts().SingleOrDefaultAsync(a => a.NormalizedUserName == "ORGANIZATION", ct);
        if (county is null || city is null || body?.OrganizationId is not { } organization)
        {
            return false;
        }

        var station = definition.Station is not { } ordinal ? null
            : await db.Stations().AsNoTracking().Where(s => s.OrganizationId == organization && s.InUseFrom != null).OrderBy(s => s.Id).Skip(ordinal).FirstOrDefaultAsync(ct);
        if (definition.Station is not null && station is null)
        {
            return false;
        }

        var own = new Actor(station is null ? county.Id : body.Id);
        var sheet = await OpenAsync(definition, period, station, own, ct);
        await SayAsync(sheet, DeclaredColumn.Own, own, definition, new Dictionary<string, DeclaredNumber>(), DeskOn(period, 2), ct);
        if (definition.Returned.Count > 0)
        {
            var desk = DeskOn(period, 5);
            Taken(await new ReturnDeclaredSheet(db, desk.Read, desk.Tell, desk.Clock).RunAsync(new(county.Id), sheet, DeclaredColumn.County, [.. definition.Returned.Select(r => new ReturnedLine(r.Key, r.Value))], ct));
        }
        else if (definition.Desk == DeclaredState.Done)
        {
            await SayAsync(sheet, DeclaredColumn.County, new(county.Id), definition, definition.CountySaid, DeskOn(period, 5), ct);
            await SayAsync(sheet, DeclaredColumn.City, new(city.Id), definition, definition.CitySaid, DeskOn(period, 12), ct);
        }

        return true;
    }

    /// <summary>By hand and not by the use case, which opens only what is in force at the place.</summary>
    private async Task<Guid> OpenAsync(DeclaredSheetDefinition definition, SheetPeriod period, Station? station, Actor actor, CancellationToken ct)
    {
        var known = await db.StandardVersions().Where(v => v.Code == definition.Standard).Select(v => (long?)v.Id).FirstOrDefaultAsync(ct);
        var now = On(period, 1).UtcNow();
        var sheet = new DeclaredSheet
        {
            Key = Guid.CreateVersion7(), StandardVersionId = known ?? Taken(await standards.RunAsync(StandardReader.ShippedJson(definition.Standard), Actor.Job, ct)).Id,
            RegionCode = station?.RegionCode ?? definition.County, StationId = station?.Id ?? 0, Period = period.Key, OpenedUtc = now, MovedUtc = now,
        };
        db.DeclaredSheets().Add(sheet);
        await AuditTrail.AppendAsync(
            db, sheet.AuditStream(), actor, nameof(OpenDeclaredSheet), now, after: new { sheet.Period, station = station?.Id, declaredState = sheet.State }, ct: ct, regionCode: sheet.RegionCode);
        await db.SaveChangesAsync(ct);
        return sheet.Key;
    }

    /// <summary>One desk fills its column and hands the sheet on: its own words where it has some, else those of the desk before, and what records tell.</summary>
    private async Task SayAsync(
        Guid key, DeclaredColumn column, Actor actor, DeclaredSheetDefinition definition, IReadOnlyDictionary<string, DeclaredNumber> said, Desk desk, CancellationToken ct)
    {
        var view = (await desk.Read.FindAsync(key, ct))!;
        var first = definitions.Standards[definition.Standard];
        var (values, of, notes) = (new Dictionary<string, string?>(), new Dictionary<string, string?>(), new Dictionary<string, string?>());
        foreach (var line in view.Lines.Where(l => l.Asks != LineAsks.Nothing))
        {
            var number = said.GetValueOrDefault(line.Item.Code) ?? (column == DeclaredColumn.Own && line.Asks == LineAsks.Figure ? first[line.Item.Code] : null);
            foreach (var slot in line.Slots)
            {
                var before = line.Before(column)?.Numbers.GetValueOrDefault(slot.Key);
                values[slot.Key] = Plain(number?.Number ?? before?.Numerator ?? (long)line.Computed!.Value);
                of[slot.Key] = (number is null ? before?.Denominator : number.Of) is { } whole ? Plain(whole) : null;
            }

            notes[line.Item.Code] = number?.Note;
        }

        Taken(await new FillDeclaredSheet(db, desk.Read, desk.Tell, desk.Clock).RunAsync(new() { Actor = actor, SheetKey = key, Column = column, Values = values, Of = of, Notes = notes, Pass = true }, ct));
    }

    private Desk DeskOn(SheetPeriod period, int day)
    {
        var on = On(period, day);
        return new(new(db, inForce, evaluate, on), new(db, officers, on), on);
    }

    private Task<Account?> OfficerAsync(long county, CancellationToken ct) => db.Accounts()
        .Where(a => (a.NormalizedUserName == "HUALONG" || a.NormalizedUserName == "QINGFENG") && db.AccountRegions().Any(r => r.AccountId == a.Id && r.RegionCode == county)).FirstOrDefaultAsync(ct);

    /// <summary>Half past ten of a day after the quarter's books were closed, or now where that is earlier.</summary>
    private Moment On(SheetPeriod period, int day) => new(
        ShanghaiTime.ToUtc(period.Last.Next.FirstDay.AddDays(7 + day), new TimeOnly(10, 30)) is var wanted && wanted < clock.UtcNow() ? wanted : clock.UtcNow());

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static T Taken<T>(Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message);

    private sealed record Desk(ReadDeclaredSheets Read, TellDeclared Tell, TimeProvider Clock);
}
