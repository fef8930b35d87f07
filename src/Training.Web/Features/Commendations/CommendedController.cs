using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Commendations;

namespace Training.Web.Features.Commendations;

/// <summary>通报表扬 as anybody reads it: lists whose notice has ended, persons with a part of their name.</summary>
[AllowAnonymous]
public sealed class CommendedController(ReadCommendations read) : Controller
{
    [HttpGet("commended")]
    public async Task<IActionResult> List(CancellationToken ct) => View("Commended", await read.PublicAsync(ct));

    [HttpGet("commended/{list:guid}")]
    public async Task<IActionResult> Show(Guid list, CancellationToken ct) => await read.PublicAsync(list, ct) is { } view ? View("CommendedList", view) : NotFound();
}
