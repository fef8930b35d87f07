using System.Globalization;
using Training.Domain.Regions;

namespace Training.Domain.People;

/// <summary>What the comparison of two rows looks at. Sealed values take part as their blind indexes.</summary>
public sealed record PersonFacts
{
    public required long Id { get; init; }

    public required string NameKey { get; init; }

    public required long RegionCode { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Building { get; init; }

    public long? HouseholdId { get; init; }

    public byte[]? Phone { get; init; }

    public byte[]? IdNumber { get; init; }

    public byte[]? Address { get; init; }
}

public enum ReasonKind
{
    SameIdNumber,
    OtherName,
    SameName,
    NameWithoutDots,
    NameSoundsAlike,
    NameLooksAlike,
    NameMarked,
    SameBirth,
    BirthSlip,
    SameYear,
    OtherBirth,
    SamePhone,
    OtherPhone,
    SameHousehold,
    SameAddress,
    SameBuilding,
    SameCommunity,
    SameCounty,
    OtherCounty,
}

/// <param name="Count">Of a name: how many rows of the register bear it.</param>
public sealed record MatchReason(ReasonKind Kind, int Count = 0)
{
    /// <summary>Speaks against the two being one.</summary>
    public bool Against => Kind is ReasonKind.OtherName or ReasonKind.NameMarked or ReasonKind.OtherBirth or ReasonKind.OtherPhone or ReasonKind.OtherCounty;

    public static string Write(IEnumerable<MatchReason> reasons) => string.Join(
        ' ', reasons.Select(r => r.Count == 0 ? $"{r.Kind}" : string.Create(CultureInfo.InvariantCulture, $"{r.Kind}:{r.Count}")));

    public static IReadOnlyList<MatchReason> Read(string written) =>
        [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':'))
            .Select(part => new MatchReason(Enum.Parse<ReasonKind>(part[0]), part.Length > 1 ? int.Parse(part[1], CultureInfo.InvariantCulture) : 0))];
}

/// <param name="Bits">Odds that the two are one person, as a power of two.</param>
public sealed record MatchVerdict(double Bits, IReadOnlyList<MatchReason> Reasons)
{
    public int Score => (int)Math.Clamp(Math.Round(100 / (1 + Math.Pow(2, -Bits))), 1, 99);
}

/// <summary>
/// Weighs what speaks for and against two rows being one person. Each piece of evidence adds or takes bits of odds: how much likelier it
/// is to be seen in two rows of one person than in two people. A name is worth less the more rows bear it. Two valid identity numbers that
/// differ, or births a generation apart, are two people whatever else agrees. The weights were chosen on a labelled set
/// (docs/adr/0012); nothing is ever merged on their word.
/// </summary>
public static class MatchRules
{
    /// <summary>Odds above which a pair is shown to people: eight to one.</summary>
    public const double ProposedFrom = 3;

    /// <summary>That somebody was written down twice at all.</summary>
    private const double Prior = -4.5;

    /// <summary>Fathers and sons bear one name more often than one thinks, and share the house and the telephone.</summary>
    private const int GenerationYears = 12;

    /// <summary>Null: nothing that would be worth a look.</summary>
    /// <param name="namesakes">Rows of the register that bear either name.</param>
    public static MatchVerdict? Compare(PersonFacts one, PersonFacts other, int namesakes)
    {
        var sameNumber = Same(one.IdNumber, other.IdNumber);
        if (one.IdNumber is not null && other.IdNumber is not null && !sameNumber)
        {
            return null;
        }

        var name = NameLikeness.Of(one.NameKey, other.NameKey);
        var births = Births(one.BirthDate, other.BirthDate);
        if (!sameNumber && (name is NameRelation.Other || births is BirthRelation.Generation))
        {
            return null;
        }

        var found = new List<MatchReason>();
        var bits = Prior;
        void Add(double weight, ReasonKind kind, int count = 0)
        {
            bits += weight;
            found.Add(new MatchReason(kind, count));
        }

        if (sameNumber)
        {
            // A relative's number typed by mistake: worth a look, never sure.
            Add(name is NameRelation.Other ? 10 : 30, ReasonKind.SameIdNumber);
        }

        Add(NameWeight(name, namesakes), NameReason(name), name is NameRelation.Other ? 0 : namesakes);
        if (births is not BirthRelation.Unknown)
        {
            Add(BirthWeight(births), BirthReason(births));
        }

        if (one.Phone is not null && other.Phone is not null)
        {
            var same = Same(one.Phone, other.Phone);
            Add(same ? 11 : -0.5, same ? ReasonKind.SamePhone : ReasonKind.OtherPhone);
        }

        var (weight, place) = Places(one, other);
        Add(weight, place);
        return new MatchVerdict(bits, found);
    }

