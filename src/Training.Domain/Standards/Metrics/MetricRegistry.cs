namespace Training.Domain.Standards;

/// <summary>Every metric by the name that definitions use.</summary>
public static class MetricRegistry
{
    private static readonly Dictionary<string, Metric> Metrics =
        new[] { OnSiteMetrics.All, AtHomeMetrics.All, SocialWorkMetrics.All, OnlineMetrics.All }
            .SelectMany(block => block)
            .ToDictionary(m => m.Key, m => m.Value);

    public static IReadOnlyCollection<string> Names => Metrics.Keys;

    public static bool Knows(string name) => Metrics.ContainsKey(name) || DeclaredMetrics.Of(name) is not null;

    public static Metric Of(string name) => Metrics.GetValueOrDefault(name) ?? DeclaredMetrics.Of(name) ?? throw new ArgumentException($"There is no metric {name}.", nameof(name));
}
