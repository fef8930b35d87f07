using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Work;

namespace Training.Domain.Filing;

/// <summary>The name and the hash that a signer confirms: what was shown is what is signed.</summary>
public sealed record SignerConfirms(string? Name, string? Sha256);

public sealed record SignerNameDiffers(string Name) : Refusal($"签字要写您自己的姓名：{Name}。", nameof(SignerConfirms.Name));

public sealed record SheetChanged() : Refusal("刚才又有记录变了，表上的数和您看到的不一样。下面是现在的，看过再签。", nameof(SignerConfirms.Sha256));

public sealed record WordsTooLong(int Length, int Most, string On) : Refusal($"写了 {Length} 个字，最多 {Most} 个字。", On);

/// <summary>A body alone answers for what is written on its part-sheet.</summary>
public sealed record PartIsOfBody(string Body) : Refusal($"分表上的话由{Body}自己写；要它补什么，逐项退回并写明。", "Text");

/// <summary>What the steps of a filing share: finding it within the caller's reach, its next state and day, the step's line, its history, and who is told.</summary>
public sealed class FilingDesk(TrainingDbContext db, IOfficers officers, StandardInForce standards, WorkQueue queue, TimeProvider clock)
{
    public DateTime NowUtc { get; } = Whole(clock.UtcNow());

    public Task<CountyFiling?> FindAsync(Guid key, CancellationToken ct) => db.Filings().SingleOrDefaultAsync(f => f.Key == key, ct);

