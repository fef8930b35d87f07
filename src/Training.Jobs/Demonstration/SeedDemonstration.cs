using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>The database is somebody's: the demonstration goes into an empty one only.</summary>
public sealed record NotEmpty(int Stations) : Refusal(
    $"这个库里已经有 {Stations} 个站点，演示数据只写进空库。换一个数据文件夹（--data DIR），或者直接用现在的库。");

public sealed record Seeded
{
    /// <summary>False: the demonstration was here already and only today's sessions were looked after.</summary>
    public required bool IsNew { get; init; }

    public required int Stations { get; init; }

    public required int Sessions { get; init; }

    public required int People { get; init; }

    public required long Rows { get; init; }

    public required IReadOnlyList<DemonstrationAccount> Accounts { get; init; }
}

/// <summary>
/// Fills an empty installation with the demonstration city: the fixed year, the same for the same seed whatever the day. Whole or not
/// at all. What belongs to the real today is left to <see cref="AddTodaysSessions"/>.
/// </summary>
public sealed class SeedDemonstration(TrainingDbContext db, Vault vault, IPasswordHasher<Account> hasher, DataFolder folder)
{
    public const string Password = "puyang-2026";

    /// <summary>Stream of the written history by which a demonstration is known.</summary>
    public const string Stream = "demonstration";

    public static Task<bool> IsDemonstrationAsync(TrainingDbContext db, CancellationToken ct = default) =>
        db.AuditEntries().AnyAsync(a => a.Stream == Stream, ct);

    public async Task<Result<Seeded>> RunAsync(int seed, IProgress<(double Percent, string? Step)> progress, CancellationToken ct = default)
    {
        var stations = await db.Stations().CountAsync(ct);
        if (stations > 0)
        {
            return await IsDemonstrationAsync(db, ct) ? await PresentAsync(ct) : new NotEmpty(stations);
        }

        progress.Report((1, "编排"));
        string[] order = [.. Roles.All];
        var rows = new CityRows();
        await rows.StartAboveAsync(db, ct);
        var regions = await db.Regions().AsNoTracking().OrderBy(r => r.Code).ToListAsync(ct);
        rows.TopRegion = regions.Single(r => r.Level == RegionLevel.City).Code;
        var roles = await db.AccountRoles().AsNoTracking().ToDictionaryAsync(r => r.Name!, r => r.Id, ct);
        var accounts = new AccountMaker(rows, roles, hasher.HashPassword(new Account { DisplayName = "" }, Password));
        var city = new City(new Definitions(), seed, rows, vault);
        OfficersPart.Make(city, accounts, regions);
        PlacesPart.Make(city, accounts);
        PoolPart.Make(city, accounts);
        await OrganizationsPart.MakeAsync(city, new FolderFileStore(folder), ct);
        CooperationPart.Make(city, regions);
        progress.Report((5, "人员"));
        PeoplePart.Make(city);
        progress.Report((15, "课和花名册"));
        TeachingPart.Make(city);
        PaperPart.Make(city);
        OldRollsPart.Make(city);
        DoorPart.Make(city, accounts);
        HomePart.Make(city);
        HelpPart.Make(city);
        FamilyPart.Make(city, accounts);
        BookingPart.Make(city);
        PlatformPart.Make(city);
        DoublesPart.Make(city);
        LendingPart.Make(city);
        ProposalsPart.Make(city);
        PremisesPart.Make(city);
        await EvidencePart.MakeAsync(city, new FolderFileStore(folder), ct);
        NoticePart.Make(city);
        InspectionPart.Make(city);
        RegionsPart.Make(city);
        PrivacyPart.Make(city);
        PortraitPart.Make(city);
        FamilyPart.Open(city);
        PrintCoordinator(city, accounts);
        accounts.Printed.Sort((a, b) => (Array.IndexOf(order, a.Role), a.UserName).CompareTo((Array.IndexOf(order, b.Role), b.UserName)));
        rows.Record(Stream, null, "Seed", city.RecordEndsUtc, after: new { seed, keys = rows.Keys() });

        var total = rows.Total;
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            await rows.WriteAsync(db, new Percentages(done => progress.Report((30 + (68.0 * done / total), "写入"))), ct);
            await DemonstrationAccounts.WriteAsync(folder, accounts.Printed, ct);
            await transaction.CommitAsync(ct);
        }

        progress.Report((100, null));
        return new Seeded
        {
            IsNew = true, Stations = rows.Stations.Count, Sessions = rows.Sessions.Count, People = rows.People.Count, Rows = total, Accounts = accounts.Printed,
        };
    }

    private static void PrintCoordinator(City city, AccountMaker accounts)
    {
        var station = FamilyPart.OnShow(city);
        (station.Coordinator.UserName, station.Coordinator.NormalizedUserName) = ("coordinator", "COORDINATOR");
        accounts.Print(station.Coordinator, Roles.Coordinator, $"{station.Station.Name}：今天有课，点名册开着");
    }

    private async Task<Seeded> PresentAsync(CancellationToken ct) => new()
    {
        IsNew = false,
        Stations = await db.Stations().CountAsync(ct),
        Sessions = await db.Set<Training.Domain.Sessions.Session>().CountAsync(ct),
        People = await db.People().CountAsync(ct),
        Rows = 0,
        Accounts = await DemonstrationAccounts.ReadAsync(folder, ct),
    };

    private sealed class Percentages(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
