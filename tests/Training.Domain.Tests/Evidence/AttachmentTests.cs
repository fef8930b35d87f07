using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Evidence;

public sealed class AttachmentTests : IDisposable
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n1 0 obj\n"u8, .. new byte[9000], .. "\n%%EOF\n"u8];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[5000], 0xFF, 0xD9];

    private readonly FakeClock clock = FakeClock.Ordinary();
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-papers-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    private static AttachmentOwners Owners(TrainingDbContext db) => new([new OrganizationPapers(db)]);

    private FolderFileStore Files => new(folder);

    private Task<Result<AddedAttachment>> AddAsync(
        TrainingDbContext db, Organization owner, byte[] content, string name = "登记证书.docx", Func<AddAttachmentInput, AddAttachmentInput>? with = null)
    {
        var input = new AddAttachmentInput
        {
            Actor = new Actor(7), OwnerKind = OrganizationPapers.OwnerKind, OwnerKey = owner.Key, Purpose = "registration", SourceName = name, Content = new MemoryStream(content),
        };
        return new AddAttachment(db, Owners(db), Files, new WorkQueue(new WorkSignal(), clock), clock).RunAsync(with?.Invoke(input) ?? input);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_paper_is_known_by_its_content_and_handed_out_at_once(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var added = (await AddAsync(db, body, Pdf, "C:\\扫描\\登记\u202e证书.docx", input => input with { ValidUntil = new DateOnly(2027, 3, 31) })).Value!;
        var read = new ReadAttachments(db);
        var line = Assert.Single(await read.OfAsync(OrganizationPapers.OwnerKind, body.Key));
        Assert.Equal(("登记证书", "登记证书.docx", AttachmentStatus.Ready, false), (line.Title, line.FileName, line.Status, line.IsPhoto));
        Assert.Equal((new DateOnly(2027, 3, 31), Pdf.Length, 7), (line.ValidUntil, line.Bytes, line.AddedBy));
        Assert.Equal(added.Sha256, (await read.ServeAsync(added.Key, thumbnail: false))!.Sha256);
        Assert.Null(await read.ServeAsync(added.Key, thumbnail: true));
        Assert.False(await db.WorkItems().AnyAsync());
        Assert.Equal("AddAttachment", (await db.AuditEntries().SingleAsync(e => e.Stream == body.AuditStream())).Process);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_a_photo_nothing_is_shown_before_its_copy_is_made_and_then_only_the_copy(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var added = (await AddAsync(db, body, Jpeg, "门口.jpg", input => input with { Purpose = "photo" })).Value!;
        var read = new ReadAttachments(db);
        Assert.Null(await read.ServeAsync(added.Key, thumbnail: false));
        Assert.Null(await read.ServeAsync(added.Key, thumbnail: true));
        var item = await db.WorkItems().SingleAsync();
        Assert.Equal(PhotoWork.Kind, item.Kind);

        var work = new PhotoWork(db, Owners(db), Files, clock);
        Assert.Equal(added.Sha256, (await work.BeginAsync(item.SubjectId))!.Sha256);
        await work.FinishAsync(item.SubjectId, new MemoryStream([1, 2, 3]), new MemoryStream([4, 5]));
        Assert.True((await work.BeginAsync(item.SubjectId))!.AlreadyReady);
        var (copy, thumbnail) = ((await read.ServeAsync(added.Key, false))!, (await read.ServeAsync(added.Key, true))!);
        Assert.Equal(3, (await db.StoredFiles().SingleAsync(f => f.Sha256 == copy.Sha256)).Bytes);
        Assert.Equal(2, (await db.StoredFiles().SingleAsync(f => f.Sha256 == thumbnail.Sha256)).Bytes);
        Assert.True(Files.Holds(added.Sha256));

        // A second runner that comes late: the same content again changes nothing, and a refusal no longer counts.
        await work.FinishAsync(item.SubjectId, new MemoryStream([1, 2, 3]), new MemoryStream([4, 5]));
        await work.RefuseAsync(item.SubjectId, "打不开");
        Assert.Equal(copy, await read.ServeAsync(added.Key, false));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        Assert.Null(await work.BeginAsync(98765));
    }

    [Theory]
    [InlineData("", typeof(EmptyAttachment))]
    [InlineData("PK\u0003\u0004\u0014\0word/document.xml", typeof(NeitherPaperNorPhoto))]
    [InlineData("<!doctype html><html></html>", typeof(NeitherPaperNorPhoto))]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", typeof(NeitherPaperNorPhoto))]
    [InlineData("GIF89a\u0001\0", typeof(NeitherPaperNorPhoto))]
    [InlineData("\0\0\0\u0018ftypmp42\0\0\0\0", typeof(VideoAttached))]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0", typeof(NeitherPaperNorPhoto))]
    public async Task What_is_neither_paper_nor_photo_is_refused_and_nothing_is_kept(string content, Type refusal)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        Assert.IsType(refusal, (await AddAsync(db, body, Encoding.Latin1.GetBytes(content), "登记证书.pdf")).Refusal);
        Assert.Equal(0, await db.Attachments().CountAsync() + await db.StoredFiles().CountAsync());
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_typed_wrong_is_refused_at_its_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        Assert.IsType<AttachmentPurposeUnknown>((await AddAsync(db, body, Pdf, with: i => i with { Purpose = "别的" })).Refusal);
        Assert.IsType<AttachmentDateNotAsked>((await AddAsync(db, body, Jpeg, with: i => i with { Purpose = "photo", ValidUntil = clock.Today() })).Refusal);
        Assert.IsType<AttachmentTitleTooLong>((await AddAsync(db, body, Pdf, with: i => i with { Title = new string('长', 101) })).Refusal);
        Assert.IsType<CutOffPdf>((await AddAsync(db, body, Pdf[..^8])).Refusal);
        Assert.IsType<AttachmentTooLarge>((await AddAsync(db, body, [.. Jpeg, .. new byte[50_000_000]])).Refusal);
        Assert.IsType<NotFound>((await AddAsync(db, body, Pdf, with: i => i with { OwnerKey = Guid.CreateVersion7() })).Refusal);
        Assert.IsType<NotFound>((await AddAsync(db, body, Pdf, with: i => i with { OwnerKind = "别的" })).Refusal);
        Assert.False(await db.Attachments().AnyAsync());
        Assert.Equal(" 证 ", (await ReadTitleAsync(db, body, " 证 ")));
    }

    [Fact]
    public async Task The_same_file_twice_hangs_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var first = (await AddAsync(db, body, Pdf)).Value!;
        var again = (await AddAsync(db, body, Pdf, "另一个名字.pdf")).Value!;
        Assert.Equal((first.Key, false, true), (again.Key, first.WasThere, again.WasThere));
        Assert.True((await AddAsync(db, body, Pdf, with: i => i with { Purpose = "permit" })).Ok);
        Assert.Equal((2, 1), (await db.Attachments().CountAsync(), await db.StoredFiles().CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Removing_asks_a_reason_and_leaves_the_original_and_the_line(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var added = (await AddAsync(db, body, Pdf)).Value!;
        var remove = new RemoveAttachment(db, Owners(db), clock);
        var input = new RemoveAttachmentInput { Actor = new Actor(8), Key = added.Key, Reason = "换了新证" };
        Assert.IsType<RemovalNeedsReason>((await remove.RunAsync(input with { Reason = " " })).Refusal);
        Assert.IsType<RemovalReasonTooLong>((await remove.RunAsync(input with { Reason = new string('长', 201) })).Refusal);
        Assert.True((await remove.RunAsync(input)).Ok);
        Assert.True((await remove.RunAsync(input with { Reason = "再来" })).Ok);

        var read = new ReadAttachments(db);
        var line = Assert.Single(await read.OfAsync(OrganizationPapers.OwnerKind, body.Key));
        Assert.Equal(("换了新证", 8), (line.RemovedBecause, line.RemovedBy));
        Assert.Null(await read.ServeAsync(added.Key, false));
        Assert.True(Files.Holds(added.Sha256));
        Assert.Equal(2, await db.AuditEntries().CountAsync(e => e.Stream == body.AuditStream()));
        Assert.False((await AddAsync(db, body, Pdf)).Value!.WasThere);
    }

    [Fact]
    public async Task Papers_of_a_neighbours_record_are_out_of_reach()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var added = (await AddAsync(db, body, Pdf)).Value!;
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.Null(await Owners(elsewhere).FindAsync(OrganizationPapers.OwnerKind, body.Key, new Actor(9)));
        Assert.IsType<NotFound>((await AddAsync(elsewhere, body, Pdf)).Refusal);
        Assert.IsType<NotFound>((await new RemoveAttachment(elsewhere, Owners(elsewhere), clock).RunAsync(new() { Actor = new Actor(9), Key = added.Key, Reason = "不是我的" })).Refusal);
    }

    private async Task<string> ReadTitleAsync(TrainingDbContext db, Organization body, string title)
    {
        var added = (await AddAsync(db, body, Pdf, with: i => i with { Title = title })).Value!;
        return (await new ReadAttachments(db).OfAsync(OrganizationPapers.OwnerKind, body.Key)).Single(line => line.Key == added.Key).Title;
    }
}
