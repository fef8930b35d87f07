using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Sheets;

/// <summary>Whole registers as workbooks, as far as the reader's scope reaches; the heads are those of the import, so they can come in again.</summary>
public sealed class RegistersController(TakeOutRegister takeOut, TimeProvider clock) : Controller
{
    [HttpGet("registers/stations.xlsx")]
    [Authorize(Policy = Policies.Figures)]
    public Task<IActionResult> Stations(CancellationToken ct) => WriteAsync("stations", ct);

    [HttpGet("registers/organizations.xlsx")]
    [Authorize(Policy = Policies.Organizations)]
    public Task<IActionResult> Organizations(CancellationToken ct) => WriteAsync("organizations", ct);

    [HttpGet("registers/trainers.xlsx")]
    [Authorize(Policy = Policies.PoolDossiers)]
    public Task<IActionResult> Trainers(CancellationToken ct) => WriteAsync("trainers", ct);

    [HttpGet("registers/people.xlsx")]
    [Authorize(Policy = Policies.People)]
    public Task<IActionResult> People(CancellationToken ct) => WriteAsync("people", ct);

    private async Task<IActionResult> WriteAsync(string kind, CancellationToken ct)
    {
        var taken = await takeOut.RunAsync(kind, AccountClaims.ActorOf(User), ct);
        if (!taken.Ok)
        {
            return NotFound();
        }

        var (import, rows) = taken.Value;
        var file = SheetWriter.Write(new SheetLayout
        {
            Name = import.Name,
            Title = $"{import.Name}名册",
            Lines = [$"截至 {ChineseDates.Day(clock.Today())}，共 {rows.Count} 行"],
            Columns = [.. import.Columns.Select(column => new LayoutColumn(column.Title))],
            Rows = rows,
        });
        return File(file, SheetWriter.ContentType, $"{import.Name}名册.xlsx");
    }
}
