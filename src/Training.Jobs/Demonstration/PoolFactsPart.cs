using Training.Domain.Notices;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>What is written of everybody on the way into the pool: dossier, dated steps, specialities, counties, papers, hours of training.</summary>
internal static class PoolFactsPart
{
    private const string ReceiptLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static readonly IReadOnlyDictionary<TalentKind, (string Name, string Issuer)> Papers = new Dictionary<TalentKind, (string, string)>
    {
        [TalentKind.Teaching] = ("教师资格证", "濮阳市教育局"),
        [TalentKind.Nursing] = ("护士执业证书", "濮阳市卫生健康委员会"),
        [TalentKind.Carer] = ("养老护理员三级", "濮阳市职业技能鉴定中心"),
        [TalentKind.SocialWorker] = ("助理社会工作师", "河南省民政厅"),
    };

    private static readonly IReadOnlyDictionary<TalentKind, string[]> Topics = new Dictionary<TalentKind, string[]>
    {
        [TalentKind.Teaching] = ["wellness", "basic-care", "course-mind", "course-risk"],
        [TalentKind.Nursing] = ["rehabilitation", "emergency", "basic-care", "course-hospice", "course-assessment"],
        [TalentKind.Carer] = ["daily-care", "basic-care", "course-dementia", "course-daily-care"],
        [TalentKind.SocialWorker] = ["course-mind", "daily-care", "course-assessment"],
        [TalentKind.Volunteer] = ["daily-care", "wellness", "course-daily-care"],
    };

    private static readonly string[] Courses = ["失智照护培训班，市培训基地", "养老护理员继续教育，县卫健委", "社会工作继续教育，市民政局", "急救技能培训，县人民医院", "康复护理研讨，市培养基地"];

    private static readonly string[] Introductions =
        ["在养老院做过六年，带过新人。", "县医院退休护士，会康复护理。", "做社工四年，常入户。", "教过老年大学的保健课。", "愿意周末帮忙。"];

    public static void Write(City city, CityCounty county, CityTrainer member, IReadOnlyList<(PoolAct Act, TrainerStatus Status, DateOnly Day, long? Actor, string? Reason)> steps, Dice dice)
    {
        var trainer = member.Trainer;
        var last = steps[^1];
        city.Rows.PoolDossiers.Add(new PoolDossier
        {
            Id = city.Rows.Id<PoolDossier>(), TrainerId = trainer.Id, RegionCode = county.Definition.Code,
            Way = steps[0].Act == PoolAct.Apply ? ApplicationWay.ByOneself : ApplicationWay.ByUnit,
            ReceiptNumber = $"SQ-{Letters(dice)}-{Letters(dice)}", Introduction = dice.One(Introductions),
            AgreedUtc = City.At(steps[0].Day, 10), SinceUtc = City.At(last.Day, 15), Reason = last.Reason,
        });
        city.Rows.TrainerSteps.AddRange(steps.Select((step, index) => new TrainerStep
        {
            Id = city.Rows.Id<TrainerStep>(), TrainerId = trainer.Id, Ordinal = index + 1, Act = step.Act, Status = step.Status, EffectiveOn = step.Day,
            AtUtc = City.At(step.Day, 15), ActorId = step.Actor, Reason = step.Reason,
        }));
        city.Rows.TrainerSpecialities.AddRange(dice.Some(Topics[trainer.Kind], dice.Between(2, 3)).Select(code => new TrainerSpeciality
        {
            Id = city.Rows.Id<TrainerSpeciality>(), TrainerId = trainer.Id, TopicCode = code,
        }));
        var neighbour = dice.One(city.Counties.Where(c => c != county).ToList());
        city.Rows.TrainerTravels.AddRange((dice.Chance(0.3) ? (CityCounty[])[county, neighbour] : [county]).Select(c => new TrainerTravel
        {
            Id = city.Rows.Id<TrainerTravel>(), TrainerId = trainer.Id, CountyCode = c.Definition.Code,
        }));
        trainer.MonthlyCeiling = dice.Chance(0.5) ? dice.Between(8, 16) : null;
        trainer.FreeTimes = dice.Chance(0.7) ? FreeTimes.Of(Enumerable.Range(0, FreeTimes.Slots).Where(_ => dice.Chance(0.45)).ToList()) : null;
        Certify(city, trainer, dice);
        Train(city, trainer, dice);
    }

    /// <summary>Writes into the dossiers by which notice people were made public.</summary>
    public static void Tie(City city, Guid notice, IEnumerable<NoticeItem> items)
    {
        var ids = city.Rows.Trainers.ToDictionary(t => t.Key, t => t.Id);
        var dossiers = city.Rows.PoolDossiers.ToDictionary(d => d.TrainerId);
        foreach (var item in items)
        {
            dossiers[ids[item.SubjectKey]].NoticeKey = notice;
        }
    }

    /// <summary>Most papers hold for years; some run out soon, and a few did so before the end of the record.</summary>
    private static void Certify(City city, Trainer trainer, Dice dice)
    {
        if (!Papers.TryGetValue(trainer.Kind, out var paper))
        {
            return;
        }

        var chance = dice.Between(0, 99);
        DateOnly? until = chance switch
        {
            < 4 => city.RecordedUntil.AddDays(-dice.Between(5, 40)),
            < 12 => city.RecordedUntil.AddDays(dice.Between(8, 50)),
            < 75 => new DateOnly(dice.Between(2027, 2029), dice.Between(1, 12), dice.Between(1, 28)),
            _ => null,
        };
        var issued = (until ?? new DateOnly(2022, 6, 30)).AddYears(-5).AddDays(1);
        city.Rows.TrainerCertificates.Add(new TrainerCertificate
        {
            Id = city.Rows.Id<TrainerCertificate>(), Key = dice.Key(City.At(issued, 9)), TrainerId = trainer.Id, Name = paper.Name, Issuer = paper.Issuer,
            Number = $"{issued.Year}{dice.Between(100000, 999999)}", IssuedOn = issued, ValidUntil = until, IsRequired = true,
        });
        trainer.PapersLapsedOn = trainer.Status == TrainerStatus.InPool && until < city.RecordedUntil ? until.Value.AddDays(1) : null;
    }

    private static void Train(City city, Trainer trainer, Dice dice)
    {
        if (trainer.Status is not (TrainerStatus.InPool or TrainerStatus.Left))
        {
            return;
        }

        for (var i = dice.Between(1, 6); i > 0; i--)
        {
            var day = city.FirstDay.AddDays(dice.Between(10, city.RecordedUntil.DayNumber - city.FirstDay.DayNumber - 5));
            city.Rows.TrainingHours.Add(new TrainingHours
            {
                Id = city.Rows.Id<TrainingHours>(), Key = dice.Key(City.At(day, 17)), TrainerId = trainer.Id, OnDate = day, Hours = dice.Between(4, 16) / 2m,
                What = dice.One(Courses), AddedUtc = City.At(day, 17),
            });
        }
    }

    private static string Letters(Dice dice) => string.Concat(Enumerable.Range(0, 4).Select(_ => ReceiptLetters[dice.Between(0, ReceiptLetters.Length - 1)]));
}
