using Training.Domain.Identity;
using Training.Domain.SocialWork;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>The pool of 50 lecturers and 50 social workers and volunteers, the counties that each serves, and the named social worker of every station.</summary>
internal static class PoolPart
{
    /// <summary>The founding notice: seven working days end on 17 December.</summary>
    public static readonly DateOnly PublicFrom = new(2025, 12, 8);

    /// <summary>The notice of one who was struck off.</summary>
    public static readonly DateOnly AutumnFrom = new(2026, 9, 14);

    /// <summary>The notice that runs when the record ends.</summary>
    public static readonly DateOnly NoticeFrom = new(2026, 11, 16);

    private static readonly string[] LeavingReasons = ["到外省工作", "退休后不再授课", "本人申请退出"];

    private static readonly IReadOnlyDictionary<PoolAct, string> Processes = new Dictionary<PoolAct, string>
    {
        [PoolAct.Apply] = nameof(ApplyToPool), [PoolAct.Recommend] = nameof(ApplyToPool), [PoolAct.Select] = nameof(SelectTrainers),
        [PoolAct.Decline] = nameof(DeclineTrainers), [PoolAct.PutOnRecord] = nameof(RecordTrainers), [PoolAct.SendBack] = nameof(SendBackTrainers),
        [PoolAct.Publish] = nameof(PublishTrainers), [PoolAct.Admit] = nameof(TrainerNotices), [PoolAct.StrikeOff] = nameof(TrainerNotices), [PoolAct.Leave] = nameof(LeavePool),
    };

    public static void Make(City city, AccountMaker accounts)
    {
        var names = new NameMaker(city.Definitions.Names);
        foreach (var county in city.Counties)
        {
            var dice = city.Dice.For($"pool/{county.Definition.Code}");
            for (var i = 0; i < county.Definition.Professionals; i++)
            {
                county.Professionals.Add(Member(city, county, (TalentKind)(i % 3), names, dice, TrainerStatus.InPool));
            }

            for (var i = 0; i < county.Definition.SocialWorkers; i++)
            {
                county.SocialWorkers.Add(Member(city, county, TalentKind.SocialWorker, names, dice, TrainerStatus.InPool));
            }

            for (var i = 0; i < county.Definition.Volunteers; i++)
            {
                Member(city, county, TalentKind.Volunteer, names, dice, TrainerStatus.InPool);
            }
        }

        Borrow(city);
        var last = city.Dice.For("pool/others");
        foreach (var (county, kind, status) in ((int, TalentKind, TrainerStatus)[])
        [
            (3, TalentKind.Nursing, TrainerStatus.Left), (7, TalentKind.SocialWorker, TrainerStatus.Left), (1, TalentKind.Teaching, TrainerStatus.OnNotice),
            (4, TalentKind.SocialWorker, TrainerStatus.Selected), (0, TalentKind.Carer, TrainerStatus.Applied),
            (5, TalentKind.Nursing, TrainerStatus.OnNotice), (2, TalentKind.SocialWorker, TrainerStatus.OnRecord), (6, TalentKind.Carer, TrainerStatus.OnRecord),
            (0, TalentKind.Teaching, TrainerStatus.Selected), (1, TalentKind.Nursing, TrainerStatus.Applied), (1, TalentKind.SocialWorker, TrainerStatus.Applied),
            (1, TalentKind.Carer, TrainerStatus.Applied), (1, TalentKind.Volunteer, TrainerStatus.Applied), (2, TalentKind.Nursing, TrainerStatus.Applied),
            (1, TalentKind.Carer, TrainerStatus.Declined), (3, TalentKind.Volunteer, TrainerStatus.Declined), (1, TalentKind.SocialWorker, TrainerStatus.Returned),
            (6, TalentKind.Nursing, TrainerStatus.StruckOff),
        ])
        {
            Member(city, city.Counties[county], kind, names, last, status);
        }

        MakePosts(city);
        var qingfeng = city.Counties.Single(c => c.Definition.Code == 410922_000000);
        var printed = city.Dice.For("pool/accounts");
        var teacher = qingfeng.Professionals[0];
        var trainerAccount = accounts.Add(printed, Roles.Trainer, "trainer", teacher.Trainer.Name, [qingfeng.Definition.Code]);
        trainerAccount.TrainerId = teacher.Trainer.Id;
        trainerAccount.PersonId = teacher.Person.Id;
        accounts.Print(trainerAccount, Roles.Trainer, "上传课程视频，看转码进度，看自己的课");
        var worker = qingfeng.SocialWorkers[0];
        var stations = city.Rows.Posts.Where(p => p.TrainerId == worker.Trainer.Id && p.UntilDate is null).Select(p => p.StationId);
        var workerAccount = accounts.Add(printed, Roles.SocialWorker, "socialworker", worker.Trainer.Name, [qingfeng.Definition.Code], stations);
        workerAccount.TrainerId = worker.Trainer.Id;
        workerAccount.PersonId = worker.Person.Id;
        accounts.Print(workerAccount, Roles.SocialWorker, "看自己联系的站点");
    }

