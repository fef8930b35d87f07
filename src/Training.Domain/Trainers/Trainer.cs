using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Trainers;

/// <summary>Kinds of talent in the pool. The first three are the professional kinds of item J5; social workers are J6.</summary>
public enum TalentKind
{
    /// <summary>教学专业人才</summary>
    Teaching,

    /// <summary>医疗护理专业人才</summary>
    Nursing,

    /// <summary>护工</summary>
    Carer,

    /// <summary>社工</summary>
    SocialWorker,

    /// <summary>志愿者</summary>
    Volunteer,
}

/// <summary>人才库成员: a person approved to teach or to help, or on the way there. Belongs to the city; counties see it through
/// <see cref="TrainerCounty"/>, and through the <see cref="PoolDossier"/> that they decide on.</summary>
public sealed class Trainer : IVersioned
{
    public const int TitleMaxLength = 60;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long PersonId { get; set; }

    /// <summary>As shown on the timetable; copied from the person. What search needs is derived from it here.</summary>
    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = PersonName.KeyOf(value);
            Initials = PinyinInitials.Of(value);
        }
    }

    /// <summary>Folded for comparison; never shown.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Initials of the pinyin, lower case.</summary>
    public string Initials { get; private set; } = "";

    public TalentKind Kind { get; set; }

    /// <summary>Sending unit, where it is on the register of organizations.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>One line for families: 清丰县护理员.</summary>
    public string? Title { get; set; }

    public TrainerStatus Status { get; set; }

    /// <summary>Of the last stay in the pool; all of them are in <see cref="PoolMembership"/>.</summary>
    public DateOnly? InPoolFrom { get; set; }

    /// <summary>First day no longer in the pool.</summary>
    public DateOnly? LeftPoolOn { get; set; }

    /// <summary>When this trainer has time, as <see cref="FreeTimes"/> writes it; null while nobody has said.</summary>
    public int? FreeTimes { get; set; }

    /// <summary>Most sessions that this trainer takes on in a month; null while nobody has said.</summary>
    public int? MonthlyCeiling { get; set; }

    /// <summary>The day from which no paper that the kind needs is valid any more; set and taken back by the nightly look and by every change of a paper.</summary>
    public DateOnly? PapersLapsedOn { get; set; }

    public long Version { get; set; }

    public static bool IsProfessional(TalentKind kind) => kind is TalentKind.Teaching or TalentKind.Nursing or TalentKind.Carer;

    public bool InPoolOn(DateOnly day) => InPoolFrom <= day && (LeftPoolOn is null || day < LeftPoolOn);

    public string AuditStream() => $"trainer/{Key}";
}

/// <summary>A county that a pool member serves, put on record with dates: lets the county book and see, and feeds items J5 and J6.</summary>
public sealed class TrainerCounty : IRegionScoped
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    /// <summary>Code of the county.</summary>
    public long RegionCode { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}

/// <summary>Something that a trainer teaches well: a topic of either vocabulary of the notice.</summary>
public sealed class TrainerSpeciality
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    public required string TopicCode { get; set; }
}

/// <summary>A county to which a trainer is willing to travel. A wish; who serves where is <see cref="TrainerCounty"/>.</summary>
public sealed class TrainerTravel
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    public long CountyCode { get; set; }
}

/// <summary>证书: a paper on which somebody's place in the pool rests, as it is printed on the paper.</summary>
public sealed class TrainerCertificate : IVersioned
{
    public const int NameMaxLength = 60;
    public const int NumberMaxLength = 40;
    public const int IssuerMaxLength = 80;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long TrainerId { get; set; }

    public required string Name { get; set; }

    public required string Number { get; set; }

    public required string Issuer { get; set; }

    public DateOnly IssuedOn { get; set; }

    /// <summary>Last day on which it is valid; null for a paper that does not run out.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>One of the papers that the kind of talent needs; the others are told beside them and stop nobody.</summary>
    public bool IsRequired { get; set; }

    public long Version { get; set; }

    public bool IsValidOn(DateOnly day) => IssuedOn <= day && (ValidUntil is null || day <= ValidUntil);
}

/// <summary>学时: hours of training that a trainer received, entered by hand or for a lesson watched online. Hours taught are not copied here, they are read from the held sessions.</summary>
public sealed class TrainingHours
{
    public const int WhatMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long TrainerId { get; set; }

    public DateOnly OnDate { get; set; }

    /// <summary>In hours of class: halves by hand, hundredths of a lesson's length online.</summary>
    public decimal Hours { get; set; }

    /// <summary>The lesson watched online; null for what was entered by hand.</summary>
    public Guid? LessonKey { get; set; }

    /// <summary>What was learnt, and with whom.</summary>
    public required string What { get; set; }

    public long? ActorId { get; set; }

    public DateTime AddedUtc { get; set; }

    /// <summary>Why the entry does not count any more; an entry is never taken out of the ledger.</summary>
    public string? StruckReason { get; set; }
}
