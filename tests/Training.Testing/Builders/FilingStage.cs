using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Standards;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Testing;

/// <summary>Somebody who signs: the account and the name on it.</summary>
public sealed record Signer(Actor Actor, string Name)
{
    public SignerConfirms Over(string? sha256) => new(Name, sha256);
}

/// <summary>Takes a county's filing through its steps with the product's own use cases.</summary>
public sealed class FilingStage(TrainingDbContext db, TimeProvider clock, DataFolder folder)
{
    public FolderFileStore Files => new(folder);

    public FilingDesk Desk => new(db, new Officers(db), new(db), new(new(), clock), clock);

    public BuildStandardSheet Sheets => new(db, new(db), new(db), clock);

    public MakeSnapshot Snapshots => new(db, new(db, new(db), new(db), clock), Facts, new(db), clock);

    public RecordFacts Facts => new(db, new Vault(folder));

    public CompareFiling Compare => new(db, Snapshots, new(db));

    public ReturnFiling Returns => new(db, Desk, new(db));

    public ReviewFiling Review => new(db, Desk);

    public MakeSupplement Supplements => new(db, Desk, Compare);

    public KeepSubsidies Subsidies => new(db, Desk, clock);

    public WriteRemark Remarks => new(db, Desk, new(db));

    public ProveFilings Proof => new(db, new(db), Facts, Files, clock);

    public ReachSnapshot Reach => new(db, Desk);

    /// <summary>Over a disk with ample room.</summary>
    public PackWork Packs => new(db, Reach, new(db, new(db), new(db, new(db)), Facts, new(db), new(db), new(db)), Files, new(new TightDisk(1L << 40), folder, new()), clock);

    public DocumentWork Documents => new(db, new(db, new(db), new(null)), Files, clock);

    public Signer Body { get; private set; } = null!;

    public Signer County { get; private set; } = null!;

    public Signer City { get; private set; } = null!;

    /// <summary>The same people over another context.</summary>
    public FilingStage In(TrainingDbContext other) => new(other, clock, folder) { Body = Body, County = County, City = City };

    /// <summary>Two bodies of a county, the first of which leads, over the stations that are there.</summary>
    public async Task<IReadOnlyList<Organization>> BodiesAsync(long county)
    {
        var (from, until) = (county, county + 1_000_000);
        var lead = await Some.OrganizationAsync(db, county);
        var other = await Some.OrganizationAsync(db, county, o => o.Name = "仁爱社会工作服务中心");
        var stations = await db.Set<Station>().Where(s => s.RegionCode >= from && s.RegionCode < until).OrderBy(s => s.Id).ToListAsync();
        for (var i = 0; i < stations.Count; i++)
        {
            stations[i].OrganizationId = i % 3 == 2 ? other.Id : lead.Id;
        }

        await db.SaveChangesAsync();
        Body = await SignerAsync("孙海峰", lead.Id);
        County = await SignerAsync("张静怡");
        City = await SignerAsync("周志远");
        return [lead, other];
    }

    public async Task<Signer> SignerAsync(string name, long? organization = null)
    {
        var account = new Account { DisplayName = name, UserName = $"{name}{Guid.CreateVersion7():N}", OrganizationId = organization };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        if (organization is not null)
        {
            db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<long> { UserId = account.Id, RoleId = await db.AccountRoles().Where(r => r.Name == Roles.Organization).Select(r => r.Id).SingleAsync() });
            await db.SaveChangesAsync();
        }

