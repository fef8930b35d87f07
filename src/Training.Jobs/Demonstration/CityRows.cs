using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Agenda;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Sheets;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>The rows of the city before they are written: gives every row its key and writes all tables in the order of their references.</summary>
internal sealed class CityRows
{
    private readonly Dictionary<Type, long> above = [];
    private readonly Dictionary<Type, long> last = [];
    private readonly Dictionary<string, AuditEntry> heads = [];
    private readonly Dictionary<long, long> regionOfActor = [];
    private int regionsRead;

    /// <summary>The whole city: whatever nobody in particular did belongs to it.</summary>
    public long TopRegion { get; set; }

    /// <summary>Former ones; those in force are in the database already.</summary>
    public List<Region> Regions { get; } = [];

    public List<RegionChange> RegionChanges { get; } = [];

    public List<Organization> Organizations { get; } = [];

    public List<StoredFile> StoredFiles { get; } = [];

    public List<Attachment> Attachments { get; } = [];

    public List<ClassPhoto> ClassPhotos { get; } = [];

    public List<TaughtRecord> Taught { get; } = [];

    public List<Agreement> Agreements { get; } = [];

    public List<Pairing> Pairings { get; } = [];

    public List<GroupMember> GroupMembers { get; } = [];

    public List<Pilot> Pilots { get; } = [];

    public List<Household> Households { get; } = [];

    public List<Person> People { get; } = [];

    public List<HouseholdMember> HouseholdMembers { get; } = [];

    public List<PersonMatch> PersonMatches { get; } = [];

    public List<PersonCounty> PersonCounties { get; } = [];

    public List<PersonMerge> PersonMerges { get; } = [];

    public List<Station> Stations { get; } = [];

    public List<StationStep> StationSteps { get; } = [];

    public List<StationSuspension> StationSuspensions { get; } = [];

    public List<StationMember> StationMembers { get; } = [];

    public List<Trainer> Trainers { get; } = [];

    public List<PoolMembership> PoolMemberships { get; } = [];

    public List<TrainerCounty> TrainerCounties { get; } = [];

    public List<PoolDossier> PoolDossiers { get; } = [];

    public List<TrainerStep> TrainerSteps { get; } = [];

    public List<TrainerSpeciality> TrainerSpecialities { get; } = [];

    public List<TrainerTravel> TrainerTravels { get; } = [];

    public List<TrainerCertificate> TrainerCertificates { get; } = [];

    public List<TrainingHours> TrainingHours { get; } = [];

    public List<Session> Sessions { get; } = [];

    public List<SessionTrainer> SessionTrainers { get; } = [];

    public List<OffPlatformDeclaration> Declarations { get; } = [];

    public List<Roll> Rolls { get; } = [];

    public List<RollMark> Marks { get; } = [];

    public List<RollStep> Steps { get; } = [];

    public List<RollPaper> Papers { get; } = [];

    public List<WalkIn> WalkIns { get; } = [];

    public List<RollEntry> Entries { get; } = [];

    public List<Booking> Bookings { get; } = [];

    public List<HouseholdFile> HouseholdFiles { get; } = [];

    public List<PersonFile> PersonFiles { get; } = [];

    public List<ConsentRecord> Consents { get; } = [];

    public List<Portrait> Portraits { get; } = [];

    public List<ErasureRequest> ErasureRequests { get; } = [];

    public List<HomeVisit> HomeVisits { get; } = [];

    public List<HomeVisitPerson> HomeVisitPeople { get; } = [];

    public List<SocialWorkerPost> Posts { get; } = [];

    public List<HelpService> HelpServices { get; } = [];

    public List<HelpServiceHousehold> HelpServiceHouseholds { get; } = [];

    public List<ModuleSelfCheck> SelfChecks { get; } = [];

    public List<Account> Accounts { get; } = [];

    public List<IdentityUserRole<long>> RoleLinks { get; } = [];

    public List<AccountRegion> AccountRegions { get; } = [];

