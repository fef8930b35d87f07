using Training.Domain.Attendance;

namespace Training.Domain.Tests.Attendance;

/// <summary>A phone that makes operations by its own clock and sends them when it likes. Minutes are counted from the planned begin.</summary>
internal sealed class Phone(RollScene scene, string device)
{
    private long sequence;

    /// <summary>How far the phone's clock is ahead.</summary>
    public TimeSpan ClockOff { get; set; }

    public DateTime NowUtc => scene.Clock.GetUtcNow().UtcDateTime + ClockOff;

    public static async Task<BatchAnswer> SendAsync(RollScene scene, MarkBatch batch)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var applied = await new ApplyMarks(db, scene.Vault, scene.Clock).RunAsync(batch);
        Assert.True(applied.Ok, applied.Refusal?.Message);
        return applied.Value;
    }

    public Task<BatchAnswer> SendAsync(MarkBatch batch) => SendAsync(scene, batch with { DeviceNowUtc = NowUtc });

    public MarkBatch Batch(IReadOnlyList<NewStep> steps, IReadOnlyList<NewWalkIn> walkIns, IReadOnlyList<NewMark> marks) => new()
    {
        RollKey = scene.Session.Key, Taker = scene.Coordinator, Device = device, DeviceNowUtc = NowUtc, MadeApart = true, Steps = steps, WalkIns = walkIns, Marks = marks,
    };

    public NewStep Open(int minute) => new()
    {
        Key = Guid.CreateVersion7(), Kind = RollStepKind.Open, DeviceSequence = ++sequence, DeviceUtc = scene.Session.PlannedStartUtc.AddMinutes(minute) + ClockOff,
    };

    public NewStep Close(int start, int end, int? heads) => new()
    {
        Key = Guid.CreateVersion7(), Kind = RollStepKind.Close, DeviceSequence = ++sequence, DeviceUtc = NowUtc, HeadCount = heads,
        StartedUtc = scene.Session.PlannedStartUtc.AddMinutes(start), EndedUtc = scene.Session.PlannedStartUtc.AddMinutes(end),
    };

    public NewMark Mark(Guid attendee, MarkKind kind = MarkKind.Present, params Guid[] replaces) => new()
    {
        Key = Guid.CreateVersion7(), AttendeeKey = attendee, Kind = kind, Supersedes = replaces, DeviceUtc = NowUtc, DeviceSequence = ++sequence,
    };

    public NewWalkIn WalkIn(string name, string? tail) => new() { Key = Guid.CreateVersion7(), Name = name, PhoneTail = tail };
}
