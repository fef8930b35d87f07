using Training.Domain.Persistence;

namespace Training.Domain.Standards;

/// <summary>
/// Metrics over figures that somebody declared, one for each name: declared.NAME counts the rows of that name. So a standard may ask for
/// what no record here tells (people who live there, points that are registered) without a line of code.
/// </summary>
public static class DeclaredMetrics
{
    public const string Prefix = "declared.";

    public static Metric? Of(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? (db, window) => Rows(db, window, name[Prefix.Length..]) : null;

    /// <summary>Of each place the figures of the window's months that nothing took over.</summary>
    private static IQueryable<MetricRow> Rows(TrainingDbContext db, MetricWindow window, string name) =>
        from figure in db.DeclaredFigures()
        where figure.Name == name && figure.ReplacedUtc == null && figure.Month >= window.First && figure.Month <= window.Last
            && figure.RegionCode >= window.Codes.From && figure.RegionCode < window.Codes.Until
        select new MetricRow
        {
            RegionCode = figure.RegionCode,
            StationId = figure.StationId,
            Month = figure.Month,
            Kind = RecordKind.DeclaredFigure,
            RecordId = figure.Id,
            Numerator = figure.Numerator,
            Denominator = figure.Denominator,
            Member = 0,
            Excluded = 0,
        };
}
