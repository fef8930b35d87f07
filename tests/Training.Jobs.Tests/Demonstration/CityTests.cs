using Microsoft.EntityFrameworkCore;
using Training.Domain.Agenda;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Xunit.Abstractions;

namespace Training.Jobs.Tests.Demonstration;

[Collection(nameof(SeededCity))]
public class CityTests(SeededCity city, ITestOutputHelper output)
{
    [Fact]
    public async Task It_is_as_large_as_the_campaign()
    {
        output.WriteLine($"Written in {city.Took.TotalSeconds:0.0} s: {city.Seeded.Rows} rows, {city.Seeded.People} people.");
        await using var db = city.Database.Open();
        var opened = db.Stations().Where(s => s.InUseFrom < new DateOnly(2026, 11, 1));
        Assert.Equal(120, await opened.CountAsync());
        Assert.Equal(14, await opened.CountAsync(s => s.Kind == StationKind.StreetElderCare));
        Assert.Equal(50, await opened.CountAsync(s => s.Kind == StationKind.CommunityDayCare));
        Assert.Equal(50, await opened.CountAsync(s => s.Kind == StationKind.VillageHappinessHome));
        Assert.Equal(50, await db.Trainers().CountAsync(t => t.Status == TrainerStatus.InPool && (t.Kind == TalentKind.Teaching || t.Kind == TalentKind.Nursing || t.Kind == TalentKind.Carer)));
        Assert.Equal(50, await db.Trainers().CountAsync(t => t.Status == TrainerStatus.InPool && (t.Kind == TalentKind.SocialWorker || t.Kind == TalentKind.Volunteer)));
        Assert.InRange(await db.Sessions().CountAsync(), 2750, 3050);
        Assert.InRange(await db.HouseholdFiles().CountAsync(), 1150, 1300);
        Assert.InRange(await db.HelpServices().CountAsync(), 2300, 2800);
        Assert.InRange(await db.RollEntries().CountAsync(e => e.Present), 85_000, 110_000);
    }

    [Fact]
    public async Task Some_counties_have_fifteen_stations_in_use_and_some_have_not()
    {
        await using var db = city.Database.Open();
        var counts = (await db.Stations().Where(s => s.Status == StationStatus.InUse).Select(s => s.RegionCode).ToListAsync())
            .GroupBy(RegionCodes.CountyOf).Select(g => g.Count()).ToList();
        Assert.Equal(8, counts.Count);
        Assert.Contains(counts, c => c >= 15);
        Assert.Contains(counts, c => c < 15);
    }

    [Fact]
    public async Task Every_station_is_where_its_steps_lead_and_there_is_one_in_every_state()
    {
        await using var db = city.Database.Open();
        var steps = (await db.StationSteps().AsNoTracking().OrderBy(s => s.Id).ToListAsync()).ToLookup(s => s.StationId);
        var stations = await db.Stations().AsNoTracking().ToListAsync();
        Assert.All(stations, station =>
        {
            var own = steps[station.Id].ToList();
            Assert.Equal(station.Status, StationRules.Replay(own.Select(s => s.Action)));
            Assert.Equal(own.Select(s => s.EffectiveOn).Order(), own.Select(s => s.EffectiveOn));
            Assert.Empty(StationFactRules.Check(StationFacts.Of(station), new DateOnly(2026, 11, 21)));
        });
        Assert.Equal(Enum.GetValues<StationStatus>(), stations.Select(s => s.Status).Distinct().Order());
    }

    [Fact]
    public async Task Bodies_have_papers_that_are_there_and_agreements_stand_in_every_state()
    {
        await using var db = city.Database.Open();
        var day = new DateOnly(2026, 11, 21);
        var bodies = await db.Organizations().AsNoTracking().ToListAsync();
        Assert.All(bodies, body => Assert.True(body.NameKey.Length > 0 && body.ContactPhoneSealed is not null && (body.CreditCode is null || CreditCode.TryParse(body.CreditCode, out _))));
        var states = (await new AgreementRegister(db).RunAsync(new(), day)).Select(line => line.StateOn(day)).ToHashSet();
        Assert.Superset(new HashSet<AgreementState> { AgreementState.Valid, AgreementState.Expiring, AgreementState.Expired, AgreementState.Renewed, AgreementState.Ended }, states);
        Assert.Single(await new PairingRegister(db).GapsAsync(day));
        Assert.True(await db.Pairings().AnyAsync(p => p.UntilDate != null));
        Assert.Equal(9, await db.GroupMembers().Select(m => m.RegionCode).Distinct().CountAsync());
        Assert.True(await db.Pilots().AnyAsync(p => p.Result != null) && await db.Pilots().AnyAsync(p => p.Result == null));

        var files = new FolderFileStore(city.Folder);
        Assert.All(await db.StoredFiles().AsNoTracking().ToListAsync(), file => Assert.True(files.Holds(file.Sha256)));
        Assert.True(await db.Attachments().AnyAsync(a => a.ValidUntil < day));
    }

