using Training.Domain.Calendar;
using Training.Domain.Notices;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>公示 of stations and of people praised, and deadlines of the city: passed, with a line struck off, withdrawn, and running when the record ends.</summary>
internal static class NoticePart
{
    private const string Phone = "0393-6910000";

    private static readonly WorkingCalendar Calendar = new([2023, 2024, 2025, 2026], CalendarText.Shipped().Facts);

    /// <summary>One objection of the demonstration, by the number of days after publication.</summary>
    private sealed record Said(int Line, int AfterDays, string Text, string? Name, string? Answer, bool Upheld);

    private sealed record Plan(string Subject, long Region, long Officer, string Title, string Body, DateOnly From, int Days, IReadOnlyList<NoticeLine> Lines)
    {
        public IReadOnlyList<Said> Objections { get; init; } = [];

        public long? Party { get; init; }

        public NoticeEnding? Ending { get; init; }

        public string? Reason { get; init; }

        /// <summary>For the party's answer and for a withdrawal: how many days after publication.</summary>
        public int EndsAfter { get; init; }
    }

    public static void Make(City city)
    {
        var dice = city.Dice.For("notices");
        var officer = city.Rows.Accounts[0].Id;
        var cityCode = city.Counties[0].Definition.Code / 100_000_000 * 100_000_000;
        var qingfeng = city.Counties.Single(c => c.Definition.Code == 410922_000000);
        foreach (var plan in (Plan[])
        [
            new(NoticeSubjects.Station, cityCode, officer, "2026年度第一批养老服务培训站点拟备案名单公示", "经承接主体申报、县区民政局审核，拟将下列站点列为2026年度养老服务技能培训站点，现予公示。",
                new DateOnly(2025, 12, 10), 7, [.. city.Counties.SelectMany(c => c.Stations.Take(3)).Select(s => Of(s))])
            {
                Objections = [new(2, 3, "公示的座位数是多少？离我们村太远，去不了。", null, "座位数已在站点页公开。站点之外另有入户送学，可以向村里报名。", false)],
                Ending = NoticeEnding.ByPerson,
            },
            new(NoticeSubjects.Station, qingfeng.Definition.Code, qingfeng.Officer.Id, "清丰县2026年增设培训站点公示", "根据各乡镇申报，拟增设下列培训站点，现予公示。",
                new DateOnly(2026, 3, 9), 5,
                [.. qingfeng.Stations.TakeLast(3).Select(s => Of(s)), new() { SubjectKey = dice.Key(City.At(new DateOnly(2026, 3, 9), 8)), Name = $"{qingfeng.Towns[2].Name}便民活动室", Unit = $"{qingfeng.Definition.Name}{qingfeng.Towns[2].Name}", Remark = "社区（村）活动室" }])
            {
                Objections =
                [
                    new(3, 1, "这个活动室的房子去年就租给超市了，里面没有地方上课。", "李建国", "现场核查，房屋确已出租，不具备教学条件，取消。", true),
                    new(0, 2, "门口台阶高，轮椅上不去。", null, "承接主体已加装坡道，照片存档。", false),
                ],
                Ending = NoticeEnding.ByPerson, Reason = "便民活动室另行选址后再报。",
            },
            new(NoticeSubjects.Commendation, cityCode, officer, "2026年上半年养老服务培训拟表扬名单公示", "经县区推荐、市民政局复核，拟对下列个人和单位予以表扬，现予公示。",
                new DateOnly(2026, 7, 13), 5, Praised(city, dice, 0, 6))
            {
                Objections = [new(1, 2, "名单上写的讲课次数比实际多，五月他有两次没来。", "张秀兰", "经核对点名册，实际讲课次数不足，取消表扬。", true)],
                Ending = NoticeEnding.ByPerson,
            },
            new(NoticeSubjects.Commendation, cityCode, officer, "2026年三季度养老服务培训拟表扬名单公示", "拟对下列个人和单位予以表扬，现予公示。",
                new DateOnly(2026, 10, 12), 5, Praised(city, dice, 6, 4)) { Ending = NoticeEnding.Withdrawn, EndsAfter = 2, Reason = "名单漏列两个县区，补齐后重新公示" },
            new(NoticeSubjects.Commendation, cityCode, officer, "2026年三季度养老服务培训拟表扬名单公示（重新公示）", "补齐县区推荐名单后，拟对下列个人和单位予以表扬，现予公示。",
                new DateOnly(2026, 10, 20), 5, Praised(city, dice, 6, 8)) { Ending = NoticeEnding.ByClock },
            new(NoticeSubjects.Station, cityCode, officer, "2026年第四批养老服务培训站点拟备案名单公示", "经县区民政局审核，拟将下列站点列为培训站点，现予公示。",
                new DateOnly(2026, 11, 18), 7, [.. city.Counties.Skip(1).Take(5).SelectMany(c => c.Stations.TakeLast(1)).Select(s => Of(s))])
            {
                Objections = [new(1, 2, "站点挂的牌子和公示的名字不一样，请核实。", "王新民", null, false)],
            },
            new(NoticeSubjects.Deadline, qingfeng.Definition.Code, qingfeng.Officer.Id, "清丰县请市局对社工定点联系名单备案", "名单已在县内核对，请市民政局在期限内提出意见。",
                new DateOnly(2026, 6, 1), 5, [Matter(dice, "清丰县社工定点联系名单", "2026年6月起")]) { Party = cityCode, Ending = NoticeEnding.ByClock },
            new(NoticeSubjects.Deadline, city.Counties[0].Definition.Code, city.Counties[0].Officer.Id, $"{city.Counties[0].Definition.Name}请市局同意调整培训站点开放时间", "因学校周末借用场地，拟把两个站点的开放时间改到平日上午。",
                new DateOnly(2026, 9, 7), 5, [Matter(dice, "两个站点开放时间调整", "平日上午 9:00 到 11:00")])
            {
                Party = cityCode, Ending = NoticeEnding.ByParty, EndsAfter = 2,
                Objections = [new(0, 2, "平日上午家属上班，改到平日会少来一半人，请和学校另商场地。", null, null, true)],
            },
            new(NoticeSubjects.Deadline, qingfeng.Definition.Code, qingfeng.Officer.Id, "清丰县请市局对四季度讲师跨县授课安排备案", "附讲师跨县授课安排，请市民政局在期限内提出意见。",
                new DateOnly(2026, 11, 19), 5, [Matter(dice, "四季度讲师跨县授课安排", "3 名讲师，11 次课")]) { Party = cityCode },
            new(NoticeSubjects.Trainer, cityCode, officer, "养老服务专业人才库和社工、志愿者队伍首批入库人员公示", "经单位推荐、自愿申报、县区择优选拔、市民政局备案，现将拟入库人员名单予以公示。",
                PoolPart.PublicFrom, 7, Candidates(city, t => t.InPoolFrom is not null)) { Ending = NoticeEnding.ByClock },
            new(NoticeSubjects.Trainer, cityCode, officer, "2026年第二批拟入库人员公示", "经县区择优选拔、市民政局备案，现将拟入库人员名单予以公示。",
                PoolPart.AutumnFrom, 5, Candidates(city, t => t.Status == TrainerStatus.StruckOff))
            {
                Objections = [new(0, 2, "他的执业证去年就被注销了，不能再教别人护理。", "刘国强", "经向发证机关核实，执业证已注销，取消入库。", true)],
                Ending = NoticeEnding.ByPerson,
            },
            new(NoticeSubjects.Trainer, cityCode, officer, "2026年第三批拟入库人员公示", "经县区择优选拔、市民政局备案，现将拟入库人员名单予以公示。",
                PoolPart.NoticeFrom, 5, Candidates(city, t => t.Status == TrainerStatus.OnNotice))
            {
                Objections = [new(0, 2, "他在别的机构上班，有没有时间来讲课？", null, null, false)],
            },
        ])
        {
            Add(city, dice, plan);
        }
    }

