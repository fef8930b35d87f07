using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Attendance.Paper;

/// <summary>One numbered row as the roll has it now.</summary>
public sealed record PaperLine
{
    public required int Number { get; init; }

    /// <summary>Person, or the walk-in who is or will be written down from this row.</summary>
    public required Guid Attendee { get; init; }

    /// <summary>Null on a blank row that nobody has been written down from.</summary>
    public string? Name { get; init; }

    /// <summary>Building, or what tells people of one name apart.</summary>
    public string Label { get; init; } = "";

    public bool IsBlank { get; init; }

    public AttendeeState State { get; init; } = AttendeeState.Unmarked;

    public bool IsUnreadable { get; init; }
}

/// <summary>A printed sheet with its class, ready for the printer or for entry.</summary>
public sealed record PaperSheet
{
    public required RollPaper Paper { get; init; }

    public required RollSheet Roll { get; init; }

    public required string? Organization { get; init; }

    public required IReadOnlyList<string> Trainers { get; init; }

    public required IReadOnlyList<PaperLine> Lines { get; init; }

    public DateOnly Day => ShanghaiTime.DateOf(Roll.PlannedStartUtc);
}

/// <summary>A sheet among those printed for a class.</summary>
public sealed record PrintedPaper(string Code, int Named, int Blank, DateTime PrintedUtc, DateTime? EnteredUtc, IReadOnlyList<int> Unreadable);

/// <summary>Finds printed sheets for whoever may take the roll of their class.</summary>
public sealed class ReadPaper(TrainingDbContext db, Vault vault, TakeRoll take)
{
    /// <summary>The roll to which a code leads, within the caller's scope.</summary>
    public async Task<Guid?> RollOfAsync(string code, CancellationToken ct = default) => await (
        from paper in db.RollPapers()
        where paper.Code == code
        join session in db.Sessions() on paper.SessionId equals session.Id
        select (Guid?)session.Key).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<PrintedPaper>> OfClassAsync(Guid rollKey, CancellationToken ct = default) =>
        (await db.RollPapers().AsNoTracking().Where(p => db.Sessions().Any(s => s.Id == p.SessionId && s.Key == rollKey)).OrderByDescending(p => p.Id).ToListAsync(ct))
        .ConvertAll(p => new PrintedPaper(p.Code, p.Attendees.Count, p.BlankRows, p.PrintedUtc, p.EnteredUtc, p.Unreadable));

    public async Task<Result<PaperSheet>> OneAsync(Guid rollKey, string code, RollTaker taker, CancellationToken ct = default)
    {
        var roll = await take.RunAsync(rollKey, taker, ct);
        if (!roll.Ok)
        {
            return roll.Refusal;
        }

        var found = await (
            from p in db.RollPapers().AsNoTracking()
            where p.Code == code
            join session in db.Sessions() on p.SessionId equals session.Id
            where session.Key == rollKey
            select new
            {
                Paper = p,
                RollId = db.Rolls().Where(r => r.SessionId == session.Id).Select(r => (long?)r.Id).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new NotFound("这张签到表");
        }

        return new PaperSheet
        {
            Paper = found.Paper,
            Roll = roll.Value,
            Organization = await BodyOfAsync(found.Paper.StationId, ct),
            Trainers = await (
                from card in db.SessionTrainers()
                where card.SessionId == found.Paper.SessionId
                join trainer in db.Trainers() on card.TrainerId equals trainer.Id
                orderby trainer.Id
                select trainer.Name).ToListAsync(ct),
            Lines = await LinesAsync(found.Paper, found.RollId, roll.Value, ct),
        };
    }

    /// <summary>Stands on the sheet of each of its stations, also where the coordinator does not reach the body itself.</summary>
    private Task<string?> BodyOfAsync(long stationId, CancellationToken ct) => (
        from station in db.Stations()
        where station.Id == stationId
        join body in db.Organizations() on station.OrganizationId equals body.Id
        select body.Name).IgnoreQueryFilters().FirstOrDefaultAsync(ct);

    private async Task<IReadOnlyList<PaperLine>> LinesAsync(RollPaper paper, long? rollId, RollSheet roll, CancellationToken ct)
    {
        var walkInKeys = Enumerable.Range(paper.Attendees.Count + 1, paper.BlankRows).ToDictionary(paper.WalkInKey);
        var (keys, blank) = (paper.Attendees, walkInKeys.Keys.ToList());

        // The sheet was printed for this class: whoever may open it reads the names on it, wherever those people live now.
        var names = await db.People().IgnoreQueryFilters().Where(p => keys.Contains(p.Key)).Select(p => new { p.Key, p.Name, p.Building }).ToDictionaryAsync(p => p.Key, ct);
        var walkIns = await db.WalkIns().Where(w => blank.Contains(w.Key)).Select(w => new { w.Key, w.Name, w.PhoneTailSealed }).ToDictionaryAsync(w => w.Key, ct);
        var marks = rollId is { } id ? await new RollSeats(db, vault).MarksAsync([id], ct) : null;
        var lines = roll.Lines.ToDictionary(l => l.AttendeeKey);
        var twins = roll.Lines.SelectMany(l => l.Twins.Select(t => (t.AttendeeKey, Line: l))).ToDictionary(t => t.AttendeeKey, t => t.Line);
        AttendeeState StateOf(Guid attendee)
        {
            var state = marks is null ? AttendeeState.Unmarked : RollProjection.Of(marks[(rollId!.Value, attendee)]);
            return twins.TryGetValue(attendee, out var line) && line.State.Present ? state with { Present = true } : state;
        }

        var named = paper.Attendees.Select((attendee, i) => new PaperLine
        {
            Number = i + 1,
            Attendee = attendee,
            Name = names.GetValueOrDefault(attendee)?.Name ?? Person.ErasedName,
            Label = lines.GetValueOrDefault(attendee)?.Label ?? names.GetValueOrDefault(attendee)?.Building ?? "",
            State = StateOf(attendee),
            IsUnreadable = paper.Unreadable.Contains(i + 1),
        });
        var written = walkInKeys.OrderBy(w => w.Value).Select(w =>
        {
            var there = walkIns.GetValueOrDefault(w.Key);
            return new PaperLine
            {
                Number = w.Value,
                Attendee = w.Key,
                Name = there?.Name,
                Label = there?.PhoneTailSealed is { } tail ? $"尾号 {vault.Open(tail, OpeningPurpose.ShowMasked)}" : "",
                IsBlank = true,
                State = there is null ? AttendeeState.Unmarked : StateOf(w.Key),
                IsUnreadable = paper.Unreadable.Contains(w.Value),
            };
        });
        return [.. named, .. written];
    }
}
