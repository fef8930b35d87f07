using System.Globalization;
using System.Text.Json;
using Training.Domain.Calendar;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>A fault of the demonstration: what was found, and how far it has come since.</summary>
internal sealed record InspectionFault(InspectedKind Kind, InspectionState State, InspectionVerdict Verdict, FollowUp? FollowUp)
{
    public required string Found { get; init; }

    public required string Asked { get; init; }

    public required DateOnly EnteredOn { get; init; }

    public string? Answer { get; init; }

    public string? Words { get; init; }

    public string? Report { get; init; }

    public string? Review { get; init; }

    /// <summary>Of five people who were asked.</summary>
    public int Confirmed { get; init; } = 5;

    /// <summary>People on the roll who were not counted.</summary>
    public int Fewer { get; init; }

    public string Duration { get; init; } = "yes";

    public string Content { get; init; } = "yes";

    public string Complete { get; init; } = "yes";

    /// <summary>Visits on record of which the family knows nothing.</summary>
    public int Unknown { get; init; }
}

/// <summary>One draw with its inspections: drawn by the product's rule from the held classes and visited households of the period, and walked step by step.</summary>
internal sealed class InspectionRound(City city, Dice dice, WorkingCalendar calendar, Account officer, string inspectors)
{
    public required long RegionCode { get; init; }

    public required Month First { get; init; }

    public required Month Last { get; init; }

    public required DateOnly DrawnOn { get; init; }

    public DrawSpread Spread { get; init; }

    public required int Sessions { get; init; }

    public required int Homes { get; init; }

    public required string Seed { get; init; }

    public bool SeedTyped { get; init; }

    /// <param name="looked">How many were looked at, faults included; the others wait.</param>
    public IReadOnlyList<Inspection> Draw(IReadOnlyList<InspectionFault> faults, int looked)
    {
        var drawnUtc = City.At(DrawnOn, 9, 40);
        var there = There();
        var population = DrawRules.Frozen(there.Keys);
        var draw = new InspectionDraw
        {
            Id = city.Rows.Id<InspectionDraw>(), Key = dice.Key(drawnUtc), RegionCode = RegionCode, AreaCode = RegionCode, First = First, Last = Last, Spread = Spread, SessionsAsked = Sessions, HomesAsked = Homes,
            Seed = Seed, SeedTyped = SeedTyped, Population = population, PopulationSha256 = DrawRules.HashOf(population), SessionsThere = there.Keys.Count(r => r.Kind == InspectedKind.Session),
            HomesThere = there.Keys.Count(r => r.Kind == InspectedKind.Home), DueOn = After(DrawnOn, InspectionForm.Shipped.InspectWorkingDays), DrawnUtc = drawnUtc, DrawnBy = officer.Id,
        };
        city.Rows.InspectionDraws.Add(draw);
        var rows = DrawRules.Draw(Seed, population, Spread, Sessions, Homes).Select((line, i) => new Inspection
        {
            Id = city.Rows.Id<Inspection>(), Key = dice.Key(drawnUtc), DrawId = draw.Id, StationId = line.StationId, RegionCode = there[line].Region, Ordinal = i + 1, Kind = line.Kind, RecordKey = line.Key,
            RecordId = there[line].Id, DueOn = draw.DueOn,
        }).ToList();
        city.Rows.Inspections.AddRange(rows);
        city.Rows.Record(
            draw.AuditStream(), officer.Id, nameof(DrawSample), drawnUtc, after: new { area = draw.AreaCode, period = $"{draw.First}—{draw.Last}", draw.Seed, draw.PopulationSha256, drawn = rows.Count }, region: draw.RegionCode);
        Walk(rows, faults, looked, draw.DueOn);
        return rows;
    }

    private void Walk(List<Inspection> rows, IReadOnlyList<InspectionFault> faults, int looked, DateOnly due)
    {
        // The body that can sign in is shown what it is asked, where the draw met it.
        var shown = city.Rows.Accounts.Single(a => a.UserName == "organization").OrganizationId;
        var bodies = city.Stations.ToDictionary(s => s.Station.Id, s => s.Station.OrganizationId);
        var taken = new HashSet<long>();
        foreach (var fault in faults)
        {
            var row = rows.Where(r => r.Kind == fault.Kind && !taken.Contains(r.Id)).OrderByDescending(r => bodies[r.StationId] == shown).ThenBy(r => r.Id).First();
            taken.Add(row.Id);
            Enter(row, fault, fault.EnteredOn);
            Follow(row, fault);
        }

        var until = due < city.RecordedUntil ? due : city.RecordedUntil.AddDays(-1);
        foreach (var (row, at) in rows.Where(r => !taken.Contains(r.Id)).Take(Math.Max(0, looked - faults.Count)).Select((r, i) => (r, i)))
        {
            var day = After(DrawnOn, 1 + (at / 3));
            Enter(row, null, day < until ? day : until);
        }
    }

    private void Enter(Inspection row, InspectionFault? fault, DateOnly day)
    {
        var verdict = fault is null ? InspectionVerdict.True : fault.Verdict == InspectionVerdict.True ? InspectionVerdict.Partly : fault.Verdict;
        (row.Form, row.AnswersJson, row.Remarks, row.Inspectors, row.InspectedOn, row.InspectedBy, row.Verdict) =
            (InspectionForm.Shipped.Version, JsonSerializer.Serialize(Answers(row, fault)), fault?.Found, inspectors, day, officer.Id, verdict);
        if (fault is null)
        {
            (row.SettledUtc, row.ClosedUtc) = (At(day), At(day));
            Step(row, InspectionAction.Entered, nameof(EnterInspection), InspectionState.Closed, null, officer.Id, day, null);
            return;
        }

        (row.FollowUp, row.Asked, row.MendDays) = (fault.FollowUp ?? FollowUp.Mend, fault.Asked, InspectionForm.Shipped.MendWorkingDays);
        Step(row, InspectionAction.Entered, nameof(EnterInspection), InspectionState.Hearing, After(day, InspectionForm.Shipped.AnswerWorkingDays), officer.Id, day, fault.Found);
    }

