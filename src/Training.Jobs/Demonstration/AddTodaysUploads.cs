using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Uploads;

namespace Training.Jobs.Demonstration;

/// <summary>A lesson that the demonstration's teacher has not finished sending. Cleared away after a week as any other, and begun anew.</summary>
public sealed class AddTodaysUploads(TrainingDbContext db, StartUpload start, TakeBytes take)
{
    private const int Bytes = 6_400_000;
    private const int Arrived = 2_750_000;

    public async Task RunAsync(CancellationToken ct = default)
    {
        if (await db.Accounts().SingleOrDefaultAsync(a => a.NormalizedUserName == "TRAINER", ct) is not { TrainerId: { } trainer } account
            || await db.Courses().Where(c => c.TrainerId == trainer).OrderBy(c => c.Id).FirstOrDefaultAsync(ct) is not { } course
            || await db.Uploads().AnyAsync(u => u.AccountId == account.Id && u.Status == UploadStatus.Receiving, ct)
            || !await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return;
        }

        var actor = new Actor(account.Id);
        var begun = await start.RunAsync(
            new() { Actor = actor, TrainerId = trainer, Bytes = Bytes, Metadata = $"course {Base64(course.Key.ToString())},filename {Base64("从床上到轮椅.mp4")}" }, ct);
        if (begun.Ok)
        {
            var content = new byte[Arrived];
            "\0\0\0\u0018ftypmp42\0\0\0\0"u8.CopyTo(content);
            await take.RunAsync(new() { Actor = actor, Key = begun.Value.Key, Offset = 0, Length = Arrived, Content = new MemoryStream(content) }, ct);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
