using System.Text.Json;
using Training.Domain.Audit;

namespace Training.Domain.Filing;

/// <summary>A signature as the written history has it, and when it ceased to hold.</summary>
internal sealed record WrittenSignature(Guid Key, Guid? Part, SignatureKind Kind, string Sha256, long? By, DateTime AtUtc, string? Opinion, string NameHash)
{
    public DateTime? EndedUtc { get; set; }

    public bool Withdrawn { get; set; }
}

/// <summary>
/// What the rows of a filing must say, made anew from its written history alone: whoever edits a row past the product is found, since the
/// history is a chain that cannot be edited with it. Pure: entries in, rows compared, faults out.
/// </summary>
internal sealed class FilingHistory
{
    private static readonly Dictionary<string, (FilingAction Action, SignatureKind? Signs)> Steps = new()
    {
        ["OpenFiling"] = (FilingAction.Opened, null),
        ["SignPart"] = (FilingAction.PartSigned, SignatureKind.Body),
        ["WithdrawSignature.OfPart"] = (FilingAction.PartWithdrawn, null),
        ["ReturnFiling.ToBody"] = (FilingAction.PartReturned, null),
        ["SignFiling"] = (FilingAction.CountySigned, SignatureKind.County),
        ["WithdrawSignature.OfCounty"] = (FilingAction.CountyWithdrawn, null),
        ["ReviewFiling.Receive"] = (FilingAction.Received, null),
        ["ReturnFiling.ToCounty"] = (FilingAction.Returned, null),
        ["AnswerReturn"] = (FilingAction.Answered, null),
        ["ReviewFiling.Approve"] = (FilingAction.Approved, SignatureKind.Approval),
        ["ReviewFiling.Accept"] = (FilingAction.Accepted, SignatureKind.Acceptance),
        ["UrgeFiling"] = (FilingAction.Urged, null),
        ["SetFilingTerm"] = (FilingAction.TermSet, null),
        ["MakeSupplement"] = (FilingAction.Supplemented, SignatureKind.Supplement),
        ["MakeSupplement.Take"] = (FilingAction.SupplementTaken, null),
    };

    private readonly List<(FilingAction Action, DateTime AtUtc, long? By, string? Words, Guid? Part)> steps = [];
    private readonly Dictionary<Guid, PartState> parts = [];
    private readonly Dictionary<Guid, (string? Text, DateTime? AtUtc, long? By)> answers = [];
    private readonly Dictionary<Guid, (string? Reason, DateTime AtUtc, long? By, string Sha256)> supplements = [];
    private readonly Dictionary<Guid, (DateTime? AtUtc, long? By)> taken = [];
    private readonly Dictionary<Guid, (string Item, Guid? Part, DateTime AtUtc, long? By)> remarks = [];
    private readonly Dictionary<Guid, (DateTime? AtUtc, long? By)> removed = [];
    private readonly HashSet<(DateTime AtUtc, long? By, Guid? Part, int Round, string Said)> returned = [];
    private FilingState state;
    private int round;
    private string? period;
    private DateOnly due;

    private FilingHistory()
    {
    }

    public List<WrittenSignature> Signatures { get; } = [];

    public HashSet<string> Hashes { get; } = [];

    /// <param name="entries">Of the filing's stream, in order.</param>
    public static FilingHistory Read(IEnumerable<AuditEntry> entries)
    {
        var history = new FilingHistory();
        foreach (var entry in entries)
        {
            if (Steps.TryGetValue(entry.Process, out var step))
            {
                using var after = JsonDocument.Parse(entry.AfterJson ?? "{}");
                history.Take(entry, step.Action, step.Signs, after.RootElement);
            }
            else if (entry.Process is "WriteRemark.Add" or "WriteRemark.Remove")
            {
                using var after = JsonDocument.Parse(entry.AfterJson!);
                history.Remark(entry, after.RootElement);
            }
        }

        return history;
    }

    /// <summary>The reasons of one sending back, so that the history tells them apart from others without holding them twice.</summary>
    public static string SaidHash(IEnumerable<(string Item, string Reason)> lines) =>
        CanonicalJson.HashOf(CanonicalJson.Write(lines.OrderBy(l => l.Item, StringComparer.Ordinal).Select(l => new { l.Item, l.Reason })));

