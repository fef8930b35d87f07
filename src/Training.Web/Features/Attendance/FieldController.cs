using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>What a phone fetches to work without a network.</summary>
[Authorize(Policy = Policies.Roll)]
public sealed class FieldController(FieldSnapshot snapshot, RollQuotas quotas, TimeProvider clock) : Controller
{
    /// <summary>The sessions at hand with their lists. The tag says whether anything of it changed; the server's clock is no part of it.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("field/snapshot")]
    public async Task<IActionResult> Snapshot(CancellationToken ct)
    {
        var sessions = new List<SnapshotResponse.Session>();
        foreach (var session in await snapshot.RunAsync(User.Taker(), ct))
        {
            sessions.Add(SnapshotResponse.Session.Of(session, await quotas.ForAsync(session.StartedUtc ?? session.PlannedStartUtc, session.RegionCode, ct)));
        }

        var account = User.FieldKey();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(sessions)).AsSpan(0, 12))}{account}\"");
        Response.Headers.CacheControl = "private, no-cache";
        Response.GetTypedHeaders().ETag = tag;
        // A phone whose clock was set wrong is to know it although nothing else changed.
        Response.Headers["X-Server-Now"] = Moments.Iso(clock.UtcNow());
        return Request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Compare(tag, useStrongComparison: false))
            ? StatusCode(StatusCodes.Status304NotModified)
            : Json(new SnapshotResponse(account, clock.UtcNow(), sessions));
    }
}

public sealed record SnapshotResponse(string AccountKey, DateTime ServerNow, IReadOnlyList<SnapshotResponse.Session> Sessions)
{
    /// <summary>People and minutes are what the standard asks of a session.</summary>
    public sealed record Session(
        Guid Key, string Title, string StationName, string Day, DateTime PlannedStartUtc, DateTime PlannedEndUtc, string? CancelReason, int People, int Minutes,
        string Status, DateTime? StartedUtc, DateTime? EndedUtc, int? HeadCount, IReadOnlyList<Line> Lines)
    {
        public static Session Of(FieldSession s, RollQuota quota) => new(
            s.Key, s.Title, s.StationName, s.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), s.PlannedStartUtc, s.PlannedEndUtc, s.CancelReason,
            quota.People, quota.Minutes, OperationsResponse.RollState.StatusOf(s.Status), s.StartedUtc, s.EndedUtc, s.HeadCount, [.. s.Lines.Select(Line.Of)]);
    }

    public sealed record Line(
        Guid Key, string Name, string Label, string Initials, string Kind, string? PhoneTail, string? IdTail, IReadOnlyList<string> Cards,
        bool Present, bool InConflict, IReadOnlyList<Guid> Heads, DateTime? Until, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? SameAs,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Face)
    {
        public static Line Of(FieldLine l) => new(
            l.Key, l.Name, l.Label, l.Initials, KindOf(l.Kind), l.PhoneTail, l.IdTail, l.Cards, l.State.Present, l.State.InConflict, l.State.Heads, l.State.UntilUtc, l.SameAs, l.Face);

        private static string KindOf(LineKind kind) => kind switch
        {
            LineKind.Member => "member",
            LineKind.Guest => "guest",
            LineKind.WalkIn => "walkIn",
            LineKind.Staff => "staff",
        };
    }
}