    private void Follow(Inspection row, InspectionFault fault)
    {
        if (fault.Answer is null)
        {
            return;
        }

        var coordinator = city.Stations.Single(s => s.Station.Id == row.StationId).Coordinator.Id;
        var day = After(fault.EnteredOn, 2);
        (row.Answer, row.AnsweredUtc, row.AnsweredBy) = (fault.Answer, At(day), coordinator);
        Step(row, InspectionAction.Answered, "SettleInspection.Answer", InspectionState.Answered, null, coordinator, day, fault.Answer);
        if (fault.Words is null)
        {
            return;
        }

        day = After(day, 1);
        var right = fault.Verdict == InspectionVerdict.True;
        (row.Verdict, row.SettledUtc) = (fault.Verdict, At(day));
        if (right)
        {
            (row.FollowUp, row.Asked, row.MendDays, row.ClosedUtc) = (null, null, null, At(day));
        }

        Step(row, InspectionAction.Settled, "SettleInspection.Settle", right ? InspectionState.Closed : InspectionState.Mending, right ? null : After(day, InspectionForm.Shipped.MendWorkingDays), officer.Id, day, fault.Words);
        if (fault.Report is null)
        {
            return;
        }

        day = After(day, 8);
        Step(row, InspectionAction.Reported, "MendInspection.Report", InspectionState.Mended, null, coordinator, day, fault.Report);
        if (fault.Review is null)
        {
            return;
        }

        day = After(day, 2);
        row.ClosedUtc = At(day);
        Step(row, InspectionAction.Closed, "MendInspection.Close", InspectionState.Closed, null, officer.Id, day, fault.Review);
    }

    private void Step(Inspection row, InspectionAction action, string process, InspectionState to, DateOnly? due, long by, DateOnly day, string? words)
    {
        var before = row.State;
        (row.State, row.DueOn) = (to, due);
        city.Rows.InspectionSteps.Add(new() { Id = city.Rows.Id<InspectionStep>(), InspectionId = row.Id, StationId = row.StationId, RegionCode = row.RegionCode, Action = action, AtUtc = At(day), AccountId = by, Words = words });
        city.Rows.Record(
            row.AuditStream(), by, process, At(day), after: new { inspectionState = row.State, inspectionVerdict = row.Verdict, row.FollowUp, row.DueOn }, before: new { inspectionState = before }, reason: words, region: row.RegionCode);
    }

    /// <summary>What the form would hold: the record's own figures, but for the fault.</summary>
    private Dictionary<string, string> Answers(Inspection row, InspectionFault? fault)
    {
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        if (row.Kind == InspectedKind.Home)
        {
            var visits = city.Rows.HomeVisits.Count(v => v.HouseholdFileId == row.RecordId && v.Status == VisitStatus.Completed);
            return new()
            {
                ["met"] = "yes", ["times"] = Number(Math.Max(0, visits - (fault?.Unknown ?? 0))), ["duration"] = fault?.Duration ?? "yes", ["content"] = fault?.Content ?? "yes", ["ground"] = "yes", ["plan"] = "yes",
                ["satisfied"] = fault is null ? "yes" : "unknown",
            };
        }

        var heads = city.Rows.Entries.Count(e => e.SessionId == row.RecordId && e.Present) - (fault?.Fewer ?? 0);
        return new()
        {
            ["heads"] = Number(Math.Max(0, heads)), ["photos"] = city.Rows.ClassPhotos.All(p => p.SessionId != row.RecordId) ? "unknown" : fault is { Fewer: > 0 } ? "no" : "yes", ["called"] = "5", ["confirmed"] = Number(fault?.Confirmed ?? 5), ["duration"] = fault?.Duration ?? "yes",
            ["content"] = fault?.Content ?? "yes", ["complete"] = fault?.Complete ?? "yes",
        };
    }

    private Dictionary<Drawable, (long Id, long Region)> There()
    {
        var range = RegionCodes.RangeOf(RegionCode);
        var visited = city.Rows.HomeVisits.Where(v => v.Status == VisitStatus.Completed && v.Month >= First && v.Month <= Last).Select(v => v.HouseholdFileId).ToHashSet();
        return city.Rows.Sessions.Where(s => s.Status == SessionStatus.Held && s.Month >= First && s.Month <= Last && s.RegionCode >= range.From && s.RegionCode < range.Until)
            .Select(s => (new Drawable(InspectedKind.Session, RegionCodes.CountyOf(s.RegionCode), s.StationId, s.Key), (s.Id, s.RegionCode)))
            .Concat(city.Rows.HouseholdFiles.Where(f => visited.Contains(f.Id) && f.RegionCode >= range.From && f.RegionCode < range.Until)
                .Select(f => (new Drawable(InspectedKind.Home, RegionCodes.CountyOf(f.RegionCode), f.StationId, f.Key), (f.Id, f.RegionCode))))
            .ToDictionary(r => r.Item1, r => r.Item2);
    }

    private static DateTime At(DateOnly day) => City.At(day, 15, 30);

    private DateOnly After(DateOnly day, int workingDays) => calendar.AddWorkingDays(day, workingDays).Value;
}
