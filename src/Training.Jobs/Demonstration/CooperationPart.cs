using Training.Domain.Organizations;
using Training.Domain.Regions;

namespace Training.Jobs.Demonstration;

/// <summary>Agreements in every state, leading groups and pilots. 清丰县 shows every state; the others some.</summary>
internal static class CooperationPart
{
    private static readonly (string Partner, string Purpose)[] Partners =
    [
        ("濮阳颐康职业培训学校", "派讲师到站点授课，每月 2 次"),
        ("濮阳仁心护理职业学校", "实训基地和教具共用"),
        ("濮阳安济康复医院", "康复护理师资支持"),
        ("濮阳众扶志愿服务联合会", "组织志愿者入户帮学"),
        ("濮阳晚晴心理咨询中心", "心理支持课程和热线"),
    ];

    private static readonly string[] CityUnits =
        ["市人民政府副市长", "市民政局党组书记、局长", "市卫生健康委员会副主任", "市教育局副局长", "市人力资源和社会保障局副局长", "市财政局副局长", "市老龄工作委员会办公室副主任", "市民政局养老服务科科长"];

    private static readonly string[] CountyUnits = ["人民政府副长", "民政局局长", "卫生健康委员会副主任", "教育局副局长", "财政局副局长", "民政局养老服务股股长"];

    private static readonly (string Theme, string? Result, int Months)[] Themes =
    [
        ("失智照护入户送学", "42 户做完，家属能说出三种安抚办法，可以推开。", 5),
        ("夜间课堂（晚 7 点开课）", null, 0),
        ("赶集日流动教学点", "4 次集市共 310 人次，场地受天气影响，改到村文化广场。", 4),
        ("老年人自己当助教", null, 0),
        ("卧床老人翻身一对一", "18 户做完，换气垫床的同时教，效果好。", 6),
        ("社工和村医结对上门", null, 0),
    ];

    public static void Make(City city, IReadOnlyList<Region> regions)
    {
        var names = new NameMaker(city.Definitions.Names);
        foreach (var county in city.Counties)
        {
            MakeAgreements(city, county);
        }

        MakeGroup(city, names, regions.Single(region => region.Level == RegionLevel.City).Code, null, CityUnits);
        foreach (var county in city.Counties)
        {
            MakeGroup(city, names, county.Definition.Code, county, [.. CountyUnits.Select(unit => county.Definition.Name + unit.Replace("人民政府副长", HeadOf(county), StringComparison.Ordinal))]);
        }

        MakePilots(city);
    }

    /// <summary>Zones have a management committee instead of a government.</summary>
    private static string HeadOf(CityCounty county) =>
        county.Definition.Name.EndsWith('县') ? "人民政府副县长" : county.Definition.Name.EndsWith("华龙区", StringComparison.Ordinal) ? "人民政府副区长" : "管理委员会副主任";

    private static void MakeAgreements(City city, CityCounty county)
    {
        var dice = city.Dice.For($"agreements/{county.Definition.Code}");
        var (first, all) = (city.FirstDay, county.Definition.Code == 410922_000000);
        (DateOnly From, DateOnly? Until, DateOnly? Ended)[] terms =
        [
            (first.AddDays(40), first.AddYears(2), null),
            (first, first.AddYears(1).AddDays(-1), null),
            (first.AddMonths(-2), first.AddMonths(10).AddDays(-1), null),
            (first.AddDays(70), null, first.AddMonths(7)),
        ];
        Agreement? expired = null;
        for (var i = 0; i < terms.Length; i++)
        {
            var (from, until, ended) = terms[i];
            if (!all && i >= 2 && !dice.Chance(0.4))
            {
                continue;
            }

            var (partner, purpose) = Partners[(i + dice.Between(0, Partners.Length - 1)) % Partners.Length];
            var own = i == 0 ? county.Organizations[^1] : null;
            var agreement = Add(city, county, dice, own?.Name ?? partner, own is null ? purpose : "承办街道站点的授课和入户送学", from, until);
            agreement.OrganizationId = own?.Id;
            if (ended is { } day)
            {
                (agreement.EndedOn, agreement.EndedBecause) = (day, "合作方讲师调走，双方同意终止");
                city.Rows.Record(agreement.AuditStream(), county.Officer.Id, nameof(EndAgreement), City.At(day, 16), after: new { agreement.EndedOn }, reason: agreement.EndedBecause);
            }

            expired = i == 2 ? agreement : expired;
        }

        if (all && expired is not null)
        {
            // One more that ended in time and goes on under a new one.
            var former = Add(city, county, dice, "濮阳众扶志愿服务联合会", "组织志愿者入户帮学", first.AddYears(-1), first.AddMonths(6).AddDays(-1));
            Add(city, county, dice, former.Partner, former.Purpose, first.AddMonths(6), first.AddMonths(18).AddDays(-1)).RenewsId = former.Id;
        }
    }

