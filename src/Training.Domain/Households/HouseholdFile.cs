using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Households;

/// <summary>户档: one file a household at a station (text: 每户一档), holding one file a person (annex: 每人一档).</summary>
public sealed class HouseholdFile : IStationScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long HouseholdId { get; set; }

    /// <summary>摸排: when the household was screened.</summary>
    public DateOnly ScreenedOn { get; set; }

    public long Version { get; set; }
}

/// <summary>Ground on which a person is taught at home (S2). The text's wider first ground is kept apart from the annex's two (D5).</summary>
public enum EligibilityGround
{
    /// <summary>自理能力较差的老年人 (text only)</summary>
    LowSelfCare,

    /// <summary>行动不便老年人</summary>
    LimitedMobility,

    /// <summary>残疾人</summary>
    Disabled,
}

/// <summary>What figures need to know of a ground; which one it is in the annex stays sealed.</summary>
public enum GroundReading
{
    /// <summary>行动不便老年人 or 残疾人: counts in both readings (D5).</summary>
    Annex,

    /// <summary>自理能力较差的老年人: counts in the text's reading alone.</summary>
    TextOnly,
}

/// <summary>人档: one learner of a household, with the ground and the plan made for him or her.</summary>
public sealed class PersonFile : IStationLink
{
    public long Id { get; set; }

    public long HouseholdFileId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long PersonId { get; set; }

    /// <summary>Null while no ground is on file. Outlives erasure, since filed figures rest on it.</summary>
    public GroundReading? GroundReading { get; set; }

    /// <summary>The ground itself, a health fact, under the person's key.</summary>
    public byte[]? GroundSealed { get; set; }

    /// <summary>针对性方案, under the person's key.</summary>
    public byte[]? PlanSealed { get; set; }

    /// <summary>When the plan was made; null while there is none.</summary>
    public DateOnly? PlannedOn { get; set; }
}

public enum VisitStatus
{
    Planned,
    Completed,
    Cancelled,
}

/// <summary>How the family answered (S4).</summary>
public enum Satisfaction
{
    /// <summary>满意</summary>
    Satisfied,

    /// <summary>基本满意</summary>
    FairlySatisfied,

    /// <summary>不满意</summary>
    Dissatisfied,
}

/// <summary>入户送学: one visit to a household.</summary>
public sealed class HomeVisit : IStationScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long HouseholdFileId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long TrainerId { get; set; }

    /// <summary>The stay in the pool on which the trainer stands here.</summary>
    public long PoolMembershipId { get; set; }

    public VisitStatus Status { get; set; }

    public DateTime StartedUtc { get; set; }

    /// <summary>Whole minutes taught; the text asks at least 60 (D3).</summary>
    public int Minutes { get; set; }

    public Month Month { get; set; }

    public required string Content { get; set; }

    /// <summary>Null: not asked or not answered.</summary>
    public Satisfaction? Satisfaction { get; set; }

    public bool Signed { get; set; }

    public long Version { get; set; }
}

/// <summary>A learner who was taught at a visit.</summary>
public sealed class HomeVisitPerson
{
    public long Id { get; set; }

    public long HomeVisitId { get; set; }

    public long PersonFileId { get; set; }
}