    [Fact]
    public async Task People_stand_in_every_state_of_the_way_into_the_pool_and_their_histories_lead_there()
    {
        await using var db = city.Database.Open();
        var trainers = await db.Trainers().AsNoTracking().ToListAsync();
        var steps = (await db.TrainerSteps().AsNoTracking().OrderBy(s => s.Ordinal).ToListAsync()).ToLookup(s => s.TrainerId, s => s.Act);
        Assert.Equal(Enum.GetValues<TrainerStatus>(), trainers.Select(t => t.Status).Distinct().Order());
        Assert.All(trainers, t => Assert.Equal(t.Status, PoolLifeRules.Replay(steps[t.Id])));
        Assert.Equal(trainers.Count, await db.PoolDossiers().CountAsync());
        Assert.Contains(trainers, t => t.PapersLapsedOn is not null);
        var onNotice = trainers.Where(t => t.Status == TrainerStatus.OnNotice).Select(t => t.Key).ToList();
        Assert.Equal(onNotice.Count, await db.NoticeItems().CountAsync(i => onNotice.Contains(i.SubjectKey) && i.Outcome == null));
    }

    [Fact]
    public async Task Samples_of_spot_checks_are_drawn_by_the_rule_and_stand_in_every_state()
    {
        await using var db = city.Database.Open();
        var inspections = await db.Inspections().AsNoTracking().OrderBy(i => i.Ordinal).ToListAsync();
        Assert.Equal(Enum.GetValues<InspectionState>(), inspections.Select(i => i.State).Distinct().Order());
        Assert.Equal(Enum.GetValues<InspectionVerdict>(), inspections.Select(i => i.Verdict).OfType<InspectionVerdict>().Distinct().Order());
        foreach (var draw in await db.InspectionDraws().AsNoTracking().ToListAsync())
        {
            Assert.Equal(draw.PopulationSha256, DrawRules.HashOf(draw.Population));
            Assert.Equal(DrawRules.Draw(draw.Seed, draw.Population, draw.Spread, draw.SessionsAsked, draw.HomesAsked).Select(d => d.Key), inspections.Where(i => i.DrawId == draw.Id).Select(i => i.RecordKey));
        }

        var steps = (await db.InspectionSteps().AsNoTracking().OrderBy(s => s.Id).ToListAsync()).ToLookup(s => s.InspectionId);
        Assert.All(inspections, i =>
        {
            Assert.Equal(i.State == InspectionState.Drawn, !steps[i.Id].Any());
            Assert.Equal(i.State == InspectionState.Closed, i.ClosedUtc is not null);
            Assert.Equal(steps[i.Id].Select(s => s.AtUtc).Order(), steps[i.Id].Select(s => s.AtUtc));
            if (i.AnswersJson is not null)
            {
                Assert.True(InspectionForm.Shipped.Take(i.Kind, InspectionForm.Kept(i.AnswersJson).ToDictionary(a => a.Key, a => (string?)a.Value)).Ok);
            }
        });
        var call = await db.DutyCalls().AsNoTracking().SingleAsync();
        Assert.Contains(inspections, i => i.Key.ToString() == call.Subject && i.DueOn < call.OnDay);
        var told = await db.InboxMessages().AsNoTracking().Where(m => m.Href == $"/inspections/{call.Subject}").ToListAsync();
        Assert.Equal(call.Told, told.Count);
        Assert.NotEmpty(told);
        Assert.All(told, m => Assert.Equal(call.Words, m.Title));
        Assert.True(await db.FilingTerms().AnyAsync());
    }

    [Fact]
    public async Task Every_chain_of_the_history_holds()
    {
        await using var db = city.Database.Open();
        var (walked, broken) = await AuditTrail.VerifyAsync(db);
        Assert.Null(broken);
        Assert.True(walked > 12_000, $"{walked} entries");
    }

