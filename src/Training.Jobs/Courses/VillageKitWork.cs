using System.IO.Compression;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Papers;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>Makes the kit of a lesson and packs it into one archive, which is all that anybody downloads. The pointer to it is written last.</summary>
public sealed class VillageKitWork(KitWork kits, LessonFolders folders, MakeKit make, DiskRoom room, TimeProvider clock) : IWorkHandler
{
    private const int TitleLetters = 24;

    /// <summary>A film for the television at its highest rate, its sound, and the loudspeaker's.</summary>
    private const double BytesOfASecond = (2_500_000 + 64_000 + 64_000) / 8.0;

    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var kit = await kits.BeginAsync(item.SubjectId, ct);
        if (kit is null)
        {
            return WorkOutcome.Refused("这一课已经不公开了，不用再做播放包。");
        }

        // Pieces and film once, and once more packed.
        room.Demand(2 * (long)(kit.Duration.TotalSeconds * BytesOfASecond));
        var work = Directory.CreateDirectory(folders.WorkFolder(kit.LessonKey, "kit")).FullName;
        try
        {
            // A folder of its own on the stick, so that the kits of several lessons lie beside each other.
            var title = FileTitle(kit.Title);
            var stick = Directory.CreateDirectory(Path.Combine(work, title)).FullName;
            var made = await make.RunAsync(
                folders.At(kit.Folder), stick, title, [.. kit.Renditions.Select(row => (row.Name, row.Width, row.Height))], kit.Duration.TotalSeconds,
                (percent, step) => progress.Report(new WorkProgress(percent, step)), ct);
            var pieces = made.Pieces.Select(piece => new KitPiece(piece.FileName, piece.Seconds)).ToList();
            var slip = BroadcastSlip.Of(kit.Course, kit.Title, kit.Trainer, pieces, made.Film is not null, ShanghaiTime.DateOf(clock.UtcNow()));
            await File.WriteAllBytesAsync(Path.Combine(stick, "99-播出单.docx"), WordPaper.Write(slip), ct);
            progress.Report(new WorkProgress(95, "装成一个包"));
            var archive = LessonFolders.NewName(kit.LessonKey) + ".zip";
            var path = folders.At(archive);
            await PackAsync(work, path, ct);
            await kits.FinishAsync(kit, archive, new FileInfo(path).Length, pieces.Count, ct);
            if (kit.Archive is { } old)
            {
                File.Delete(folders.At(old));
            }

            return WorkOutcome.Succeeded($"{pieces.Count} 段声音{(made.Film is null ? "" : "，一个电视版")}，{DiskRoom.Said(new FileInfo(path).Length)}");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Whole or not there. What a full disk cut off is taken away, because the next attempt has a new name.</summary>
    private static async Task PackAsync(string work, string archive, CancellationToken ct)
    {
        var half = archive + SweepMedia.HalfEnding;
        try
        {
            await ZipFile.CreateFromDirectoryAsync(work, half, CompressionLevel.NoCompression, includeBaseDirectory: false, ct);
            File.Move(half, archive);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Sticks are mostly FAT: none of its forbidden letters, and short enough for the display of a loudspeaker.</summary>
    private static string FileTitle(string title)
    {
        var letters = title.Where(letter => !char.IsControl(letter) && !"\\/:*?\"<>|.".Contains(letter)).Take(TitleLetters).ToArray();
        var clean = new string(letters).Trim();
        return clean.Length == 0 ? "课" : char.IsHighSurrogate(clean[^1]) ? clean[..^1] : clean;
    }
}
