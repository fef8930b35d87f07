using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Trainers;

namespace Training.Domain.Inspections;

/// <summary>What the platform has of a drawn record, for whoever goes to look: each fact under the code by which the form shows it beside a question.</summary>
public sealed record InspectedRecord(string Title, string When, string Who, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Key of the roll of a class.</summary>
    public Guid? Roll { get; init; }

    /// <summary>What each fact is called.</summary>
    public static string Label(string code) => code switch
    {
        "people" => "点名册人数",
        "photos" => "照片",
        "minutes" => "时长",
        "content" => "内容",
        "visits" => "送学次数",
        "plans" => "方案",
        "satisfaction" => "满意度",
        _ => throw new InvalidOperationException($"No words for {code}."),
    };
}

/// <summary>Reads the record behind an inspection as the caller's scope reaches it. Of a household it tells the learners' names, and no telephone or address.</summary>
public sealed class ReadInspectedRecord(TrainingDbContext db)
{
    public Task<InspectedRecord?> OfAsync(Inspection inspection, CancellationToken ct = default) =>
        inspection.Kind == InspectedKind.Session ? SessionAsync(inspection.RecordId, ct) : HomeAsync(inspection, ct);

    private async Task<InspectedRecord?> SessionAsync(long id, CancellationToken ct)
    {
        var found = await (
            from session in db.Sessions().AsNoTracking()
            join roll in db.Rolls() on session.Id equals roll.SessionId
            where session.Id == id && roll.Status == RollStatus.Closed
            select new { session, roll }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var present = await RollCounts.PresentAsync(db, found.roll.Id, ct);
        var photos = await db.Set<ClassPhoto>().CountAsync(p => p.SessionId == id && db.Attachments().Any(a => a.Id == p.AttachmentId && a.RemovedUtc == null), ct);
        var trainers = await (
            from card in db.SessionTrainers()
            join trainer in db.Trainers() on card.TrainerId equals trainer.Id
            where card.SessionId == id
            orderby card.Id
            select trainer.Name).ToListAsync(ct);
        var start = ShanghaiTime.FromUtc(found.session.StartedUtc ?? found.session.PlannedStartUtc);
        return new(
            found.session.Title, $"{start:yyyy年M月d日 HH:mm}", trainers.Count == 0 ? "没有写讲师" : string.Join('、', trainers),
            new Dictionary<string, string>
            {
                ["people"] = found.roll.HeadCount is { } heads ? $"{present} 人，合册时现场数 {heads} 人" : $"{present} 人",
                ["photos"] = photos == 0 ? "没有照片" : $"{photos} 张",
                ["minutes"] = $"{found.session.TaughtMinutes ?? 0} 分钟",
                ["content"] = found.session.MaterialArchived ? "存了档" : "没有存档",
            }) { Roll = found.roll.Key };
    }

    private async Task<InspectedRecord?> HomeAsync(Inspection inspection, CancellationToken ct)
    {
        if (await db.HouseholdFiles().AsNoTracking().SingleOrDefaultAsync(f => f.Id == inspection.RecordId, ct) is not { } file)
        {
            return null;
        }

        var visits = await (
            from visit in db.HomeVisits().AsNoTracking()
            join trainer in db.Trainers() on visit.TrainerId equals trainer.Id
            where visit.HouseholdFileId == file.Id && visit.Status == VisitStatus.Completed
            orderby visit.StartedUtc
            select new { visit.StartedUtc, visit.Minutes, visit.Content, visit.Satisfaction, trainer.Name }).ToListAsync(ct);
        var learners = await (
            from learner in db.PersonFiles().AsNoTracking()
            join person in db.People() on learner.PersonId equals person.Id
            where learner.HouseholdFileId == file.Id
            orderby learner.Id
            select new { person.Name, learner.PlannedOn }).ToListAsync(ct);
        return new(
            $"户档 {file.Id}：{string.Join('、', learners.Select(l => l.Name))}",
            string.Join('、', visits.Select(v => $"{ShanghaiTime.FromUtc(v.StartedUtc):yyyy年M月d日}")), string.Join('、', visits.Select(v => v.Name).Distinct()),
            new Dictionary<string, string>
            {
                ["visits"] = $"{visits.Count} 次",
                ["minutes"] = string.Join('、', visits.Select(v => $"{v.Minutes} 分钟")),
                ["content"] = string.Join('；', visits.Select(v => v.Content)),
                ["plans"] = learners.Count(l => l.PlannedOn is not null) is var plans && plans == learners.Count ? $"{plans} 人都有" : $"{learners.Count} 人里 {plans} 人有",
                ["satisfaction"] = string.Join('、', visits.Select(v => v.Satisfaction switch
                {
                    null => "没有回答",
                    Satisfaction.Satisfied => "满意",
                    Satisfaction.FairlySatisfied => "基本满意",
                    Satisfaction.Dissatisfied => "不满意",
                    _ => throw new InvalidOperationException($"No words for {v.Satisfaction}."),
                })),
            });
    }
}
