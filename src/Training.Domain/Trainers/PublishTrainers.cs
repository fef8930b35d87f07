using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record PublishTrainersInput
{
    public required Actor Actor { get; init; }

    public required IReadOnlyCollection<Guid> Keys { get; init; }

    /// <summary>City that publishes.</summary>
    public required long RegionCode { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public string? SupervisionPhone { get; init; }

    public required int WorkingDays { get; init; }
}

/// <summary>The city makes those on record public: one notice for all who are chosen, and everybody's step, in one save.</summary>
public sealed class PublishTrainers(TrainingDbContext db, OpenNotice notices, TimeProvider clock)
{
    public async Task<Result<PublicNotice>> RunAsync(PublishTrainersInput input, CancellationToken ct = default)
    {
        if (input.Keys.Count == 0)
        {
            return new NobodyChosen();
        }

        var found = await PoolSteps.FindAsync(db, input.Keys, ct);
        if (found.Count != input.Keys.Distinct().Count())
        {
            return new NotFound("勾选的人");
        }

        var step = new PoolStepInput { Actor = input.Actor, Process = nameof(PublishTrainers), Act = PoolAct.Publish, NowUtc = clock.UtcNow() };
        foreach (var candidate in found)
        {
            if (await PoolSteps.AddAsync(db, candidate, step, isNew: false, ct) is { } refusal)
            {
                return refusal;
            }
        }

        var units = found.Select(c => c.Trainer.OrganizationId).OfType<long>().Distinct().ToList();
        var names = await db.Organizations().Where(o => units.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var opened = await notices.AddAsync(
            new()
            {
                Actor = input.Actor,
                Subject = NoticeSubjects.Trainer,
                RegionCode = input.RegionCode,
                Title = input.Title,
                Body = input.Body,
                SupervisionPhone = input.SupervisionPhone,
                WorkingDays = input.WorkingDays,
                Lines = [.. found.Select(c => new NoticeLine
                {
                    SubjectKey = c.Trainer.Key,
                    Name = c.Trainer.Name,
                    IsPerson = true,
                    Unit = c.Trainer.OrganizationId is { } unit ? names.GetValueOrDefault(unit) : c.Dossier.UnitName,
                    Remark = PoolWords.Of(c.Trainer.Kind),
                })],
            },
            ct);
        if (!opened.Ok)
        {
            return opened;
        }

        // The day of admission must be countable too, or the notice would end in nothing.
        var admission = (await WorkingCalendars.LoadAsync(db, ct)).AddWorkingDays(opened.Value.LastDay, 1);
        if (!admission.Ok)
        {
            return admission.Refusal;
        }

        found.ForEach(c => c.Dossier.NoticeKey = opened.Value.Key);
        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : opened;
    }
}
