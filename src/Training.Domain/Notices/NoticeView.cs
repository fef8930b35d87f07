namespace Training.Domain.Notices;

/// <summary>A line as it may be shown to whoever asked.</summary>
public sealed record NoticeItemView(Guid Key, int Ordinal, Guid SubjectKey, string Name, string? Unit, string? Remark, NoticeOutcome? Outcome);

/// <summary>One day of a window, for its row of calendar leaves. Ordinal counts working days; null for a day that does not count.</summary>
public sealed record WindowDay(DateOnly Date, int? Ordinal, string? Name);

/// <summary>A notice as a page or paper shows it.</summary>
public sealed record NoticeView
{
    public required Guid Key { get; init; }

    public required string Subject { get; init; }

    public required NoticeAudience Audience { get; init; }

    public required long RegionCode { get; init; }

    public long? PartyRegionCode { get; init; }

    /// <summary>濮阳市民政局.</summary>
    public required string Publisher { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    /// <summary>监督电话; the service line where the notice names none.</summary>
    public required string Phone { get; init; }

    public required int WorkingDays { get; init; }

    public required DateOnly FromDate { get; init; }

    public required DateOnly LastDay { get; init; }

    public required DateOnly ConcludableFrom { get; init; }

    public DateTime? ExtendedUtc { get; init; }

    public string? ExtendReason { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>Objections are taken now.</summary>
    public required bool IsOpen { get; init; }

    public NoticeEnding? Ending { get; init; }

    public DateTime? EndedUtc { get; init; }

    public string? EndReason { get; init; }

    public required IReadOnlyList<NoticeItemView> Items { get; init; }

    public required int Received { get; init; }

    public required int Answered { get; init; }

    public required int Upheld { get; init; }

    public required IReadOnlyList<WindowDay> Window { get; init; }

    public int Passed => Items.Count(i => i.Outcome == NoticeOutcome.Passed);

    public int StruckOff => Items.Count(i => i.Outcome == NoticeOutcome.StruckOff);

    public bool IsOver => State != NoticeState.Running;
}
