using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing;

/// <summary>A snapshot that nobody has signed yet: what it will say, and the hash that the signer is shown.</summary>
public sealed record DraftSnapshot(string Json, string Sha256, StandardSheet Sheet);

/// <summary>Copies a sheet with everything it rests on into one canonical text. Writes nothing: signing does.</summary>
public sealed class MakeSnapshot(TrainingDbContext db, GatherSheet gather, RecordFacts facts, RecordTitles titles, TimeProvider clock)
{
    // Of these the title is public and says no name of a person; of the others it is looked up when it is shown.
    private static readonly RecordKind[] Titled =
        [RecordKind.Station, RecordKind.Session, RecordKind.HouseholdFile, RecordKind.PersonFile, RecordKind.Household, RecordKind.Region, RecordKind.SelfCheck];

    public async Task<DraftSnapshot> RunAsync(CountyFiling filing, FilingPart? part, CancellationToken ct = default)
    {
        var county = await db.Regions().AsNoTracking().SingleAsync(r => r.Code == filing.RegionCode, ct);
        var period = SheetPeriod.TryParse(filing.Period, out var read) ? read : throw new InvalidOperationException($"Filing {filing.Id} has no period.");
        var gathered = await gather.RunAsync(county, period, ct);
        if (part is not null)
        {
            gathered = gathered.OfStations(await StationsOfAsync(part, ct));
        }

        var sheet = BuildStandardSheet.Of(gathered.Evaluation, county.Code, county.Name, clock.UtcNow(), part?.OrganizationName);
        var version = await db.StandardVersions().AsNoTracking().SingleAsync(v => v.Id == sheet.Standard.VersionId, ct);
        var (records, owners) = await RecordsAsync(gathered, ct);
        var content = new SnapshotContent
        {
            Format = SnapshotContent.CurrentFormat,
            County = RegionCodes.Short(county.Code),
            CountyName = county.Name,
            Period = period.Key,
            CutOff = gathered.Evaluation.CutOff,
            Standard = new(version.Code, version.Number, version.Sha256, sheet.Standard.Definition.Document, SnapshotItems.Rulings(sheet.Standard.Definition)),
            Body = part is null ? null : await BodyAsync(part, ct),
            Stations =
            [
                .. gathered.Evaluation.Stations.Select(s => new SnapshotStation(
                    s.StationId, s.Name, s.Kind.ToString(), s.RegionCode, s.InUseFrom, s.TakenOffOn, [.. s.Suspensions.OrderBy(x => x.From).Select(x => new SnapshotSuspension(x.From, x.Until, x.Reason))])),
            ],
            Items = [.. gathered.Evaluation.Outcomes.Select(o => SnapshotItems.Of(o, o.Counties[county.Code], sheet))],
            Rows = [.. gathered.Rows.OrderBy(r => r.Key.Metric, StringComparer.Ordinal).ThenBy(r => r.Key.First).Select(r => new SnapshotRows(r.Key.Metric, r.Key.First, [.. r.Value.Select(SnapshotItems.Numbers)]))],
            Records = records,
            Files = await FilesAsync(filing, part, owners, ct),
            Remarks = await RemarksAsync(filing, part, ct),
            Parts = part is null ? await PartsAsync(filing, ct) : [],
        };
        var json = CanonicalJson.Write(content);
        return new(json, CanonicalJson.HashOf(json), sheet);
    }

    internal async Task<HashSet<long>> StationsOfAsync(FilingPart part, CancellationToken ct)
    {
        var codes = RegionCodes.RangeOf(part.RegionCode);
        return [.. await db.Stations().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.OrganizationId == part.OrganizationId && s.RegionCode >= codes.From && s.RegionCode < codes.Until).Select(s => s.Id).ToListAsync(ct)];
    }

    private async Task<SnapshotBody> BodyAsync(FilingPart part, CancellationToken ct) =>
        new(await db.Organizations().IgnoreQueryFilters().Where(o => o.Id == part.OrganizationId).Select(o => o.Key).SingleAsync(ct), part.OrganizationName);

    private async Task<(List<SnapshotRecord> Records, List<Guid> Owners)> RecordsAsync(GatheredSheet gathered, CancellationToken ct)
    {
        var all = gathered.Rows.Values.SelectMany(r => r).DistinctBy(r => (r.Kind, r.RecordId)).OrderBy(r => r.Kind.ToString(), StringComparer.Ordinal).ThenBy(r => r.RecordId).ToList();
        var found = await facts.OfAsync(all.Select(r => (r.Kind, r.RecordId)), ct);
        var named = await titles.OfAsync(all.Where(r => Titled.Contains(r.Kind) || r.Kind == RecordKind.Course), ct);
        var records = all.ConvertAll(r =>
        {
            var fact = found.GetValueOrDefault((r.Kind, r.RecordId)) ?? throw new InvalidOperationException($"{r.Kind} {r.RecordId} is counted and not there.");
            var title = named.GetValueOrDefault((r.Kind, r.RecordId));
            return new SnapshotRecord(r.Kind.ToString(), r.RecordId, fact.Sha256)
            {
                Day = title?.Day,
                // Who of the county passed a course stands in its title.
                Title = r.Kind == RecordKind.Course ? null : title?.Words,
                Page = title?.Page,
                Commitment = fact.Commitment,
            };
        });
        return (records, [.. found.Values.SelectMany(f => f.Owners).Distinct()]);
    }

    private async Task<List<SnapshotFile>> FilesAsync(CountyFiling filing, FilingPart? part, List<Guid> owners, CancellationToken ct)
    {
        owners.Add(part?.Key ?? filing.Key);
        var files = new List<SnapshotFile>();
        foreach (var keys in owners.Order().Chunk(500))
        {
            files.AddRange(await (
                from a in db.Attachments().AsNoTracking()
                where keys.Contains(a.OwnerKey) && a.RemovedUtc == null
                join f in db.StoredFiles() on a.StoredFileId equals f.Id
                select new SnapshotFile(a.Key, f.Sha256, f.Bytes, a.OwnerKind, a.OwnerKey, a.Purpose)).ToListAsync(ct));
        }

        return [.. files.OrderBy(f => f.Key.ToString(), StringComparer.Ordinal)];
    }

    private async Task<List<SnapshotRemark>> RemarksAsync(CountyFiling filing, FilingPart? part, CancellationToken ct)
    {
        long? partId = part?.Id;
        return await db.FilingRemarks().AsNoTracking().Where(r => r.FilingId == filing.Id && r.PartId == partId && r.RemovedUtc == null)
            .OrderBy(r => r.Id).Select(r => new SnapshotRemark(r.Key, r.ItemCode, r.Text)).ToListAsync(ct);
    }

    private async Task<List<SnapshotPart>> PartsAsync(CountyFiling filing, CancellationToken ct) => await (
        from part in db.FilingParts().AsNoTracking()
        where part.FilingId == filing.Id
        join signature in db.FilingSignatures() on part.Id equals signature.PartId
        where signature.EndedUtc == null
        join body in db.Organizations().IgnoreQueryFilters() on part.OrganizationId equals body.Id
        orderby part.Id
        select new SnapshotPart(body.Key, part.OrganizationName, part.IsLead, signature.Key, signature.SignerName, signature.Sha256)).ToListAsync(ct);
}
