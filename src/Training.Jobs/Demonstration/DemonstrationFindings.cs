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
/// Checks every month of the demonstration's year once, as if the nightly check had run all year. It waits for the courses: a course that
/// appeared after the check would stand in closed months as a correction.
/// </summary>
public sealed class DemonstrationFindings(UnattendedScopes scopes, TimeProvider clock)
{
    /// <summary>How many months were checked; none while a course is not yet shown, and none the second time.</summary>
    public async Task<int> RunAsync(IProgress<(double Percent, string? Step)>? progress = null, CancellationToken ct = default)
    {
        var definitions = new Definitions();
        var year = definitions.Seasons.RecordedUntil;
        var last = Month.Of(clock.Today() < year ? clock.Today() : year);
        List<long> regions;
        HashSet<Month> known;
        await using (var scope = scopes.Open())
        {
            var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
            await DemonstrationStandards.WriteAsync(scope.ServiceProvider, ct);
            var titles = definitions.Courses.Where(c => c.State != CourseStatus.Draft).Select(c => c.Title).ToList();
            if (!await db.Courses().AnyAsync(c => c.Status == CourseStatus.Published, ct) || await db.Courses().AnyAsync(c => c.Status == CourseStatus.Draft && titles.Contains(c.Title), ct))
            {
                return 0;
            }

            regions = await db.StandardVersions().AsNoTracking().Select(v => v.RegionCode).Distinct().ToListAsync(ct);
            known = (await db.CheckRuns().AsNoTracking().Select(r => r.Month).ToListAsync(ct)).ToHashSet();
        }

        var done = 0;
        for (var month = Month.From(year.Year, 1); month <= last; month = month.Next)
        {
            progress?.Report((100.0 * month.MonthOfYear / 12, $"{month.MonthOfYear}月"));
            foreach (var region in known.Contains(month) ? [] : regions)
            {
                // A scope of its own each: one month's findings are not carried through the next.
                await using var scope = scopes.Open();
                done += (await scope.ServiceProvider.GetRequiredService<MonthlyCheck>().RunAsync(month, region, Actor.Job, ct)).Ok ? 1 : 0;
            }
        }

        return done;
    }
}