    private static NoticeLine Of(CityStation station) => new()
    {
        SubjectKey = station.Station.Key, Name = station.Station.Name, Unit = station.Station.Address ?? station.County.Definition.Name, Remark = station.County.Organizations.FirstOrDefault(o => o.Id == station.Station.OrganizationId) is { } body ? $"{body.Name}，{station.Station.Capacity} 座" : $"{station.Station.Capacity} 座",
    };

    private static NoticeLine Matter(Dice dice, string name, string remark) => new() { SubjectKey = dice.Key(City.At(new DateOnly(2026, 1, 4), 9)), Name = name, Remark = remark };

    private static List<NoticeLine> Candidates(City city, Func<Trainer, bool> which) =>
    [
        .. city.Rows.Trainers.Where(which).Select(t => new NoticeLine
        {
            SubjectKey = t.Key, Name = t.Name, IsPerson = true, Unit = city.Rows.Organizations.FirstOrDefault(o => o.Id == t.OrganizationId)?.Name, Remark = PoolWords.Of(t.Kind),
        }),
    ];

    private static List<NoticeLine> Praised(City city, Dice dice, int skip, int people) =>
    [
        .. city.Pool.Skip(skip * 4).Where((_, i) => i % 4 == 0).Take(people).Select(m => new NoticeLine
        {
            SubjectKey = m.Trainer.Key, Name = m.Trainer.Name, IsPerson = true, Unit = m.Trainer.Title, Remark = $"讲课 {dice.Between(18, 46)} 次",
        }),
        .. city.Counties.Skip(skip % 4).Take(2).Select(c => new NoticeLine
        {
            SubjectKey = dice.Key(City.At(new DateOnly(2026, 1, 4), 9, 30)), Name = c.Organizations[0].Name, Remark = $"办班 {dice.Between(90, 160)} 次",
        }),
    ];

