using Training.Domain.Evidence;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>佐证材料可另附: papers at the lines of a county's sheet. What each is for is the line that it proves.</summary>
public sealed class FilingPapers(FilingDesk desk, StandardInForce standards) : IAttachmentOwner
{
    public const string OwnerKind = "filing";

    public string Kind => OwnerKind;

    public string ReadVerb => "Filings";

    public string ChangeVerb => "SignFilings";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default) => await desk.FindAsync(key, ct) is not { } filing ? null : new AttachmentHome
    {
        Title = await desk.NameAsync(filing, ct),
        Page = $"/filings/{filing.Key}",
        AuditStream = filing.AuditStream(),
        Purposes = await PurposesAsync(standards, filing, ct),
        TakesPapers = FilingRules.IsOpen(filing.State),
    };

    internal static async Task<IReadOnlyList<AttachmentPurpose>> PurposesAsync(StandardInForce standards, CountyFiling filing, CancellationToken ct)
    {
        var standard = await standards.ForAsync(FilingDesk.Period(filing).Last, filing.RegionCode, ct);
        return [.. standard.Definition.Items.Select(i => new AttachmentPurpose(i.Code, $"{i.Code} {i.Content}"))];
    }
}

/// <summary>The same at the lines of one body's part-sheet.</summary>
public sealed class FilingPartPapers(FilingDesk desk, StandardInForce standards) : IAttachmentOwner
{
    public const string OwnerKind = "filing-part";

    public string Kind => OwnerKind;

    public string ReadVerb => "Filings";

    public string ChangeVerb => "SignParts";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default) => await desk.FindPartAsync(key, ct) is not var (filing, part) ? null : new AttachmentHome
    {
        Title = $"{part.OrganizationName}分表",
        Page = $"/filing-parts/{part.Key}",
        AuditStream = filing.AuditStream(),
        Purposes = await FilingPapers.PurposesAsync(standards, filing, ct),
        TakesPapers = FilingRules.IsOpen(filing.State, part.State),
    };
}
