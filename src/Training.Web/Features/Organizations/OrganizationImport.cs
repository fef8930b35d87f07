using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Divisions;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Web.Features.Organizations;

/// <summary>Bodies by Excel: found by their credit code, or by their name within the county. Column keys are the fields of <see cref="OrganizationDraft"/>.</summary>
public sealed class OrganizationImport(TrainingDbContext db, Vault vault, WriteOrganization write) : ISheetImport
{
    public string Kind => "organizations";

    public string Name => "承接主体";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(nameof(OrganizationDraft.Name), "名称") { Required = true, MaxLength = Organization.NameMaxLength, Aliases = ["单位名称", "机构名称", "承接主体", "承接主体名称"], Hint = "登记证书上的全称。", Example = "清丰县夕阳红养老服务中心" },
        new(nameof(OrganizationDraft.Kind), "类型", ColumnKind.Choice) { Required = true, Aliases = ["机构类型", "单位类型"], Choices = [.. Enum.GetValues<OrganizationKind>().Select(OrganizationWords.Of)] },
        new("county", "县区") { Aliases = ["县（区）", "所属县区"], Hint = "只管一个县区的可以空着。", Example = "清丰县" },
        new(nameof(OrganizationDraft.CreditCode), "统一社会信用代码") { MaxLength = CreditCode.Length, Aliases = ["信用代码", "社会信用代码"], Hint = "18 位，设成文本。" },
        new(nameof(OrganizationDraft.LegalPerson), "法定代表人", ColumnKind.PersonName) { MaxLength = Organization.PersonMaxLength, Aliases = ["法人代表", "法人", "负责人"] },
        new(nameof(OrganizationDraft.ContactName), "联系人", ColumnKind.PersonName) { MaxLength = Organization.PersonMaxLength },
        new(nameof(OrganizationDraft.ContactPhone), "联系电话", ColumnKind.Phone) { Aliases = ["电话", "联系方式"], Hint = "手机，或者带区号的座机。" },
        new(nameof(OrganizationDraft.Address), "地址") { MaxLength = Organization.AddressMaxLength, Aliases = ["住所", "单位地址", "详细地址"] },
    ];

    /// <summary>Telephone numbers stay in the register: an empty cell leaves them alone when the file comes back.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct)
    {
        var places = await PlaceFinder.LoadAsync(db, ct);
        var bodies = await db.Organizations().AsNoTracking().Where(o => o.ClosedOn == null).OrderBy(o => o.RegionCode).ThenBy(o => o.Initials).ThenBy(o => o.Id).ToListAsync(ct);
        return [.. bodies.Select(body => (IReadOnlyList<SheetValue>)
            [body.Name, OrganizationWords.Of(body.Kind), places.NameOf(body.RegionCode), body.CreditCode, body.LegalPerson, body.ContactName, SheetValue.Nothing, body.Address])];
    }

    public async Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct) => new Register(db, vault, write, actor, await PlaceFinder.LoadAsync(db, ct));

    private sealed class Register(TrainingDbContext db, Vault vault, WriteOrganization write, Actor actor, PlaceFinder places) : IImportRegister
    {
        public string? KeyOf(ImportRecord record) =>
            places.County(record["county"]) is { Ok: true, Value: var county }
                ? $"{county} {PersonName.KeyOf(record[nameof(OrganizationDraft.Name)]!)}" : null;

        public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct)
        {
            var county = places.County(record["county"]);
            if (!county.Ok)
            {
                return RowMatch.Wrong(county.Refusal.Field, county.Refusal.Message);
            }

            var code = county.Value;
            var here = await db.Organizations().AsNoTracking().Where(o => o.RegionCode == code).ToListAsync(ct);
            var key = PersonName.KeyOf(record[nameof(OrganizationDraft.Name)]!);
            var named = here.FindAll(o => o.NameKey == key);
            if (named.Count > 1)
            {
                return RowMatch.Wrong(nameof(OrganizationDraft.Name), $"名册里有 {named.Count} 家同名，分不清是哪一家。到名册里改。");
            }

            var known = named.SingleOrDefault();
            if (CreditCode.TryParse(record[nameof(OrganizationDraft.CreditCode)], out var credit) && here.Find(o => o.CreditCode == credit.Text) is { } byCode)
            {
                known = byCode;
            }

            return known is null ? RowMatch.New : new RowMatch
            {
                Line = known,
                Notes = known.ClosedOn is null ? [] : ["这一家在名册里已经注销，看看是不是写错了。"],
                Values = new Dictionary<string, string>
                {
                    [nameof(OrganizationDraft.Name)] = known.Name,
                    [nameof(OrganizationDraft.Kind)] = OrganizationWords.Of(known.Kind),
                    [nameof(OrganizationDraft.CreditCode)] = known.CreditCode ?? "",
                    [nameof(OrganizationDraft.LegalPerson)] = known.LegalPerson ?? "",
                    [nameof(OrganizationDraft.ContactName)] = known.ContactName ?? "",
                    [nameof(OrganizationDraft.ContactPhone)] = Phone(known, record),
                    [nameof(OrganizationDraft.Address)] = known.Address ?? "",
                },
            };
        }

        public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
        {
            var known = match.Line as Organization;
            var kind = Enum.GetValues<OrganizationKind>().First(k => OrganizationWords.Of(k) == record[nameof(OrganizationDraft.Kind)]);
            return (await write.RunAsync(
                new()
                {
                    Actor = actor,
                    Key = known?.Key,
                    CountyCode = places.County(record["county"]).Value,
                    Draft = new OrganizationDraft
                    {
                        Name = record[nameof(OrganizationDraft.Name)]!,
                        Kind = kind,
                        CreditCode = record[nameof(OrganizationDraft.CreditCode)] ?? known?.CreditCode,
                        LegalPerson = record[nameof(OrganizationDraft.LegalPerson)] ?? known?.LegalPerson,
                        ContactName = record[nameof(OrganizationDraft.ContactName)] ?? known?.ContactName,
                        ContactPhone = record[nameof(OrganizationDraft.ContactPhone)],
                        Address = record[nameof(OrganizationDraft.Address)] ?? known?.Address,
                    },
                },
                ct)).Refusal;
        }

        /// <summary>The number itself only where the sheet says the same one; otherwise masked, as everywhere.</summary>
        private string Phone(Organization body, ImportRecord record) =>
            body.ContactPhoneSealed is not { } closed ? ""
            : ContactNumber.TryParse(vault.Open(closed, OpeningPurpose.ShowMasked), out var number) && record[nameof(OrganizationDraft.ContactPhone)] == number.Digits
                ? number.Digits
                : number?.ToString() ?? "";
    }
}
