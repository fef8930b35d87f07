using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// 120 stations × the year 2026, the size at which the bars are set: two sessions a station and month with 25 to 45 people, ten files and
/// visits, two help services a month. The same rows every time.
/// </summary>
internal static class SampleCity
{
    public const int Stations = 120;
    private const int PeopleOfStation = 45;

    /// <param name="fromMonth">First month of 2026 that has classes and visits.</param>
    /// <param name="peopleOfStation">Who live around each station.</param>
    public static async Task FillAsync(TrainingDbContext db, int fromMonth = 1, int untilMonth = 12, int peopleOfStation = PeopleOfStation)
    {
        var villages = await db.Regions().Where(r => r.Level == RegionLevel.Village).OrderBy(r => r.Code).Select(r => r.Code).ToListAsync();
        var random = new Random(2026);
        var ids = 1L;
        var (people, households, stations, members) = (new List<Person>(), new List<Household>(), new List<Station>(), new List<StationMember>());
        var (sessions, cards, rolls, entries) = (new List<Session>(), new List<SessionTrainer>(), new List<Roll>(), new List<RollEntry>());
        var (files, learners, visits, taught) = (new List<HouseholdFile>(), new List<PersonFile>(), new List<HomeVisit>(), new List<HomeVisitPerson>());
        var (helps, helped, posts, trainers, stays, counties) =
            (new List<HelpService>(), new List<HelpServiceHousehold>(), new List<SocialWorkerPost>(), new List<Trainer>(), new List<PoolMembership>(), new List<TrainerCounty>());

        Person NewPerson(long region, long? household)
        {
            var name = Some.NameOf(people.Count);
            var person = new Person
            {
                Id = ids++, Key = Guid.CreateVersion7(), Name = name, NameKey = PersonName.KeyOf(name), Initials = "wxy", Building = "3号楼",
                RegionCode = region, HouseholdId = household, BirthDate = new DateOnly(1950, 1, 1),
            };
            people.Add(person);
            return person;
        }

        for (var n = 0; n < 20; n++)
        {
            var county = RegionCodes.CountyOf(villages[n * 150]);
            var person = NewPerson(county, null);
            trainers.Add(new Trainer
            {
                Id = ids++, Key = Guid.CreateVersion7(), PersonId = person.Id, Name = person.Name, Status = TrainerStatus.InPool,
                Kind = n % 2 == 0 ? TalentKind.Nursing : TalentKind.SocialWorker, InPoolFrom = new DateOnly(2026, 1, 1),
            });
            stays.Add(new PoolMembership { Id = ids++, TrainerId = trainers[^1].Id, FromDate = new DateOnly(2026, 1, 1) });
            counties.Add(new TrainerCounty { Id = ids++, TrainerId = trainers[^1].Id, RegionCode = county, FromDate = new DateOnly(2026, 1, 1) });
        }

        for (var n = 0; n < Stations; n++)
        {
            var region = villages[n * (villages.Count / Stations)];
            var station = new Station
            {
                Id = ids++, Key = Guid.CreateVersion7(), Name = $"第{n + 1}培训站", Kind = (StationKind)(n % 3), RegionCode = region, Capacity = 60,
                Status = StationStatus.InUse, InUseFrom = new DateOnly(2025, 12, 1),
            };
            stations.Add(station);
            posts.Add(new SocialWorkerPost { Id = ids++, StationId = station.Id, RegionCode = region, TrainerId = trainers[1].Id, PoolMembershipId = stays[1].Id, FromDate = new DateOnly(2026, 1, 1) });
            var residents = new List<Person>();
            for (var p = 0; p < peopleOfStation; p++)
            {
                if (p % 3 == 0)
                {
                    households.Add(new Household { Id = ids++, Key = Guid.CreateVersion7(), RegionCode = region });
                }

                residents.Add(NewPerson(region, households[^1].Id));
                members.Add(new StationMember { Id = ids++, StationId = station.Id, RegionCode = region, PersonId = residents[^1].Id, FromDate = new DateOnly(2026, 1, 1) });
            }

            for (var month = fromMonth; month <= untilMonth; month++)
            {
                foreach (var day in (int[])[9, 23])
                {
                    Teach(station, residents, ShanghaiTime.ToUtc(new DateOnly(2026, month, day), new TimeOnly(9, 0)));
                    Help(station, households.TakeLast(15).Take(10), new DateOnly(2026, month, day));
                }
            }

            foreach (var resident in residents.Where((_, i) => i % 3 == 0).Take(10))
            {
                Visit(station, resident, ShanghaiTime.ToUtc(new DateOnly(2026, fromMonth + (int)(resident.Id % (untilMonth - fromMonth + 1)), 15), new TimeOnly(15, 0)));
            }
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.InsertManyAsync(households);
        await db.InsertManyAsync(people);
        await db.InsertManyAsync(trainers);
        await db.InsertManyAsync(stays);
        await db.InsertManyAsync(counties);
        await db.InsertManyAsync(stations);
        await db.InsertManyAsync(members);
        await db.InsertManyAsync(posts);
        await db.InsertManyAsync(sessions);
        await db.InsertManyAsync(cards);
        await db.InsertManyAsync(rolls);
        await db.InsertManyAsync(entries);
        await db.InsertManyAsync(files);
        await db.InsertManyAsync(learners);
        await db.InsertManyAsync(visits);
        await db.InsertManyAsync(taught);
        await db.InsertManyAsync(helps);
        await db.InsertManyAsync(helped);
        await transaction.CommitAsync();

        void Teach(Station station, List<Person> residents, DateTime start)
        {
            var minutes = random.Next(50, 95);
            var session = new Session
            {
                Id = ids++, Key = Guid.CreateVersion7(), StationId = station.Id, RegionCode = station.RegionCode, Title = "压疮预防与翻身拍背",
                TopicCode = Some.Topic, Form = TeachingForm.Group, Status = SessionStatus.Held, PlannedStartUtc = start, PlannedEndUtc = start.AddMinutes(90),
                PublishedUtc = start.AddDays(-7), StartedUtc = start, EndedUtc = start.AddMinutes(minutes), TaughtMinutes = minutes, Month = Month.Of(start), MaterialArchived = true,
            };
            sessions.Add(session);
            cards.Add(new SessionTrainer { Id = ids++, SessionId = session.Id, TrainerId = trainers[0].Id, PoolMembershipId = stays[0].Id });
            var roll = new Roll
            {
                Id = ids++, Key = Guid.CreateVersion7(), SessionId = session.Id, StationId = station.Id, RegionCode = station.RegionCode,
                Status = RollStatus.Closed, OpenedUtc = start, ClosedUtc = session.EndedUtc,
            };
            rolls.Add(roll);
            entries.AddRange(residents.Take(random.Next(Math.Min(25, peopleOfStation), peopleOfStation + 1)).Select(person => new RollEntry
            {
                Id = ids++, RollId = roll.Id, SessionId = session.Id, StationId = station.Id, RegionCode = station.RegionCode,
                AttendeeKey = person.Key, PersonId = person.Id, Month = session.Month, Present = true,
            }));
        }

        void Visit(Station station, Person resident, DateTime start)
        {
            var file = new HouseholdFile
            {
                Id = ids++, Key = Guid.CreateVersion7(), StationId = station.Id, RegionCode = station.RegionCode,
                HouseholdId = resident.HouseholdId!.Value, ScreenedOn = new DateOnly(2026, 1, 5),
            };
            files.Add(file);
            var learner = new PersonFile
            {
                Id = ids++, HouseholdFileId = file.Id, StationId = station.Id, RegionCode = station.RegionCode, PersonId = resident.Id,
                GroundReading = GroundReading.Annex, PlannedOn = new DateOnly(2026, 1, 6),
            };
            learners.Add(learner);
            var visit = new HomeVisit
            {
                Id = ids++, Key = Guid.CreateVersion7(), HouseholdFileId = file.Id, StationId = station.Id, RegionCode = station.RegionCode,
                TrainerId = trainers[0].Id, PoolMembershipId = stays[0].Id, Status = VisitStatus.Completed, StartedUtc = start, Minutes = 60, Month = Month.Of(start),
                Content = "床上翻身与拍背", Satisfaction = Satisfaction.Satisfied, Signed = true,
            };
            visits.Add(visit);
            taught.Add(new HomeVisitPerson { Id = ids++, HomeVisitId = visit.Id, PersonFileId = learner.Id });
        }

        void Help(Station station, IEnumerable<Household> reached, DateOnly day)
        {
            var service = new HelpService
            {
                Id = ids++, Key = Guid.CreateVersion7(), StationId = station.Id, RegionCode = station.RegionCode, TrainerId = trainers[1].Id, PoolMembershipId = stays[1].Id,
                Kind = HelpKind.Meals, HeldOn = day, Month = Month.Of(day), Note = "送餐到家",
            };
            helps.Add(service);
            helped.AddRange(reached.Select(h => new HelpServiceHousehold { Id = ids++, HelpServiceId = service.Id, HouseholdId = h.Id }));
        }
    }
}