        return new(new(account.Id), name);
    }

    /// <summary>An officer of a county or of the city, who is told what waits for that desk.</summary>
    public async Task<long> OfficerAsync(long region)
    {
        var account = await SignerAsync("张静怡");
        var role = RegionCodes.LevelOf(region) == RegionLevel.City ? Roles.CityOfficer : Roles.CountyOfficer;
        db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<long> { UserId = account.Actor.AccountId!.Value, RoleId = await db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync() });
        db.AccountRegions().Add(new() { AccountId = account.Actor.AccountId.Value, RegionCode = region });
        await db.SaveChangesAsync();
        return account.Actor.AccountId.Value;
    }

    /// <summary>Opens the filing of a county and takes it to a state; <see cref="FilingState.Returned"/> sends line J2 back.</summary>
    public async Task<CountyFiling> ToAsync(FilingState state, string county, string period, Organization lead)
    {
        var opened = await new OpenFiling(db, Sheets, Desk, clock).RunAsync(new() { Actor = County.Actor, County = county, Period = period, Lead = lead.Key });
        var filing = await db.Filings().SingleAsync(f => f.Key == Some.Right(opened));
        if (state == FilingState.Open)
        {
            return filing;
        }

        foreach (var part in await db.FilingParts().Where(p => p.FilingId == filing.Id).ToListAsync())
        {
            Some.Right(await SignPartAsync(part));
        }

        if (state == FilingState.CountyReview)
        {
            return filing;
        }

        Some.Right(await SignFilingAsync(filing));
        if (state != FilingState.Filed)
        {
            Some.Right(await Review.ReceiveAsync(City.Actor, filing.Key));
        }

        if (state == FilingState.Returned)
        {
            Some.Right(await Returns.ToCountyAsync(City.Actor, filing.Key, [new("J2", "岳村集村两次课的点名册没有签名，请核对")]));
        }

        if (state is FilingState.Approved or FilingState.Accepted)
        {
            Some.Right(await Review.ApproveAsync(await ReviewedAsync(filing)));
        }

        if (state == FilingState.Accepted)
        {
            Some.Right(await Review.AcceptAsync(await ReviewedAsync(filing)));
        }

        return filing;
    }

    public async Task<Result<Done>> SignPartAsync(FilingPart part, Signer? signer = null, string? sha256 = null)
    {
        var (filing, own) = (await Desk.FindPartAsync(part.Key, default))!.Value;
        sha256 ??= (await Snapshots.RunAsync(filing, own)).Sha256;
        return await new SignPart(db, Desk, Snapshots).RunAsync(new() { Actor = (signer ?? Body).Actor, PartKey = part.Key, Confirms = (signer ?? Body).Over(sha256) });
    }

    public async Task<Result<Done>> SignFilingAsync(CountyFiling filing, string? opinion = "情况属实，同意上报。", Signer? signer = null, string? sha256 = null)
    {
        sha256 ??= (await Snapshots.RunAsync(filing, null)).Sha256;
        return await new SignFiling(db, Desk, Snapshots).RunAsync(
            new() { Actor = (signer ?? County).Actor, FilingKey = filing.Key, Opinion = opinion, Confirms = (signer ?? County).Over(sha256) });
    }

    public async Task<ReviewFilingInput> ReviewedAsync(CountyFiling filing, string? opinion = "数据和材料核对一致。") => new()
    {
        Actor = City.Actor, FilingKey = filing.Key, Opinion = opinion, Confirms = City.Over((await CompareFiling.InForceAsync(db, filing.Id))?.Sha256),
    };

    public async Task<Result<Done>> SupplementAsync(CountyFiling filing, string? reason = "一次课的点名册迟传，现已补齐。", string? sha256 = null)
    {
        sha256 ??= (await Snapshots.RunAsync(filing, null)).Sha256;
        return await Supplements.RunAsync(new() { Actor = County.Actor, FilingKey = filing.Key, Reason = reason, Confirms = County.Over(sha256) });
    }
}

public static partial class Some
{
    /// <summary>A county's filing that one body leads and fills in, with a remark on its part-sheet and a line that the county sent back.</summary>
    public static async Task<(CountyFiling Filing, FilingPart Part, FilingRemark Remark, FilingReturn Return)> FilingAsync(TrainingDbContext db, long county, string period, Organization lead)
    {
        var at = new DateTime(2026, 11, 6, 2, 0, 0, DateTimeKind.Utc);
        var filing = await SaveAsync(
            db, new CountyFiling { Key = Guid.CreateVersion7(), RegionCode = county, Period = period, LeadOrganizationId = lead.Id, DueOn = new DateOnly(2027, 1, 8), OpenedUtc = at, MovedUtc = at }, null);
        var part = await SaveAsync(
            db, new FilingPart { Key = Guid.CreateVersion7(), FilingId = filing.Id, OrganizationId = lead.Id, OrganizationName = lead.Name, RegionCode = county, IsLead = true, State = PartState.Returned }, null);
        var remark = await SaveAsync(db, new FilingRemark { Key = Guid.CreateVersion7(), FilingId = filing.Id, PartId = part.Id, RegionCode = county, ItemCode = "J2", Text = "十月检修停课", WrittenUtc = at }, null);
        var back = await SaveAsync(
            db, new FilingReturn { Key = Guid.CreateVersion7(), FilingId = filing.Id, PartId = part.Id, RegionCode = county, ItemCode = "J2", Reason = "请附点名册照片", ReturnedUtc = at }, null);
        return (filing, part, remark, back);
    }

