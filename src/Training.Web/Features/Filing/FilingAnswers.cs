using Microsoft.AspNetCore.Mvc;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>What a step of a filing came to, on screen: on to the page, or the page again with all that was typed and what is wrong.</summary>
public static class FilingAnswers
{
    /// <param name="here">The controller that was asked.</param>
    /// <param name="done">What the step came to.</param>
    /// <param name="words">Said when it was done.</param>
    /// <param name="again">The page as it stands now; null where the reader does not reach it.</param>
    public static async Task<IActionResult> AnswerAsync(this Controller here, Result<Done> done, string words, Func<Task<FilingPage?>> again)
    {
        if (done.Refusal is NotFound || await again() is not { } page)
        {
            return here.NotFound();
        }

        if (done.Ok)
        {
            here.TempData["Done"] = words;
            return here.Redirect(page.Address);
        }

        here.ModelState.Add(done.Refusal);
        return here.View("/Features/Filing/Show.cshtml", page);
    }
}
