using Training.Domain.Attendance;
using Training.Domain.Courses;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>A small campaign full of edge cases, the same for the same seed: two counties, five months, everything that may or may not count.</summary>
internal sealed class RandomCampaign(TrainingDbContext db, int seed)
{
    private static readonly string[] Topics = ["daily-care", "basic-care", "rehabilitation", "wellness", "emergency"];

    // Fixed seed: the campaign of a test is the same every time.
    private readonly Random random = new(seed);

    /// <summary>A database with such a campaign, which is written once a process.</summary>
    public static Task<TestDatabase> DatabaseAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, int seed = 5) => TestDatabase.CreateAsync(provider, $"campaign {seed}", async database =>
    {
        await using var db = database.Open();
        await new RandomCampaign(db, seed).WriteAsync();
    });

    public async Task WriteAsync()
    {
        await using var all = await db.Database.BeginTransactionAsync();
        foreach (var county in (long[])[Places.Qingfeng, Places.Hualong])
        {
            var village = county == Places.Qingfeng ? Places.QingfengVillage : Places.HualongCommunity;
            var people = (await Some.PeopleAsync(db, 40, village)).ToList();
            foreach (var person in people.Skip(30))
            {
                person.CanonicalId = people[random.Next(30)].Id;
            }

            var households = new List<Household>();
            for (var i = 0; i < 14; i++)
            {
                households.Add(await Some.HouseholdAsync(db, people[2 * i], people[(2 * i) + 1]));
            }

            var trainers = await TrainersAsync(county);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            for (var i = 0; i < 6; i++)
            {
                var station = await StationAsync(village, i);
                await SessionsAsync(station, people, trainers[0]);
                await VisitsAsync(station, people, trainers[0]);
                db.ChangeTracker.Clear();
                await ServicesAsync(station, households, trainers[0]);
            }

            await OnlineAsync(county, people, trainers[0]);
        }

        await db.SaveChangesAsync();
        await all.CommitAsync();
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private DateOnly AnyDay() => new DateOnly(2026, 5, 1).AddDays(random.Next(153));

    private async Task<List<Trainer>> TrainersAsync(long county)
    {
        var trainers = new List<Trainer>();
        for (var i = 0; i < 14; i++)
        {
            var trainer = await Some.TrainerAsync(db, Enum.GetValues<TalentKind>()[random.Next(5)], county, with: t =>
            {
                t.InPoolFrom = Chance(20) ? AnyDay() : t.InPoolFrom;
                t.LeftPoolOn = Chance(15) ? AnyDay() : null;
            });
            if (Chance(30))
            {
                db.TrainerCounties().Add(new TrainerCounty
                {
                    TrainerId = trainer.Id, RegionCode = Chance(50) ? Places.Qingfeng : Places.Hualong, FromDate = AnyDay(), UntilDate = Chance(50) ? new DateOnly(2026, 9, 20) : null,
                });
            }

            trainers.Add(trainer);
        }

        return trainers;
    }

    private async Task<Station> StationAsync(long village, int number)
    {
        var station = await Some.StationAsync(db, village, s =>
        {
            s.Name = $"第{number}站";
            s.Kind = Enum.GetValues<StationKind>()[number % 5];
            s.InUseFrom = number switch { 0 => new DateOnly(2026, 7, 15), 1 => new DateOnly(2026, 8, 1), _ => new DateOnly(2026, 1, 1) };
            s.TakenOffOn = number == 2 ? new DateOnly(2026, 9, 10) : null;
        });
        if (number == 3)
        {
            await Some.SuspensionAsync(db, station, new DateOnly(2026, 7, 31), new DateOnly(2026, 8, 2));
        }

        if (number == 4)
        {
            await Some.SuspensionAsync(db, station, new DateOnly(2026, 9, 25));
        }

        return station;
    }

    private async Task SessionsAsync(Station station, List<Person> people, Trainer trainer)
    {
        var stay = await Some.StayOfAsync(db, trainer);
        for (var i = 0; i < 14; i++)
        {
            var day = AnyDay();
            var session = await Some.SessionAsync(db, station, day, with: s =>
            {
                s.TopicCode = Topics[random.Next(Chance(50) ? 5 : 4)];
                s.Form = Chance(10) ? TeachingForm.OneToOne : TeachingForm.Group;
                s.Status = Chance(10) ? SessionStatus.Cancelled : SessionStatus.Planned;
                s.PublishedUtc = Chance(10) ? null : s.PlannedStartUtc.AddHours(-random.Next(18, 30));
            });
            if (session.Status == SessionStatus.Cancelled || Chance(10))
            {
                continue;
            }

            var roll = await Some.ClosedRollAsync(db, session, people.OrderBy(p => p.Name + p.Id % (i + 3)).Take(random.Next(24, 38)), random.Next(55, 90));
            session.MaterialArchived = Chance(85);
            if (Chance(90))
            {
                db.SessionTrainers().Add(new SessionTrainer { SessionId = session.Id, TrainerId = trainer.Id, PoolMembershipId = stay });
            }

            await AlterAsync(roll, session, people);
        }
    }

    private async Task AlterAsync(Roll roll, Session session, List<Person> people)
    {
        foreach (var entry in db.RollEntries().Local.Where(e => e.SessionId == session.Id))
        {
            entry.Present = !Chance(6);
            entry.InConflict = Chance(3);
            entry.IsStaff = Chance(3);
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            var walkIn = new WalkIn
            {
                Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Name = "来人",
                PersonId = Chance(40) ? people[random.Next(people.Count)].Id : null,
            };
            db.WalkIns().Add(walkIn);
            await db.SaveChangesAsync();
            db.RollEntries().Add(new RollEntry
            {
                RollId = roll.Id, SessionId = session.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = walkIn.Key,
                WalkInId = walkIn.Id, Month = session.Month, Present = Chance(90),
            });
        }

        await db.SaveChangesAsync();
    }

    private async Task VisitsAsync(Station station, List<Person> people, Trainer trainer)
    {
        for (var i = 0; i < 13; i++)
        {
            var (file, learner) = await Some.HouseholdFileAsync(db, station, people[2 * i], f =>
            {
                f.GroundReading = Chance(10) ? null : HealthFacts.ReadingOf(Enum.GetValues<EligibilityGround>()[random.Next(3)]);
                f.PlannedOn = Chance(20) ? null : f.PlannedOn;
            });
            for (var visit = random.Next(3); visit > 0; visit--)
            {
                await Some.HomeVisitAsync(db, file, trainer, AnyDay(), Chance(95) ? learner : null, v =>
                {
                    v.Status = Chance(80) ? VisitStatus.Completed : Chance(50) ? VisitStatus.Planned : VisitStatus.Cancelled;
                    v.Satisfaction = Chance(15) ? null : Enum.GetValues<Satisfaction>()[random.Next(3)];
                    v.Signed = Chance(90);
                    v.Minutes = random.Next(50, 80);
                });
            }
        }
    }

    private async Task ServicesAsync(Station station, List<Household> households, Trainer worker)
    {
        if (Chance(70))
        {
            await Some.SocialWorkerPostAsync(db, station, worker);
        }

        for (var i = 0; i < 11; i++)
        {
            await Some.HelpServiceAsync(db, station, worker, AnyDay(), households.Skip(random.Next(3)).Take(random.Next(8, 13)), s => s.Note = Chance(90) ? s.Note : null);
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            var day = AnyDay();
            db.OffPlatformDeclarations().Add(new OffPlatformDeclaration
            {
                StationId = station.Id, RegionCode = station.RegionCode, Kind = DeclaredKind.Session, HappenedOn = day, Month = Month.Of(day), Note = "补报",
            });
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private async Task OnlineAsync(long county, List<Person> people, Trainer trainer)
    {
        for (var i = 0; i < 25; i++)
        {
            var at = ShanghaiTime.ToUtc(AnyDay(), new TimeOnly(20, 0));
            db.ResidentSignIns().Add(new ResidentSignIn
            {
                PersonId = people[random.Next(people.Count)].Id, RegionCode = Chance(50) ? county : county + 100_101, AtUtc = at, Month = Month.Of(at),
            });
        }

        for (var i = 0; i < 6; i++)
        {
            var at = ShanghaiTime.ToUtc(AnyDay(), new TimeOnly(3, 0));
            db.ModuleSelfChecks().Add(new ModuleSelfCheck { RegionCode = county, CheckedUtc = at, Month = Month.Of(at), Url = "/courses", Reachable = Chance(60) });
            var course = await Some.CourseAsync(db, trainer, county, c =>
            {
                c.Status = Chance(80) ? CourseStatus.Published : CourseStatus.Withdrawn;
                c.PublishedUtc = ShanghaiTime.ToUtc(AnyDay(), new TimeOnly(9, 0));
            });
            for (var lesson = random.Next(3); lesson > 0; lesson--)
            {
                await Some.LessonAsync(db, course, l => l.Status = Chance(80) ? LessonStatus.Published : LessonStatus.Failed);
            }
        }
    }
}
