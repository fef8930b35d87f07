using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Declared;

/// <summary>Tells the desk at which a declared sheet has arrived. The caller saves.</summary>
public sealed class TellDeclared(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public Task PassedAsync(DeclaredView view, CancellationToken ct) => ToAsync(view, $"{Name(view)}{DeclaredWords.Of(view.Sheet.State)}", null, ct);

    public Task SentBackAsync(DeclaredView view, int lines, CancellationToken ct) => ToAsync(view, $"{Name(view)}退回来了", $"{lines} 条意见，改好再报。", ct);

    private static string Name(DeclaredView view) => $"{view.Place}{view.Period.Label}申报表";

    private async Task ToAsync(DeclaredView view, string title, string? body, CancellationToken ct)
    {
        var sheet = view.Sheet;
        var told = sheet.State switch
        {
            DeclaredState.CityReview => await officers.OfAsync(RegionCodes.CityOf(sheet.RegionCode), ct),
            DeclaredState.CountyAudit => await officers.OfAsync(view.County.Code, ct),
            _ when view.OrganizationId is { } organization => await BodySigners.OfAsync(db, organization, ct),
            _ => await officers.OfAsync(view.County.Code, ct),
        };
        Inbox.Add(db, told, new(title, body, $"/declared/{sheet.Key}"), clock.UtcNow());
    }
}