    public List<AccountStation> AccountStations { get; } = [];

    public List<HouseholdCard> Cards { get; } = [];

    public List<DoorMark> DoorMarks { get; } = [];

    public List<RollFlag> Flags { get; } = [];

    public List<FlagReview> FlagReviews { get; } = [];

    public List<ResidentSignIn> SignIns { get; } = [];

    public List<PublicNotice> PublicNotices { get; } = [];

    public List<NoticeItem> NoticeItems { get; } = [];

    public List<NoticeObjection> NoticeObjections { get; } = [];

    public List<ImportDraft> Imports { get; } = [];

    public List<InspectionDraw> InspectionDraws { get; } = [];

    public List<Inspection> Inspections { get; } = [];

    public List<InspectionStep> InspectionSteps { get; } = [];

    public List<DutyCall> DutyCalls { get; } = [];

    public List<InboxMessage> Inbox { get; } = [];

    public List<FilingTerm> FilingTerms { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    private IReadOnlyList<IWritten> Tables =>
    [
        new Written<Region>(Regions), new Written<RegionChange>(RegionChanges), new Written<StoredFile>(StoredFiles), new Written<Attachment>(Attachments), new Written<Organization>(Organizations), new Written<Agreement>(Agreements),
        new Written<Pairing>(Pairings), new Written<GroupMember>(GroupMembers), new Written<Pilot>(Pilots), new Written<Household>(Households), new Written<Person>(People),
        new Written<HouseholdMember>(HouseholdMembers), new Written<PersonMatch>(PersonMatches),
        new Written<PersonMerge>(PersonMerges), new Written<PersonCounty>(PersonCounties), new Written<Station>(Stations), new Written<StationStep>(StationSteps),
        new Written<StationSuspension>(StationSuspensions), new Written<StationMember>(StationMembers), new Written<Trainer>(Trainers),
        new Written<PoolMembership>(PoolMemberships), new Written<TrainerCounty>(TrainerCounties), new Written<PoolDossier>(PoolDossiers), new Written<TrainerStep>(TrainerSteps),
        new Written<TrainerSpeciality>(TrainerSpecialities), new Written<TrainerTravel>(TrainerTravels),
        new Written<TrainerCertificate>(TrainerCertificates), new Written<TrainingHours>(TrainingHours), new Written<Session>(Sessions), new Written<SessionTrainer>(SessionTrainers),
        new Written<ClassPhoto>(ClassPhotos), new Written<TaughtRecord>(Taught),
        new Written<OffPlatformDeclaration>(Declarations), new Written<Roll>(Rolls), new Written<RollMark>(Marks), new Written<RollStep>(Steps), new Written<RollPaper>(Papers), new Written<WalkIn>(WalkIns),
        new Written<RollEntry>(Entries), new Written<Booking>(Bookings), new Written<HouseholdFile>(HouseholdFiles), new Written<PersonFile>(PersonFiles), new Written<ConsentRecord>(Consents), new Written<Portrait>(Portraits), new Written<ErasureRequest>(ErasureRequests),
        new Written<HomeVisit>(HomeVisits), new Written<HomeVisitPerson>(HomeVisitPeople), new Written<SocialWorkerPost>(Posts),
        new Written<HelpService>(HelpServices), new Written<HelpServiceHousehold>(HelpServiceHouseholds), new Written<ModuleSelfCheck>(SelfChecks),
        new Written<HouseholdCard>(Cards), new Written<DoorMark>(DoorMarks), new Written<RollFlag>(Flags), new Written<FlagReview>(FlagReviews),
        new Written<Account>(Accounts), new Written<IdentityUserRole<long>>(RoleLinks), new Written<AccountRegion>(AccountRegions),
        new Written<AccountStation>(AccountStations), new Written<ResidentSignIn>(SignIns), new Written<PublicNotice>(PublicNotices),
        new Written<NoticeItem>(NoticeItems), new Written<NoticeObjection>(NoticeObjections), new Written<ImportDraft>(Imports),
        new Written<InspectionDraw>(InspectionDraws), new Written<Inspection>(Inspections), new Written<InspectionStep>(InspectionSteps), new Written<DutyCall>(DutyCalls), new Written<InboxMessage>(Inbox), new Written<FilingTerm>(FilingTerms), new Written<AuditEntry>(Audit),
    ];

    private interface IWritten
    {
        int Count { get; }

        Task WriteAsync(TrainingDbContext db, IProgress<int> progress, CancellationToken ct);
    }

    public int Total => Tables.Sum(t => t.Count);

    /// <summary>An installation may already hold accounts and history of its own; the city's rows go above them.</summary>
    public async Task StartAboveAsync(TrainingDbContext db, CancellationToken ct)
    {
        above[typeof(Account)] = await db.Accounts().MaxAsync(a => (long?)a.Id, ct) ?? 0;
        above[typeof(AccountRegion)] = await db.AccountRegions().MaxAsync(a => (long?)a.Id, ct) ?? 0;
        above[typeof(AccountStation)] = await db.AccountStations().MaxAsync(a => (long?)a.Id, ct) ?? 0;
        above[typeof(AuditEntry)] = await db.AuditEntries().MaxAsync(a => (long?)a.Id, ct) ?? 0;
        above[typeof(StoredFile)] = await db.StoredFiles().MaxAsync(f => (long?)f.Id, ct) ?? 0;
        above[typeof(InboxMessage)] = await db.InboxMessages().MaxAsync(m => (long?)m.Id, ct) ?? 0;
        above[typeof(ModuleSelfCheck)] = await db.ModuleSelfChecks().MaxAsync(a => (long?)a.Id, ct) ?? 0;
        foreach (var (type, key) in above)
        {
            last[type] = key;
        }
    }

    public long Id<T>() => last[typeof(T)] = last.GetValueOrDefault(typeof(T)) + 1;

    /// <summary>One line of the written history, in the chain of its stream. Within a stream call in the order of time.</summary>
    /// <param name="region">Not given: that of the stream's last entry, or of the account that acts.</param>
    public void Record(
        string stream, long? actor, string process, DateTime utc, object? after = null, object? before = null, string? reason = null, long? region = null)
    {
        var head = heads.GetValueOrDefault(stream);
        var entry = AuditTrail.Next(head, stream, new Actor(actor), process, utc, before, after, reason, region ?? head?.RegionCode ?? RegionOf(actor));
        entry.Id = Id<AuditEntry>();
        heads[stream] = entry;
        Audit.Add(entry);
    }

    private long RegionOf(long? actor)
    {
        for (; regionsRead < AccountRegions.Count; regionsRead++)
        {
            regionOfActor.TryAdd(AccountRegions[regionsRead].AccountId, AccountRegions[regionsRead].RegionCode);
        }

        return actor is { } account && regionOfActor.TryGetValue(account, out var region) ? region : TopRegion;
    }

    /// <summary>Keys of every table: those that the city wrote, told apart from what was there before and from what people add later.</summary>
    public IReadOnlyDictionary<string, long[]> Keys() =>
        last.OrderBy(p => p.Key.Name, StringComparer.Ordinal).ToDictionary(p => p.Key.Name, p => (long[])[above.GetValueOrDefault(p.Key), p.Value]);

    public async Task WriteAsync(TrainingDbContext db, IProgress<int> progress, CancellationToken ct)
    {
        var written = 0;
        foreach (var table in Tables)
        {
            var before = written;
            await table.WriteAsync(db, new Counting(rows => progress.Report(before + rows)), ct);
            written += table.Count;
        }
    }

    private sealed class Counting(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    private sealed record Written<T>(List<T> Rows) : IWritten
        where T : class
    {
        public int Count => Rows.Count;

        public Task WriteAsync(TrainingDbContext db, IProgress<int> progress, CancellationToken ct) => db.InsertManyAsync(Rows, progress, ct);
    }
}
