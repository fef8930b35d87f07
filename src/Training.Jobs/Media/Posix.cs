using System.Runtime.InteropServices;

namespace Training.Jobs.Media;

/// <summary>The two calls of the system that .NET does not offer: ask a process to end, and give a file a second name.</summary>
internal static partial class Posix
{
    private const int SigTerm = 15;

    public static void Terminate(int process) => _ = Kill(process, SigTerm);

    public static bool TryLink(string existing, string added) => Link(existing, added) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
