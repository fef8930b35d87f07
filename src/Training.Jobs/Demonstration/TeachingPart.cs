using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>The year's sessions: which days, by whom, on what; those up to the end of the record are held or cancelled, the others planned.</summary>
internal static class TeachingPart
{
    public static void Make(City city)
    {
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"teaching/{station.Station.Id}");
            var rolls = new RollsOfStation(city, station, dice);
            var topics = station.County.Definition.Topics ?? [.. city.Definitions.Texts.Titles.Keys];
            var topic = station.Ordinal;
            foreach (var month in city.Months)
            {
                foreach (var day in DaysOf(city, station, month, dice))
                {
                    var session = Plan(city, station, day, topics[topic++ % topics.Count], dice);
                    if (session is null)
                    {
                        continue;
                    }

                    if (day <= city.RecordedUntil)
                    {
                        Hold(city, station, session.Value.Session, month, dice);
                        rolls.Take(session.Value.Session, session.Value.Trainer, Target(city, station, month, day, dice));
                    }
                }

                MakeCancelled(city, station, month, topics[topic % topics.Count], dice);
                Declare(city, station, month, dice);
            }
        }
    }

    private static List<DateOnly> DaysOf(City city, CityStation station, Month month, Dice dice)
    {
        var days = Enumerable.Range(0, month.LastDay.Day).Select(i => month.FirstDay.AddDays(i))
            .Where(d => city.IsWorkingSeason(d) && station.IsOpen(d)).ToList();
        var isWhole = station.IsOpen(month.FirstDay) || days.Count > 12;
        var count = station.Has(TroubleKind.OneSession, month) || !isWhole ? 1 : dice.Chance(0.05) ? 3 : 2;
        var chosen = new List<DateOnly>();
        for (var i = 0; i < count && days.Count >= count; i++)
        {
            // One in each part of the month: people see that courses come round.
            var part = days[(days.Count * i / count)..(days.Count * (i + 1) / count)];
            var day = dice.Weighted(part, d => city.Definitions.Seasons.Weekdays[(int)d.DayOfWeek]);
            if (!chosen.Contains(day))
            {
                chosen.Add(day);
            }
        }

        return chosen;
    }

    private static (Session Session, CityTrainer Trainer)? Plan(City city, CityStation station, DateOnly day, string topic, Dice dice)
    {
        var start = dice.Weighted(city.Definitions.Seasons.Starts, s => s.Weight).At;
        var isMorning = start.Hour < 12;
        var free = station.County.Professionals.Where(t => t.Trainer.InPoolOn(day) && !t.Taken.Contains((day, isMorning))).ToList();
        if (free.Count == 0)
        {
            isMorning = !isMorning;
            start = isMorning ? new TimeOnly(9, 30) : new TimeOnly(15, 0);
            free = [.. station.County.Professionals.Where(t => t.Trainer.InPoolOn(day) && !t.Taken.Contains((day, isMorning)))];
        }

        if (free.Count == 0)
        {
            return null;
        }

        var trainer = dice.One(free);
        trainer.Taken.Add((day, isMorning));
        var session = Card(city, station, day, start, topic, dice);
        city.Rows.SessionTrainers.Add(new SessionTrainer { Id = city.Rows.Id<SessionTrainer>(), SessionId = session.Id, TrainerId = trainer.Trainer.Id, PoolMembershipId = trainer.Stay.Id });
        return (session, trainer);
    }

    public static Session Card(City city, CityStation station, DateOnly day, TimeOnly start, string topic, Dice dice)
    {
        var planned = ShanghaiTime.ToUtc(day, start);
        var published = planned.AddDays(-dice.Between(7, 14)).AddMinutes(dice.Between(-90, 90));
        published = published < city.RecordEndsUtc ? published : city.RecordEndsUtc.AddMinutes(-dice.Between(10, 600));
        var session = new Session
        {
            Id = city.Rows.Id<Session>(),
            Key = dice.Key(published),
            StationId = station.Station.Id,
            RegionCode = station.Station.RegionCode,
            Title = dice.One(city.Definitions.Texts.Titles[topic]),
            TopicCode = topic,
            Form = dice.Weighted<(TeachingForm Form, int Weight)>(
                [(TeachingForm.Group, 5), (TeachingForm.Demonstration, 4), (TeachingForm.CaseTeaching, 2), (TeachingForm.FaceToFace, 2)], f => f.Weight).Form,
            Status = SessionStatus.Planned,
            PlannedStartUtc = planned,
            PlannedEndUtc = planned.AddMinutes(dice.Weighted<(int Minutes, int Weight)>([(60, 3), (70, 3), (80, 2), (90, 2)], m => m.Weight).Minutes),
            PublishedUtc = published,
            Month = Month.Of(day),
        };
        city.Rows.Sessions.Add(session);
        city.Rows.Record($"session/{session.Key}", station.Coordinator.Id, "PublishSession", published, after: new { planned, session.TopicCode });
        return session;
    }

    private static void Hold(City city, CityStation station, Session session, Month month, Dice dice)
    {
        var opened = session.PlannedStartUtc.AddMinutes(dice.Between(-12, 7)).AddSeconds(dice.Between(0, 59));
        var started = opened > session.PlannedStartUtc ? opened : session.PlannedStartUtc;
        var minutes = station.Has(TroubleKind.Short, month)
            ? dice.Between(45, 55)
            : (int)(session.PlannedEndUtc - session.PlannedStartUtc).TotalMinutes + dice.Between(0, 5);
        session.Status = SessionStatus.Held;
        session.StartedUtc = started;
        session.EndedUtc = started.AddMinutes(minutes).AddSeconds(dice.Between(0, 59));
        session.TaughtMinutes = minutes;
        session.MaterialArchived = !station.Has(TroubleKind.NotArchived, month);
    }

    /// <summary>How many come: the habit of the station, less at harvest and before the Spring Festival, more on the days between Tuesday and Thursday.</summary>
    private static int Target(City city, CityStation station, Month month, DateOnly day, Dice dice)
    {
        if (station.Has(TroubleKind.FewPeople, month))
        {
            return dice.Between(27, 29);
        }

        var habit = 33.5 + (station.Station.Id * 7 % 6);
        var midweek = day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Thursday ? 1.03 : 0.97;
        var quiet = city.Definitions.Seasons.Quiet.FirstOrDefault(q => day >= q.From && day < q.Until && (!q.VillagesOnly || station.IsVillage));
        var most = Math.Min(45, station.Station.Capacity);
        return quiet is not null && station.County.Definition.Dips && dice.Chance(0.3)
            ? dice.Between(24, 29)
            : dice.Around(habit * midweek * (quiet?.Share ?? 1), 3.5, 31, most);
    }

    private static void MakeCancelled(City city, CityStation station, Month month, string topic, Dice dice)
    {
        var days = Enumerable.Range(0, month.LastDay.Day).Select(i => month.FirstDay.AddDays(i))
            .Where(d => d <= city.RecordedUntil && city.IsWorkingSeason(d) && station.IsOpen(d)).ToList();
        if (days.Count == 0 || !dice.Chance(0.03))
        {
            return;
        }

        var session = Card(city, station, dice.One(days), new TimeOnly(9, 0), topic, dice);
        session.Status = SessionStatus.Cancelled;
        session.CancelReason = dice.One(city.Definitions.Texts.CancelReasons);
        var trainer = dice.One(station.County.Professionals);
        city.Rows.SessionTrainers.Add(new SessionTrainer { Id = city.Rows.Id<SessionTrainer>(), SessionId = session.Id, TrainerId = trainer.Trainer.Id, PoolMembershipId = trainer.Stay.Id });
        city.Rows.Record(
            $"session/{session.Key}", station.Coordinator.Id, "CancelSession", session.PlannedStartUtc.AddHours(-dice.Between(3, 20)),
            after: new { session.Status }, reason: session.CancelReason);
    }

    private static void Declare(City city, CityStation station, Month month, Dice dice)
    {
        foreach (var trouble in station.County.Definition.Troubles.Where(t => t.Kind == TroubleKind.Unrecorded && t.Station == station.Ordinal && t.Hits(month)))
        {
            var kind = trouble.Reason!.Contains("送学", StringComparison.Ordinal) ? DeclaredKind.HomeVisit
                : trouble.Reason.Contains("服务", StringComparison.Ordinal) ? DeclaredKind.HelpService : DeclaredKind.Session;
            city.Rows.Declarations.Add(new OffPlatformDeclaration
            {
                Id = city.Rows.Id<OffPlatformDeclaration>(), StationId = station.Station.Id, RegionCode = station.Station.RegionCode, Kind = kind,
                HappenedOn = month.FirstDay.AddDays(dice.Between(3, 18)), Month = month, Note = trouble.Reason,
            });
        }
    }
}
