using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Shared;

namespace Training.Web.Features.Families;

/// <summary>Pages that anybody opens without an account.</summary>
[AllowAnonymous]
public sealed class FamiliesController(TimeProvider clock) : Controller
{
    [HttpGet("/")]
    public IActionResult Home() => View(clock.Today());
}
