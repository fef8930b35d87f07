using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.Attendance.Photos;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.PaperRolls;

/// <summary>录入签到表: the photo of the filled sheet at one side, its numbered rows in the printed order at the other; one form, with or without scripts.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/paper")]
public sealed class PaperEntryController(TakeRoll take, ReadPaper read, EnterPaper enter, ReadClassPhotos photos) : Controller
{
    private const string Another = "another";

    /// <summary>More fields than a form usually has: nine for each of the rows.</summary>
    private const int MostFields = 4096;

    /// <summary>The sheet printed last.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("entry")]
    public async Task<IActionResult> Latest(Guid key, CancellationToken ct)
    {
        var roll = await take.RunAsync(key, User.Taker(), ct);
        if (!roll.Ok)
        {
            return Refused(roll.Refusal);
        }

        var papers = await read.OfClassAsync(key, ct);
        return Redirect(papers.Count == 0 ? $"/rolls/{key}/paper" : $"/rolls/{key}/paper/{papers[0].Code}/entry");
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("{code:length(8)}/entry")]
    public async Task<IActionResult> Page(Guid key, string code, CancellationToken ct)
    {
        var sheet = await read.OneAsync(key, code, User.Taker(), ct);
        return sheet.Ok ? await PageAsync(sheet.Value, PaperEntryForm.Of(sheet.Value), new(), ct) : Refused(sheet.Refusal);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("{code:length(8)}/entry")]
    [RequestFormLimits(ValueCountLimit = MostFields)]
    public async Task<IActionResult> Save(Guid key, string code, PaperEntryForm form, CancellationToken ct)
    {
        var sheet = await read.OneAsync(key, code, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return Refused(sheet.Refusal);
        }

        var rows = ReadRows(sheet.Value, form);
        if (!ModelState.IsValid || form.Do == PaperEntryForm.Fill)
        {
            return await PageAsync(sheet.Value, form, new(), ct);
        }

        var entered = await enter.RunAsync(
            new() { RollKey = key, Code = code, Taker = User.Taker(), Page = form.Page, Rows = rows, Reason = form.Reason }, ct);
        if (!entered.Ok)
        {
            ModelState.AddModelError(entered.Refusal.Field ?? "", entered.Refusal.Message);
            return await PageAsync(sheet.Value, form, new(), ct);
        }

        var done = entered.Value;
        if (done.IsDone)
        {
            TempData["Done"] = $"录好了，记下 {done.Written} 处变动，现在到课 {done.Present} 人。{(done.Unreadable.Count == 0 ? "" : $"看不清的行照原样留着：{string.Join("、", done.Unreadable)}。")}";
            return Redirect($"/rolls/{key}/paper");
        }

        foreach (var problem in done.Problems)
        {
            ModelState.AddModelError($"Rows[{problem.Number - 1}].{problem.Refusal.Field switch { "Name" => "Name", "PhoneTail" => "Tail", "Until" => "Until", "Who" => "Who", _ => "Reading" }}",
                $"第 {problem.Number} 行：{problem.Refusal.Message}");
        }

        if (done.Written > 0)
        {
            ModelState.AddModelError("", $"其余的行记下了 {done.Written} 处，只剩写明的这几行没有收。");
        }

        return await PageAsync(sheet.Value, form, done.Problems.Where(p => p.Namesakes.Count > 0).ToDictionary(p => p.Number, p => p.Namesakes), ct);
    }

    /// <summary>The rows as somebody read them. Row numbers typed in the one line are put to the rows first.</summary>
    private List<EnteredRow> ReadRows(PaperSheet sheet, PaperEntryForm form)
    {
        if (form.Page == Guid.Empty || form.Rows.Count == 0)
        {
            ModelState.AddModelError("", "这一页没有传完整。刷新这一页，再录一次。");
            return [];
        }

        if (PaperRules.ReadRows(form.Range, sheet.Lines.Count, out var wrong) is not { } came)
        {
            ModelState.AddModelError(nameof(form.Range), wrong!.Message);
            return [];
        }

        var read = new List<EnteredRow>(form.Rows.Count);
        for (var i = 0; i < form.Rows.Count; i++)
        {
            var (row, number) = (form.Rows[i], i + 1);
            if (number > sheet.Lines.Count)
            {
                ModelState.AddModelError(nameof(form.Range), new NoSuchRow(number, sheet.Lines.Count).Message);
                break;
            }

            if (came.Contains(number))
            {
                row.Reading = RowReading.Came;
            }

            if (!row.TrySeen(out var shown, out var heads))
            {
                ModelState.AddModelError($"Rows[{i}].Reading", $"第 {number} 行没有传完整。刷新这一页，再录一次。");
                continue;
            }

            var until = ClockTime.Read(row.Until);
            if (until is null && !string.IsNullOrWhiteSpace(row.Until))
            {
                ModelState.AddModelError($"Rows[{i}].Until", $"第 {number} 行：离开的时间写成 10:05 这样，没有写就空着。");
            }

            read.Add(new EnteredRow
            {
                Number = number, Reading = row.Reading, Shown = shown, Heads = heads, Until = until, Name = row.Name, PhoneTail = row.Tail,
                Who = Guid.TryParse(row.Who, out var who) ? who : null, IsAnother = row.Who == Another,
            });
        }

        if (ModelState.IsValid)
        {
            form.Range = null;
        }

        return read;
    }

    private StatusCodeResult Refused(Refusal refusal) => StatusCode(refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);

    private async Task<IActionResult> PageAsync(
        PaperSheet sheet, PaperEntryForm form, Dictionary<int, IReadOnlyList<FoundPerson>> namesakes, CancellationToken ct) =>
        View("Entry", new PaperEntryPage(sheet, form, PapersPage.Scans(await photos.OfAsync(sheet.Roll.Key, ct)), namesakes));
}
