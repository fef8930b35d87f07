using Training.Domain.Persistence;

namespace Training.Domain.Trainers;

/// <summary>By which way somebody came to the county (正文二（二）: 单位推荐、自愿申报).</summary>
public enum ApplicationWay
{
    /// <summary>单位推荐</summary>
    ByUnit,

    /// <summary>本人申报</summary>
    ByOneself,
}

/// <summary>What the county and the city decide on: who sent whom, what was written. Belongs to the county that selects, and nobody else's county sees it.</summary>
public sealed class PoolDossier : IRegionScoped, IVersioned
{
    public const int UnitMaxLength = 100;
    public const int IntroductionMaxLength = 500;

    public long Id { get; set; }

    public long TrainerId { get; set; }

    /// <summary>Code of the county that selects.</summary>
    public long RegionCode { get; set; }

    public ApplicationWay Way { get; set; }

    /// <summary>What an applicant keeps, to look up the state with the tail of the phone: SQ-7K3M-92WD.</summary>
    public required string ReceiptNumber { get; set; }

    /// <summary>Unit as the applicant wrote it, where it is not on the register.</summary>
    public string? UnitName { get; set; }

    /// <summary>What the person can do, in the words of the unit or the person.</summary>
    public string? Introduction { get; set; }

    /// <summary>When the person, or the unit for the person, agreed that the data are used for the pool.</summary>
    public DateTime AgreedUtc { get; set; }

    /// <summary>Instant of the last step: how long it has been waiting.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>Reason of the last step, if it had one.</summary>
    public string? Reason { get; set; }

    /// <summary>The last public notice.</summary>
    public Guid? NoticeKey { get; set; }

    public long Version { get; set; }
}

/// <summary>One dated step, signed by an account: the history from which the state follows.</summary>
public sealed class TrainerStep
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    /// <summary>From 1.</summary>
    public int Ordinal { get; set; }

    public PoolAct Act { get; set; }

    public TrainerStatus Status { get; set; }

    /// <summary>The day from which it holds; of admission and leaving it may differ from the day of writing.</summary>
    public DateOnly EffectiveOn { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>Null: the applicant without an account, or the clock.</summary>
    public long? ActorId { get; set; }

    public string? Reason { get; set; }
}
