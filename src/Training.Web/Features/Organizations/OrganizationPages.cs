using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

public sealed record BodyStation(Guid Key, string Name, StationStatus Status, DateOnly? InUseFrom);

public sealed record BodyTrainer(string Name, TalentKind Kind, string? Title);

/// <summary>Everything that is known of one body.</summary>
public sealed record BodyPage(
    Organization Body, string County, string? Phone, IReadOnlyList<BodyStation> Stations, IReadOnlyList<BodyTrainer> Trainers,
    IReadOnlyList<AgreementLine> Agreements, IReadOnlyList<PairingLine> Pairings, IReadOnlyList<Happening> History, ClosingForm Closing, DateOnly Today)
{
    /// <summary>What was written to see the phone; null while nobody asked.</summary>
    public OpeningForm? Opening { get; init; }

    /// <summary>The phone whole, on the one page that answers the asking.</summary>
    public string? WholePhone { get; init; }
}

/// <summary>What the forms and lists of these registers share.</summary>
public sealed class OrganizationPages(
    TrainingDbContext db, Vault vault, AgreementRegister agreements, PairingRegister pairings, PlaceNames places, TimeProvider clock)
{
    private const int HistoryShown = 30;

    /// <summary>Counties that the account reaches, in the official order.</summary>
    public async Task<IReadOnlyList<Region>> CountiesAsync(CancellationToken ct)
    {
        var counties = await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
        return [.. counties.Where(region => db.Scope.Holds(region.Code))];
    }

    /// <summary>The county that a form names, or the only one that the account reaches; 0 for none.</summary>
    public async Task<long> CountyAsync(long? asked, CancellationToken ct) => asked ?? (await CountiesAsync(ct) is [var only] ? only.Code : 0);

    public async Task<BodyPage?> BodyAsync(Guid key, ClosingForm closing, CancellationToken ct)
    {
        if (await db.Organizations().AsNoTracking().SingleOrDefaultAsync(o => o.Key == key, ct) is not { } body)
        {
            return null;
        }

        var stations = await db.Stations().AsNoTracking().Where(s => s.OrganizationId == body.Id).OrderBy(s => s.RegionCode).ThenBy(s => s.Id)
            .Select(s => new BodyStation(s.Key, s.Name, s.Status, s.InUseFrom)).ToListAsync(ct);
        var trainers = await db.Trainers().AsNoTracking()
            .Where(t => t.OrganizationId == body.Id && db.TrainerCounties().Any(county => county.TrainerId == t.Id))
            .OrderBy(t => t.Kind).ThenBy(t => t.Id).Select(t => new BodyTrainer(t.Name, t.Kind, t.Title)).ToListAsync(ct);
        var today = clock.Today();
        return new BodyPage(
            body,
            await places.OfAsync(body.RegionCode, ct),
            body.ContactPhoneSealed is { } phone && ContactNumber.TryParse(vault.Open(phone, OpeningPurpose.ShowMasked), out var number) ? number.ToString() : null,
            stations,
            trainers,
            await agreements.RunAsync(new AgreementQuestion { Organization = key }, today, ct),
            await pairings.RunAsync(organization: key, ct: ct),
            await HistoryAsync(body.AuditStream(), ct),
            closing,
            today);
    }

    /// <summary>The newest lines of a written history, with who did it.</summary>
    public async Task<IReadOnlyList<Happening>> HistoryAsync(string stream, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var lines = await (
            from entry in db.AuditEntries().AsNoTracking()
            join account in db.Accounts() on entry.ActorId equals (long?)account.Id into actors
            from actor in actors.DefaultIfEmpty()
            where entry.Stream == stream
            orderby entry.Sequence descending
            select new { entry.OccurredUtc, entry.Process, entry.Reason, entry.BeforeJson, entry.AfterJson, Who = actor == null ? null : actor.DisplayName })
            .Take(HistoryShown).ToListAsync(ct);
        return [.. lines.Select(line => new Happening(
            Moments.Of(line.OccurredUtc, now), "承", HistoryWords.Of(line.Process, line.BeforeJson is null),
            string.Join("　", ((string?[])[line.Who ?? "系统", HistoryWords.Changes(line.BeforeJson, line.AfterJson), line.Reason]).Where(part => !string.IsNullOrEmpty(part)))))];
    }
}

/// <summary>The written history in words.</summary>
public static class HistoryWords
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["Name"] = "名称", ["Kind"] = "类型", ["CreditCode"] = "信用代码", ["Address"] = "地址", ["HasLegalPerson"] = "法定代表人", ["HasContact"] = "联系人", ["HasPhone"] = "电话",
        ["Partner"] = "合作方", ["Purpose"] = "合作内容", ["FromDate"] = "开始", ["UntilDate"] = "到期", ["WarnDays"] = "提前提醒天数", ["OrganizationId"] = "名册里的合作方",
    };

    public static string Of(string process, bool isNew) => process switch
    {
        nameof(WriteOrganization) => isNew ? "登记" : "改登记",
        nameof(MendContact) => "改联系方式",
        nameof(CloseOrganization) => "不再承接",
        nameof(OpenContactPhone) => "看了联系电话",
        nameof(WriteAgreement) => isNew ? "登记协议" : "改协议",
        nameof(EndAgreement) => "终止协议",
        nameof(WarnOfAgreements) => "发到期提醒",
        nameof(Pair) => "结对社区",
        nameof(EndPairing) => "结束结对",
        "AddAttachment" => "传材料",
        "RemoveAttachment" => "移除材料",
        "PhotoWork.FinishAsync" => "照片整理好了",
        "PhotoWork.RefuseAsync" => "照片用不了",
        _ => "改动",
    };

    /// <summary>Which facts changed: 改了 名称、地址.</summary>
    public static string? Changes(string? before, string? after)
    {
        if (before is null || after is null)
        {
            return null;
        }

        using var old = JsonDocument.Parse(before);
        using var fresh = JsonDocument.Parse(after);
        var names = fresh.RootElement.EnumerateObject().Concat(old.RootElement.EnumerateObject()).Select(property => property.Name).Distinct()
            .Where(name => TextOf(old, name) != TextOf(fresh, name) && Fields.ContainsKey(name)).Select(name => Fields[name]).ToList();
        return names.Count == 0 ? null : $"改了{string.Join('、', names)}";
    }

    private static string? TextOf(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
