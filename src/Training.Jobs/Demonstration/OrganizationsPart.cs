using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Regions;

namespace Training.Jobs.Demonstration;

/// <summary>What is on record of the bodies: codes, people, papers with and without time left, communities with one gap.</summary>
internal static class OrganizationsPart
{
    /// <summary>A social-work body that still has no community, so that the gap is seen.</summary>
    private const string Gap = "濮阳县福民社会工作服务中心";

    private static readonly string[] Streets = ["人民路", "建设路", "幸福路", "兴业街", "文化路", "育才街"];

    public static async Task MakeAsync(City city, FolderFileStore files, CancellationToken ct)
    {
        var names = new NameMaker(city.Definitions.Names);
        foreach (var county in city.Counties)
        {
            for (var i = 0; i < county.Organizations.Count; i++)
            {
                var body = county.Organizations[i];
                var dice = city.Dice.For($"body/{body.Name}");
                Describe(city, county, body, dice, names, ordinal: i);
                city.Rows.Record(body.AuditStream(), county.Officer.Id, nameof(WriteOrganization), City.At(city.FirstDay.AddDays(3 + i), 10), after: new { body.Name, body.Kind, body.RegionCode }, region: body.RegionCode);
                await PapersAsync(city, county, body, dice, files, ordinal: i, ct);
                PairUp(city, county, body, dice);
            }
        }
    }

    private static void Describe(City city, CityCounty county, Organization body, Dice dice, NameMaker names, int ordinal)
    {
        body.NameKey = PersonName.KeyOf(body.Name);
        body.Initials = PinyinInitials.Of(body.Name);
        body.LegalPerson = names.Younger(dice);
        body.Address = $"{county.Towns[dice.Between(0, county.Towns.Count - 1)].Name}{dice.One(Streets)}{dice.Between(1, 99)}号";
        body.ContactPhoneSealed = city.Vault.Seal($"0393{dice.Between(6_000_000, 8_999_999)}");
        if (ordinal < 3 || county.Organizations.Count < 4)
        {
            // 52 a non-profit unit, 12 a public institution; then the county, then nine places of the unit's own.
            var places = $"{(body.Kind == OrganizationKind.Medical ? "12" : "52")}{RegionCodes.Short(body.RegionCode)}MJ{dice.Between(1_000_000, 9_999_999)}";
            body.CreditCode = places + CreditCode.CheckOf(places);
        }
    }

    private static async Task PapersAsync(City city, CityCounty county, Organization body, Dice dice, FolderFileStore files, int ordinal, CancellationToken ct)
    {
        (string Purpose, string Title, DateOnly? Until)[] papers = ordinal switch
        {
            0 => [("registration", "法人登记证书", new DateOnly(2028, 5, 31)), ("grade", "养老机构等级评定证书", new DateOnly(2026, 12, 20))],
            1 => [("registration", "法人登记证书", new DateOnly(2027, 9, 30)), ("permit", "培训服务备案回执", null)],
            2 => [("registration", "法人登记证书", new DateOnly(2026, 10, 15))],
            _ => [("registration", "法人登记证书", new DateOnly(2029, 1, 31))],
        };
        foreach (var ((purpose, title, until), at) in papers.Select((paper, at) => (paper, at)))
        {
            var added = City.At(city.FirstDay.AddDays(dice.Between(8, 25) + (at * 20)), 15, dice.Between(0, 59));
            var pdf = PlainPdf.Of(title, [body.Name, $"统一社会信用代码：{body.CreditCode ?? "（待补）"}", $"法定代表人：{body.LegalPerson}", until is { } day ? $"有效期至 {day.Year}年{day.Month}月{day.Day}日" : "长期有效"]);
            var kept = await files.KeepAsync(new MemoryStream(pdf), ct);
            var stored = new StoredFile { Id = city.Rows.Id<StoredFile>(), Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = added };
            city.Rows.StoredFiles.Add(stored);
            var paper = new Attachment
            {
                Id = city.Rows.Id<Attachment>(), Key = dice.Key(added), OwnerKind = OrganizationPapers.OwnerKind, OwnerKey = body.Key, Purpose = purpose, Title = title,
                FileName = $"{title}.pdf", Kind = PaperKind.Pdf, Status = AttachmentStatus.Ready, ValidUntil = until, StoredFileId = stored.Id, AddedUtc = added, AddedBy = county.Officer.Id,
            };
            city.Rows.Attachments.Add(paper);
            city.Rows.Record(body.AuditStream(), county.Officer.Id, nameof(AddAttachment), added, after: new { attachment = paper.Key, paper.Purpose, paper.ValidUntil, kept.Sha256 });
        }
    }

    private static void PairUp(City city, CityCounty county, Organization body, Dice dice)
    {
        if (body.Name == Gap || (body.Kind != OrganizationKind.SocialWork && !dice.Chance(0.4)))
        {
            return;
        }

        var villages = dice.Some(county.Villages, body.Kind == OrganizationKind.SocialWork ? dice.Between(2, 4) : 1);
        for (var i = 0; i < villages.Count; i++)
        {
            var from = city.FirstDay.AddDays(dice.Between(60, 70) + (i * 12));
            var pairing = new Pairing { Id = city.Rows.Id<Pairing>(), Key = dice.Key(City.At(from, 11)), OrganizationId = body.Id, RegionCode = villages[i].Code, FromDate = from };
            city.Rows.Pairings.Add(pairing);
            city.Rows.Record(body.AuditStream(), county.Officer.Id, nameof(Pair), City.At(from, 11, i), after: new { pairing.Key, pairing.RegionCode, pairing.FromDate });
            if (i == 2)
            {
                (pairing.UntilDate, pairing.EndedBecause) = (new DateOnly(2026, 9, 1), "社区由街道社工站接手联系");
                city.Rows.Record(body.AuditStream(), county.Officer.Id, nameof(EndPairing), City.At(new DateOnly(2026, 9, 1), 9), after: new { pairing.Key, pairing.UntilDate }, reason: pairing.EndedBecause);
            }
        }
    }
}
