using Training.Domain.Persistence;

namespace Training.Domain.Notices;

/// <summary>What a notice is about, as stored and as <see cref="INoticeSubject"/>s are found by. A room above may bring a word of its own.</summary>
public static class NoticeSubjects
{
    public const string Trainer = "trainer";
    public const string Station = "station";
    public const string Commendation = "commendation";
    public const string Deadline = "deadline";
}

public enum NoticeAudience
{
    /// <summary>公示: anybody reads it and anybody may object.</summary>
    Public,

    /// <summary>A deadline with tacit consent: one authority reads it and may object; silence is consent.</summary>
    Party,
}

public enum NoticeState
{
    /// <summary>In its window, or past it and waiting for its objections to be answered.</summary>
    Running,

    Concluded,

    Withdrawn,
}

/// <summary>How a notice came to its end.</summary>
public enum NoticeEnding
{
    /// <summary>Somebody concluded it.</summary>
    ByPerson,

    /// <summary>The clock did: the window was over and nothing was open. For a party that kept silent this is the tacit consent.</summary>
    ByClock,

    /// <summary>The party answered before its window was over.</summary>
    ByParty,

    /// <summary>Taken back with a reason before its end.</summary>
    Withdrawn,
}

/// <summary>What a notice brought to one of its lines.</summary>
public enum NoticeOutcome
{
    /// <summary>No objection that was upheld; for a deadline: consent.</summary>
    Passed,

    /// <summary>An objection was upheld.</summary>
    StruckOff,

    /// <summary>The whole notice was taken back and decided nothing.</summary>
    Withdrawn,
}

/// <summary>公示, or a deadline with tacit consent: a window of working days in which objections are received. Its page stays for ever.</summary>
public sealed class PublicNotice : IRegionScoped, IVersioned
{
    public const int SubjectMaxLength = 40;
    public const int TitleMaxLength = 100;
    public const int BodyMaxLength = 2000;
    public const int PhoneMaxLength = 30;
    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    /// <summary>In its public address.</summary>
    public Guid Key { get; set; }

    /// <summary>One of <see cref="NoticeSubjects"/>, or a word of a room above.</summary>
    public required string Subject { get; set; }

    public NoticeAudience Audience { get; set; }

    /// <summary>City or county that published it.</summary>
    public long RegionCode { get; set; }

    /// <summary>Division whose officers may object; only with <see cref="NoticeAudience.Party"/>.</summary>
    public long? PartyRegionCode { get; set; }

    public required string Title { get; set; }

    public required string Body { get; set; }

    /// <summary>监督电话; null prints the city's service line.</summary>
    public string? SupervisionPhone { get; set; }

    public int WorkingDays { get; set; }

    /// <summary>Day of publication; not counted.</summary>
    public DateOnly FromDate { get; set; }

    /// <summary>Last working day of the window; objections are taken until it ends in Asia/Shanghai.</summary>
    public DateOnly LastDay { get; set; }

    /// <summary>From when it can be concluded: the day after the window, or the next working day for a party's silence.</summary>
    public DateOnly ConcludableFrom { get; set; }

    /// <summary>When its window was last made longer, and why; both are printed.</summary>
    public DateTime? ExtendedUtc { get; set; }

    public string? ExtendReason { get; set; }

    public NoticeState State { get; set; }

    public NoticeEnding? Ending { get; set; }

    public DateTime OpenedUtc { get; set; }

    public long? OpenedBy { get; set; }

    public DateTime? EndedUtc { get; set; }

    public long? EndedBy { get; set; }

    /// <summary>Why it was withdrawn, or what the person who concluded it wrote.</summary>
    public string? EndReason { get; set; }

    public List<NoticeItem> Items { get; set; } = [];

    public long Version { get; set; }

    /// <summary>Its chain in the written history.</summary>
    public string AuditStream() => $"notice/{Key}";
}

/// <summary>One line of a notice: who or what is published.</summary>
public sealed class NoticeItem : IRegionScoped
{
    public const int NameMaxLength = 100;
    public const int UnitMaxLength = 200;
    public const int RemarkMaxLength = 300;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long NoticeId { get; set; }

    public long RegionCode { get; set; }

    public int Ordinal { get; set; }

    /// <summary>Key of the trainer, station … behind the line.</summary>
    public Guid SubjectKey { get; set; }

    /// <summary>Name of the person, station, body or matter, as written.</summary>
    public required string Name { get; set; }

    /// <summary>The name is a natural person's: masked once the notice is over.</summary>
    public bool IsPerson { get; set; }

    /// <summary>Unit of a person, address of a station.</summary>
    public string? Unit { get; set; }

    /// <summary>Kind, speciality, deed.</summary>
    public string? Remark { get; set; }

    public NoticeOutcome? Outcome { get; set; }
}

/// <summary>异议: received within the window, answered by an officer or, for a deadline, decided by the party itself.</summary>
public sealed class NoticeObjection : IRegionScoped, IVersioned
{
    public const int TextMaxLength = 2000;
    public const int AnswerMaxLength = 1000;
    public const int NameMaxLength = 50;
    public const int ContactMaxLength = 100;

    public long Id { get; set; }

    /// <summary>Made with the form: the same form sent twice is one objection. Whoever has it reads the answer without an account.</summary>
    public Guid Key { get; set; }

    public long NoticeId { get; set; }

    /// <summary>The line it is against; null: against the notice as a whole.</summary>
    public long? NoticeItemId { get; set; }

    public long RegionCode { get; set; }

    public DateTime ReceivedUtc { get; set; }

    public required string Text { get; set; }

    /// <summary>Sealed name of whoever objects; null: anonymous.</summary>
    public byte[]? NameSealed { get; set; }

    /// <summary>Sealed phone or address for the answer.</summary>
    public byte[]? ContactSealed { get; set; }

    /// <summary>Account of the party's officer; null for the public.</summary>
    public long? AccountId { get; set; }

    public DateTime? AnsweredUtc { get; set; }

    public long? AnsweredBy { get; set; }

    public bool? Upheld { get; set; }

    public string? Answer { get; set; }

    public long Version { get; set; }
}
