using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Divisions;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Stations;

/// <summary>
/// Stations by Excel: a new row is a proposal that goes the ordinary way; a row of a proposal that was rejected, returned or is still waiting
/// mends it and sends it again; a row of a station on record puts its description right. Column keys
/// are the fields of <see cref="StationFacts"/>, so that a refusal finds its cell.
/// </summary>
public sealed class StationImport(TrainingDbContext db, ProposeStation propose, MendProposal mend, ReviseStation revise) : ISheetImport
{
    private const string Body = "OrganizationId";

    public string Kind => "stations";

    public string Name => "站点";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(nameof(StationFacts.Name), "站点名称") { Required = true, MaxLength = Station.NameMaxLength, Aliases = ["名称", "站点", "培训站点"], Example = "古城日间照料中心" },
        new(nameof(StationFacts.Kind), "类型", ColumnKind.Choice)
        {
            Required = true, Aliases = ["站点类型", "类别"], Choices = [.. Enum.GetValues<StationKind>().Select(StationWords.Of)],
            ChoiceAliases = new Dictionary<string, string>
            {
                ["日间照料中心"] = StationWords.Of(StationKind.CommunityDayCare), ["幸福院"] = StationWords.Of(StationKind.VillageHappinessHome),
                ["社工站"] = StationWords.Of(StationKind.TownSocialWork), ["活动室"] = StationWords.Of(StationKind.CommunityRoom),
                ["养老服务站"] = StationWords.Of(StationKind.StreetElderCare),
            },
        },
        .. PlaceFinder.Columns(nameof(StationFacts.RegionCode), isRequired: true),
        new(nameof(StationFacts.Address), "地址") { Required = true, MaxLength = Station.AddressMaxLength, Aliases = ["详细地址", "站点地址"], Example = "滨河路 12 号" },
        new(nameof(StationFacts.HostName), "依托单位") { Required = true, MaxLength = Station.HostNameMaxLength, Aliases = ["场地单位"], Example = "古城村民委员会" },
        new(nameof(StationFacts.HostKind), "依托单位类型", ColumnKind.Choice) { Required = true, Choices = [.. Enum.GetValues<HostKind>().Select(StationWords.Of)] },
        new(nameof(StationFacts.Capacity), "座位", ColumnKind.WholeNumber) { Required = true, Least = 1, Most = StationFactRules.MostSeats, Aliases = ["座位数", "可容纳人数", "容纳人数"], Example = "60" },
        new(nameof(Premises.Area), "建筑面积", ColumnKind.WholeNumber) { Aliases = ["面积", "总面积"], Hint = "平方米。", Example = "320" },
        new(nameof(Premises.TeachingArea), "教室面积", ColumnKind.WholeNumber) { Hint = "平方米。", Example = "80" },
        new(nameof(StationFacts.ModelYear), "双百年份", ColumnKind.WholeNumber) { Aliases = ["示范点年份"], Hint = "列入“双百”示范点的那一年。", Example = "2026" },
        new(nameof(StationFacts.Network), "服务网络") { MaxLength = Station.NetworkMaxLength, Aliases = ["社区养老服务网络"] },
        new(nameof(StationFacts.Longitude), "经度", ColumnKind.Decimal) { Example = "115.107" },
        new(nameof(StationFacts.Latitude), "纬度", ColumnKind.Decimal) { Example = "35.902" },
        new(Body, "承接主体") { Hint = "名册里有的名字；只在新报的时候用。" },
    ];

    public async Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct)
    {
        var places = await PlaceFinder.LoadAsync(db, ct);
        var bodies = await db.Organizations().AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var stations = await db.Stations().AsNoTracking().Where(s => s.Status != StationStatus.TakenOff).OrderBy(s => s.RegionCode).ThenBy(s => s.Id).ToListAsync(ct);
        return [.. stations.Select(station =>
        {
            var values = Register.Said(station, places, bodies);
            return (IReadOnlyList<SheetValue>)[.. Columns.Select(c => c.Kind is ColumnKind.WholeNumber && values[c.Key].Length > 0
                ? int.Parse(values[c.Key], CultureInfo.InvariantCulture) : (SheetValue)values[c.Key])];
        })];
    }

    public async Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct) => new Register(
        db, propose, mend, revise, actor, await PlaceFinder.LoadAsync(db, ct), await db.Organizations().AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name, ct));

    private sealed class Register(
        TrainingDbContext db, ProposeStation propose, MendProposal mend, ReviseStation revise, Actor actor, PlaceFinder places, Dictionary<long, string> bodies) : IImportRegister
    {
        public string? KeyOf(ImportRecord record) =>
            places.Find(record, nameof(StationFacts.RegionCode)) is { Ok: true, Value: var code } ? $"{code} {CellReader.Level(record[nameof(StationFacts.Name)]!)}" : null;

        public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct)
        {
            var place = places.Find(record, nameof(StationFacts.RegionCode));
            if (!place.Ok)
            {
                return RowMatch.Wrong(place.Refusal.Field, place.Refusal.Message);
            }

            var name = record[nameof(StationFacts.Name)];
            var code = place.Value;
            var known = await db.Stations().AsNoTracking().FirstOrDefaultAsync(s => s.RegionCode == code && s.Name == name && s.Status != StationStatus.TakenOff, ct);
            if (known is null)
            {
                return record[Body] is { } wanted && BodyOf(wanted) is null ? RowMatch.Wrong(Body, $"名册里没有“{wanted}”。先登记承接主体，或者空着。") : RowMatch.New;
            }

            var values = Said(known, places, bodies);
            List<string> notes = record[Body] is { } other && values[Body] != other ? ["承接主体：导入不改已有站点的承接主体。"] : [];
            if (StationRules.Allows(known.Status, StationAction.Mend))
            {
                notes.Add($"这个站点现在是“{StationWords.Of(known.Status)}”。有改动就改好再报一次，县区从头审核。");
            }

            values.Remove(Body);
            // A place that was written shorter or with a longer name is the same place.
            foreach (var key in (string[])["county", "town", nameof(StationFacts.RegionCode), nameof(StationFacts.Name)])
            {
                values.Remove(key);
            }

            return new RowMatch { Line = known, Values = values, Notes = notes };
        }

        public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
        {
            var before = match.Line is Station known ? StationFacts.Of(known) : null;
            var facts = Facts(record, places.Find(record, nameof(StationFacts.RegionCode)).Value, before);
            return before is null
                ? (await propose.RunAsync(
                    new() { Key = Guid.CreateVersion7(), Actor = actor, OrganizationId = record[Body] is { } body ? BodyOf(body) : null, Facts = facts }, ct)).Refusal
                : match.Line is Station { Status: var status, Key: var key } && StationRules.Allows(status, StationAction.Mend)
                    ? (await mend.RunAsync(new() { Key = key, Actor = actor, Facts = facts, Note = "用 Excel 导入改好再报" }, ct)).Refusal
                    : (await revise.RunAsync(new() { Key = ((Station)match.Line!).Key, Actor = actor, Facts = facts, Reason = "用 Excel 导入改正" }, ct)).Refusal;
        }

        private long? BodyOf(string name) => bodies.FirstOrDefault(b => CellReader.Level(b.Value) == CellReader.Level(name)) is { Key: > 0 and var id } ? id : null;

        public static Dictionary<string, string> Said(Station station, PlaceFinder places, Dictionary<long, string> bodies)
        {
            var (county, town, village) = places.NamesOf(station.RegionCode);
            return new Dictionary<string, string>
            {
                [nameof(StationFacts.Name)] = station.Name,
                [nameof(StationFacts.Kind)] = StationWords.Of(station.Kind),
                ["county"] = county,
                ["town"] = town,
                [nameof(StationFacts.RegionCode)] = village,
                [nameof(StationFacts.Address)] = station.Address ?? "",
                [nameof(StationFacts.HostName)] = station.HostName ?? "",
                [nameof(StationFacts.HostKind)] = station.HostKind is { } host ? StationWords.Of(host) : "",
                [nameof(StationFacts.Capacity)] = Figure(station.Capacity),
                [nameof(Premises.Area)] = Figure(station.Premises?.Area),
                [nameof(Premises.TeachingArea)] = Figure(station.Premises?.TeachingArea),
                [nameof(StationFacts.ModelYear)] = Figure(station.ModelYear),
                [nameof(StationFacts.Network)] = station.Network ?? "",
                [nameof(StationFacts.Longitude)] = Degrees(station.Longitude),
                [nameof(StationFacts.Latitude)] = Degrees(station.Latitude),
                [Body] = station.OrganizationId is { } id ? bodies.GetValueOrDefault(id, "") : "",
            };
        }

        private static StationFacts Facts(ImportRecord record, long place, StationFacts? before)
        {
            var facts = before ?? new StationFacts { Name = "", Kind = null, RegionCode = place };
            var (area, teaching) = (record.Whole(nameof(Premises.Area)), record.Whole(nameof(Premises.TeachingArea)));
            return facts with
            {
                Name = record[nameof(StationFacts.Name)] ?? facts.Name,
                Kind = Enum.GetValues<StationKind>().Cast<StationKind?>().FirstOrDefault(k => StationWords.Of(k!.Value) == record[nameof(StationFacts.Kind)]) ?? facts.Kind,
                Address = record[nameof(StationFacts.Address)] ?? facts.Address,
                HostName = record[nameof(StationFacts.HostName)] ?? facts.HostName,
                HostKind = Enum.GetValues<HostKind>().Cast<HostKind?>().FirstOrDefault(k => StationWords.Of(k!.Value) == record[nameof(StationFacts.HostKind)]) ?? facts.HostKind,
                Capacity = record.Whole(nameof(StationFacts.Capacity)) ?? facts.Capacity,
                ModelYear = record.Whole(nameof(StationFacts.ModelYear)) ?? facts.ModelYear,
                Network = record[nameof(StationFacts.Network)] ?? facts.Network,
                Longitude = (double?)record.Fraction(nameof(StationFacts.Longitude)) ?? facts.Longitude,
                Latitude = (double?)record.Fraction(nameof(StationFacts.Latitude)) ?? facts.Latitude,
                Premises = area is null && teaching is null ? facts.Premises
                    : (facts.Premises ?? new Premises()) with { Area = area ?? facts.Premises?.Area, TeachingArea = teaching ?? facts.Premises?.TeachingArea },
            };
        }

        private static string Figure(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

        private static string Degrees(double? degrees) => degrees is { } value ? ((decimal)value).ToString("G29", CultureInfo.InvariantCulture) : "";
    }
}
