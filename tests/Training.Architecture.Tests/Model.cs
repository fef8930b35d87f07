namespace Training.Architecture.Tests;

internal static class Model
{
    public static IReadOnlySet<string> EntityNames { get; } = new HashSet<string>();
}
