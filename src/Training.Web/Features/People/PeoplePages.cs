using Training.Domain.People;
using Training.Domain.Regions;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

public sealed record PeopleListPage(
    IReadOnlyList<Region> Counties, Region? County, string? Text, PersonPageOf Found, int Number, int Size)
{
    public int Last => Math.Max(1, (Found.Total + Size - 1) / Size);

    public bool IsMore => Found.Total >= PersonRegister.MostCounted;
}

public sealed record PersonPage(
    PersonRecord Record, IReadOnlyList<string> Remarks, IReadOnlyList<Happening> Work, int WorkInAll, IReadOnlyList<string> Standing,
    IReadOnlyDictionary<long, string> Names, string? Undoing = null);

public sealed record HouseholdPage(PersonRecord Record, IReadOnlyList<Mate> Together, MoveForm Form, IReadOnlyList<FoundPerson> Found, DateOnly Today);

public sealed record MatchListPage(MatchPageOf Found, MatchState State, bool OnlyAcross, bool MayBeAcross, int Number, int Size)
{
    public PageOf Pages => new(Number, Size, Found.Total, page => Address(State, page));

    public string Address(MatchState state, int page = 1) =>
        "/people/matches?state=" + state + (OnlyAcross ? "&across=true" : "") + (page > 1 ? $"&page={page}" : "");
}

public sealed record MatchPairPage(MatchPair Pair, DecisionForm Form, string? DecidedBy, IReadOnlyList<Difference> Lines)
{
    public Guid Stays => Form.Into ?? (Pair.Second.Rows > Pair.First.Rows ? Pair.Second : Pair.First).Person.Key;
}

/// <summary>One line of the two side by side.</summary>
/// <param name="Agrees">Null: one of them says nothing.</param>
public sealed record Difference(string Word, string? First, string? Second, bool? Agrees)
{
    public static IReadOnlyList<Difference> Between(MatchPair pair)
    {
        var (one, other) = (pair.First, pair.Second);
        return
        [
            Of("姓名", one.Person.Name, other.Person.Name, one.Person.NameKey == other.Person.NameKey),
            Of("出生", Day(one.Person.BirthDate), Day(other.Person.BirthDate)),
            Of("身份证号", one.IdNumber, other.IdNumber, Same(one.Person.IdNumberIndex, other.Person.IdNumberIndex)),
            Of("手机号", one.Phone, other.Phone, Same(one.Person.PhoneIndex, other.Person.PhoneIndex)),
            Of("县区", one.County, other.County),
            Of("家在", one.Home, other.Home),
            Of("楼号", one.Person.Building, other.Person.Building),
            Of("住址", one.Person.AddressSealed is null ? null : "有", other.Person.AddressSealed is null ? null : "有", Same(one.Person.AddressIndex, other.Person.AddressIndex)),
            Of("同住的人", Names(one), Names(other)),
        ];

        static string? Day(DateOnly? day) => day is { } d ? $"{d.Year}年{d.Month}月{d.Day}日" : null;

        static string? Names(MatchSide side) => side.Household.Count == 0 ? null : string.Join('、', side.Household.Select(m => m.Name));

        static bool Same(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);
    }

    private static Difference Of(string word, string? one, string? other, bool? same = null) =>
        new(word, one, other, string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other) ? null : same ?? one == other);
}

public static class MatchWords
{
    public static string Of(MatchState state) => state switch
    {
        MatchState.Proposed => "待核对",
        MatchState.NotSame => "不是同一人",
        MatchState.Merged => "已合并",
        MatchState.Lapsed => "已失效",
    };

    public static string Of(MatchReason reason) => reason.Kind switch
    {
        ReasonKind.SameIdNumber => "身份证号相同",
        ReasonKind.OtherName => "姓名不一样，可能有一个证件号抄成了家人的",
        ReasonKind.SameName => $"姓名相同{Namesakes(reason)}",
        ReasonKind.NameWithoutDots => $"姓名相同，一处少写了间隔号{Namesakes(reason)}",
        ReasonKind.NameSoundsAlike => "姓名同音，写法不同",
        ReasonKind.NameLooksAlike => "姓名有一个字形近",
        ReasonKind.NameMarked => "一处名字后面带着区分的记号",
        ReasonKind.SameBirth => "出生日期相同",
        ReasonKind.BirthSlip => "出生日期相近，像抄错或农历",
        ReasonKind.SameYear => "出生年份相同",
        ReasonKind.OtherBirth => "出生日期不同",
        ReasonKind.SamePhone => "手机号相同",
        ReasonKind.OtherPhone => "手机号不同",
        ReasonKind.SameHousehold => "在同一户",
        ReasonKind.SameAddress => "住址相同",
        ReasonKind.SameBuilding => "住同一栋楼",
        ReasonKind.SameCommunity => "在同一个社区（村）",
        ReasonKind.SameCounty => "在同一个县区",
        ReasonKind.OtherCounty => "家在不同县区",
    };

    private static string Namesakes(MatchReason reason) => reason.Count > 2 ? $"（名册里有 {reason.Count} 条登记叫这个名字）" : "";
}