    [Fact]
    public async Task Every_entry_of_a_roll_is_what_its_marks_decide()
    {
        await using var db = city.Database.Open();
        var marks = (await db.RollMarks().AsNoTracking().ToListAsync()).ToLookup(m => (m.RollId, m.AttendeeKey), m => new MarkFact(m.Key, m.Kind, m.Supersedes));
        var entries = await db.RollEntries().AsNoTracking().ToListAsync();
        foreach (var entry in entries)
        {
            var state = RollProjection.Of(marks[(entry.RollId, entry.AttendeeKey)]);
            Assert.Equal((state.Present, state.InConflict), (entry.Present, entry.InConflict));
        }

        Assert.Equal(marks.Count, entries.Count);
        Assert.Contains(entries, e => e.InConflict);
        Assert.Contains(entries, e => e.WalkInId is not null);
        Assert.Contains(entries, e => e.IsStaff);
        Assert.Contains(marks, m => m.Any(f => f.Supersedes.Count > 0));
    }

    [Fact]
    public async Task Sequences_of_a_telephone_have_no_gap_and_marks_lie_within_their_roll()
    {
        await using var db = city.Database.Open();
        foreach (var device in (await db.RollMarks().AsNoTracking().Where(m => m.Device.Length == 32).Select(m => new { m.Device, m.DeviceSequence }).ToListAsync()).GroupBy(m => m.Device))
        {
            Assert.Equal(Enumerable.Range(1, device.Count()).Select(i => (long)i), device.Select(m => m.DeviceSequence).Order());
        }

        Assert.False(await db.RollMarks().AnyAsync(m => db.Rolls().Any(r => r.Id == m.RollId && (m.ReceivedUtc < r.OpenedUtc || m.ReceivedUtc > r.ClosedUtc))));
    }

    [Fact]
    public async Task Hard_names_come_back_unchanged_from_rolls()
    {
        await using var db = city.Database.Open();
        var onRolls = (await db.RollEntries().Where(e => e.PersonId != null)
            .Join(db.People(), e => e.PersonId, p => p.Id, (_, p) => p.Name).Distinct().ToListAsync()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (string[])
        [
            "李\U0002cc56", "\ue863天宝", "\uf9e1明", "\u2f26轩", "阿卜杜热合曼•阿卜杜拉", "依干木比尔迪·麦麦提阿卜杜拉·吐尔逊尼亚孜·阿不力克木",
            " 王芳", "王芳\u200b", "王芳\ufeff", "=1+1", "@王芳", "Nguye\u0302\u0303n Thi\u0323 Hoa", "〇建国",
        ])
        {
            Assert.Contains(name, onRolls);
        }

        Assert.True(await db.People().CountAsync(p => p.Name == "张伟") >= 3);
        Assert.True(await db.People().CountAsync(p => p.CanonicalId != null) >= 10);
    }

    [Fact]
    public async Task Nobody_teaches_in_two_places_at_once_and_everybody_who_teaches_is_in_the_pool()
    {
        await using var db = city.Database.Open();
        var taught = await (
            from s in db.Sessions()
            where s.Status == SessionStatus.Held
            join t in db.SessionTrainers() on s.Id equals t.SessionId
            join p in db.Trainers() on t.TrainerId equals p.Id
            select new { p.Id, p.Status, s.StartedUtc, s.EndedUtc }).ToListAsync();
        Assert.All(taught, t => Assert.Equal(TrainerStatus.InPool, t.Status));
        foreach (var trainer in taught.GroupBy(t => t.Id))
        {
            var ordered = trainer.OrderBy(t => t.StartedUtc).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                Assert.True(ordered[i - 1].EndedUtc <= ordered[i].StartedUtc);
            }
        }
    }

    [Fact]
    public async Task The_printed_accounts_cover_every_role_and_can_sign_in()
    {
        var printed = await DemonstrationAccounts.ReadAsync(city.Folder);
        Assert.Equal(Roles.All.Order(), printed.Select(a => a.Role).Distinct().Order());
        await using var db = city.Database.Open();
        foreach (var account in printed)
        {
            var row = await db.Accounts().SingleAsync(a => a.UserName == account.UserName);
            Assert.NotEqual(
                Microsoft.AspNetCore.Identity.PasswordVerificationResult.Failed,
                new Microsoft.AspNetCore.Identity.PasswordHasher<Account>().VerifyHashedPassword(row, row.PasswordHash!, account.Password));
        }
    }

    [Fact]
    public async Task A_second_seeding_leaves_everything_as_it_is()
    {
        var again = await SeededCity.SeedAsync(city.Database, city.Folder, 7);
        Assert.True(again.Ok);
        Assert.False(again.Value.IsNew);
        Assert.Equal(city.Seeded.Accounts, again.Value.Accounts);
    }
}
