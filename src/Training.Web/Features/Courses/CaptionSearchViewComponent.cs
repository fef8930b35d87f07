using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;

namespace Training.Web.Features.Courses;

/// <param name="Found">Null while nothing was asked.</param>
public sealed record CaptionSearchView(string? Words, IReadOnlyList<Cue>? Found, string Label);

/// <summary><c>&lt;vc:caption-search lesson="@line" /&gt;</c>: where in a lesson a word is said, by its captions. Asked by the page's own address: ?say=枕头.</summary>
public sealed class CaptionSearchViewComponent(SearchCaptions search) : ViewComponent
{
    private const int MostLetters = 20;

    public async Task<IViewComponentResult> InvokeAsync(LessonLine lesson)
    {
        if (lesson.Content.Captions is not [var caption, ..])
        {
            return Content("");
        }

        var typed = HttpContext.Request.Query["say"].ToString();
        var words = string.IsNullOrWhiteSpace(typed) ? null : typed[..Math.Min(typed.Length, MostLetters)];
        return View("/Features/Courses/_CaptionSearch.cshtml", new CaptionSearchView(words, words is null ? null : await search.FindAsync(caption.Key, words, HttpContext.RequestAborted), caption.Label));
    }
}