    public IEnumerable<string> Faults(FilingRows rows)
    {
        var filing = rows.Filing;
        var keys = rows.Parts.ToDictionary(p => p.Id, p => p.Key);
        Guid? Part(long? id) => id is { } there ? keys.GetValueOrDefault(there) : null;
        if ((filing.Period, filing.State, filing.Round, filing.DueOn) != (period, state, round, due) || steps.Count == 0 || filing.MovedUtc != steps[^1].AtUtc
            || filing.OpenedUtc != steps[0].AtUtc || filing.OpenedBy != steps[0].By || rows.Regions.Any(r => r != filing.RegionCode))
        {
            yield return "期间、县区、状态、期限和操作历史里的不一样";
        }

        if (rows.Parts.Any(p => p.State != parts.GetValueOrDefault(p.Key)) || parts.Keys.Any(key => rows.Parts.All(p => p.Key != key))
            || rows.Parts.Where(p => p.IsLead).Select(p => p.OrganizationId).SingleOrDefault() != filing.LeadOrganizationId)
        {
            yield return "分表和操作历史里的不一样";
        }

        if (!rows.Steps.Select(s => (s.Action, s.AtUtc, s.AccountId, s.Words, Part(s.PartId))).SequenceEqual(steps))
        {
            yield return "办理经过和操作历史里的不一样";
        }

        if (rows.Signatures.Any(s => Signatures.Find(x => x.Key == s.Key) != Written(s, Part(s.PartId))) || Signatures.Any(s => rows.Signatures.All(x => x.Key != s.Key)))
        {
            yield return "签字和操作历史里的不一样";
        }

        if (!returned.SetEquals(rows.Returns.GroupBy(r => (r.ReturnedUtc, r.ReturnedBy, r.PartId, r.Round))
                .Select(g => (g.Key.ReturnedUtc, g.Key.ReturnedBy, Part(g.Key.PartId), g.Key.Round, SaidHash(g.Select(r => (r.ItemCode, r.Reason))))))
            || rows.Returns.Any(r => (r.Answer, r.AnsweredUtc, r.AnsweredBy) != answers.GetValueOrDefault(r.Key)) || answers.Keys.Any(key => rows.Returns.All(r => r.Key != key)))
        {
            yield return "退回的原因和答复和操作历史里的不一样";
        }

        if (rows.Remarks.Count != remarks.Count || rows.Remarks.Any(r => (r.ItemCode, Part(r.PartId), r.WrittenUtc, r.WrittenBy) != remarks.GetValueOrDefault(r.Key) || (r.RemovedUtc, r.RemovedBy) != removed.GetValueOrDefault(r.Key)))
        {
            yield return "备注和操作历史里的不一样";
        }

        if (!Supplemented(rows))
        {
            yield return "补正和操作历史里的不一样";
        }
    }

    private bool Supplemented(FilingRows rows)
    {
        var basis = rows.Signatures.FindLast(s => s is { Kind: SignatureKind.County, EndedUtc: null })?.SnapshotId;
        for (var i = 0; i < rows.Supplements.Count; i++)
        {
            var row = rows.Supplements[i];
            var snapshot = rows.Snapshots.Find(s => s.Id == row.SnapshotId);
            if (row.Number != i + 1 || row.BaseSnapshotId != basis || (row.Reason, row.MadeUtc, row.MadeBy, snapshot?.Sha256) != supplements.GetValueOrDefault(row.Key)
                || (row.TakenUtc, row.TakenBy) != taken.GetValueOrDefault(row.Key))
            {
                return false;
            }

            basis = row.SnapshotId;
        }

        return rows.Supplements.Count == supplements.Count;
    }

    private static WrittenSignature Written(FilingSignature signature, Guid? part) =>
        new(signature.Key, part, signature.Kind, signature.Sha256, signature.SignedBy, signature.SignedUtc, signature.Opinion, signature.NameHash())
        {
            EndedUtc = signature.EndedUtc, Withdrawn = signature.Withdrawn,
        };

    private void Remark(AuditEntry entry, JsonElement after)
    {
        var key = after.GetProperty("remark").GetGuid();
        if (entry.Process == "WriteRemark.Add")
        {
            remarks[key] = (after.GetProperty("item").GetString()!, after.TryGetProperty("part", out var part) ? part.GetGuid() : null, entry.OccurredUtc, entry.ActorId);
        }
        else
        {
            removed[key] = (entry.OccurredUtc, entry.ActorId);
        }
    }

    private void Take(AuditEntry entry, FilingAction action, SignatureKind? signs, JsonElement after)
    {
        string? Text(string name) => after.TryGetProperty(name, out var value) ? value.ToString() : null;
        period = Text("Period") ?? period;
        state = Text("filingState") is { } filing ? Enum.Parse<FilingState>(filing) : state;
        round = Text("Round") is not null ? after.GetProperty("Round").GetInt32() : round;
        due = Text("DueOn") is not null ? after.GetProperty("DueOn").Deserialize<DateOnly>() : due;
        Guid? part = Text("part") is { } key ? Guid.Parse(key) : null;
        steps.Add((action, entry.OccurredUtc, entry.ActorId, entry.Reason, part));
        if (part is { } one && Text("partState") is { } partState)
        {
            parts[one] = Enum.Parse<PartState>(partState);
        }

        if (signs is { } kind)
        {
            Hashes.Add(Text("Sha256")!);
            Signatures.Add(new(after.GetProperty("signature").GetGuid(), part, kind, Text("Sha256")!, entry.ActorId, entry.OccurredUtc, entry.Reason, Text("signer")!));
        }

        switch (action)
        {
            case FilingAction.PartWithdrawn or FilingAction.CountyWithdrawn:
                var back = Signatures.Find(s => s.Key == after.GetProperty("signature").GetGuid());
                if (back is not null)
                {
                    (back.EndedUtc, back.Withdrawn) = (entry.OccurredUtc, true);
                }

                break;
            case FilingAction.PartReturned or FilingAction.Returned:
                Signatures.Where(s => s.Part == part && s.EndedUtc is null).ToList().ForEach(s => s.EndedUtc = entry.OccurredUtc);
                returned.Add((entry.OccurredUtc, entry.ActorId, part, round, Text("said")!));
                break;
            case FilingAction.Answered:
                answers[after.GetProperty("sentBack").GetGuid()] = (entry.Reason, entry.OccurredUtc, entry.ActorId);
                break;
            case FilingAction.Supplemented:
                supplements[after.GetProperty("supplement").GetGuid()] = (entry.Reason, entry.OccurredUtc, entry.ActorId, Text("Sha256")!);
                break;
            case FilingAction.SupplementTaken:
                taken[after.GetProperty("supplement").GetGuid()] = (entry.OccurredUtc, entry.ActorId);
                break;
        }
    }
}