    private static double NameWeight(NameRelation name, int namesakes)
    {
        var common = -Math.Log2(Math.Max(1, namesakes - 1));
        return name switch
        {
            NameRelation.Same => common,
            NameRelation.WithoutDots => common - 1,
            NameRelation.SoundsAlike => common - 4,
            NameRelation.LooksAlike => common - 4,
            NameRelation.Marked => common - 7,
            NameRelation.Other => -4,
        };
    }

    private static ReasonKind NameReason(NameRelation name) => name switch
    {
        NameRelation.Same => ReasonKind.SameName,
        NameRelation.WithoutDots => ReasonKind.NameWithoutDots,
        NameRelation.SoundsAlike => ReasonKind.NameSoundsAlike,
        NameRelation.LooksAlike => ReasonKind.NameLooksAlike,
        NameRelation.Marked => ReasonKind.NameMarked,
        NameRelation.Other => ReasonKind.OtherName,
    };

    private static double BirthWeight(BirthRelation births) => births switch
    {
        BirthRelation.Same => 13,
        BirthRelation.Slip => 3,
        BirthRelation.Moon => 1,
        BirthRelation.Year => 3.5,
        BirthRelation.Unknown => 0,
        _ => -7,
    };

    private static ReasonKind BirthReason(BirthRelation births) => births switch
    {
        BirthRelation.Same => ReasonKind.SameBirth,
        BirthRelation.Slip or BirthRelation.Moon => ReasonKind.BirthSlip,
        BirthRelation.Year => ReasonKind.SameYear,
        _ => ReasonKind.OtherBirth,
    };

    private static (double Weight, ReasonKind Place) Places(PersonFacts one, PersonFacts other) =>
        one.HouseholdId is not null && one.HouseholdId == other.HouseholdId ? (10, ReasonKind.SameHousehold)
        : Same(one.Address, other.Address) ? (10, ReasonKind.SameAddress)
        : one.RegionCode == other.RegionCode && one.Building is not null && one.Building == other.Building ? (9.5, ReasonKind.SameBuilding)
        : one.RegionCode == other.RegionCode && RegionCodes.LevelOf(one.RegionCode) is RegionLevel.Village ? (5, ReasonKind.SameCommunity)
        : RegionCodes.CountyOf(one.RegionCode) == RegionCodes.CountyOf(other.RegionCode) ? (0.5, ReasonKind.SameCounty)
        : (-2, ReasonKind.OtherCounty);

    private static BirthRelation Births(DateOnly? one, DateOnly? other)
    {
        if (one is not { } a || other is not { } b)
        {
            return BirthRelation.Unknown;
        }

        if (a == b)
        {
            return BirthRelation.Same;
        }

        // Who knows the year only writes the first of January.
        if (a.Year == b.Year && ((a.Month, a.Day) == (1, 1) || (b.Month, b.Day) == (1, 1)))
        {
            return BirthRelation.Year;
        }

        var exchanged = a.Year == b.Year && a.Month == b.Day && a.Day == b.Month;
        if (exchanged || SlippedDigit($"{a:yyyyMMdd}", $"{b:yyyyMMdd}"))
        {
            return BirthRelation.Slip;
        }

        return CalendarOfTheMoon(a, b) ? BirthRelation.Moon : Math.Abs(a.DayNumber - b.DayNumber) >= GenerationYears * 365 ? BirthRelation.Generation : BirthRelation.Other;
    }

    /// <summary>One digit typed wrong, or two neighbours exchanged.</summary>
    private static bool SlippedDigit(string one, string other)
    {
        var unlike = Enumerable.Range(0, one.Length).Where(i => one[i] != other[i]).ToList();
        return unlike.Count == 1 || (unlike is [var first, var second] && second == first + 1 && one[first] == other[second] && one[second] == other[first]);
    }

    /// <summary>A birthday by the old calendar is written as the same numbers a month or so earlier.</summary>
    private static bool CalendarOfTheMoon(DateOnly a, DateOnly b) => Math.Abs(a.DayNumber - b.DayNumber) is >= 17 and <= 52;

    private static bool Same(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);

    private enum BirthRelation
    {
        Unknown,
        Same,
        Slip,
        Moon,
        Year,
        Other,
        Generation,
    }
}