    private static void Add(City city, Dice dice, Plan plan)
    {
        var audience = plan.Party is null ? NoticeAudience.Public : NoticeAudience.Party;
        var window = NoticeRules.Window(Calendar, plan.From, plan.Days, audience).Value;
        var opened = City.At(plan.From, 9, dice.Between(0, 50));
        var ended = plan.Ending is null ? (DateTime?)null
            : plan.EndsAfter > 0 ? City.At(plan.From.AddDays(plan.EndsAfter), 16, 20)
            : plan.Ending == NoticeEnding.ByClock ? City.At(window.ConcludableFrom, 0, 5)
            : City.At(Calendar.AddWorkingDays(window.LastDay, 1).Value, 10, 15);
        var actor = plan.Ending is null or NoticeEnding.ByClock ? (long?)null : plan.Ending == NoticeEnding.ByParty ? city.Rows.Accounts[0].Id : plan.Officer;
        var notice = new PublicNotice
        {
            Id = city.Rows.Id<PublicNotice>(), Key = dice.Key(opened), Subject = plan.Subject, Audience = audience, RegionCode = plan.Region, PartyRegionCode = plan.Party,
            Title = plan.Title, Body = plan.Body, SupervisionPhone = Phone, WorkingDays = plan.Days, FromDate = window.FromDate, LastDay = window.LastDay,
            ConcludableFrom = window.ConcludableFrom, OpenedUtc = opened, OpenedBy = plan.Officer, Ending = plan.Ending, EndedUtc = ended, EndedBy = actor, EndReason = plan.Reason,
            State = plan.Ending switch { null => NoticeState.Running, NoticeEnding.Withdrawn => NoticeState.Withdrawn, _ => NoticeState.Concluded },
        };
        city.Rows.PublicNotices.Add(notice);
        city.Rows.Record(
            notice.AuditStream(), plan.Officer, nameof(OpenNotice), opened,
            after: new { notice.Subject, notice.Audience, notice.RegionCode, notice.WorkingDays, notice.FromDate, notice.LastDay, Lines = plan.Lines.Select(l => l.SubjectKey) });
        var items = plan.Lines.Select((line, index) => new NoticeItem
        {
            Id = city.Rows.Id<NoticeItem>(), Key = dice.Key(opened), NoticeId = notice.Id, RegionCode = plan.Region, Ordinal = index + 1, SubjectKey = line.SubjectKey,
            Name = line.Name, IsPerson = line.IsPerson, Unit = line.Unit, Remark = line.Remark,
            Outcome = plan.Ending is null ? null
                : plan.Ending == NoticeEnding.Withdrawn ? NoticeOutcome.Withdrawn
                : plan.Objections.Any(o => o.Upheld && o.Line == index) ? NoticeOutcome.StruckOff
                : NoticeOutcome.Passed,
        }).ToList();
        city.Rows.NoticeItems.AddRange(items);
        if (plan.Subject == NoticeSubjects.Trainer)
        {
            PoolFactsPart.Tie(city, notice.Key, items);
        }

        foreach (var said in plan.Objections.OrderBy(o => o.AfterDays))
        {
            Object(city, dice, plan, notice, items[said.Line], said);
        }

        if (ended is { } at)
        {
            city.Rows.Record(
                notice.AuditStream(), actor, plan.Ending switch { NoticeEnding.Withdrawn => nameof(WithdrawNotice), NoticeEnding.ByParty => nameof(AnswerDeadline), _ => nameof(ConcludeNotice) },
                at, after: new { notice.State, notice.Ending, Outcomes = items.Select(i => i.Outcome) }, before: new { State = NoticeState.Running }, reason: plan.Reason);
        }
    }

    private static void Object(City city, Dice dice, Plan plan, PublicNotice notice, NoticeItem item, Said said)
    {
        var received = City.At(plan.From.AddDays(said.AfterDays), 11, dice.Between(0, 59));
        var byParty = plan.Party is not null;
        var answered = byParty ? received : said.Answer is null ? (DateTime?)null : City.At(Calendar.AddWorkingDays(plan.From.AddDays(said.AfterDays), 1).Value, 15, 30);
        var objection = new NoticeObjection
        {
            Id = city.Rows.Id<NoticeObjection>(), Key = dice.Key(received), NoticeId = notice.Id, NoticeItemId = item.Id, RegionCode = plan.Region, ReceivedUtc = received,
            Text = said.Text, NameSealed = said.Name is null ? null : city.Vault.Seal(said.Name), ContactSealed = said.Name is null ? null : city.Vault.Seal($"1390393{dice.Between(1000, 9999)}"),
            AccountId = byParty ? city.Rows.Accounts[0].Id : null, AnsweredUtc = answered, AnsweredBy = answered is null ? null : byParty ? city.Rows.Accounts[0].Id : plan.Officer,
            Upheld = answered is null ? null : said.Upheld, Answer = said.Answer,
        };
        city.Rows.NoticeObjections.Add(objection);
        if (byParty)
        {
            return;
        }

        city.Rows.Record(notice.AuditStream(), null, nameof(FileObjection), received, after: new { objection.Key, Item = item.Key, Named = said.Name is not null });
        if (answered is { } at)
        {
            city.Rows.Record(notice.AuditStream(), plan.Officer, nameof(AnswerObjection), at, after: new { objection.Key, objection.Upheld });
        }
    }
}
