using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Courses;

/// <summary>Courses that wait for the county's review.</summary>
public sealed class CoursesToReview(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "等着审的课程";

    public int Order => 55;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        if (leaver.Role != Roles.CountyOfficer)
        {
            return [];
        }

        var range = RegionCodes.RangeOf(leaver.RegionCode);
        var waiting = await db.CourseVersions().AsNoTracking()
            .Where(v => v.State == CourseVersionState.InReview && v.RegionCode >= range.From && v.RegionCode < range.Until)
            .OrderBy(v => v.SubmittedUtc).Select(v => new { v.Key, v.Title, v.SubmittedUtc }).ToListAsync(ct);
        return waiting.ConvertAll(v => new UnfinishedThing($"《{v.Title}》", $"/course-reviews/{v.Key}", "ReviewCourses"));
    }
}
