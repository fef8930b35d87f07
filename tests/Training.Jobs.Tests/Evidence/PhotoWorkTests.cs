using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Organizations;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Tests.Media;
using Training.Jobs.Tests.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Evidence;

/// <summary>From an uploaded photo to the copy that is shown, through the real queue and the real libvips.</summary>
public sealed class PhotoWorkTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-photos-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task A_photo_is_copied_and_one_that_cannot_be_read_says_why()
    {
        using var bench = new Bench();
        var photo = await File.ReadAllBytesAsync(await CopyPhotoTests.DrawAsync(bench, "photo.jpg", 900, 600));
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, _ => { }, data: folder.Root);
        var (good, bad) = (await UploadAsync(database, photo), await UploadAsync(database, photo[..(photo.Length / 3)]));
        await database.ItemWhenAsync(good.Item, WorkStatus.Succeeded);
        Assert.Equal(1, (await database.ItemWhenAsync(bad.Item, WorkStatus.Refused)).Attempts);

        await using var db = database.Open();
        var read = new ReadAttachments(db);
        var served = (await read.ServeAsync(good.Key, thumbnail: false))!;
        var files = new FolderFileStore(folder);
        Assert.True(JpegSegments.IsBarePicture(await File.ReadAllBytesAsync(files.PathOf(served.Sha256))));
        Assert.True(files.Holds((await read.ServeAsync(good.Key, thumbnail: true))!.Sha256));
        Assert.Null(await read.ServeAsync(bad.Key, thumbnail: false));
        var line = await db.Attachments().SingleAsync(a => a.Key == bad.Key);
        Assert.Equal((AttachmentStatus.Refused, new PhotoUnreadable().Message), (line.Status, line.Refusal));
        Assert.Contains("PhotoWork.FinishAsync", await db.AuditEntries().Select(e => e.Process).ToListAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Temporary));
    }

    private async Task<(long Item, Guid Key)> UploadAsync(TestDatabase database, byte[] content)
    {
        await using var db = database.Open();
        var body = await Some.OrganizationAsync(db);
        var clock = TimeProvider.System;
        var added = await new AddAttachment(db, new AttachmentOwners([new OrganizationPapers(db)]), new FolderFileStore(folder), new WorkQueue(new WorkSignal(), clock), clock)
            .RunAsync(new() { Actor = new Actor(null), OwnerKind = OrganizationPapers.OwnerKind, OwnerKey = body.Key, Purpose = "photo", SourceName = "门口.jpg", Content = new MemoryStream(content) });
        Assert.True(added.Ok, added.Refusal?.Message);
        return (await db.WorkItems().MaxAsync(row => row.Id), added.Value.Key);
    }
}
