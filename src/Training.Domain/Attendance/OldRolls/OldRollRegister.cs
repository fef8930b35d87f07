using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>The rolls of the stations in reach during one import.</summary>
internal sealed class OldRollRegister(TrainingDbContext db, Vault vault, WriteOldRoll write, TimeProvider clock, Actor actor) : IImportRegister
{
    private readonly OldRollPeople people = new(db, vault);
    private readonly Dictionary<(Guid Session, Guid Attendee), int> taken = [];

    /// <summary>Sessions that a row of this sheet has written in: what it said of them, to be said alike by the rows after it.</summary>
    private readonly Dictionary<Guid, (int Number, OldRollRow Row, OldRollLine Line)> written = [];

    public required StationPlaces Places { get; init; }

    public required IReadOnlyList<Station> Stations { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public string? KeyOf(ImportRecord record) => string.Join('\0', new[]
    {
        OldRollImport.StationColumn, OldRollImport.Place, OldRollImport.Day, OldRollImport.Started, OldRollImport.Title, OldRollImport.PersonColumn, OldRollImport.IdNumber, OldRollImport.Phone, OldRollImport.Home,
    }.Select(column => CellReader.Level(record[column] ?? "")));

    public async Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct)
    {
        var (row, problem) = await ReadAsync(record, ct);
        if (row is null)
        {
            return new RowMatch { Problems = [problem!] };
        }

        var title = CellReader.Level(row.Title);
        var there = (await db.Sessions().AsNoTracking().Where(s => s.StationId == row.Station.Id && s.PlannedStartUtc == row.StartedUtc).OrderBy(s => s.Id).ToListAsync(ct))
            .Where(s => CellReader.Level(s.Title) == title).OrderBy(s => s.Status == SessionStatus.Cancelled).FirstOrDefault();
        var session = there?.Key ?? OldRollKeys.Session(row.Station.Key, row.StartedUtc, row.Title);
        if (Unlike(session, row) is { } unlike)
        {
            return new RowMatch { Problems = [unlike] };
        }

        var notes = new List<string>();
        if (!written.ContainsKey(session) && there is { Status: SessionStatus.Held } && (there.StartedUtc != row.StartedUtc || there.EndedUtc != row.EndedUtc))
        {
            notes.Add($"点名册上这次课是 {ShanghaiTime.FromUtc(there.StartedUtc!.Value):H:mm} 到 {ShanghaiTime.FromUtc(there.EndedUtc!.Value):H:mm}，以点名册为准。要改到点名册上更正。");
        }

        var name = record[OldRollImport.PersonColumn]!;
        var line = OldRollKeys.Line(vault, session, name, record[OldRollImport.IdNumber], record[OldRollImport.Phone], record[OldRollImport.Home]);
        var attendee = await db.RollMarks().Where(m => m.Key == line).Select(m => (Guid?)m.AttendeeKey).FirstOrDefaultAsync(ct);
        var isWalkIn = attendee == OldRollKeys.WalkIn(line);
        if (attendee is null)
        {
            var meant = await people.FindAsync(new PersonEvidence(name, record[OldRollImport.IdNumber], record[OldRollImport.Phone], record[OldRollImport.Home]), row.Station.RegionCode, ct);
            if (meant.Refusal is { } refusal)
            {
                return RowMatch.Wrong(refusal.Field, refusal.Message);
            }

            notes.AddRange(meant.Note is null ? [] : [meant.Note]);
            (attendee, isWalkIn) = (meant.Key ?? OldRollKeys.WalkIn(line), meant.Key is null);
        }

        if (!taken.TryAdd((session, attendee.Value), record.Number))
        {
            return RowMatch.Wrong(OldRollImport.PersonColumn, $"和第 {taken[(session, attendee.Value)]} 行是同一个人、同一次课。留一行。");
        }

        var entry = there is null ? null : await db.RollEntries().AsNoTracking().FirstOrDefaultAsync(e => e.SessionId == there.Id && e.AttendeeKey == attendee, ct);
        if (record[OldRollImport.Presence] == OldRollImport.LeftEarly && row.UntilUtc is null)
        {
            notes.Add("早退没有写离开时间，算到下课。");
        }

        return new RowMatch
        {
            Line = new Known(row, session, attendee.Value, line, isWalkIn),
            Notes = notes,
            Values = entry is null ? null : new Dictionary<string, string>
            {
                [OldRollImport.Presence] = entry.InConflict ? "两处记得不一样"
                    : !entry.Present ? OldRollImport.NotThere
                    : record[OldRollImport.Presence] is { } said && said != OldRollImport.NotThere ? said : OldRollImport.There,
                [OldRollImport.Until] = entry.UntilUtc is { } until ? $"{ShanghaiTime.FromUtc(until):HH:mm}"
                    : row.UntilUtc is null ? record[OldRollImport.Until] ?? "" : "",
            },
        };
    }