    /// <summary>A station's declared sheet that nobody has written on, under the first standard that was imported, or another.</summary>
    public static async Task<DeclaredSheet> DeclaredSheetAsync(TrainingDbContext db, Station station, string period = "2026-10", DeclaredState state = DeclaredState.Filling, long? standard = null) => await SaveAsync(
        db, new DeclaredSheet
        {
            Key = Guid.CreateVersion7(), StandardVersionId = standard ?? await db.StandardVersions().MinAsync(v => v.Id), State = state, RegionCode = station.RegionCode, StationId = station.Id, Period = period,
            OpenedUtc = new DateTime(2026, 11, 6, 2, 0, 0, DateTimeKind.Utc), MovedUtc = new DateTime(2026, 11, 6, 2, 0, 0, DateTimeKind.Utc),
        }, null);
    /// <summary>A part-sheet as it was signed once, with the picture of its page; no signature under it holds any more.</summary>
    public static async Task<(FilingSnapshot Snapshot, FilingPage Page)> SignedPaperAsync(TrainingDbContext db, FilingPart part, DraftSnapshot draft, KeptFile picture)
    {
        var at = new DateTime(2026, 11, 6, 2, 0, 0, DateTimeKind.Utc);
        var key = Guid.CreateVersion7();
        var snapshot = await SaveAsync(
            db, new FilingSnapshot { Key = key, Code = SheetCode.Of(key, draft.Sha256), FilingId = part.FilingId, PartId = part.Id, RegionCode = part.RegionCode, Number = 1, Json = draft.Json, Sha256 = draft.Sha256, MadeUtc = at }, null);
        var file = await db.StoredFiles().SingleOrDefaultAsync(f => f.Sha256 == picture.Sha256)
            ?? await SaveAsync(db, new StoredFile { Sha256 = picture.Sha256, Bytes = picture.Bytes, StoredUtc = at }, null);
        return (snapshot, await SaveAsync(db, new FilingPage { Key = Guid.CreateVersion7(), SnapshotId = snapshot.Id, RegionCode = part.RegionCode, Number = 1, StoredFileId = file.Id }, null));
    }

    /// <summary>A pack of a signed sheet whose ZIP is a file that is there already.</summary>
    public static Task<FilingPack> PackAsync(TrainingDbContext db, FilingSnapshot snapshot, long storedFile) => SaveAsync(
        db,
        new FilingPack { Key = Guid.CreateVersion7(), SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, StoredFileId = storedFile, ManifestSha256 = new string('a', 64), Files = 3, MadeUtc = snapshot.MadeUtc },
        null);

    /// <summary>A scan of a signed sheet of two pages that was read: one page with a row that somebody must look at, and one whose code could not be read.</summary>
    public static async Task<(FilingScan Scan, FilingScanPage Page, FilingScanRow Row)> ReadScanAsync(TrainingDbContext db, FilingSnapshot snapshot, KeptFile picture)
    {
        var at = new DateTime(2026, 11, 9, 2, 0, 0, DateTimeKind.Utc);
        var file = await db.StoredFiles().SingleOrDefaultAsync(f => f.Sha256 == picture.Sha256)
            ?? await SaveAsync(db, new StoredFile { Sha256 = picture.Sha256, Bytes = picture.Bytes, StoredUtc = at }, null);
        var scan = await SaveAsync(
            db, new FilingScan
            {
                Key = Guid.CreateVersion7(), SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, StoredFileId = file.Id, FileName = "盖章纸.jpg", Kind = PaperKind.Jpeg,
                State = ScanState.Open, SheetPages = 2, SentUtc = at, ReadUtc = at,
            }, null);
        var page = await SaveAsync(
            db, new FilingScanPage
            {
                Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = snapshot.RegionCode, Number = 1, Finding = ScanFinding.Bound, SheetPage = 1, Code = snapshot.Code, Source = CodeSource.Qr, StoredFileId = file.Id,
            }, null);
        await SaveAsync(
            db, new FilingScanPage { Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = snapshot.RegionCode, Number = 2, Finding = ScanFinding.Unread, SheetPage = 2, StoredFileId = file.Id }, null);
        await SaveAsync(
            db, new FilingScanRow
            {
                Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = snapshot.RegionCode, SheetPage = 2, Number = 1, Label = "18 课程", Verdict = RowVerdict.Unclear, Said = "11 个", Words = "“11”没有对上",
                PaperFileId = file.Id, SheetFileId = file.Id,
            }, null);
        return (scan, page, await SaveAsync(
            db, new FilingScanRow
            {
                Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = snapshot.RegionCode, SheetPage = 1, Number = 1, Label = "2 授课次数", Verdict = RowVerdict.Differs, Said = "103 次", Seen = "108 次", Words = "3 的位置像是 8",
                PaperFileId = file.Id, SheetFileId = file.Id,
            }, null));
    }

    /// <summary>The value of a step that must not be refused.</summary>
    public static T Right<T>(Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message);
}
