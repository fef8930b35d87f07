using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Topics;

namespace Training.Domain.Courses;

public sealed record CoveredTopic(string Code, string Name, int Published, int Waiting);

/// <param name="Missing">Names of the topics without a course that families can watch.</param>
public sealed record CountyCoverage(long RegionCode, string County, IReadOnlyList<CoveredTopic> Topics, IReadOnlyList<string> Missing);

/// <summary>
/// Which of the eight course topics (濮民〔2023〕63号 课程开发: 生活照护、基础照护、康复服务、心理支持、照护评估、失智照护、安宁疗护、风险应对) each county within
/// the reader's reach has a course for that families can watch.
/// </summary>
public sealed class TopicCoverage(TrainingDbContext db)
{
    public async Task<IReadOnlyList<CountyCoverage>> RunAsync(CancellationToken ct = default)
    {
        var topics = await db.Topics().AsNoTracking().Where(t => t.Vocabulary == TopicVocabulary.Course).OrderBy(t => t.Ordinal).ToListAsync(ct);
        var versions = await (
            from version in db.CourseVersions()
            where version.State == CourseVersionState.InReview
                || (version.State == CourseVersionState.Published && PlayableLessons.OfFamilies(db).Any(shown => shown.Version.Id == version.Id))
            group version by new { version.RegionCode, version.TopicCode, version.State } into g
            select new { g.Key.RegionCode, g.Key.TopicCode, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var counties = (await db.RegionsInForce().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct))
            .Where(county => db.Scope.Holds(county.Code));
        return
        [
            .. counties.Select(county =>
            {
                var covered = topics.ConvertAll(topic => new CoveredTopic(
                    topic.Code, topic.Name, Count(county.Code, topic.Code, CourseVersionState.Published), Count(county.Code, topic.Code, CourseVersionState.InReview)));
                return new CountyCoverage(county.Code, county.Name, covered, [.. covered.Where(t => t.Published == 0).Select(t => t.Name)]);
            }),
        ];

        int Count(long county, string topic, CourseVersionState state) =>
            versions.Where(v => v.RegionCode == county && v.TopicCode == topic && v.State == state).Sum(v => v.Count);
    }
}
