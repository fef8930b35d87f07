using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Paper;

/// <summary>What a person read on one row.</summary>
public enum RowReading
{
    Absent,
    Came,

    /// <summary>看不清: written down as such, never guessed.</summary>
    Unreadable,
}

public sealed record EnteredRow
{
    public required int Number { get; init; }

    public required RowReading Reading { get; init; }

    /// <summary>How the page showed the row; a row left as it was is not touched.</summary>
    public required RowReading Shown { get; init; }

    /// <summary>Marks that the page showed, and that a new one replaces.</summary>
    public IReadOnlyList<Guid> Heads { get; init; } = [];

    /// <summary>On a blank row, the name as written.</summary>
    public string? Name { get; init; }

    public string? PhoneTail { get; init; }

    /// <summary>Left before the end.</summary>
    public TimeOnly? Until { get; init; }

    /// <summary>The known person that the name on a blank row turned out to be.</summary>
    public Guid? Who { get; init; }

    /// <summary>Nobody of those who have the name.</summary>
    public bool IsAnother { get; init; }
}

public sealed record EnterPaperInput
{
    public required Guid RollKey { get; init; }

    public required string Code { get; init; }

    public required RollTaker Taker { get; init; }

    /// <summary>Made with the page: the same form sent twice is one entry.</summary>
    public required Guid Page { get; init; }

    public required IReadOnlyList<EnteredRow> Rows { get; init; }

    /// <summary>Why, when the roll is closed already.</summary>
    public string? Reason { get; init; }
}

/// <param name="Namesakes">Known people of the name that stands on the row; somebody has to say whether it is one of them.</param>
public sealed record RowProblem(int Number, Refusal Refusal, IReadOnlyList<FoundPerson> Namesakes);

/// <summary>Rows that have to be put right; nothing is written while there are any, except what the roll itself refused after the rest.</summary>
/// <param name="Written">Marks taken now; those that were there before are not among them.</param>
public sealed record PaperEntered(IReadOnlyList<RowProblem> Problems, int Written, int Present, IReadOnlyList<int> Unreadable)
{
    public bool IsDone => Problems.Count == 0;
}

/// <summary>
/// Takes what was read from a printed sheet into its roll, as ordinary operations of the device "paper" in one batch: before closing, or
/// afterwards with a reason. Rows as the roll has them already add nothing. A sheet for somebody else to read by machine later needs no
/// other way in: it hands over the same rows.
/// </summary>
public sealed class EnterPaper(TrainingDbContext db, ReadPaper read, FindPeople find, ApplyMarks apply, TimeProvider clock)
{
    /// <summary>Stands as the device of marks that were read from paper.</summary>
    public const string Device = "paper";

