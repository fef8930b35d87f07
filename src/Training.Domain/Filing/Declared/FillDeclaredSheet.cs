using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

public sealed record FillDeclaredInput
{
    public required Actor Actor { get; init; }

    public required Guid SheetKey { get; init; }

    public required DeclaredColumn Column { get; init; }

    /// <summary>By key of the slot, as typed.</summary>
    public required IReadOnlyDictionary<string, string?> Values { get; init; }

    /// <summary>What a share is a part of, by key of the slot.</summary>
    public IReadOnlyDictionary<string, string?> Of { get; init; } = new Dictionary<string, string?>();

    /// <summary>依据, or why a number differs, by line; exactly as written.</summary>
    public IReadOnlyDictionary<string, string?> Notes { get; init; } = new Dictionary<string, string?>();

    /// <summary>Hand it to the next desk; then nothing may be left out.</summary>
    public bool Pass { get; init; }
}

/// <summary>One number or reason that cannot stay so.</summary>
public sealed record DeclaredFault(string Line, string What, string At) : Refusal($"{Line}：{What}", At);

public sealed record DeclaredWrong(IReadOnlyList<DeclaredFault> Faults) : Refusal($"有 {Faults.Count} 处要改，改好再存。");

/// <summary>The sheet is with another desk, or is another's to declare.</summary>
public sealed record DeclaredNotYours(DeclaredState State) : Refusal($"这张表现在{DeclaredWords.Of(State)}，不归您填。");

