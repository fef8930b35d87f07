using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>A standard as it holds in a month, with the row it was read from.</summary>
public sealed record StandardOfMonth(long VersionId, StandardDefinition Definition);

/// <summary>What a roll shows while it is taken: people, minutes and sessions that the standard in force asks.</summary>
public sealed record RollThresholds(int People, int Minutes, int SessionsPerMonth);

/// <summary>Answers which standard holds for a place in a month: the newest version in force of the smallest division around the place.</summary>
public sealed class StandardInForce(TrainingDbContext db)
{
    // Rows are immutable, so what was parsed once stays true for the life of the process.
    private static readonly ConcurrentDictionary<string, StandardDefinition> Parsed = new();

    /// <summary>With the rulings that were made after the file was written.</summary>
    public async Task<StandardOfMonth> ForAsync(Month month, long regionCode, CancellationToken ct = default)
    {
        var version = await VersionAsync(month, regionCode, ct);
        return new(version.Id, await WithRulingsAsync(Parse(version), ct));
    }

    /// <summary>A definition with what has been ruled on its disputed places.</summary>
    public async Task<StandardDefinition> WithRulingsAsync(StandardDefinition definition, CancellationToken ct = default)
    {
        var decisions = (await db.RulingDecisions().AsNoTracking().Where(d => d.StandardCode == definition.Id).OrderByDescending(d => d.Id).ToListAsync(ct))
            .ToLookup(d => d.RulingId, d => new Decision
            {
                InForceFrom = d.InForceFrom, Reading = d.Reading, By = d.Reason, DecidedOn = d.DecidedOn, Paper = d.Paper, Key = d.Key,
            });
        return decisions.Count == 0 ? definition : definition with { Rulings = [.. definition.Rulings.Select(r => r.With(decisions[r.Id]))] };
    }

    /// <summary>What a stored version says, without later rulings.</summary>
    public static StandardDefinition DefinitionOf(StandardVersion version) => Parse(version);

    private async Task<StandardVersion> VersionAsync(Month month, long regionCode, CancellationToken ct)
    {
        var around = new[] { regionCode, RegionCodes.CountyOf(regionCode), RegionCodes.CityOf(regionCode), RegionCodes.At(regionCode, RegionLevel.Province), 0 };
        return await db.StandardVersions().AsNoTracking()
            .Where(v => v.InForceFrom <= month && around.Contains(v.RegionCode))
            .OrderByDescending(v => v.RegionCode).ThenByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"No standard is in force for {regionCode} in {month}.");
    }

    public async Task<RollThresholds> RollThresholdsAsync(Month month, long regionCode, CancellationToken ct = default) =>
        ThresholdsOf(Parse(await VersionAsync(month, regionCode, ct)), month);

    public static RollThresholds ThresholdsOf(StandardDefinition standard, Month month)
    {
        int Of(string metric) => (int)(standard.Items.FirstOrDefault(i => i.Measure.Metric == metric)?.Measure.On(month).Threshold ?? 0);
        return new(Of(OnSiteMetrics.People), Of(OnSiteMetrics.Minutes), Of(OnSiteMetrics.Sessions));
    }

    private static StandardDefinition Parse(StandardVersion version) => Parsed.GetOrAdd(version.Sha256, _ =>
    {
        var read = StandardReader.Read(version.Json);
        return read.Ok ? read.Value : throw new InvalidOperationException($"Standard version {version.Id} cannot be read: {read.Refusal.Message}");
    });
}

/// <summary>The same text was imported before.</summary>
public sealed record StandardAlreadyKnown(int Number) : Refusal($"这份标准已经在库里，是第 {Number} 版，没有再存一次。");

/// <summary>Adds a standard's text as a new immutable version. The shipped definition is the first import of every installation.</summary>
public sealed class ImportStandard(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<StandardVersion>> RunAsync(string json, Actor actor, CancellationToken ct = default)
    {
        var read = StandardReader.Read(json);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        var text = StandardText.Plain(json);
        var hash = StandardText.Sha256Of(text);
        var versions = await db.StandardVersions().AsNoTracking().Where(v => v.Code == read.Value.Id)
            .Select(v => new { v.Number, v.Sha256 }).ToListAsync(ct);
        if (versions.FirstOrDefault(v => v.Sha256 == hash) is { } same)
        {
            return new StandardAlreadyKnown(same.Number);
        }

        var version = new StandardVersion
        {
            Code = read.Value.Id,
            Number = versions.Select(v => v.Number).DefaultIfEmpty(0).Max() + 1,
            RegionCode = read.Value.RegionCode,
            InForceFrom = read.Value.InForceFrom,
            Json = text,
            Sha256 = hash,
            ImportedUtc = clock.UtcNow(),
        };
        db.StandardVersions().Add(version);
        await AuditTrail.AppendAsync(db, $"standard/{version.Code}", actor, nameof(ImportStandard), clock.UtcNow(),
            after: new { version.Number, version.Sha256 }, ct: ct);
        await db.SaveChangesAsync(ct);
        return version;
    }

    public async Task EnsureShippedAsync(CancellationToken ct = default)
    {
        var imported = await RunAsync(StandardReader.ShippedJson(), Actor.Job, ct);
        if (!imported.Ok && imported.Refusal is not StandardAlreadyKnown)
        {
            throw new InvalidOperationException(imported.Refusal.Message);
        }
    }
}
