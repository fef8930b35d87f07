using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

public sealed record CommendationRow(Guid Key, string Label, int Number, CommendationState State, DateTime MadeUtc, DateTime? PutForwardUtc, DateTime? ConfirmedUtc, int Listed, int TakenOff, int StruckOff, int Praised);

public sealed record CommendationPage(IReadOnlyList<CommendationRow> Rows, int Total);

/// <summary>A candidate with what was computed, what became of it, and its name.</summary>
public sealed record CandidateView(CommendationCandidate Candidate, CandidateLine Line, CandidateName Name, string County);

public sealed record CommendationView
{
    public required CommendationList List { get; init; }

    public required CommendationContent Content { get; init; }

    public required CommendationDefinition Definition { get; init; }

    /// <summary>In the order of the text; those that the reader reaches.</summary>
    public required IReadOnlyList<CandidateView> Candidates { get; init; }

    public required string City { get; init; }

    public string? MadeBy { get; init; }

    /// <summary>The reader's authority is the list's.</summary>
    public required bool IsOwn { get; init; }

    public NoticeState? Notice { get; init; }

    public string Label => SheetPeriod.TryParse(List.Period, out var period) ? period.Label : List.Period;
}

/// <summary>
/// Lists as staff reads them. A county reaches the lists of its city that were put forward, with its own candidates alone; the public reaches confirmed ones with those who were praised,
/// names of persons masked as on a notice that is over.
/// </summary>
public sealed class ReadCommendations(TrainingDbContext db, CommendationNames names)
{
    public const int PageSize = 20;

    public async Task<CommendationPage> ListAsync(CommendationState? state, int page, CancellationToken ct = default)
    {
        var there = (await ReachedAsync(ct)).Where(l => state == null || l.State == state);
        var lists = await there.OrderByDescending(l => l.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(l => new { l.Id, l.Key, l.Period, l.Number, l.State, l.MadeUtc, l.PutForwardUtc, l.ConfirmedUtc }).ToListAsync(ct);
        var ids = lists.ConvertAll(l => l.Id);
        var counts = (await db.CommendationCandidates().AsNoTracking().Where(c => ids.Contains(c.ListId)).GroupBy(c => new { c.ListId, c.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            .ToDictionary(c => (c.Key.ListId, c.Key.State), c => c.Count);
        int Of(long id, params CandidateState[] states) => states.Sum(s => counts.GetValueOrDefault((id, s)));
        return new(
            lists.ConvertAll(l => new CommendationRow(
                l.Key, LabelOf(l.Period), l.Number, l.State, l.MadeUtc, l.PutForwardUtc, l.ConfirmedUtc,
                Of(l.Id, CandidateState.Listed, CandidateState.StruckOff, CandidateState.Praised, CandidateState.Revoked), Of(l.Id, CandidateState.TakenOff),
                Of(l.Id, CandidateState.StruckOff, CandidateState.Revoked), Of(l.Id, CandidateState.Praised))),
            await there.CountAsync(ct));
    }

    public async Task<CommendationView?> FindAsync(Guid key, CancellationToken ct = default) =>
        await (await ReachedAsync(ct)).SingleOrDefaultAsync(l => l.Key == key, ct) is { } list ? await ViewAsync(list, db.CommendationCandidates().Where(c => c.ListId == list.Id), ct) : null;

    /// <summary>The list of one candidate, with that one alone.</summary>
    public async Task<CommendationView?> CandidateAsync(Guid key, CancellationToken ct = default)
    {
        var listId = await db.CommendationCandidates().Where(c => c.Key == key).Select(c => (long?)c.ListId).SingleOrDefaultAsync(ct);
        return listId is not null && await (await ReachedAsync(ct)).SingleOrDefaultAsync(l => l.Id == listId, ct) is { } list
            ? await ViewAsync(list, db.CommendationCandidates().Where(c => c.Key == key), ct)
            : null;
    }

    public async Task<IReadOnlyList<(Guid Key, string Label, string City, DateTime ConfirmedUtc, int Praised)>> PublicAsync(CancellationToken ct = default) =>
        (await (
            from list in db.CommendationLists().IgnoreQueryFilters()
            where list.State == CommendationState.Confirmed
            join region in db.Regions() on list.RegionCode equals region.Code
            orderby list.ConfirmedUtc descending
            select new
            {
                list.Key, list.Period, region.Name, list.ConfirmedUtc,
                Praised = db.CommendationCandidates().IgnoreQueryFilters().Count(c => c.ListId == list.Id && c.State == CandidateState.Praised),
            }).ToListAsync(ct)).ConvertAll(l => (l.Key, LabelOf(l.Period), l.Name, l.ConfirmedUtc!.Value, l.Praised));

    /// <summary>A confirmed list with those who were praised, or were and are no longer.</summary>
    public async Task<CommendationView?> PublicAsync(Guid key, CancellationToken ct = default)
    {
        var list = await db.CommendationLists().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(l => l.Key == key && l.State == CommendationState.Confirmed, ct);
        var shown = list is null ? null : await ViewAsync(
            list, db.CommendationCandidates().IgnoreQueryFilters().Where(c => c.ListId == list.Id && (c.State == CandidateState.Praised || c.State == CandidateState.Revoked)), ct);
        return shown is null ? null : shown with
        {
            Candidates = [.. shown.Candidates.Select(c => CommendationWords.IsPerson(c.Line.Kind) ? c with { Name = c.Name with { Name = NoticeWords.Masked(c.Name.Name) } } : c)],
        };
    }

    private static string LabelOf(string period) => SheetPeriod.TryParse(period, out var parsed) ? parsed.Label : period;

    /// <summary>The own lists, and those that were put forward and name somebody within reach; the ids are read within the filters first.</summary>
    private async Task<IQueryable<CommendationList>> ReachedAsync(CancellationToken ct)
    {
        var mine = await db.CommendationLists().Select(l => l.Id).ToListAsync(ct);
        var named = await db.CommendationCandidates().Select(c => c.ListId).Distinct().ToListAsync(ct);
        return db.CommendationLists().AsNoTracking().IgnoreQueryFilters().Where(l => mine.Contains(l.Id)
            || ((l.State == CommendationState.OnNotice || l.State == CommendationState.Confirmed) && named.Contains(l.Id)));
    }

    private async Task<CommendationView> ViewAsync(CommendationList list, IQueryable<CommendationCandidate> which, CancellationToken ct)
    {
        var content = CommendationContent.Read(list.Text);
        var rows = await which.AsNoTracking().ToListAsync(ct);
        var named = await names.OfAsync(rows, ct);
        var own = rows.ToDictionary(c => (c.Kind, c.RegionCode, c.SubjectId));
        var regions = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County || r.Code == list.RegionCode).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        return new()
        {
            List = list, Content = content, Definition = CommendationDefinition.Shipped.Single(d => d.Version == list.Rule), City = regions.GetValueOrDefault(list.RegionCode, ""), IsOwn = db.Scope.Holds(list.RegionCode),
            MadeBy = list.MadeBy is { } by ? await db.Accounts().Where(a => a.Id == by).Select(a => a.DisplayName).SingleOrDefaultAsync(ct) : null,
            Notice = list.NoticeKey is { } notice ? await db.PublicNotices().IgnoreQueryFilters().Where(n => n.Key == notice).Select(n => (NoticeState?)n.State).SingleOrDefaultAsync(ct) : null,
            Candidates =
            [
                .. content.Candidates.Where(c => own.ContainsKey(c.Identity())).Select(c => new CandidateView(own[c.Identity()], c, named[c.Identity()], regions.GetValueOrDefault(c.County, ""))),
            ],
        };
    }
}
