using System.Globalization;
using System.Text.Json;
using Training.Domain.Attendance;
using Training.Domain.Shared;

namespace Training.Domain.Tests.Attendance;

/// <summary>The same files are read by the tests of the phone's side: both must come to the same texts, receipts and states.</summary>
public sealed class VectorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-vectors-").FullName;

    public static TheoryData<string> Receipts => Names("receipts");

    public static TheoryData<string> Projections => Names("projection");

    [Theory, MemberData(nameof(Receipts))]
    public void A_receipt_is_that_of_the_vector(string name)
    {
        var vector = Find("receipts", name);
        var roll = vector.GetProperty("roll").GetGuid();
        var vault = new Vault(new DataFolder(folder));
        var (text, receipt) = StoredFrom(vector.GetProperty("operation"), vector.GetProperty("device").GetString()!, vault) switch
        {
            RollStep step => (Receipt.TextOf(step, roll), Receipt.Of(step, roll)),
            WalkIn walkIn => (Receipt.TextOf(walkIn, roll, vault), Receipt.Of(walkIn, roll, vault)),
            var mark => (Receipt.TextOf((RollMark)mark, roll), Receipt.Of((RollMark)mark, roll)),
        };
        Assert.Equal(vector.GetProperty("text").GetString(), text);
        Assert.Equal(vector.GetProperty("receipt").GetString(), receipt);
    }

    [Theory, MemberData(nameof(Projections))]
    public void A_state_is_that_of_the_vector_in_every_order_of_its_marks(string name)
    {
        var vector = Find("projection", name);
        var marks = vector.GetProperty("marks").EnumerateArray().Select(m => new MarkFact(
            m.GetProperty("key").GetGuid(), m.GetProperty("present").GetBoolean() ? MarkKind.Present : MarkKind.Absent,
            [.. m.GetProperty("supersedes").EnumerateArray().Select(k => k.GetGuid())], Instant(m, "until"))).ToList();
        var wanted = vector.GetProperty("state");
        foreach (var order in Orders(marks))
        {
            var state = RollProjection.Of(order);
            Assert.Equal(
                (wanted.GetProperty("present").GetBoolean(), wanted.GetProperty("inConflict").GetBoolean(), Instant(wanted, "until")),
                (state.Present, state.InConflict, state.UntilUtc));
            Assert.Equal(wanted.GetProperty("heads").EnumerateArray().Select(k => k.GetGuid()), state.Heads);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static object StoredFrom(JsonElement operation, string device, Vault vault)
    {
        var (key, sequence, at) = (operation.GetProperty("key").GetGuid(), operation.GetProperty("sequence").GetInt64(), Instant(operation, "at")!.Value);
        switch (operation.GetProperty("kind").GetString())
        {
            case "open":
                return new RollStep { Key = key, Kind = RollStepKind.Open, Device = device, DeviceSequence = sequence, DeviceUtc = at };
            case "close":
                return new RollStep
                {
                    Key = key, Kind = RollStepKind.Close, Device = device, DeviceSequence = sequence, DeviceUtc = at,
                    StartedUtc = Instant(operation, "started"), EndedUtc = Instant(operation, "ended"),
                    HeadCount = operation.TryGetProperty("headCount", out var heads) ? heads.GetInt32() : null,
                };
            case "walkIn":
                var tail = operation.GetProperty("phoneTail").GetString();
                return new WalkIn { Key = key, Name = operation.GetProperty("name").GetString()!, PhoneTailSealed = string.IsNullOrEmpty(tail) ? null : vault.Seal(tail) };
            default:
                return new RollMark
                {
                    Key = key, AttendeeKey = operation.GetProperty("attendee").GetGuid(), Device = device, DeviceSequence = sequence, DeviceUtc = at,
                    Kind = operation.GetProperty("present").GetBoolean() ? MarkKind.Present : MarkKind.Absent,
                    Supersedes = [.. operation.GetProperty("supersedes").EnumerateArray().Select(k => k.GetGuid())],
                    UntilUtc = Instant(operation, "until"),
                    Reason = operation.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
                };
        }
    }

    private static DateTime? Instant(JsonElement element, string name) => element.TryGetProperty(name, out var found)
        ? DateTime.Parse(found.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    private static IEnumerable<IReadOnlyList<T>> Orders<T>(IReadOnlyList<T> items) => items.Count < 2
        ? [items]
        : items.SelectMany((first, at) => Orders<T>([.. items.Where((_, i) => i != at)]).Select(rest => (IReadOnlyList<T>)[first, .. rest]));

    private static TheoryData<string> Names(string file) => [.. Read(file).Select(v => v.GetProperty("name").GetString()!)];

    private static JsonElement Find(string file, string name) => Read(file).Single(v => v.GetProperty("name").GetString() == name);

    private static List<JsonElement> Read(string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Training.sln")))
        {
            at = at.Parent!;
        }

        return [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(at.FullName, "tests", "vectors", file + ".json"))).RootElement.EnumerateArray()];
    }
}
