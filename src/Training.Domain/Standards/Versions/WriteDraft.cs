using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

public sealed record DraftOpen() : Refusal("这份标准已经有一份在改的草稿。先把它改完，或者放弃它。");

public sealed record DraftNotOpen() : Refusal("这份草稿已经起用或者放弃，不能再改了。");

/// <summary>The file is for a place that the officer does not speak for.</summary>
public sealed record StandardOfElsewhere(long RegionCode) : Refusal($"这份标准的行政区划是 {RegionCode}，不归您管。只能收本市的标准。", "File");

/// <summary>Begins, changes and drops the draft of the next version of a standard. One draft of a standard is open at a time.</summary>
public sealed class WriteDraft(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>From the newest version, for next month.</summary>
    public async Task<Result<StandardDraft>> StartAsync(string code, Actor actor, CancellationToken ct = default)
    {
        var newest = await NewestAsync(code, ct);
        if (newest is null || !db.Scope.Holds(newest.RegionCode))
        {
            return new NotFound("这份标准");
        }

        if (await OpenAsync(code, ct) is not null)
        {
            return new DraftOpen();
        }

        var next = Month.Of(clock.Today()).Next;
        return await BeginAsync(code, newest.RegionCode, newest.Id, StandardText.WithMonth(newest.Json, next > newest.InForceFrom ? next : newest.InForceFrom), actor, ct);
    }

    /// <summary>From a file: takes the place of what the open draft of that standard holds, or begins one.</summary>
    public async Task<Result<StandardDraft>> TakeFileAsync(string json, Actor actor, CancellationToken ct = default)
    {
        var read = StandardReader.Read(json);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        var definition = read.Value;
        var newest = await NewestAsync(definition.Id, ct);
        if (!db.Scope.Holds(definition.RegionCode) || (newest is not null && newest.RegionCode != definition.RegionCode))
        {
            return new StandardOfElsewhere(definition.RegionCode);
        }

        var text = StandardText.Plain(json);
        return await OpenAsync(definition.Id, ct) is { } open
            ? await KeepAsync(open, text, actor, "TakeStandardFile", ct)
            : await BeginAsync(definition.Id, definition.RegionCode, newest?.Id, text, actor, ct);
    }

    /// <summary>What was typed in the form's fields, by their pointers.</summary>
    public async Task<Result<StandardDraft>> ChangeAsync(Guid key, long version, IReadOnlyDictionary<string, string> typed, Actor actor, CancellationToken ct = default)
    {
        var found = await FindAsync(key, version, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var text = DraftFields.Apply(found.Value.Json, typed);
        var read = StandardReader.Read(text);
        return read.Ok ? await KeepAsync(found.Value, text, actor, "ChangeStandardDraft", ct) : read.Refusal;
    }

    public async Task<Result<StandardDraft>> DropAsync(Guid key, long version, Actor actor, CancellationToken ct = default)
    {
        var found = await FindAsync(key, version, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var draft = found.Value;
        draft.State = DraftState.Dropped;
        await AuditTrail.AppendAsync(db, draft.AuditStream(), actor, "DropStandardDraft", clock.UtcNow(), after: new { draft = draft.Key }, ct: ct);
        return await SaveAsync(draft, ct);
    }

    internal async Task<Result<StandardDraft>> FindAsync(Guid key, long version, CancellationToken ct)
    {
        var draft = await db.StandardDrafts().SingleOrDefaultAsync(d => d.Key == key, ct);
        return draft is null ? new NotFound("这份草稿")
            : draft.State != DraftState.Open ? new DraftNotOpen()
            : draft.Version != version ? new ChangedMeanwhile()
            : draft;
    }

    internal Task<StandardVersion?> NewestAsync(string code, CancellationToken ct) =>
        db.StandardVersions().AsNoTracking().Where(v => v.Code == code).OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number).FirstOrDefaultAsync(ct);

    internal async Task<Result<StandardDraft>> SaveAsync(StandardDraft draft, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return draft;
    }

    private Task<StandardDraft?> OpenAsync(string code, CancellationToken ct) =>
        db.StandardDrafts().SingleOrDefaultAsync(d => d.Code == code && d.State == DraftState.Open, ct);

    private async Task<Result<StandardDraft>> BeginAsync(string code, long regionCode, long? basedOn, string json, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var draft = new StandardDraft
        {
            Key = Guid.CreateVersion7(), Code = code, RegionCode = regionCode, BasedOnId = basedOn, Json = json,
            StartedUtc = now, ChangedUtc = now, ChangedBy = actor.AccountId,
        };
        db.StandardDrafts().Add(draft);
        await AuditTrail.AppendAsync(db, draft.AuditStream(), actor, "StartStandardDraft", now, after: new { draft = draft.Key, sha256 = StandardText.Sha256Of(json) }, ct: ct);
        return await SaveAsync(draft, ct);
    }

    private async Task<Result<StandardDraft>> KeepAsync(StandardDraft draft, string json, Actor actor, string process, CancellationToken ct)
    {
        if (json == draft.Json)
        {
            return draft;
        }

        var before = StandardText.Sha256Of(draft.Json);
        (draft.Json, draft.ChangedUtc, draft.ChangedBy) = (json, clock.UtcNow(), actor.AccountId);
        await AuditTrail.AppendAsync(
            db, draft.AuditStream(), actor, process, draft.ChangedUtc,
            before: new { sha256 = before }, after: new { draft = draft.Key, sha256 = StandardText.Sha256Of(json) }, ct: ct);
        return await SaveAsync(draft, ct);
    }
}
