using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Trainers;

/// <summary>Candidates of the pool who wait for the county's selection or the city's record.</summary>
public sealed class CandidatesToDecide(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "等着定的人才";

    public int Order => 45;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        TrainerStatus[] states = leaver.Role switch
        {
            Roles.CountyOfficer => [TrainerStatus.Applied, TrainerStatus.Returned],
            Roles.CityOfficer => [TrainerStatus.Selected, TrainerStatus.OnRecord],
            _ => [],
        };
        var range = RegionCodes.RangeOf(leaver.RegionCode);
        var count = states.Length == 0 ? 0 : await (
            from trainer in db.Trainers()
            join dossier in db.PoolDossiers() on trainer.Id equals dossier.TrainerId
            where states.Contains(trainer.Status) && dossier.RegionCode >= range.From && dossier.RegionCode < range.Until
            select trainer.Id).CountAsync(ct);
        return count == 0 ? []
            : leaver.Role == Roles.CountyOfficer ? [new UnfinishedThing($"等选拔的 {count} 人", "/trainers/selection", "SelectTrainers")]
            : [new UnfinishedThing($"等备案的 {count} 人", "/trainers/record", "RecordTrainers")];
    }
}