    private static CityTrainer Member(City city, CityCounty county, TalentKind kind, NameMaker names, Dice dice, TrainerStatus status)
    {
        var recommended = new DateOnly(2025, 10, 9).AddDays(dice.Between(0, 20));
        var home = dice.One(county.Villages);
        var person = NameMaker.Person(
            city.Rows, dice, names.Younger(dice), new DateOnly(dice.Between(1968, 1998), dice.Between(1, 12), dice.Between(1, 28)), home.Code, City.At(recommended, 10));
        city.Rows.People.Add(person);
        var inPool = status is TrainerStatus.InPool or TrainerStatus.Left;
        var trainer = new Trainer
        {
            Id = city.Rows.Id<Trainer>(),
            Key = dice.Key(City.At(recommended, 10, 5)),
            PersonId = person.Id,
            Name = person.Name,
            Kind = kind,
            OrganizationId = dice.One(county.Organizations).Id,
            Title = county.Definition.Name + dice.One(city.Definitions.Texts.TitlesOfTalent[kind]),
            Status = status,
            InPoolFrom = inPool ? PublicFrom.AddDays(10) : null,
            LeftPoolOn = status == TrainerStatus.Left ? new DateOnly(2026, 5, 31).AddDays(dice.Between(0, 60)) : null,
        };
        city.Rows.Trainers.Add(trainer);
        var member = new CityTrainer(trainer, person);
        if (inPool)
        {
            member.Stay = new PoolMembership { Id = city.Rows.Id<PoolMembership>(), TrainerId = trainer.Id, FromDate = trainer.InPoolFrom!.Value, UntilDate = trainer.LeftPoolOn };
            city.Rows.PoolMemberships.Add(member.Stay);
            Serve(city, member, county, trainer.InPoolFrom!.Value);
        }

        if (status == TrainerStatus.InPool)
        {
            city.Pool.Add(member);
        }

        var organization = county.OrganizationAccounts[(int)(trainer.Id % county.OrganizationAccounts.Count)].Id;
        var cityOfficer = city.Rows.Accounts[0].Id;
        var late = inPool ? recommended : status == TrainerStatus.StruckOff ? new DateOnly(2026, 8, 24) : new DateOnly(2026, 10, 26).AddDays(dice.Between(0, 5));
        var steps = new List<(PoolAct Act, TrainerStatus Status, DateOnly Day, long? Actor, string? Reason)>();
        var alone = !inPool && trainer.Id % 2 == 0;
        Step(alone ? PoolAct.Apply : PoolAct.Recommend, TrainerStatus.Applied, status == TrainerStatus.Applied ? late.AddDays(15) : late, alone ? null : organization);
        if (status == TrainerStatus.Declined)
        {
            Step(PoolAct.Decline, TrainerStatus.Declined, late.AddDays(6), county.Officer.Id, "这一批名额已满，证书还差三个月到期，换证后请再报。");
        }

        if (status is not (TrainerStatus.Applied or TrainerStatus.Declined))
        {
            Step(PoolAct.Select, TrainerStatus.Selected, late.AddDays(6), county.Officer.Id);
        }

        if (status == TrainerStatus.Returned)
        {
            Step(PoolAct.SendBack, TrainerStatus.Returned, late.AddDays(9), cityOfficer, "推荐表没有单位盖章，请补齐。");
        }

        if (status >= TrainerStatus.OnRecord)
        {
            Step(PoolAct.PutOnRecord, TrainerStatus.OnRecord, late.AddDays(9), cityOfficer);
        }

        if (status >= TrainerStatus.OnNotice)
        {
            Step(PoolAct.Publish, TrainerStatus.OnNotice, inPool ? PublicFrom : status == TrainerStatus.StruckOff ? AutumnFrom : NoticeFrom, cityOfficer);
        }

        if (status == TrainerStatus.StruckOff)
        {
            Step(PoolAct.StrikeOff, TrainerStatus.StruckOff, AutumnFrom.AddDays(8), cityOfficer, "公示期内收到异议，核实成立。");
        }

        if (inPool)
        {
            Step(PoolAct.Admit, TrainerStatus.InPool, trainer.InPoolFrom!.Value, null);
        }

        if (status == TrainerStatus.Left)
        {
            Step(PoolAct.Leave, TrainerStatus.Left, trainer.LeftPoolOn!.Value, county.Officer.Id, dice.One(LeavingReasons));
        }

        PoolFactsPart.Write(city, county, member, steps, city.Dice.For($"pool-facts/{trainer.Id}"));
        return member;

        void Step(PoolAct act, TrainerStatus to, DateOnly day, long? actor, string? reason = null)
        {
            steps.Add((act, to, day, actor, reason));
            city.Rows.Record(trainer.AuditStream(), actor, Processes[act], City.At(day, 15), after: new { Status = to }, reason: reason);
        }
    }

