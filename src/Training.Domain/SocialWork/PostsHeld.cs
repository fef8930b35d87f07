using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Domain.SocialWork;

/// <summary>Posts that somebody still holds as the named social worker of a station.</summary>
public sealed class PostsHeld(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "还指定着他的站点";

    public int Order => 30;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var posts = await (
            from post in db.SocialWorkerPosts().AsNoTracking()
            join station in db.Stations() on post.StationId equals station.Id
            where post.TrainerId == leaver.TrainerId && post.UntilDate == null
            orderby post.FromDate, post.Id
            select new { post.Id, post.FromDate, station.Name }).ToListAsync(ct);
        return posts.ConvertAll(p => new UnfinishedThing($"{p.Name}，从{p.FromDate:yyyy年M月d日}起", $"/social-workers/posts/{p.Id}/end", "NameSocialWorkers"));
    }
}
