using Microsoft.EntityFrameworkCore;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Web.Features.Families;

/// <param name="Numbers">What is on file, masked: 手机号 138****1234.</param>
public sealed record FileMember(string Name, bool IsSelf, DateOnly? BirthDate, DateOnly? Since, IReadOnlyList<string> Numbers, string? Ground, string? Plan, DateOnly? PlannedOn);

public sealed record FileAtStation(string Station, DateOnly ScreenedOn);

public sealed record Help(DateOnly HeldOn, HelpKind Kind, string Worker, string? Note);

public sealed record Agreed(string Name, ConsentMatter Matter, ConsentWay Way, DateOnly GivenOn, DateOnly? WithdrawnOn);

/// <param name="Who">The account's role and name; null: it is not there any more.</param>
public sealed record LookedAt(DateTime AtUtc, string Whose, string What, string? Purpose, string? Who);

public sealed record OwnFilePage(
    string Name, string? Home, IReadOnlyList<FileMember> Members, IReadOnlyList<FileAtStation> Files, IReadOnlyList<Visit> Visits, IReadOnlyList<Help> Helps,
    IReadOnlyList<Agreed> Consents, IReadOnlyList<LookedAt> Openings, DateOnly Today);

/// <summary>
/// 我家的档案: everything that the platform keeps about the household, in plain words: who is in it, plans, visits, help, what was agreed
/// to, and who of the staff opened a value. Each query steps past the scope's filter and names the one household instead.
/// </summary>
public sealed class OwnFile(TrainingDbContext db, FamilyCircles circles, Vault vault, TimeProvider clock)
{
    public async Task<OwnFilePage?> ReadAsync(long personId, CancellationToken ct)
    {
        if (await circles.OfAsync(personId, ct) is not { } circle)
        {
            return null;
        }

        var home = circle.HouseholdId;
        return new OwnFilePage(
            circle.Self.Name, await db.Regions().Where(r => r.Code == circle.RegionCode).Select(r => r.Name).FirstOrDefaultAsync(ct),
            await MembersAsync(circle, ct),
            home is null ? [] : await (
                from file in db.HouseholdFiles().IgnoreQueryFilters().AsNoTracking()
                join station in db.Stations() on file.StationId equals station.Id
                where file.HouseholdId == home
                orderby file.ScreenedOn
                select new FileAtStation(station.Name, file.ScreenedOn)).ToListAsync(ct),
            home is { } own ? await OwnHousehold.VisitsAsync(db, own, VisitStatus.Completed, ct) : [],
            home is null ? [] : await (
                from reached in db.HelpServiceHouseholds().AsNoTracking()
                join service in db.HelpServices().IgnoreQueryFilters() on reached.HelpServiceId equals service.Id
                join worker in db.Trainers().IgnoreQueryFilters() on service.TrainerId equals worker.Id
                where reached.HouseholdId == home
                orderby service.HeldOn descending
                select new Help(service.HeldOn, service.Kind, worker.Name, service.Note)).Take(OwnHousehold.MostLines).ToListAsync(ct),
            await ConsentsAsync(circle, ct), await OpeningsAsync(circle, ct), clock.Today());
    }

    private async Task<IReadOnlyList<FileMember>> MembersAsync(FamilyCircle circle, CancellationToken ct)
    {
        var rows = circle.Rows.Keys.ToList();
        var people = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => rows.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var since = (await db.HouseholdMembers().Where(m => rows.Contains(m.PersonId) && m.UntilDate == null).Select(m => new { m.PersonId, m.FromDate }).ToListAsync(ct))
            .ToLookup(m => circle.Rows[m.PersonId].Id, m => m.FromDate);
        var files = (await db.PersonFiles().IgnoreQueryFilters().AsNoTracking().Where(f => rows.Contains(f.PersonId)).OrderByDescending(f => f.PlannedOn).ToListAsync(ct))
            .ToLookup(f => circle.Rows[f.PersonId].Id);
        return [.. circle.Members.Select(member =>
        {
            var person = people[member.Id];
            var file = files[member.Id].FirstOrDefault();
            var key = file is null ? null : people[file.PersonId].KeySealed;
            return new FileMember(
                member.Name, member.IsSelf, person.BirthDate, since[member.Id].Select(d => (DateOnly?)d).FirstOrDefault(), NumbersOf(person),
                file is not null && vault.OpenGround(file, key, OpeningPurpose.ShowToSelf) is { } ground ? HealthFacts.Words(ground) : null,
                file?.PlanSealed is { } plan ? vault.Open(plan, key, OpeningPurpose.ShowToSelf) : null, file?.PlannedOn);
        })];
    }

    private List<string> NumbersOf(Person person)
    {
        var numbers = new List<string>();
        foreach (var (field, masked) in (ReadOnlySpan<(PersonalField, string?)>)
        [
            (PersonalField.Phone, vault.MaskedPhone(person.PhoneSealed, person.KeySealed)),
            (PersonalField.IdNumber, vault.MaskedIdNumber(person.IdNumberSealed, person.KeySealed)),
            (PersonalField.Address, vault.MaskedAddress(person.AddressSealed, person.KeySealed)),
        ])
        {
            if (masked is not null)
            {
                numbers.Add($"{PrivacyWords.Of(field)} {masked}");
            }
        }

        return numbers;
    }

    private async Task<IReadOnlyList<Agreed>> ConsentsAsync(FamilyCircle circle, CancellationToken ct)
    {
        var rows = circle.Rows.Keys.ToList();
        return (await db.ConsentRecords().IgnoreQueryFilters().AsNoTracking().Where(c => rows.Contains(c.PersonId))
            .OrderByDescending(c => c.GivenOn).ThenByDescending(c => c.Id).ToListAsync(ct))
            .ConvertAll(c => new Agreed(circle.Rows[c.PersonId].Name, c.Matter, c.Way, c.GivenOn, c.WithdrawnOn));
    }

    private async Task<IReadOnlyList<LookedAt>> OpeningsAsync(FamilyCircle circle, CancellationToken ct)
    {
        var rows = circle.Rows.Keys.ToList();
        var keys = await db.People().IgnoreQueryFilters().Where(p => rows.Contains(p.Id)).Select(p => new { p.Id, p.Key }).ToListAsync(ct);
        var found = new List<(string Whose, Opening Opening)>();
        foreach (var member in keys.GroupBy(k => circle.Rows[k.Id]))
        {
            found.AddRange((await ReadPersonalPage.OpeningsAsync(db, member.Select(k => k.Key), ct)).Select(o => (member.Key.Name, o)));
        }

        var actors = found.Where(f => f.Opening.ActorId is not null).Select(f => f.Opening.ActorId!.Value).Distinct().ToList();
        var who = (await (
            from account in db.Accounts()
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where actors.Contains(account.Id)
            select new { account.Id, account.DisplayName, Role = role.Name }).ToListAsync(ct))
            .GroupBy(a => a.Id).ToDictionary(g => g.Key, g => $"{string.Join('、', g.Select(a => Roles.ChineseName(a.Role!)))} {g.First().DisplayName}");
        return [.. found.OrderByDescending(f => f.Opening.AtUtc).Take(OwnHousehold.MostLines).Select(f => new LookedAt(
            f.Opening.AtUtc, f.Whose, f.Opening.IsExport ? "全部资料的一份副本" : f.Opening.Field ?? "一项资料", f.Opening.Purpose,
            f.Opening.ActorId is { } actor ? who.GetValueOrDefault(actor) : null))];
    }
}
