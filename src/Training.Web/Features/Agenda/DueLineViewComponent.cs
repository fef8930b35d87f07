using Microsoft.AspNetCore.Mvc;
using Training.Domain.Agenda;
using Training.Web.Hosting;

namespace Training.Web.Features.Agenda;

/// <summary><c>&lt;vc:due-line /&gt;</c> on a role's front page: how much is late. Says nothing when nothing is, or to whoever has no agenda.</summary>
public sealed class DueLineViewComponent(ReadAgenda agenda) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        UserClaimsPrincipal.May(Policies.Agenda) && await agenda.OverdueAsync(UserClaimsPrincipal.AgendaReader(), HttpContext.RequestAborted) is > 0 and var late
            ? View("/Features/Agenda/_DueLine.cshtml", late) : Content("");
}
