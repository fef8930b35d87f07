using System.Diagnostics;

namespace Training.Benchmarks;

/// <summary>Runs one measurement of this program in a process that has done nothing before.</summary>
internal static class OwnProcess
{
    public static async Task RunAsync(string argument)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        start.ArgumentList.Add(argument);
#pragma warning disable RS0030 // a benchmark of a process starts the process
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"Measuring ended with {process.ExitCode}.");
        }
    }
}
