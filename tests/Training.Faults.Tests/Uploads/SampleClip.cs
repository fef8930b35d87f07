namespace Training.Faults.Tests.Uploads;

/// <summary>The shortest of the clips that ship with the product.</summary>
internal static class SampleClip
{
    public static async Task<byte[]> ReadAsync()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The drills do not run inside the repository.");
        }

        return await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "media-samples", "dementia.mp4"));
    }
}
