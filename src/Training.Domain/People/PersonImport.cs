using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Divisions;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.People;

/// <summary>
/// Persons by Excel. A row is the person on the register whose identity number, or phone and name, or name and home say so without anything
/// that speaks against it; whoever is only alike is entered anew and said, and the search for doubles proposes. Nothing is ever joined here.
/// Column keys are the fields of <see cref="WritePersonInput"/>.
/// </summary>
public sealed class PersonImport(TrainingDbContext db, Vault vault, WritePerson write) : ISheetImport
{
    private const string Home = nameof(WritePersonInput.RegionCode);
    private const string HouseholdNumber = "household";

    public string Kind => "people";

    public string Name => "人员";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(nameof(WritePersonInput.Name), "姓名", ColumnKind.PersonName) { Required = true, MaxLength = Person.NameMaxLength, Aliases = ["学员姓名", "老人姓名"], Hint = "照证件写；间隔号用“·”。", Example = "王桂兰" },
        new(nameof(WritePersonInput.IdNumber), "身份证号", ColumnKind.IdentityNumber) { Aliases = ["身份证号码", "公民身份号码", "身份证", "证件号码"] },
        new(nameof(WritePersonInput.BirthDate), "出生日期", ColumnKind.Date) { Aliases = ["出生年月日", "生日"], Example = "1950年3月5日" },
        new(nameof(WritePersonInput.Phone), "手机号", ColumnKind.Phone) { Aliases = ["联系电话", "电话", "手机"] },
        .. PlaceFinder.Columns(Home, isRequired: true).Select(column => column.Key == Home ? column with { Required = true } : column),
        new(nameof(WritePersonInput.Building), "楼号") { MaxLength = Person.BuildingMaxLength, Aliases = ["小区楼号", "楼栋"], Hint = "不写门牌号。", Example = "滨河 3号楼" },
        new(nameof(WritePersonInput.Address), "住址") { MaxLength = Person.AddressMaxLength, Aliases = ["家庭住址", "家庭地址", "户口所在地"] },
        new(HouseholdNumber, "户号") { MaxLength = 20, Hint = "住在一起的人写一样的号，只在这一份表里用。", Example = "1" },
    ];

    /// <summary>Without numbers and addresses: those are copied for one person only, with a purpose.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct)
    {
        var places = await PlaceFinder.LoadAsync(db, ct);
        var people = await db.People().AsNoTracking().Where(p => p.CanonicalId == null && p.ErasedUtc == null)
            .OrderBy(p => p.RegionCode).ThenBy(p => p.Initials).ThenBy(p => p.Id)
            .Select(p => new { p.Name, p.BirthDate, p.RegionCode, p.Building }).Take(SheetLimits.Default.MostRows).ToListAsync(ct);
        return [.. people.Select(person =>
        {
            var (county, town, village) = places.NamesOf(person.RegionCode);
            return (IReadOnlyList<SheetValue>)
                [person.Name, SheetValue.Nothing, person.BirthDate, SheetValue.Nothing, county, town, village, person.Building, SheetValue.Nothing, SheetValue.Nothing];
        })];
    }

    public async Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct) => new Register(db, vault, write, actor, await PlaceFinder.LoadAsync(db, ct));

    private sealed class Register(TrainingDbContext db, Vault vault, WritePerson write, Actor actor, PlaceFinder places) : IImportRegister
    {
        private readonly Dictionary<string, Guid> households = new(StringComparer.Ordinal);

        public string? KeyOf(ImportRecord record) =>
            record[nameof(WritePersonInput.IdNumber)] is { } number ? $"id {number}"
            : $"{PersonName.KeyOf(record[nameof(WritePersonInput.Name)]!)} {record[nameof(WritePersonInput.Phone)]} {record[nameof(WritePersonInput.BirthDate)]} "
                + $"{record["town"]} {record[Home]} {record[nameof(WritePersonInput.Building)]}";

        public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct)
        {
            var place = places.Find(record, Home);
            if (!place.Ok)
            {
                return RowMatch.Wrong(place.Refusal.Field, place.Refusal.Message);
            }

            var key = PersonName.KeyOf(record[nameof(WritePersonInput.Name)]!);
            var idIndex = ResidentIdNumber.TryParse(record[nameof(WritePersonInput.IdNumber)], out var number) ? vault.IdNumberIndex(number) : null;
            var phoneIndex = MobileNumber.TryParse(record[nameof(WritePersonInput.Phone)], out var phone) ? vault.PhoneIndex(phone) : null;
            var people = db.People().AsNoTracking().Where(p => p.CanonicalId == null && p.ErasedUtc == null);
            if (idIndex is not null && await people.FirstOrDefaultAsync(p => p.IdNumberIndex == idIndex, ct) is { } holder)
            {
                return holder.NameKey == key ? Known(holder, record, idIndex, phoneIndex)
                    : RowMatch.Wrong(nameof(WritePersonInput.IdNumber), "这个身份证号已经登记在另一个名字下。对着证件看看，是名字写错了还是号写错了。");
            }

            var code = place.Value;
            var namesakes = await people.Where(p => p.NameKey == key && (p.RegionCode == code || (phoneIndex != null && p.PhoneIndex == phoneIndex))).Take(50).ToListAsync(ct);
            var fits = namesakes.FindAll(p => NothingAgainst(p, record, idIndex, phoneIndex, code));
            return fits.Count switch
            {
                1 => Known(fits[0], record, idIndex, phoneIndex),
                > 1 => RowMatch.Wrong(nameof(WritePersonInput.Name), $"名册里有 {fits.Count} 位都像，分不清是哪一位。写上出生日期、手机号或身份证号。"),
                _ => new RowMatch { Notes = namesakes.Count == 0 ? [] : [$"名册里有 {namesakes.Count} 位同名，这一位按新人录入。像同一个人的会列出来，由您来定。"] },
            };
        }

        public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
        {
            var known = match.Line as Person;
            var number = record[HouseholdNumber];
            Guid? mate = number is not null && households.TryGetValue(number, out var first) ? first : null;
            var written = await write.RunAsync(
                new()
                {
                    Actor = actor,
                    Key = known?.Key,
                    Name = record[nameof(WritePersonInput.Name)],
                    RegionCode = places.Find(record, Home).Value,
                    Building = record[nameof(WritePersonInput.Building)] ?? known?.Building,
                    BirthDate = record[nameof(WritePersonInput.BirthDate)] ?? (known?.BirthDate is { } born ? $"{born:yyyy-MM-dd}" : null),
                    Phone = record[nameof(WritePersonInput.Phone)],
                    IdNumber = record[nameof(WritePersonInput.IdNumber)],
                    Address = record[nameof(WritePersonInput.Address)],
                    LivesWith = known is null ? mate : null,
                    OwnHousehold = number is not null,
                },
                ct);
            if (written.Ok && number is not null)
            {
                households.TryAdd(number, written.Value);
            }

            return written.Refusal is PersonRefusals many ? new RowRefused(string.Join(' ', many.All.Select(r => r.Message)), many.Field) : written.Refusal;
        }

        /// <summary>The same name, and whatever the row says beside it the register says too, or says nothing.</summary>
        private static bool NothingAgainst(Person person, ImportRecord record, byte[]? idIndex, byte[]? phoneIndex, long place) =>
            (idIndex is null || person.IdNumberIndex is null || person.IdNumberIndex.AsSpan().SequenceEqual(idIndex))
            && (phoneIndex is null || person.PhoneIndex is null || person.PhoneIndex.AsSpan().SequenceEqual(phoneIndex))
            && (record.Day(nameof(WritePersonInput.BirthDate)) is not { } born || person.BirthDate is null || person.BirthDate == born)
            && (record[nameof(WritePersonInput.Building)] is not { } building || person.Building is null || CellReader.Level(person.Building) == CellReader.Level(building))
            && (person.RegionCode == place || phoneIndex is not null);

        private RowMatch Known(Person person, ImportRecord record, byte[]? idIndex, byte[]? phoneIndex)
        {
            if (record[HouseholdNumber] is { } number)
            {
                households.TryAdd(number, person.Key);
            }

            var address = record[nameof(WritePersonInput.Address)];
            var sameAddress = address is not null && person.AddressIndex is { } index && index.AsSpan().SequenceEqual(vault.Index("address", PersonName.KeyOf(address)));
            return new RowMatch
            {
                Line = person,
                Values = new Dictionary<string, string>
                {
                    [nameof(WritePersonInput.Name)] = person.Name,
                    [nameof(WritePersonInput.BirthDate)] = person.BirthDate is { } born ? $"{born:yyyy-MM-dd}" : "",
                    [nameof(WritePersonInput.Building)] = person.Building ?? "",
                    [nameof(WritePersonInput.Phone)] = Held(record, nameof(WritePersonInput.Phone), person.PhoneIndex, phoneIndex, vault.MaskedPhone(person.PhoneSealed, person.KeySealed)),
                    [nameof(WritePersonInput.IdNumber)] = Held(record, nameof(WritePersonInput.IdNumber), person.IdNumberIndex, idIndex, vault.MaskedIdNumber(person.IdNumberSealed, person.KeySealed)),
                    [nameof(WritePersonInput.Address)] = sameAddress ? address! : vault.MaskedAddress(person.AddressSealed, person.KeySealed) ?? "",
                },
            };
        }

        /// <summary>The row's own value where the register holds the same; otherwise what the register holds, masked.</summary>
        private static string Held(ImportRecord record, string column, byte[]? held, byte[]? asked, string? masked) =>
            held is not null && asked is not null && held.AsSpan().SequenceEqual(asked) ? record[column]! : masked ?? "";
    }
}