/// <summary>
/// Writes the numbers of one desk on a declared sheet, and hands it on. A number that differs from the desk before, or from what records tell,
/// needs its reason; a declared one needs what it rests on. Rows are added, the counted one is the last; all is kept or nothing.
/// </summary>
public sealed class FillDeclaredSheet(TrainingDbContext db, ReadDeclaredSheets read, TellDeclared tell, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(FillDeclaredInput input, CancellationToken ct = default)
    {
        if (await read.FindAsync(input.SheetKey, ct) is not { } view)
        {
            return new NotFound("这张申报表");
        }

        if (view.Turn != input.Column || !await IsTheirsAsync(view, input, ct))
        {
            return new DeclaredNotYours(view.Sheet.State);
        }

        var (rows, faults) = Read(view, input);
        if (faults.Count > 0)
        {
            return new DeclaredWrong(faults);
        }

        if (rows.Count == 0 && !input.Pass)
        {
            return default(Done);
        }

        return await SaveAsync(view, input, rows, ct);
    }

    /// <summary>The own column of a station's sheet is its body's, that of a county's sheet the county's.</summary>
    private async Task<bool> IsTheirsAsync(DeclaredView view, FillDeclaredInput input, CancellationToken ct)
    {
        if (input.Column != DeclaredColumn.Own)
        {
            return true;
        }

        var body = await db.Accounts().Where(a => a.Id == input.Actor.AccountId).Select(a => a.OrganizationId).SingleOrDefaultAsync(ct);
        return view.Sheet.IsStation ? body is not null && body == view.OrganizationId : body is null;
    }

    private (List<DeclaredFigure> Rows, List<DeclaredFault> Faults) Read(DeclaredView view, FillDeclaredInput input)
    {
        var rows = new List<DeclaredFigure>();
        var faults = new List<DeclaredFault>();
        foreach (var line in view.Lines.Where(l => l.Asks != LineAsks.Nothing))
        {
            var note = input.Notes.GetValueOrDefault(line.Item.Code) ?? "";
            var words = $"{line.Item.Code} {line.Item.Content}";
            var written = new List<DeclaredFigure>();
            foreach (var slot in line.Slots)
            {
                if (Number(line, slot, input, words, faults) is var (numerator, denominator))
                {
                    written.Add(new()
                    {
                        Key = Guid.CreateVersion7(), SheetId = view.Sheet.Id, ItemCode = line.Item.Code, Column = input.Column, RegionCode = slot.RegionCode, StationId = view.Sheet.StationId,
                        Name = line.Asks == LineAsks.Figure ? line.Item.Measure.Metric[DeclaredMetrics.Prefix.Length..] : $"mark/{line.Item.Code}",
                        Month = slot.Month, Numerator = numerator, Denominator = denominator, Note = note, RecordedUtc = clock.UtcNow(), RecordedBy = input.Actor.AccountId,
                    });
                }
            }

            if (written.Count > 0 && NoteFault(line, input.Column, written, note) is { } fault)
            {
                faults.Add(new(words, fault, $"Notes[{line.Item.Code}]"));
            }

            rows.AddRange(written.Where(w => !Stands(line, input.Column, w)));
        }

        return (rows, faults);
    }

    private static (long Numerator, long Denominator)? Number(DeclaredLine line, DeclaredSlot slot, FillDeclaredInput input, string words, List<DeclaredFault> faults)
    {
        var at = slot.Label is null ? words : $"{words}（{slot.Label}）";
        var typed = input.Values.GetValueOrDefault(slot.Key);
        if (string.IsNullOrWhiteSpace(typed))
        {
            if (input.Pass)
            {
                faults.Add(new(at, "还没有填。", $"Values[{slot.Key}]"));
            }

            return null;
        }

        var most = DeclaredRules.Most(line.Item);
        if (!Whole(typed, out var number) || number > most)
        {
            faults.Add(new(at, $"填 0 到 {most} 的整数，不写单位。", $"Values[{slot.Key}]"));
            return null;
        }

        if (line.Item.Measure.Aggregator != Aggregator.Ratio || line.Asks == LineAsks.Mark)
        {
            return (number, 1);
        }

        if (!Whole(input.Of.GetValueOrDefault(slot.Key), out var whole) || whole == 0 || number > whole)
        {
            faults.Add(new(at, "后一个数是总数，要大于 0，也不能小于前一个数。", $"Of[{slot.Key}]"));
            return null;
        }

        return (number, whole);
    }

    private static bool Whole(string? typed, out long number) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string? NoteFault(DeclaredLine line, DeclaredColumn column, List<DeclaredFigure> written, string note)
    {
        if (note.Length > DeclaredFigure.NoteMaxLength)
        {
            return $"说明写了 {note.Length} 个字，最多 {DeclaredFigure.NoteMaxLength} 个字。";
        }

        if (!string.IsNullOrWhiteSpace(note))
        {
            return null;
        }

        if (line.Asks == LineAsks.Mark && line.Computed is { } computed && written.Sum(w => w.Numerator) != computed)
        {
            return $"按记录是 {SheetWords.Plain(computed)} 分，和填的不一样，写明为什么。";
        }

        if (column == DeclaredColumn.Own)
        {
            return line.Asks == LineAsks.Figure ? "写这个数的依据，比如哪份名册、哪天的照片。" : null;
        }

        var before = line.Before(column);
        return before is not null && written.Exists(w => before.Numbers.Values.FirstOrDefault(b => b.Month == w.Month && b.RegionCode == w.RegionCode) is { } b && (b.Numerator, b.Denominator) != (w.Numerator, w.Denominator))
            ? "和前一栏的不一样，写明为什么。"
            : null;
    }

    /// <summary>The same number with the same words is the column's last already, and the one that counts.</summary>
    private static bool Stands(DeclaredLine line, DeclaredColumn column, DeclaredFigure written) =>
        line.Columns[column].Numbers.Values.FirstOrDefault(n => n.Month == written.Month && n.RegionCode == written.RegionCode) is { ReplacedUtc: null } last
        && (last.Numerator, last.Denominator, last.Note) == (written.Numerator, written.Denominator, written.Note);

    private async Task<Result<Done>> SaveAsync(DeclaredView view, FillDeclaredInput input, List<DeclaredFigure> rows, CancellationToken ct)
    {
        var (sheet, now) = (view.Sheet, clock.UtcNow());
        var replaced = new List<string>();
        foreach (var row in rows)
        {
            foreach (var old in await db.DeclaredFigures().Where(f => f.SheetId == sheet.Id && f.ItemCode == row.ItemCode && f.Month == row.Month && f.RegionCode == row.RegionCode && f.ReplacedUtc == null).ToListAsync(ct))
            {
                old.ReplacedUtc = now;
                replaced.Add(Said(old));
            }

            db.DeclaredFigures().Add(row);
        }

        var from = sheet.State;
        if (input.Pass)
        {
            var next = DeclaredRules.Passed(sheet);
            if (!next.Ok)
            {
                return next.Refusal;
            }

            (sheet.State, sheet.SentBack, sheet.MovedUtc) = (next.Value, false, now);
            db.DeclaredSteps().Add(new() { SheetId = sheet.Id, RegionCode = sheet.RegionCode, StationId = sheet.StationId, From = from, To = sheet.State, AtUtc = now, AccountId = input.Actor.AccountId });
            await tell.PassedAsync(view, ct);
        }

        await AuditTrail.AppendAsync(db, sheet.AuditStream(), input.Actor, input.Pass ? "FillDeclaredSheet.Pass" : nameof(FillDeclaredSheet), now,
            before: new { declaredState = from, declaredValues = string.Join("，", replaced) }, after: new { declaredState = sheet.State, declaredColumn = input.Column, declaredValues = string.Join("，", rows.Select(Said)) },
            ct: ct, regionCode: sheet.RegionCode);
        return await db.SaveOrClashAsync(ct);
    }

    private static string Said(DeclaredFigure figure) => figure.Denominator == 1 ? $"{figure.ItemCode} {figure.Numerator}" : $"{figure.ItemCode} {figure.Numerator}/{figure.Denominator}";
}
