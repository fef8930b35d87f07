using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>Which notices a list is cut to, as people ask for them.</summary>
public enum NoticeStage
{
    /// <summary>Objections are taken now.</summary>
    Open,

    /// <summary>The window is over and the result is not there yet.</summary>
    Waiting,

    Concluded,

    Withdrawn,
}

public sealed record NoticeQuestion
{
    public NoticeStage? Stage { get; init; }

    public string? Subject { get; init; }

    /// <summary>Part of the title, or of a line's name while the notice runs.</summary>
    public string? Words { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 20;
}

public sealed record NoticeListLine(
    Guid Key, string Subject, string Title, string Publisher, DateOnly FromDate, DateOnly LastDay, int WorkingDays, NoticeStage Stage, NoticeEnding? Ending,
    DateTime? EndedUtc, int Items, int StruckOff, int Received, int Unanswered);

public sealed record NoticeListPage(IReadOnlyList<NoticeListLine> Lines, int Total, IReadOnlyDictionary<NoticeStage, int> ByStage);

/// <summary>Lists of notices: everybody's public ones, an officer's own board, and the deadlines that one's division has to answer.</summary>
public sealed class NoticeLists(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Everybody's: steps past the scope's filter on purpose.</summary>
    public Task<NoticeListPage> PublicAsync(NoticeQuestion question, CancellationToken ct = default) =>
        RunAsync(db.PublicNotices().IgnoreQueryFilters().Where(n => n.Audience == NoticeAudience.Public), question, forPublic: true, ct);

    public Task<NoticeListPage> BoardAsync(NoticeQuestion question, CancellationToken ct = default) =>
        RunAsync(db.PublicNotices().Where(n => n.Audience == NoticeAudience.Public), question, forPublic: false, ct);

    /// <param name="divisions">Those that the account is an officer of.</param>
    public Task<NoticeListPage> DeadlinesAsync(IReadOnlyCollection<long> divisions, NoticeQuestion question, CancellationToken ct = default) =>
        RunAsync(
            db.PublicNotices().Where(n => n.Audience == NoticeAudience.Party && n.PartyRegionCode != null && divisions.Contains(n.PartyRegionCode.Value)),
            question, forPublic: false, ct);

    /// <summary>Deadlines that these divisions put before others.</summary>
    public Task<NoticeListPage> AskedAsync(IReadOnlyCollection<long> divisions, NoticeQuestion question, CancellationToken ct = default) =>
        RunAsync(db.PublicNotices().Where(n => n.Audience == NoticeAudience.Party && divisions.Contains(n.RegionCode)), question, forPublic: false, ct);

    /// <summary>How many public notices take objections now, of a division or of all.</summary>
    public Task<int> OpenNowAsync(long? regionCode = null, CancellationToken ct = default)
    {
        var today = clock.Today();
        var range = RegionCodes.RangeOf(regionCode ?? 0);
        return db.PublicNotices().IgnoreQueryFilters().CountAsync(
            n => n.Audience == NoticeAudience.Public && n.State == NoticeState.Running && n.LastDay >= today
                && (regionCode == null || (n.RegionCode >= range.From && n.RegionCode < range.Until)), ct);
    }

    private async Task<NoticeListPage> RunAsync(IQueryable<PublicNotice> asked, NoticeQuestion question, bool forPublic, CancellationToken ct)
    {
        var today = clock.Today();
        if (question.Subject is { } subject)
        {
            asked = asked.Where(n => n.Subject == subject);
        }

        if (question.Words?.Trim() is { Length: > 0 } words)
        {
            // The public finds a person only while the name is shown.
            asked = asked.Where(n => n.Title.Contains(words)
                || n.Items.Any(i => i.Name.Contains(words) && (!forPublic || !i.IsPerson || n.State == NoticeState.Running)));
        }

        var byState = await asked.GroupBy(n => new { n.State, Over = n.LastDay < today })
            .Select(g => new { g.Key.State, g.Key.Over, Count = g.Count() }).ToListAsync(ct);
        var byStage = byState.GroupBy(g => StageOf(g.State, g.Over)).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        asked = question.Stage switch
        {
            NoticeStage.Open => asked.Where(n => n.State == NoticeState.Running && n.LastDay >= today),
            NoticeStage.Waiting => asked.Where(n => n.State == NoticeState.Running && n.LastDay < today),
            NoticeStage.Concluded => asked.Where(n => n.State == NoticeState.Concluded),
            NoticeStage.Withdrawn => asked.Where(n => n.State == NoticeState.Withdrawn),
            null => asked,
        };
        // IgnoreQueryFilters anywhere holds for a whole query: the list of the public has it above, the board must have none.
        var page = await (
            from notice in asked.AsNoTracking()
            join region in db.Regions() on notice.RegionCode equals region.Code
            orderby notice.State == NoticeState.Running descending, notice.State == NoticeState.Running ? notice.LastDay : DateOnly.MinValue, notice.Id descending
            select new
            {
                Notice = notice, Region = region.Name,
                Items = db.NoticeItems().Count(i => i.NoticeId == notice.Id),
                StruckOff = db.NoticeItems().Count(i => i.NoticeId == notice.Id && i.Outcome == NoticeOutcome.StruckOff),
                Received = db.NoticeObjections().Count(o => o.NoticeId == notice.Id),
                Unanswered = db.NoticeObjections().Count(o => o.NoticeId == notice.Id && o.AnsweredUtc == null),
            }).Skip((question.Page - 1) * question.Size).Take(question.Size).ToListAsync(ct);
        return new NoticeListPage(
            [.. page.Select(line => new NoticeListLine(
                line.Notice.Key, line.Notice.Subject, line.Notice.Title, NoticeWords.Publisher(line.Region), line.Notice.FromDate, line.Notice.LastDay,
                line.Notice.WorkingDays, StageOf(line.Notice.State, line.Notice.LastDay < today), line.Notice.Ending, line.Notice.EndedUtc,
                line.Items, line.StruckOff, line.Received, line.Unanswered))],
            question.Stage is { } stage ? byStage.GetValueOrDefault(stage) : byStage.Values.Sum(),
            byStage);
    }

    private static NoticeStage StageOf(NoticeState state, bool over) => state switch
    {
        NoticeState.Concluded => NoticeStage.Concluded,
        NoticeState.Withdrawn => NoticeStage.Withdrawn,
        NoticeState.Running => over ? NoticeStage.Waiting : NoticeStage.Open,
    };
}