    public async Task<Result<PaperEntered>> RunAsync(EnterPaperInput input, CancellationToken ct = default)
    {
        var found = await read.OneAsync(input.RollKey, input.Code, input.Taker, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var sheet = found.Value;
        if (sheet.Roll.NotYet is { } notYet)
        {
            return notYet;
        }

        var draft = await DraftAsync(sheet, input, ct);
        if (draft.Problems.Count > 0)
        {
            return new PaperEntered(draft.Problems, 0, sheet.Roll.Present, sheet.Paper.Unreadable);
        }

        if (draft.Marks.Count > 0 && sheet.Roll.Status == RollStatus.Closed && (string.IsNullOrWhiteSpace(input.Reason) || !MarkRules.CanBeKept(input.Reason, MarkRules.ReasonMaxLength)))
        {
            return new CorrectionNeedsReason();
        }

        var (problems, written, present) = ((IReadOnlyList<RowProblem>)[], 0, sheet.Roll.Present);
        if (draft.Marks.Count > 0)
        {
            var applied = await apply.RunAsync(
                new MarkBatch
                {
                    RollKey = input.RollKey, Taker = input.Taker, Device = Device, WalkIns = draft.WalkIns, Marks = [.. draft.Marks.Select(m => m.Mark)],
                },
                ct);
            if (!applied.Ok)
            {
                return applied.Refusal;
            }

            var rows = draft.Marks.ToDictionary(m => m.Mark.Key, m => m.Number);
            problems = [.. applied.Value.Answers.Where(a => a.Refusal is not null && rows.ContainsKey(a.Key)).Select(a => new RowProblem(rows[a.Key], a.Refusal!, []))];
            written = applied.Value.Answers.Count(a => a.Outcome == MarkOutcome.Accepted && rows.ContainsKey(a.Key));
            present = applied.Value.Present;
        }

        List<int> unreadable = [.. input.Rows.Where(r => r.Reading == RowReading.Unreadable).Select(r => r.Number).Order()];
        await NoteAsync(sheet.Paper, unreadable, written, input, ct);
        return new PaperEntered(problems, written, present, unreadable);
    }

    private async Task<Draft> DraftAsync(PaperSheet sheet, EnterPaperInput input, CancellationToken ct)
    {
        var draft = new Draft([], [], []);
        var byNumber = sheet.Lines.ToDictionary(l => l.Number);
        foreach (var row in input.Rows)
        {
            if (!byNumber.TryGetValue(row.Number, out var line))
            {
                draft.Problems.Add(new(row.Number, new NoSuchRow(row.Number, sheet.Lines.Count), []));
                continue;
            }

            var until = row.Until is { } clockTime ? ClosingRules.EndOf(sheet.Roll.StartedUtc, clockTime) : (DateTime?)null;
            if (await CheckAsync(row, line, until, sheet, ct) is { } problem)
            {
                draft.Problems.Add(problem);
                continue;
            }

            if (row.Reading == RowReading.Unreadable)
            {
                continue;
            }

            if (line is { IsBlank: true, Name: null })
            {
                if (row.Name is { Length: > 0 })
                {
                    TakeWritten(row, line, until, sheet, input, draft);
                }

                continue;
            }

            var now = line.State;
            var came = row.Reading == RowReading.Came;
            var isAsShown = row.Reading == row.Shown && (!came || until == now.UntilUtc);
            var isAsItStands = !now.InConflict && came == now.Present && (!came || until == now.UntilUtc);
            if (!isAsShown && !isAsItStands)
            {
                draft.Marks.Add((row.Number, MarkOf(input, row, line.Attendee, came ? MarkKind.Present : MarkKind.Absent, came ? until : null, row.Heads)));
            }
        }

        return draft;
    }

    /// <summary>The name on a blank row: a walk-in, or the known person who was pointed out.</summary>
    private void TakeWritten(EnteredRow row, PaperLine line, DateTime? until, PaperSheet sheet, EnterPaperInput input, Draft draft)
    {
        if (row.Who is { } who)
        {
            var there = sheet.Roll.Lines.FirstOrDefault(l => l.AttendeeKey == who);
            if (there is not { State.Present: true })
            {
                draft.Marks.Add((row.Number, MarkOf(input, row, who, MarkKind.Present, until, there?.State.Heads ?? [])));
            }

            return;
        }

        draft.WalkIns.Add(new NewWalkIn { Key = line.Attendee, Name = row.Name!, PhoneTail = row.PhoneTail });
        draft.Marks.Add((row.Number, MarkOf(input, row, line.Attendee, MarkKind.Present, until, [])));
    }

    private async Task<RowProblem?> CheckAsync(EnteredRow row, PaperLine line, DateTime? until, PaperSheet sheet, CancellationToken ct)
    {
        var hasName = row.Name is { Length: > 0 };
        Refusal? wrong =
            until < sheet.Roll.StartedUtc ? new LeftBeforeStart()
            : hasName && row.Reading == RowReading.Unreadable ? new NameOnUnreadable()
            : hasName && !line.IsBlank ? new NameOnNamedRow(line.Name ?? "")
            : hasName && line.Name is { } there && there != row.Name ? new RowWrittenAlready(there)
            : line is { IsBlank: true, Name: null } && !hasName && (row.PhoneTail is { Length: > 0 } || row.Reading == RowReading.Came) ? new BadWalkInName()
            : hasName ? MarkRules.Check(new NewWalkIn { Key = line.Attendee, Name = row.Name!, PhoneTail = row.PhoneTail })
            : null;
        if (wrong is not null)
        {
            return new(row.Number, wrong, []);
        }

        if (!hasName || line.Name is not null || row.IsAnother || row.Who is not null)
        {
            return null;
        }

        var known = await find.RunAsync(new FindPeopleInput { Text = row.Name, CountyCode = RegionCodes.CountyOf(sheet.Roll.RegionCode) }, ct);
        var nameKey = PersonName.KeyOf(row.Name!);
        IReadOnlyList<FoundPerson> namesakes = known.Ok ? [.. known.Value.Where(p => PersonName.KeyOf(p.Name) == nameKey)] : [];
        return namesakes.Count == 0 ? null : new(row.Number, new KnownByName(), namesakes);
    }

    private NewMark MarkOf(EnterPaperInput input, EnteredRow row, Guid attendee, MarkKind kind, DateTime? until, IReadOnlyList<Guid> heads) => new()
    {
        Key = TimedKey.Of(input.Page, $"{attendee:N} {kind} {until:O}"),
        AttendeeKey = attendee,
        Kind = kind,
        Supersedes = heads,
        DeviceSequence = row.Number,
        DeviceUtc = clock.UtcNow(),
        UntilUtc = until,
        Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason,
    };

    private async Task NoteAsync(RollPaper read, List<int> unreadable, int written, EnterPaperInput input, CancellationToken ct)
    {
        if (written == 0 && read.EnteredUtc is not null && read.Unreadable.SequenceEqual(unreadable))
        {
            return;
        }

        db.ChangeTracker.Clear();
        var nowUtc = clock.UtcNow();
        var paper = await db.RollPapers().SingleAsync(p => p.Id == read.Id, ct);
        var session = await db.Sessions().AsNoTracking().SingleAsync(s => s.Id == paper.SessionId, ct);
        await AuditTrail.AppendAsync(
            db, ReachedClass.AuditStream(session), input.Taker.Actor, nameof(EnterPaper), nowUtc,
            new { signInSheet = paper.Key, unreadable = paper.Unreadable }, new { signInSheet = paper.Key, unreadable, written }, input.Reason, ct, paper.RegionCode);
        (paper.Unreadable, paper.EnteredUtc, paper.EnteredBy) = (unreadable, nowUtc, input.Taker.Actor.AccountId);
        await db.SaveChangesAsync(ct);
    }

    private sealed record Draft(List<RowProblem> Problems, List<NewWalkIn> WalkIns, List<(int Number, NewMark Mark)> Marks);
}

public sealed record LeftBeforeStart() : Refusal("离开的时间在上课以前，再看看。", "Until");

public sealed record NameOnUnreadable() : Refusal("写了名字，又选了看不清。认得出来就不选看不清；认不出来就把名字空着。", "Name");

public sealed record NameOnNamedRow(string Printed) : Refusal($"这一行印的是{Printed}。来的是别人，写在空白行里。", "Name");

public sealed record RowWrittenAlready(string Written) : Refusal($"这一行已经录成了{Written}。要改名字，到点名页上改。", "Name");

public sealed record KnownByName() : Refusal("名单里有同名的人，选一下是哪一位。", "Who");
