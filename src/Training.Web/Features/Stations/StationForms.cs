using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Web.Features.Stations;

/// <summary>What the pages that describe a station share: what there is to choose from, and how what was typed is read.</summary>
public sealed class StationForms(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Of the plot on the form, in pixels; it fits the narrowest phone.</summary>
    public const int PlotWidth = 288;

    public static StationPlot Plot => new(StationPlan.Shipped.Frame, PlotWidth, 8);

    /// <summary>True when the plot was clicked: the place is taken over and the form comes back.</summary>
    public static bool TookSpot(StationForm form, ModelStateDictionary state)
    {
        if (form.Spot is not { IsPicked: true })
        {
            return false;
        }

        form.TakeSpot(Plot);
        state.Clear();
        return true;
    }

    /// <summary>The facts as typed; all that is wanting is put at its field.</summary>
    public StationFacts Read(StationForm form, ModelStateDictionary state)
    {
        var facts = form.Read(state);
        foreach (var wanting in StationFactRules.Check(facts, clock.Today()))
        {
            if (state[wanting.Field!] is not { Errors.Count: > 0 })
            {
                state.AddModelError(wanting.Field!, wanting.Message);
            }
        }

        return facts;
    }

    /// <param name="chooses">Whether the body that runs it is chosen too: by the county, not by a body.</param>
    public async Task<StationFormPage> PageAsync(StationForm form, StationFormUse use, Station? station, bool chooses, CancellationToken ct)
    {
        var range = station is null ? new CodeRange(db.Scope.From, db.Scope.Until) : RegionCodes.RangeOf(RegionCodes.CountyOf(station.RegionCode));
        var regions = (await db.RegionsInForce().AsNoTracking()
                .Where(region => region.Code >= range.From && region.Code < range.Until && (region.Level == RegionLevel.Township || region.Level == RegionLevel.Village))
                .OrderBy(region => region.Code).ToListAsync(ct))
            .Where(region => db.Scope.Holds(region.Code)).ToList();
        var villages = regions.Where(region => region.Level == RegionLevel.Village).ToLookup(region => RegionCodes.At(region.Code, RegionLevel.Township));
        return new StationFormPage(
            form, use, station,
            [.. regions.Where(region => region.Level == RegionLevel.Township).Select(town => new TownChoice(town, [.. villages[town.Code]]))],
            chooses ? await db.Organizations().AsNoTracking().OrderBy(body => body.RegionCode).ThenBy(body => body.Id).ToListAsync(ct) : [],
            await db.Stations().Where(other => other.Network != null).Select(other => other.Network!).Distinct().OrderBy(network => network).Take(50).ToListAsync(ct));
    }
}
