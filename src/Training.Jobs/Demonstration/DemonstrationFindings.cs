using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Checks every month of the demonstration's year once, as if the nightly check had run all year, and has the city praise whom the figures name. Courses appear minutes later, when they play,
/// and as if they had been there all year: then the months are opened and checked again, so that none stands in a closed month as a correction.
/// </summary>
public sealed class DemonstrationFindings(UnattendedScopes scopes, TimeProvider clock)
{
    /// <summary>How many months were checked; those that were checked before only once more, when the last course has just been shown.</summary>
    /// <param name="coursesShown">How many courses were shown just now.</param>
    /// <param name="progress">Months of the year.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<int> RunAsync(int coursesShown, IProgress<(double Percent, string? Step)>? progress = null, CancellationToken ct = default)
    {
        var definitions = new Definitions();
        var year = definitions.Seasons.RecordedUntil;
        var last = Month.Of(clock.Today() < year ? clock.Today() : year);
        List<long> regions;
        HashSet<Month> known;
        bool again;
        await using (var scope = scopes.Open())
        {
            var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
            await DemonstrationStandards.WriteOnceAsync(scope.ServiceProvider, ct);
            var titles = definitions.Courses.Where(c => c.State != CourseStatus.Draft).Select(c => c.Title).ToList();
            again = coursesShown > 0 && !await db.Courses().AnyAsync(c => c.Status == CourseStatus.Draft && titles.Contains(c.Title), ct);
            regions = await db.RegionsWithStandard().ToListAsync(ct);
            known = (await db.CheckRuns().AsNoTracking().Select(r => r.Month).ToListAsync(ct)).ToHashSet();
        }

        var done = 0;
        for (var month = Month.From(year.Year, 1); month <= last; month = month.Next)
        {
            progress?.Report((100.0 * month.MonthOfYear / 12, $"{month.MonthOfYear}月"));
            foreach (var region in known.Contains(month) && !again ? [] : regions)
            {
                // A scope of its own each: one month's findings are not carried through the next.
                await using var scope = scopes.Open();
                var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
                await db.CheckRuns().Where(r => r.Month == month && r.RegionCode == region).ExecuteUpdateAsync(s => s.SetProperty(r => r.ClosedUtc, (DateTime?)null), ct);
                done += (await scope.ServiceProvider.GetRequiredService<MonthlyCheck>().RunAsync(month, region, Actor.Job, ct: ct)).Ok ? 1 : 0;
            }
        }

        if (done > 0)
        {
            await using var scope = scopes.Open();
            await scope.ServiceProvider.GetRequiredService<DemonstrationCommendations>().RunAsync(ct);
        }

        return done;
    }
}
