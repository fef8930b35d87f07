using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance.Taught;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

public sealed record TaughtPart(TaughtClass Class, bool MayWrite);

/// <summary><c>&lt;vc:taught session="@sheet.Key" /&gt;</c> on the page of a class: what was taught, with its papers, and the way to add some.</summary>
public sealed class TaughtViewComponent(ReadTaught taught) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid session)
    {
        var found = await taught.OfAsync(session, UserClaimsPrincipal.Taker(), HttpContext.RequestAborted);
        return found.Ok ? View("/Features/Attendance/_Taught.cshtml", new TaughtPart(found.Value, UserClaimsPrincipal.May(Policies.Roll))) : Content("");
    }
}
