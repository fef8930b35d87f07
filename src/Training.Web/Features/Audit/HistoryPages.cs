using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Audit;

/// <summary>What the page is asked for, as it stands in the address.</summary>
public sealed class HistoryForm
{
    public string? Kind { get; set; }

    /// <summary>One stream whole.</summary>
    public string? Stream { get; set; }

    public string? Who { get; set; }

    public string? Process { get; set; }

    public string? County { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public string Address(string path, int page = 1)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("kind", Kind), ("stream", Stream), ("who", Who), ("process", Process), ("county", County), ("from", $"{From:yyyy-MM-dd}"), ("until", $"{Until:yyyy-MM-dd}"),
            ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
        }.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}").ToList();
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

public sealed record HistoryLine(AuditEntry Entry, string Who, string Place, string? Href, IReadOnlyList<Change> Changes);

public sealed record HistoryView(
    HistoryForm Form, IReadOnlyList<HistoryLine> Lines, PageOf Pages, AuditProof? Proof, AuditCheckpoint? Checkpoint, IReadOnlyList<Region> Counties,
    IReadOnlyList<string> Processes);

/// <summary>Puts names, places and ways to the records beside the entries of the history.</summary>
public sealed class HistoryPages(ReadHistory history, HistoryValues values, AccountNames names, StaffRegister staff, PlaceNames places, TrainingDbContext db)
{
    public const int PageSize = 50;

    public async Task<HistoryView> ListAsync(HistoryForm form, int page, ClaimsPrincipal reader, CancellationToken ct)
    {
        var found = await history.RunAsync(await QuestionAsync(form, page, ct), ct);
        return new HistoryView(
            form, await LinesAsync(found.Lines, reader, ct), new PageOf(page, PageSize, found.Total, n => form.Address("/history", n)), found.LastProof, found.LastCheckpoint,
            [.. (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct)).Where(r => db.Scope.Holds(r.Code))],
            await history.ProcessesAsync(ct));
    }

    public async Task<IReadOnlyList<HistoryLine>> ExportAsync(HistoryForm form, ClaimsPrincipal reader, CancellationToken ct) =>
        await LinesAsync(await history.ExportAsync(await QuestionAsync(form, 1, ct), ct), reader, ct);

    public async Task<HistoryLine?> FindAsync(long id, ClaimsPrincipal reader, CancellationToken ct) =>
        await history.FindAsync(id, ct) is { } entry ? (await LinesAsync([entry], reader, ct))[0] : null;

    private async Task<HistoryQuestion> QuestionAsync(HistoryForm form, int page, CancellationToken ct) => new()
    {
        Stream = form.Stream ?? (string.IsNullOrEmpty(form.Kind) ? null : form.Kind + "/"),
        ActorIds = string.IsNullOrWhiteSpace(form.Who) ? null : await names.FindAsync(form.Who.Trim(), ct),
        Process = form.Process,
        Region = RegionCodes.TryParse(form.County, out var county) ? RegionCodes.RangeOf(county) : null,
        From = form.From,
        Until = form.Until,
        Page = page,
        Size = PageSize,
    };

    private async Task<List<HistoryLine>> LinesAsync(IReadOnlyList<AuditEntry> entries, ClaimsPrincipal reader, CancellationToken ct)
    {
        await values.LookUpAsync(entries, reader, ct);
        var who = await names.OfAsync(entries.Select(e => e.ActorId), ct);
        var hrefs = await HrefsAsync(entries.Select(e => e.Stream).Distinct().ToList(), reader, ct);
        var lines = new List<HistoryLine>();
        foreach (var entry in entries)
        {
            lines.Add(new HistoryLine(
                entry, AccountNames.Of(who, entry.ActorId), await places.OfAsync(entry.RegionCode, ct), hrefs.GetValueOrDefault(entry.Stream), values.ChangesOf(entry)));
        }

        return lines;
    }

    /// <summary>Only ways that are open: the record is there, and within the reader's divisions.</summary>
    private async Task<Dictionary<string, string>> HrefsAsync(List<string> streams, ClaimsPrincipal reader, CancellationToken ct)
    {
        var hrefs = new Dictionary<string, string>();
        foreach (var (kind, path, verb, rows) in ((string, string, string, Func<List<Guid>, IQueryable<Guid>>)[])
        [
            ("roll", "/rolls", Policies.ReadRoll, keys => db.Rolls().Where(r => keys.Contains(r.Key) && r.Status == RollStatus.Closed).Select(r => r.Key)),
            ("person", "/privacy/people", Policies.PersonalData, keys => db.People().Where(p => keys.Contains(p.Key)).Select(p => p.Key)),
            ("erasure", "/privacy/erasures", Policies.Privacy, keys => db.ErasureRequests().Where(e => keys.Contains(e.Key)).Select(e => e.Key)),
            ("station", "/stations", Policies.Figures, keys => db.Stations().Where(s => keys.Contains(s.Key)).Select(s => s.Key)),
            ("trainer", "/trainers", Policies.Pool, keys => db.Trainers().Where(t => keys.Contains(t.Key)).Select(t => t.Key)),
        ])
        {
            var keys = !reader.May(verb) ? [] : streams.Where(s => HistoryWords.KindOf(s) == kind).Select(s => Guid.TryParse(s[(kind.Length + 1)..], out var key) ? key : (Guid?)null).OfType<Guid>().ToList();
            foreach (var key in keys.Count == 0 ? [] : await rows(keys).ToListAsync(ct))
            {
                hrefs[$"{kind}/{key}"] = $"{path}/{key}";
            }
        }

        var accounts = streams.Where(s => s.StartsWith("account/", StringComparison.Ordinal)).Select(s => long.TryParse(s[8..], CultureInfo.InvariantCulture, out var id) ? id : 0).ToList();
        foreach (var id in accounts.Count > 0 && reader.May(Policies.Accounts) ? await staff.ReachedAsync(accounts, ct) : new HashSet<long>())
        {
            hrefs[AccountSessions.StreamOf(id)] = $"/accounts/{id}";
        }

        return hrefs;
    }
}
