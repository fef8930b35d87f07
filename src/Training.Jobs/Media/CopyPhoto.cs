using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.People.Portraits;
using Training.Domain.Shared;

namespace Training.Jobs.Media;

/// <summary>A copy and a thumbnail of a photo, in the work folder until disposed.</summary>
public sealed class CopiedPhoto(InputFolder folder) : IDisposable
{
    public string Copy => Path.Combine(folder.Path, VipsCommand.CopyName);

    public string Thumbnail => Path.Combine(folder.Path, VipsCommand.ThumbnailName);

    public void Dispose() => folder.Dispose();
}

/// <summary>
/// Draws a photo anew: its header is read first and judged, then it is decoded and encoded with little memory and time, and what comes out
/// is read again before it counts. An exit code is no proof.
/// </summary>
public sealed class CopyPhoto(MediaTool tool)
{
    private const long MemoryBytes = 2L << 30;

    public Task<Result<CopiedPhoto>> RunAsync(string sourceFile, string workFolder, AttachmentLimits limits, CancellationToken cancel) =>
        RunAsync(sourceFile, workFolder, async folder => await JudgeAsync(folder, limits, cancel)
            ?? await ShrinkAsync(VipsCommand.Copy(limits.CopySide), VipsCommand.CopyName, folder, cancel)
            ?? await ShrinkAsync(VipsCommand.Thumbnail(limits.ThumbnailSide), VipsCommand.ThumbnailName, folder, cancel));

    /// <summary>A square with the face in it, and a face so small that a phone can carry forty.</summary>
    public Task<Result<CopiedPhoto>> PortraitAsync(string sourceFile, string workFolder, CancellationToken cancel) =>
        RunAsync(sourceFile, workFolder, async folder => await JudgeAsync(folder, AttachmentLimits.Default, cancel)
            ?? await ShrinkAsync(VipsCommand.Portrait(PortraitRules.PictureSide), VipsCommand.CopyName, folder, cancel)
            ?? await FaceAsync(folder, cancel));

    private static async Task<Result<CopiedPhoto>> RunAsync(string sourceFile, string workFolder, Func<InputFolder, Task<Refusal?>> draw)
    {
        var folder = InputFolder.Make(sourceFile, workFolder);
        try
        {
            var refusal = await draw(folder);
            if (refusal is null)
            {
                return new CopiedPhoto(folder);
            }

            folder.Dispose();
            return refusal;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private async Task<Refusal?> JudgeAsync(InputFolder folder, AttachmentLimits limits, CancellationToken cancel)
    {
        if (ContentSniffer.Paper(await folder.HeadAsync(cancel)) is null or PaperKind.Pdf)
        {
            return new PhotoUnreadable();
        }

        var header = new VipsHeader();
        var read = await RunAsync("vipsheader", VipsCommand.Header(), folder, cancel, line =>
        {
            header.Add(line);
            return !header.IsComplete;
        });
        return read.End is ToolEnd.TimedOut ? new PhotoTooHeavy() : AttachmentAdmission.CheckSize(header.Width, header.Height, limits);
    }

    /// <summary>Coarser until it is small enough; a busy background may ask for that.</summary>
    private async Task<Refusal?> FaceAsync(InputFolder folder, CancellationToken cancel)
    {
        foreach (var quality in (int[])[72, 58, 44, 30, 15, 5])
        {
            if (await ShrinkAsync(VipsCommand.Face(PortraitRules.FaceSide, quality), VipsCommand.ThumbnailName, folder, cancel) is { } refusal)
            {
                return refusal;
            }

            if (new FileInfo(Path.Combine(folder.Path, VipsCommand.ThumbnailName)).Length <= PortraitRules.FaceBytes)
            {
                return null;
            }
        }

        return new PhotoUnreadable();
    }

    private async Task<Refusal?> ShrinkAsync(IReadOnlyList<string> arguments, string output, InputFolder folder, CancellationToken cancel)
    {
        var run = await RunAsync("vips", arguments, folder, cancel);
        run.DemandRoom();
        var file = Path.Combine(folder.Path, output);
        return run.End is not ToolEnd.Exited ? new PhotoTooHeavy()
            : run.ExitCode != 0 || !File.Exists(file) || !JpegSegments.IsBarePicture(await File.ReadAllBytesAsync(file, cancel)) ? new PhotoUnreadable()
            : null;
    }

    private Task<ToolRun> RunAsync(string program, IReadOnlyList<string> arguments, InputFolder folder, CancellationToken cancel, Func<string, bool>? onOutput = null) =>
        tool.RunAsync(
            new ToolCall
            {
                Program = program,
                Arguments = arguments,
                WorkingFolder = folder.Path,
                Environment = VipsCommand.Environment,
                MemoryBytes = MemoryBytes,
                OutputFileBytes = 64 << 20,
                Timeout = TimeSpan.FromMinutes(1),
            },
            onOutput, null, cancel);
}
