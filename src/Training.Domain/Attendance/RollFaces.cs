using Training.Domain.People.Portraits;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>A line of the roll with its face.</summary>
public sealed record RollFace(RollLine Line, Face Face);

/// <summary>The roll, and those of its lines that can be picked by their faces, in the roll's order.</summary>
public sealed record FacesOfRoll(RollSheet Sheet, IReadOnlyList<RollFace> Faces);

/// <summary>
/// Faces of people who stand on a roll that is still to be taken, or are offered by it, for whoever may take it. Nobody else's, and none once the
/// roll is closed: then nobody is picked any more.
/// </summary>
public sealed class RollFaces(TakeRoll take, ReadPortraits portraits)
{
    /// <summary>So many a request; a phone asks again for the rest.</summary>
    public const int MostAtOnce = 40;

    /// <param name="asked">Attendees; all of the roll when null. Who is not on its list, or has no portrait, is left aside.</param>
    public async Task<Result<FacesOfRoll>> RunAsync(Guid rollKey, RollTaker taker, IReadOnlyCollection<Guid>? asked, CancellationToken ct = default)
    {
        var sheet = await take.RunAsync(rollKey, taker, ct);
        if (!sheet.Ok)
        {
            return sheet.Refusal;
        }

        var lines = sheet.Value.Status == RollStatus.Closed
            ? new Dictionary<Guid, RollLine>()
            : sheet.Value.Lines.Where(l => l.Kind is LineKind.Member or LineKind.Guest && asked?.Contains(l.AttendeeKey) != false).ToDictionary(l => l.AttendeeKey);
        var faces = lines.Count == 0 ? [] : (await portraits.FacesAsync(lines.Keys, ct)).ToDictionary(f => f.Person);
        return new FacesOfRoll(sheet.Value, [.. lines.Values.Where(l => faces.ContainsKey(l.AttendeeKey)).Select(l => new RollFace(l, faces[l.AttendeeKey]))]);
    }
}
