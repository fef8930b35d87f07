using System.Globalization;
using Training.Domain.Agenda;
using Training.Domain.Calendar;
using Training.Domain.Filing;
using Training.Domain.Inspections;
using Training.Domain.Messages;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Jobs.Demonstration;

/// <summary>
/// 抽查: the city's sample of the third quarter, looked at whole with what followed from it, and a county's sample of October that is under way when the
/// record ends. One mending is late and was urged; the days for the fourth quarter's filings are set.
/// </summary>
internal static class InspectionPart
{
    private static readonly WorkingCalendar Calendar = new([2026], CalendarText.Shipped().Facts);

    /// <summary>The city's faults, one for each way that a fault goes; all else was found true.</summary>
    private static readonly InspectionFault[] Quarter =
    [
        new(InspectedKind.Session, InspectionState.Mending, InspectionVerdict.False, FollowUp.Mend)
        {
            Found = "电话问了 5 人，4 人说没有上过这次课，站点拿不出照片和签名页。", Asked = "核实这次课到底上没有上，把点名册更正过来，以后每次课留照片。", EnteredOn = new(2026, 10, 29),
            Answer = "当天停电改到下午，来的人少，忘了拍照片。", Words = "停电属实，改时间没有记录，到课人数对不上，认定不属实。", Confirmed = 1,
        },
        new(InspectedKind.Session, InspectionState.Closed, InspectionVerdict.Partly, FollowUp.Correct)
        {
            Found = "签名页上数到的人比点名册少，电话问了 5 人，1 人说那天没有去。", Asked = "按实际到的人更正点名册。", EnteredOn = new(2026, 10, 15), Answer = "点名时把提前登记、临时没有来的也点上了，认可。",
            Words = "承接主体认可，认定部分属实。", Report = "点名册更正好了，写了原因。", Review = "核对了更正后的点名册，一致。", Confirmed = 4, Fewer = 3,
        },
        new(InspectedKind.Home, InspectionState.Mended, InspectionVerdict.Partly, FollowUp.Mend)
        {
            Found = "家里人说每次来半个小时左右，和记录的时长对不上。", Asked = "补一次送学，以后每次请家属在记录上写起止时间。", EnteredOn = new(2026, 10, 22), Answer = "讲师把路上的时间也算进去了。",
            Words = "时长多记，内容和人属实，认定部分属实。", Report = "11月5日补了一次送学，家属写了起止时间。", Duration = "no",
        },
        new(InspectedKind.Session, InspectionState.Closed, InspectionVerdict.True, null)
        {
            Found = "现场没有找到授课内容的存档。", Asked = "补授课内容存档。", EnteredOn = new(2026, 10, 20), Answer = "存档在平台的授课记录里，纸质的一份放在街道。", Words = "看了平台里的授课记录，存档是齐的，改认定为属实。", Complete = "no",
        },
    ];

    private static readonly InspectionFault[] October =
    [
        new(InspectedKind.Session, InspectionState.Hearing, InspectionVerdict.Partly, FollowUp.Correct)
        {
            Found = "签名页上数到的人比点名册少，门口没有张贴课表。", Asked = "按实际到的人更正点名册，张贴课表。", EnteredOn = new(2026, 11, 20), Fewer = 4, Confirmed = 4,
        },
        new(InspectedKind.Home, InspectionState.Answered, InspectionVerdict.False, FollowUp.Mend)
        {
            Found = "家里人说十月没有人来过，记录上的签字不是本人写的。", Asked = "查清是谁填的记录，重新送学。", EnteredOn = new(2026, 11, 16), Answer = "当天老人住院，讲师在医院教的家属，签字是女儿代签，附出院证明。", Duration = "unknown", Unknown = 1,
        },
        new(InspectedKind.Session, InspectionState.Mending, InspectionVerdict.Partly, FollowUp.Mend)
        {
            Found = "讲的内容和记录写的主题不一样，讲了一半换成了健康讲座。", Asked = "主题按实际讲的更正，讲师补讲一次。", EnteredOn = new(2026, 11, 11), Answer = "听课的人临时要求讲慢病用药，讲师就讲了。", Words = "内容不合，人数和时长属实，认定部分属实。", Content = "no",
        },
    ];