    /// <summary>A part-sheet with its filing. The body of the part reaches its filing through it, whoever leads.</summary>
    public async Task<(CountyFiling Filing, FilingPart Part)?> FindPartAsync(Guid key, CancellationToken ct)
    {
        if (await db.FilingParts().SingleOrDefaultAsync(p => p.Key == key, ct) is not { } part)
        {
            return null;
        }

        return (await db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).SingleAsync(f => f.Id == part.FilingId, ct), part);
    }

    /// <summary>Whether the actor is of the body whose part-sheet it is: a county officer reaches the sheet and does not speak for the body.</summary>
    public async Task<bool> IsOfBodyAsync(FilingPart part, Actor actor, CancellationToken ct) =>
        await db.Accounts().Where(a => a.Id == actor.AccountId).Select(a => a.OrganizationId).SingleOrDefaultAsync(ct) == part.OrganizationId;

    /// <summary>Refuses whoever did not write the own name.</summary>
    public async Task<Result<string>> SignerAsync(Actor actor, SignerConfirms confirms, CancellationToken ct)
    {
        var name = await db.Accounts().Where(a => a.Id == actor.AccountId).Select(a => a.DisplayName).SingleOrDefaultAsync(ct) ?? "";
        return name.Length > 0 && confirms.Name == name ? name : new SignerNameDiffers(name);
    }

    /// <summary>Figures are signed once the last month of the period is closed.</summary>
    public async Task<Refusal?> NotClosedAsync(CountyFiling filing, CancellationToken ct)
    {
        var period = Period(filing);
        var standard = await standards.ForAsync(period.Last, filing.RegionCode, ct);
        var closes = standard.Definition.Settings.ClosesOn(period.Last);
        return clock.Today() < closes ? new PeriodNotClosed(period.Label, closes) : null;
    }

    public static SheetPeriod Period(CountyFiling filing) =>
        SheetPeriod.TryParse(filing.Period, out var period) ? period : throw new InvalidOperationException($"Filing {filing.Id} has no period.");

    /// <summary>Moves the filing and sets the day by which the next party is in time.</summary>
    public async Task<Refusal?> MoveAsync(CountyFiling filing, FilingMove move, CancellationToken ct)
    {
        var next = FilingRules.Next(filing.State, filing.Round, move);
        if (!next.Ok)
        {
            return next.Refusal;
        }

        var due = await DueAsync(filing.RegionCode, filing.Period, next.Value, clock.Today(), ct);
        if (!due.Ok)
        {
            return due.Refusal;
        }

        (filing.State, filing.DueOn) = (next.Value, due.Value);
        return null;
    }

    /// <summary>The day that the city set for the period, unless it is over; else the working days of whoever it waits for.</summary>
    /// <param name="from">Day from which working days are counted.</param>
    internal async Task<Result<DateOnly>> DueAsync(long regionCode, string period, FilingState state, DateOnly from, CancellationToken ct)
    {
        var city = RegionCodes.CityOf(regionCode);
        // A term is the city's row, which a county does not reach and is bound by.
        var term = await db.FilingTerms().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(t => t.RegionCode == city && t.Period == period, ct);
        return term?.For(state) is { } day && day >= clock.Today() ? day : (await WorkingCalendars.LoadAsync(db, ct)).AddWorkingDays(from, FilingRules.DaysOf(state));
    }

    /// <summary>Writes the step and its history, and saves everything at once.</summary>
    public async Task<Result<Done>> SaveAsync(CountyFiling filing, FilingPart? part, FilingAction action, Actor actor, string process, object? before, object? after, string? words, CancellationToken ct)
    {
        filing.MovedUtc = NowUtc;
        db.FilingSteps().Add(new() { FilingId = filing.Id, PartId = part?.Id, RegionCode = filing.RegionCode, Action = action, AtUtc = NowUtc, AccountId = actor.AccountId, Words = words });
        await AuditTrail.AppendAsync(db, filing.AuditStream(), actor, process, NowUtc, before, after, words, ct, filing.RegionCode);
        return await SaveAsync(ct);
    }

    public Task<Result<Done>> SaveAsync(CancellationToken ct) => db.SaveOrClashAsync(ct);

    /// <summary>The snapshot of what is signed, and the signature under it; the caller saves.</summary>
    public async Task<FilingSignature> SignAsync(CountyFiling filing, FilingPart? part, DraftSnapshot draft, SignatureKind kind, Actor actor, string name, string? opinion, CancellationToken ct)
    {
        var number = await db.FilingSnapshots().Where(s => s.FilingId == filing.Id).MaxAsync(s => (int?)s.Number, ct) ?? 0;
        var key = Guid.CreateVersion7();
        var snapshot = new FilingSnapshot
        {
            Key = key, Code = SheetCode.Of(key, draft.Sha256), FilingId = filing.Id, PartId = part?.Id, RegionCode = filing.RegionCode, Number = number + 1, Json = draft.Json, Sha256 = draft.Sha256, MadeUtc = NowUtc,
        };
        db.FilingSnapshots().Add(snapshot);
        // The signature needs the number of its snapshot; both stand in the caller's transaction.
        await db.SaveChangesAsync(ct);
        if (part is null)
        {
            queue.Enqueue(db, DocumentWork.Kind, snapshot.Id, $"做 Word、Excel、PDF：{await NameAsync(filing, ct)}");
            // What was packed before does not hold this sheet yet.
            foreach (var packed in await db.FilingPacks().Where(p => db.FilingSnapshots().Any(s => s.Id == p.SnapshotId && s.FilingId == filing.Id && s.PartId == null)).Select(p => p.SnapshotId).Distinct().ToListAsync(ct))
            {
                OrderPack.Enqueue(db, queue, packed, await NameAsync(filing, ct));
            }
        }

        return Sign(filing, part, snapshot, kind, actor, name, opinion);
    }

    public FilingSignature Sign(CountyFiling filing, FilingPart? part, FilingSnapshot snapshot, SignatureKind kind, Actor actor, string name, string? opinion)
    {
        var signature = new FilingSignature
        {
            Key = Guid.CreateVersion7(), FilingId = filing.Id, PartId = part?.Id, RegionCode = filing.RegionCode, Kind = kind, SnapshotId = snapshot.Id, Sha256 = snapshot.Sha256,
            SignedBy = actor.AccountId, SignerName = name, SignedUtc = NowUtc, Opinion = opinion,
        };
        db.FilingSignatures().Add(signature);
        return signature;
    }

    /// <summary>Signatures of the county's sheet, or of one part-sheet, that still hold.</summary>
    public Task<List<FilingSignature>> InForceAsync(CountyFiling filing, FilingPart? part, CancellationToken ct)
    {
        long? partId = part?.Id;
        return db.FilingSignatures().Where(s => s.FilingId == filing.Id && s.PartId == partId && s.EndedUtc == null).OrderByDescending(s => s.Id).ToListAsync(ct);
    }

    public Task<List<FilingPart>> PartsAsync(CountyFiling filing, CancellationToken ct) =>
        db.FilingParts().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).Where(p => p.FilingId == filing.Id).OrderBy(p => p.Id).ToListAsync(ct);

    public async Task TellCountyAsync(CountyFiling filing, string title, string? body, CancellationToken ct) =>
        Inbox.Add(db, await officers.OfAsync(filing.RegionCode, ct), new(title, body, $"/filings/{filing.Key}"), NowUtc);

    public async Task TellCityAsync(CountyFiling filing, string title, string? body, CancellationToken ct) =>
        Inbox.Add(db, await officers.OfAsync(RegionCodes.CityOf(filing.RegionCode), ct), new(title, body, $"/filings/{filing.Key}"), NowUtc);

    public async Task TellBodyAsync(FilingPart part, string title, string? body, CancellationToken ct)
    {
        Inbox.Add(db, await BodySigners.OfAsync(db, part.OrganizationId, ct), new(title, body, $"/filing-parts/{part.Key}"), NowUtc);
    }

    public async Task<string> NameAsync(CountyFiling filing, CancellationToken ct) =>
        $"{await db.Regions().Where(r => r.Code == filing.RegionCode).Select(r => r.Name).SingleAsync(ct)}{Period(filing).Label}填报";

    /// <summary>PostgreSQL keeps microseconds: what is hashed must be what comes back.</summary>
    private static DateTime Whole(DateTime utc) => new(utc.Ticks - (utc.Ticks % 10), DateTimeKind.Utc);
}
