using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>What the stations of a county come to, added up while they pass.</summary>
internal sealed class CountySum(Measure measure, long code, Month last)
{
    private readonly List<PlaceFigure> places = [];
    private MetricTally total = MetricTally.Nothing(code, 0, last);
    private int seen;
    private int due;
    private int met;
    private int exempt;

    public void Count(MetricTally tally) => total = total.Plus(tally);

    public void Add(PlaceFigure place, bool keep)
    {
        seen++;
        met += place.Verdict.State == FindingState.Met ? 1 : 0;
        due += place.Verdict.State is FindingState.Met or FindingState.Short ? 1 : 0;
        exempt += place.Verdict.State == FindingState.Exempt ? 1 : 0;
        if (keep)
        {
            places.Add(place);
        }
    }

    public CountyFigure Judge()
    {
        var state = due > 0 && met == due ? FindingState.Met
            : due == 0 && exempt > 0 && exempt == seen ? FindingState.Exempt
            : FindingState.Short;
        return new()
        {
            CountyCode = total.RegionCode,
            Total = total,
            Verdict = new(QuotaRules.Judge(measure, total).Value, measure.Threshold, state, state == FindingState.Short ? due - met : 0),
            Due = due,
            Met = met,
            Exempt = exempt,
            Places = places,
        };
    }
}