    public async Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct)
    {
        var known = (Known)match.Line!;
        var row = known.Row;
        var marks = await db.RollMarks().AsNoTracking().Where(m => m.AttendeeKey == known.Attendee && db.Rolls().Any(r => r.Id == m.RollId && r.Key == known.Session)).ToListAsync(ct);
        var heads = RollProjection.Of(marks.Select(m => new MarkFact(m.Key, m.Kind, m.Supersedes, m.UntilUtc))).Heads;
        var present = record[OldRollImport.Presence] != OldRollImport.NotThere;
        var line = new OldRollLine
        {
            Taker = RollTaker.Coordinator(actor.AccountId ?? 0),
            SessionKey = known.Session,
            StationKey = row.Station.Key,
            Title = row.Title,
            TopicCode = row.TopicCode,
            StartedUtc = row.StartedUtc,
            EndedUtc = row.EndedUtc,
            Trainers = row.Trainers,
            WalkIn = known.IsWalkIn ? new NewWalkIn { Key = known.Attendee, Name = record[OldRollImport.PersonColumn]!, PhoneTail = record[OldRollImport.Phone]?[^4..] } : null,
            Mark = new NewMark
            {
                Key = OldRollKeys.Mark(known.Line, present, heads),
                AttendeeKey = known.Attendee,
                Kind = present ? MarkKind.Present : MarkKind.Absent,
                Supersedes = heads,
                DeviceSequence = record.Number,
                DeviceUtc = row.EndedUtc,
                UntilUtc = row.UntilUtc,
                Reason = record[OldRollImport.Remark] is { } remark ? $"{WriteOldRoll.Reason}：{remark}" : WriteOldRoll.Reason,
            },
        };
        var result = await write.RunAsync(line, ct);
        if (result.Ok)
        {
            written.TryAdd(known.Session, (record.Number, row, line));
        }

        return result.Refusal;
    }

    public async Task FinishAsync(CancellationToken ct)
    {
        foreach (var (_, _, line) in written.Values)
        {
            if (await write.CloseAsync(line, ct) is { } refusal)
            {
                throw new InvalidOperationException($"The roll {line.SessionKey} could not be closed: {refusal.Message}");
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task<(OldRollRow? Row, LineProblem? Problem)> ReadAsync(ImportRecord record, CancellationToken ct)
    {
        var station = OldRollStation.Of(record, Stations, Places);
        if (!station.Ok)
        {
            return (null, new LineProblem(station.Refusal.Field, station.Refusal.Message));
        }

        var (start, end, until, problem) = OldRollRow.Hours(record, clock.UtcNow());
        if (problem is not null)
        {
            return (null, problem);
        }

        var topic = Topics.FirstOrDefault(t => CellReader.Level(t.Name) == CellReader.Level(record[OldRollImport.TopicColumn]!));
        if (topic is null)
        {
            return (null, new LineProblem(OldRollImport.TopicColumn, $"“{record[OldRollImport.TopicColumn]}”不是站点课的主题，填：{string.Join('、', Topics.Select(t => t.Name))}。"));
        }

        if (record[OldRollImport.Phone] is { } phone && phone.Length != 4 && !MobileNumber.TryParse(phone, out _))
        {
            return (null, new LineProblem(OldRollImport.Phone, "写整个手机号，或者后四位 4 个数字。开头的 0 被 Excel 去掉了就补上。"));
        }

        var trainers = await TrainersAsync(record[OldRollImport.TrainerColumn], ct);
        return trainers.Ok
            ? (new OldRollRow(station.Value, record[OldRollImport.Title]!, topic.Code, start, end, until, trainers.Value), null)
            : (null, new LineProblem(OldRollImport.TrainerColumn, trainers.Refusal.Message));
    }

    private async Task<Result<IReadOnlyList<Guid>>> TrainersAsync(string? names, CancellationToken ct)
    {
        var keys = new List<Guid>();
        foreach (var name in (names ?? "").Split(['、', ',', '，', ';', '；', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var key = PersonName.KeyOf(name);
            var found = await db.ReachedTrainers().AsNoTracking().Where(t => t.NameKey == key).Select(t => t.Key).Take(2).ToListAsync(ct);
            if (found.Count != 1)
            {
                return new RowRefused(found.Count == 0 ? $"人才库里没有“{name}”。课要由在库的人讲。" : $"人才库里有两位“{name}”，分不清是哪一位。空着，导入以后再排。");
            }

            keys.Add(found[0]);
        }

        return keys.Distinct().ToList();
    }

    /// <summary>Rows of one session have to say the same of it.</summary>
    private LineProblem? Unlike(Guid session, OldRollRow row) =>
        !written.TryGetValue(session, out var before) ? null
        : before.Row.EndedUtc != row.EndedUtc ? new(OldRollImport.Ended, $"和第 {before.Number} 行是同一次课，下课时间写得不一样。")
        : before.Row.TopicCode != row.TopicCode ? new(OldRollImport.TopicColumn, $"和第 {before.Number} 行是同一次课，主题写得不一样。")
        : row.Trainers.Count > 0 && !before.Row.Trainers.Order().SequenceEqual(row.Trainers.Order()) ? new(OldRollImport.TrainerColumn, $"和第 {before.Number} 行是同一次课，讲师写得不一样。")
        : null;

    private sealed record Known(OldRollRow Row, Guid Session, Guid Attendee, Guid Line, bool IsWalkIn);
}
