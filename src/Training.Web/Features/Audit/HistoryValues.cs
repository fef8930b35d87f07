using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Audit;

/// <summary>A value as people read it, with the way to what it names where the reader may go there.</summary>
public sealed record Said(string Text, string? Href = null);

/// <summary>One thing that changed, before and after in words.</summary>
public sealed record Change(string What, IReadOnlyList<Said> Before, IReadOnlyList<Said> After)
{
    public string AfterText => string.Join('、', After.Select(a => a.Text));

    public string BeforeText => string.Join('、', Before.Select(b => b.Text));
}

/// <summary>
/// Reads what stands in before and after aloud: names and states in Chinese, instants in Asia/Shanghai, keys by what they name. Persons are
/// named by the end of their key alone: their names are behind the link.
/// </summary>
public sealed class HistoryValues(TrainingDbContext db, AccountNames names, StaffRegister staff, PlaceNames places)
{
    private readonly Dictionary<(string Kind, string Key), Said> known = [];

    /// <summary>Looks up what the entries point to, a question a kind, within the reader's scope.</summary>
    public async Task LookUpAsync(IReadOnlyCollection<AuditEntry> entries, ClaimsPrincipal reader, CancellationToken ct)
    {
        var pointers = entries.SelectMany(e => Pointers(e.BeforeJson).Concat(Pointers(e.AfterJson))).Distinct().ToLookup(p => p.Kind, p => p.Key);
        var accounts = Numbers(pointers["account"]);
        if (accounts.Count > 0)
        {
            var called = await names.OfAsync(accounts.Select(id => (long?)id), ct);
            var reached = reader.May(Policies.Accounts) ? await staff.ReachedAsync(accounts, ct) : new HashSet<long>();
            accounts.ForEach(id => Put("account", id, reached.Contains(id) ? new Said(called[id], $"/accounts/{id}") : new Said($"账号 {id}")));
        }

        foreach (var code in Numbers(pointers["region"]))
        {
            Put("region", code, new Said(await places.OfAsync(code, ct)));
        }

        var (stationKeys, stations) = (Keys(pointers["station"]), Numbers(pointers["station"]));
        foreach (var s in stationKeys.Count + stations.Count == 0
            ? [] : await db.Stations().Where(s => stationKeys.Contains(s.Key) || stations.Contains(s.Id)).Select(s => new { s.Id, s.Key, s.Name }).ToListAsync(ct))
        {
            var said = new Said(s.Name, reader.May(Policies.Figures) ? $"/stations/{s.Key}" : null);
            Put("station", s.Id, said);
            known[("station", s.Key.ToString())] = said;
        }

        var people = Keys(pointers["person"]);
        foreach (var key in people.Count == 0 || !reader.May(Policies.PersonalData) ? [] : await db.People().Where(p => people.Contains(p.Key)).Select(p => p.Key).ToListAsync(ct))
        {
            known[("person", key.ToString())] = new Said(Short(key), $"/privacy/people/{key}");
        }

        var (keys, ids) = (Keys(pointers["trainer"]), Numbers(pointers["trainer"]));
        foreach (var t in keys.Count + ids.Count == 0 ? [] : await db.Trainers().Where(t => keys.Contains(t.Key) || ids.Contains(t.Id)).Select(t => new { t.Id, t.Key, t.Name }).ToListAsync(ct))
        {
            var said = new Said(t.Name, reader.May(Policies.Pool) ? $"/trainers/{t.Key}" : null);
            Put("trainer", t.Id, said);
            known[("trainer", t.Key.ToString())] = said;
        }
    }

    /// <summary>Top-level values of before and after, side by side.</summary>
    public IReadOnlyList<Change> ChangesOf(AuditEntry entry)
    {
        var before = Values(entry.BeforeJson);
        var after = Values(entry.AfterJson);
        return [.. before.Keys.Concat(after.Keys).Distinct().Select(k => new Change(HistoryWords.OfField(k), before.GetValueOrDefault(k, []), after.GetValueOrDefault(k, [])))];
    }

    private static string Short(Guid key) => key.ToString("N")[^8..];

    private static List<long> Numbers(IEnumerable<string> keys) => [.. keys.Select(k => long.TryParse(k, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0)];

    private static List<Guid> Keys(IEnumerable<string> keys) => [.. keys.Select(k => Guid.TryParse(k, out var g) ? g : Guid.Empty).Where(g => g != Guid.Empty)];

    private static List<(string Kind, string Key)> Pointers(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. PointersIn("", document.RootElement)];
    }

    private static IEnumerable<(string, string)> PointersIn(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => PointersIn(p.Name, p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => PointersIn(field, item)),
        _ => HistoryWords.PointsTo(field) is { } kind ? [(kind, value.ToString())] : [],
    };

    private void Put(string kind, long id, Said said) => known[(kind, id.ToString(CultureInfo.InvariantCulture))] = said;

    private Dictionary<string, IReadOnlyList<Said>> Values(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Read(g.Key, g.Last().Value))
            : new() { ["值"] = Read("", document.RootElement) };
    }

    private IReadOnlyList<Said> Read(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 ? [new Said("没有")] : [.. value.EnumerateArray().SelectMany(item => Read(field, item))],
        JsonValueKind.Object => [new Said(string.Join('，', value.EnumerateObject().Select(p => $"{HistoryWords.OfField(p.Name)} {string.Join('、', Read(p.Name, p.Value).Select(s => s.Text))}")))],
        JsonValueKind.True => [new Said("是")],
        JsonValueKind.False => [new Said("否")],
        _ => [HistoryWords.PointsTo(field) is { } kind && known.TryGetValue((kind, value.ToString()), out var said) ? said : new Said(Plain(field, value))],
    };

    private static string Plain(string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.ToString();
        }

        var text = value.GetString()!;
        return Guid.TryParse(text, out var key) ? Short(key)
            : text.EndsWith('Z') && value.TryGetDateTime(out var instant) ? ShanghaiTime.FromUtc(instant.ToUniversalTime()).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : HistoryWords.OfState(field, text);
    }
}
