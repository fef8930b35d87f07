using System.Text.Json;

namespace Training.Domain.Shared;

/// <summary>What the installation's city calls itself in sentences: Definitions/city.json, which another city's installation replaces.</summary>
public sealed record HomeCity
{
    public static HomeCity Here { get; } = Read();

    /// <summary>濮阳市</summary>
    public required string Name { get; init; }

    /// <summary>濮阳</summary>
    public required string Short { get; init; }

    /// <summary>民政局 of the city.</summary>
    public required string Bureau { get; init; }

    /// <summary>Its office for this work.</summary>
    public required string Office { get; init; }

    /// <summary>What families know the site by; also the signature of text messages.</summary>
    public required string Site { get; init; }

    /// <summary>服务热线</summary>
    public required string ServiceLine { get; init; }

    private static HomeCity Read()
    {
        using var stream = typeof(HomeCity).Assembly.GetManifestResourceStream("Training.Domain.Shared.Definitions.city.json")!;
        return JsonSerializer.Deserialize<HomeCity>(stream, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
    }
}
