using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance.Door;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>On a roll's page: what of it asks for a second look. Says nothing where nothing does, or to whom it is not shown.</summary>
public sealed class RollFlagsViewComponent(ReadFlags read) : ViewComponent
{
    private const int Most = 20;

    public async Task<IViewComponentResult> InvokeAsync(Guid roll) =>
        UserClaimsPrincipal.May(Policies.RollFlags) && (await read.RunAsync(new() { RollKey = roll }, 1, Most, HttpContext.RequestAborted)).Lines is { Count: > 0 } lines
            ? View("/Features/Door/_RollFlags.cshtml", lines)
            : Content("");
}