    private static void Serve(City city, CityTrainer member, CityCounty county, DateOnly from) => city.Rows.TrainerCounties.Add(new TrainerCounty
    {
        Id = city.Rows.Id<TrainerCounty>(), TrainerId = member.Trainer.Id, RegionCode = county.Definition.Code, FromDate = from, UntilDate = member.Trainer.LeftPoolOn,
    });

    /// <summary>Fifty lecturers are fewer than seven a county (D7), so some serve two counties, put on record with a date.</summary>
    private static void Borrow(City city)
    {
        var from = new DateOnly(2025, 12, 22);
        var lenders = city.Counties.Where(c => c.Definition.BorrowedProfessionals == 0).ToList();
        var lent = 0;
        foreach (var county in city.Counties)
        {
            for (var i = 0; i < county.Definition.BorrowedProfessionals; i++, lent++)
            {
                var member = lenders[lent % lenders.Count].Professionals[lent / lenders.Count];
                Serve(city, member, county, from);
                county.Professionals.Add(member);
            }
        }

        lenders = [.. city.Counties.Where(c => c.Definition.BorrowedSocialWorkers == 0)];
        lent = 0;
        foreach (var county in city.Counties)
        {
            for (var i = 0; i < county.Definition.BorrowedSocialWorkers; i++, lent++)
            {
                var member = lenders[lent % lenders.Count].SocialWorkers[^(1 + (lent / lenders.Count))];
                Serve(city, member, county, from);
                county.SocialWorkers.Add(member);
            }
        }
    }

    private static void MakePosts(City city)
    {
        foreach (var station in city.Stations)
        {
            var worker = station.County.SocialWorkers[station.Ordinal % station.County.SocialWorkers.Count];
            city.Rows.Posts.Add(new SocialWorkerPost
            {
                Id = city.Rows.Id<SocialWorkerPost>(), StationId = station.Station.Id, RegionCode = station.Station.RegionCode, TrainerId = worker.Trainer.Id,
                PoolMembershipId = worker.Stay.Id,
                FromDate = station.Station.InUseFrom!.Value, UntilDate = station.Trouble(TroubleKind.NoPost)?.From ?? station.Station.TakenOffOn,
            });
        }
    }
}
