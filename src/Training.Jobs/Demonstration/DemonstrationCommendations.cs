using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>
/// 通报表扬 of the demonstration's year, once its months are checked, by the product's own use cases on the days on which it would have happened: one list confirmed with an upheld objection and a
/// praise taken back later, one given up, one on notice, one being made.
/// </summary>
public sealed class DemonstrationCommendations(TrainingDbContext db, ComputeCommendation compute, CommendationNames names, IOfficers officers, Vault vault, TimeProvider clock)
{
    private const int WorkingDays = 5;

    /// <summary>How many lists were made; none where there are some, or where a month is not closed.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var officer = await db.Accounts().FirstOrDefaultAsync(a => a.NormalizedUserName == "CITY", ct);
        if (officer is null || !await SeedDemonstration.IsDemonstrationAsync(db, ct) || await db.CommendationLists().AnyAsync(ct))
        {
            return 0;
        }

        var city = await db.AccountRegions().Where(r => r.AccountId == officer.Id).Select(r => r.RegionCode).FirstAsync(ct);
        var actor = new Actor(officer.Id);
        var made = 0;
        if (await StartAsync(actor, city, "2026-Q1", new(2026, 4, 13), ct) is { } first)
        {
            await ConfirmAsync(actor, first, ct);
            made++;
        }

        if (await StartAsync(actor, city, "2026-Q2", new(2026, 7, 14), ct) is { } given)
        {
            await new MakeCommendation(db, compute, On(new(2026, 7, 20))).DropAsync(actor, given.Key, "两个县区在补登六月的点名册，补完再算。", ct);
            var second = (await StartAsync(actor, city, "2026-Q2", new(2026, 11, 16), ct))!;
            await PublishAsync(actor, second, new(2026, 11, 19), ct);
            made += 2;
        }

        if (await StartAsync(actor, city, "2026-Q3", new(2026, 11, 20), ct) is { } draft)
        {
            var off = await db.CommendationCandidates().Where(c => c.ListId == draft.Id && c.State == CandidateState.Listed).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
            if (off is not null)
            {
                await new JudgeCandidate(db, On(new(2026, 11, 20))).TakeOffAsync(actor, off.Key, "本人已经调离，县区来函请不列入。", ct);
            }

            made++;
        }

        return made;
    }

    private async Task<CommendationList?> StartAsync(Actor actor, long city, string period, DateOnly day, CancellationToken ct)
    {
        var started = await new MakeCommendation(db, compute, On(day)).StartAsync(new() { Actor = actor, RegionCode = city, Period = period }, ct);
        return started.Ok ? await db.CommendationLists().SingleAsync(l => l.Key == started.Value, ct) : null;
    }

    private async Task<PublicNotice?> PublishAsync(Actor actor, CommendationList list, DateOnly day, CancellationToken ct)
    {
        var opened = await new PublishCommendation(db, compute, new OpenNotice(db, officers, On(day)), names, On(day)).RunAsync(
            new() { Actor = actor, Key = list.Key, Sha256 = list.Sha256, WorkingDays = WorkingDays, SupervisionPhone = "0393-6910000" }, ct);
        return opened.Ok ? opened.Value : null;
    }

    /// <summary>Two objections, one of them upheld; later one praise is taken back.</summary>
    private async Task ConfirmAsync(Actor actor, CommendationList list, CancellationToken ct)
    {
        if (await PublishAsync(actor, list, new(2026, 4, 15), ct) is not { Items.Count: > 2 } notice)
        {
            return;
        }

        (NoticeItem Item, string Text, string Answer, bool Upheld)[] said =
        [
            (notice.Items[^1], "名单上写的服务次数比实际多，三月有两次没有来。", "核对了三月的服务记录和被服务家庭，有两次没有做，取消。", true),
            (notice.Items[0], "这个站点三月停过一天课，还能评吗？", "停课当天补上了，达标课数不含停的那一场，不影响。", false),
        ];
        foreach (var (item, text, answer, upheld) in said)
        {
            var key = Guid.CreateVersion7();
            await new FileObjection(db, vault, On(new(2026, 4, 17))).RunAsync(new() { NoticeKey = notice.Key, ObjectionKey = key, ItemKey = item.Key, Text = text }, ct);
            await new AnswerObjection(db, On(new(2026, 4, 20))).RunAsync(new() { Actor = actor, NoticeKey = notice.Key, ObjectionKey = key, Upheld = upheld, Answer = answer }, ct);
        }

        var end = On(new(2026, 4, 24));
        await new ConcludeNotice(db, new EndNotice(db, [new CommendationNotices(db, end)], end), end).RunAsync(notice.Key, actor, ct: ct);
        var later = await db.CommendationCandidates().Where(c => c.ListId == list.Id && c.State == CandidateState.Praised && c.Kind == PraisedKind.Station).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        if (later is not null)
        {
            await new JudgeCandidate(db, On(new(2026, 8, 6))).RevokeAsync(actor, later.Key, "事后抽查，一季度有一场课的点名册和照片对不上。", ct);
        }
    }

    /// <summary>Half past nine of a day in Shanghai, or now where that is earlier.</summary>
    private Moment On(DateOnly day) => new(ShanghaiTime.ToUtc(day, new TimeOnly(9, 30)) is var wanted && wanted < clock.UtcNow() ? wanted : clock.UtcNow());
}