    public static void Make(City city)
    {
        var dice = city.Dice.For("inspections");
        var officer = city.Rows.Accounts[0];
        var cityCode = RegionCodes.CityOf(city.Counties[0].Definition.Code);
        var whole = new InspectionRound(city, dice, Calendar, officer, $"{officer.DisplayName}、李红")
        {
            RegionCode = cityCode, First = Month.From(2026, 7), Last = Month.From(2026, 9), DrawnOn = new(2026, 10, 12), Sessions = 18, Homes = 8, Seed = "20261012", SeedTyped = true,
        };
        var drawn = whole.Draw(Quarter, looked: int.MaxValue);
        var qingfeng = city.Counties.Single(c => c.Definition.Code == 410922_000000);
        new InspectionRound(city, dice, Calendar, qingfeng.Officer, $"{qingfeng.Officer.DisplayName}、马建民")
        {
            RegionCode = qingfeng.Definition.Code, First = Month.From(2026, 10), Last = Month.From(2026, 10), DrawnOn = new(2026, 11, 9), Spread = DrawSpread.Station, Sessions = 7, Homes = 5,
            Seed = dice.Between(0, 99_999_999).ToString("00000000", CultureInfo.InvariantCulture),
        }.Draw(October, looked: 7);
        Urge(city, dice, drawn.First(i => i.State == InspectionState.Mending), officer.Id);
        SetTerm(city, dice, cityCode, officer.Id);
    }

    private static void Urge(City city, Dice dice, Inspection late, long officer)
    {
        var at = City.At(Calendar.AddWorkingDays(late.DueOn!.Value, 1).Value, 9, 20);
        var station = city.Stations.Single(s => s.Station.Id == late.StationId).Station;
        // As the urging itself tells them: the station's coordinators and its body.
        var told = (
            from bound in city.Rows.AccountStations
            where bound.StationId == late.StationId
            join account in city.Rows.Accounts on bound.AccountId equals account.Id
            where account.TrainerId is null
            select account.Id).Distinct().ToList();
        var call = new DutyCall
        {
            Id = city.Rows.Id<DutyCall>(), Key = dice.Key(at), RegionCode = late.RegionCode, Duty = DutyKind.InspectionMend, Subject = late.Key.ToString(), Call = CallKind.Urged, OnDay = ShanghaiTime.DateOf(at),
            AtUtc = at, By = officer, Told = told.Count, Words = $"督办：{station.Name}的{InspectionWords.Of(late.Kind)}抽查，{InspectionWords.Of(late.State)}",
        };
        city.Rows.DutyCalls.Add(call);
        city.Rows.Inbox.AddRange(told.Select(account => new InboxMessage
        {
            Id = city.Rows.Id<InboxMessage>(), AccountId = account, Title = call.Words, Body = $"期限是{late.DueOn.Value:M月d日}，{Calendar.Late(late.DueOn.Value, call.OnDay)}。", Href = $"/inspections/{late.Key}", CreatedUtc = at,
        }));
        city.Rows.Record(call.AuditStream(), officer, "UrgeDuty", at, after: new { DueOn = late.DueOn.Value, told = told.Count }, region: call.RegionCode);
    }

    private static void SetTerm(City city, Dice dice, long cityCode, long officer)
    {
        var at = City.At(new DateOnly(2026, 11, 18), 10, 5);
        var term = new FilingTerm
        {
            Id = city.Rows.Id<FilingTerm>(), Key = dice.Key(at), RegionCode = cityCode, Period = SheetPeriod.QuarterOf(Month.From(2026, 10)).Key,
            BodiesUntil = new(2027, 1, 15), CountyUntil = new(2027, 1, 22), CityUntil = new(2027, 2, 2), SetUtc = at, SetBy = officer,
        };
        city.Rows.FilingTerms.Add(term);
        city.Rows.Record(term.AuditStream(), officer, nameof(SetFilingTerm), at, after: new { term.Period, term.BodiesUntil, term.CountyUntil, term.CityUntil }, region: cityCode);
    }
}