    private static Agreement Add(City city, CityCounty county, Dice dice, string partner, string purpose, DateOnly from, DateOnly? until)
    {
        var utc = City.At(from, 10, dice.Between(0, 50));
        var agreement = new Agreement
        {
            Id = city.Rows.Id<Agreement>(), Key = dice.Key(utc), RegionCode = county.Definition.Code, Partner = partner, Purpose = purpose, FromDate = from, UntilDate = until,
        };
        city.Rows.Agreements.Add(agreement);
        city.Rows.Record(agreement.AuditStream(), county.Officer.Id, nameof(WriteAgreement), utc, after: new { agreement.Partner, agreement.Purpose, agreement.FromDate, agreement.UntilDate }, region: agreement.RegionCode);
        return agreement;
    }

    private static void MakeGroup(City city, NameMaker names, long region, CityCounty? county, IReadOnlyList<string> units)
    {
        var dice = city.Dice.For($"group/{region}");
        var from = city.FirstDay.AddDays(12);
        for (var i = 0; i < units.Count; i++)
        {
            var post = i == 0 ? GroupPost.Leader : i == 1 ? GroupPost.Deputy : i == units.Count - 1 ? GroupPost.OfficeHead : GroupPost.Member;
            AddMember(city, dice, region, county, names.Younger(dice), post, units[i], from);
        }

        if (county is null)
        {
            var former = AddMember(city, dice, region, county, names.Younger(dice), GroupPost.Member, "市民政局副局长", from);
            (former.UntilDate, former.EndedBecause) = (new DateOnly(2026, 8, 1), "工作调动");
            city.Rows.Record(WriteGroup.StreamOf(region), null, $"{nameof(WriteGroup)}.{nameof(WriteGroup.EndAsync)}", City.At(new DateOnly(2026, 8, 1), 10), after: new { former.Key, former.UntilDate }, reason: former.EndedBecause);
        }
    }

    private static GroupMember AddMember(City city, Dice dice, long region, CityCounty? county, string name, GroupPost post, string unit, DateOnly from)
    {
        var utc = City.At(from, 9, 30);
        var member = new GroupMember { Id = city.Rows.Id<GroupMember>(), Key = dice.Key(utc), RegionCode = region, Name = name, Post = post, Unit = unit, FromDate = from };
        city.Rows.GroupMembers.Add(member);
        city.Rows.Record(WriteGroup.StreamOf(region), county?.Officer.Id, $"{nameof(WriteGroup)}.{nameof(WriteGroup.AddAsync)}", utc, after: new { member.Key, member.Post, member.Unit, member.FromDate }, region: region);
        return member;
    }

    private static void MakePilots(City city)
    {
        var dice = city.Dice.For("pilots");
        for (var i = 0; i < Themes.Length; i++)
        {
            var (theme, result, months) = Themes[i];
            var county = city.Counties[i % city.Counties.Count];
            var station = dice.One(county.Stations);
            var from = city.FirstDay.AddMonths(2 + i).AddDays(4);
            var pilot = new Pilot
            {
                Id = city.Rows.Id<Pilot>(), Key = dice.Key(City.At(from, 9)), RegionCode = i % 3 == 2 ? county.Definition.Code : RegionCodes.At(station.Station.RegionCode, RegionLevel.Township),
                Place = i % 3 == 2 ? null : station.Station.Name, Theme = theme, FromDate = from, UntilDate = result is null ? null : from.AddMonths(months), Result = result,
            };
            city.Rows.Pilots.Add(pilot);
            city.Rows.Record(pilot.AuditStream(), county.Officer.Id, nameof(WritePilot), City.At(from, 9), after: new { pilot.RegionCode, pilot.Theme, pilot.FromDate }, region: pilot.RegionCode);
        }
    }
}
