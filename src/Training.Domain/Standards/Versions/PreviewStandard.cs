using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>One finding that would come out otherwise: of a county, or of a station in the month.</summary>
/// <param name="Station">Null: the finding is about the county.</param>
public sealed record Flip(StandardItem Item, long CountyCode, StationLife? Station, Verdict Before, Verdict After)
{
    public bool Falls => After.State == FindingState.Short;
}

/// <summary>How many findings of one item would turn, and which way.</summary>
public sealed record ItemFlips(StandardItem Item, int Fall, int Rise);

public sealed record CountyFlips(long CountyCode, int ItemsBefore, int ItemsAfter, int StationsFall, int StationsRise);

public sealed record StandardPreview
{
    public required Month Month { get; init; }

    public required StandardOfMonth Now { get; init; }

    public required StandardDefinition Next { get; init; }

    public required IReadOnlyList<Flip> Flips { get; init; }

    public required IReadOnlyList<CountyFlips> Counties { get; init; }

    /// <summary>Items that only one of the two has; nothing can turn there.</summary>
    public required IReadOnlyList<StandardItem> OnlyNext { get; init; }

    public required IReadOnlyList<StandardItem> OnlyNow { get; init; }

    public IReadOnlyList<ItemFlips> Items =>
    [
        .. Flips.GroupBy(f => f.Item.Code).Select(g => new ItemFlips(g.First().Item, g.Count(f => f.Falls), g.Count(f => !f.Falls))),
    ];

    public IEnumerable<Flip> OfStations => Flips.Where(f => f.Station is not null);

    public IEnumerable<Flip> OfCounties => Flips.Where(f => f.Station is null);
}

/// <summary>
/// 谁会翻: judges the records of a month twice, by the standard in force and by a draft, and lists every finding that would turn from met to
/// short or back. Nothing is stored.
/// </summary>
public sealed class PreviewStandard(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    public async Task<Result<StandardPreview>> RunAsync(Guid draftKey, Month month, CancellationToken ct = default)
    {
        var draft = await db.StandardDrafts().AsNoTracking().SingleOrDefaultAsync(d => d.Key == draftKey, ct);
        if (draft is null)
        {
            return new NotFound("这份草稿");
        }

        if (month.FirstDay > clock.Today())
        {
            return new MonthNotBegun(month);
        }

        var read = StandardReader.Read(draft.Json);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        // The limits of the draft are tried on this month as if it were already in force.
        var next = await standards.WithRulingsAsync(read.Value, ct);
        var now = await standards.ForAsync(month, draft.RegionCode, ct);
        var before = await EvaluateAsync(now, draft.RegionCode, month, ct);
        var after = await EvaluateAsync(new(0, next), draft.RegionCode, month, ct);
        var flips = Compare(before, after).ToList();
        return new StandardPreview
        {
            Month = month,
            Now = now,
            Next = next,
            Flips = flips,
            Counties = [.. before.CountyCodes.Select(code => new CountyFlips(
                code, Met(before, code), Met(after, code),
                flips.Count(f => f.CountyCode == code && f.Station is not null && f.Falls), flips.Count(f => f.CountyCode == code && f.Station is not null && !f.Falls)))],
            OnlyNext = [.. next.Items.Where(i => now.Definition.Item(i.Code) is null)],
            OnlyNow = [.. now.Definition.Items.Where(i => next.Item(i.Code) is null)],
        };
    }

    private Task<Evaluation> EvaluateAsync(StandardOfMonth standard, long region, Month month, CancellationToken ct) => evaluate.RunAsync(
        new() { Standard = standard, RegionCode = region, Period = SheetPeriod.Of(month), Today = clock.Today() }, ct);

    private static int Met(Evaluation evaluation, long county) =>
        evaluation.Standard.Definition.Items.Count(i => evaluation.InForce(i.Code).Counties[county].IsMet);

    private static IEnumerable<Flip> Compare(Evaluation before, Evaluation after)
    {
        var known = before.Outcomes.Where(o => o.Reading.InForce).ToDictionary(o => o.Reading.Item.Code);
        foreach (var outcome in after.Outcomes.Where(o => o.Reading.InForce && known.ContainsKey(o.Reading.Item.Code)))
        {
            var was = known[outcome.Reading.Item.Code];
            foreach (var (code, county) in outcome.Counties)
            {
                if (Turns(was.Counties[code].Verdict, county.Verdict))
                {
                    yield return new(outcome.Reading.Item, code, null, was.Counties[code].Verdict, county.Verdict);
                }

                var places = was.Counties[code].Places.ToDictionary(p => p.Station.StationId);
                foreach (var place in county.Places.Where(p => places.TryGetValue(p.Station.StationId, out var then) && Turns(then.Verdict, p.Verdict)))
                {
                    yield return new(outcome.Reading.Item, code, place.Station, places[place.Station.StationId].Verdict, place.Verdict);
                }
            }
        }
    }

    private static bool Turns(Verdict before, Verdict after) => (before.State == FindingState.Met) != (after.State == FindingState.Met)
        && (before.State == FindingState.Short || after.State == FindingState.Short);
}
