using System.Security.Claims;
using Training.Domain.Inspections;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Inspections;

/// <summary>The page of one inspection, as its reader may see it: a body sees nothing before it is to be heard.</summary>
public sealed class InspectionPages(ReadInspections inspections, TimeProvider clock)
{
    public async Task<OneInspectionPage?> FindAsync(ClaimsPrincipal reader, Guid key, InspectionEntry entry, CancellationToken ct)
    {
        if (await inspections.FindAsync(key, ct) is not { } view || (view.Inspection.State == InspectionState.Drawn && !reader.May(Policies.InspectionDraws)))
        {
            return null;
        }

        return new(view, entry, view.Draw is not null && reader.May(Policies.Inspect), reader.May(Policies.Inspected), clock.Today());
    }
}

public static class InspectionPagesModule
{
    public static IServiceCollection AddInspectionPages(this IServiceCollection services) => services.AddScoped<InspectionPages>();
}
