using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Sheets;

/// <summary>The workbooks of an import: the template to fill in, and the rows that have to be mended.</summary>
[Authorize(Policy = Policies.ImportDesk)]
public sealed class ImportFilesController(ImportDesk desk) : Controller
{
    [HttpGet("imports/{kind}/template.xlsx")]
    public IActionResult Template(string kind) =>
        desk.FindFor(User, kind) is { } import ? File(SheetTemplate.Write(import.Name, import.Columns), SheetWriter.ContentType, $"{import.Name}导入模板.xlsx") : NotFound();

    [HttpGet("imports/{kind}/{key:guid}/problems.xlsx")]
    public async Task<IActionResult> Problems(string kind, Guid key, CancellationToken ct)
    {
        if (desk.FindFor(User, kind) is not { } import || await desk.WaitingAsync(kind, key, AccountClaims.ActorOf(User), ct) is not { } open)
        {
            return NotFound();
        }

        string Sentence(PlannedLine line) => string.Join(' ', line.Problems.Select(
            problem => $"{import.Columns.FirstOrDefault(c => c.Key == problem.Column)?.Title ?? "整行"}：{problem.Message}"));
        return File(
            SheetTemplate.WriteProblems(import.Name, import.Columns, open.Plan.Wrong.Select(line => (line.Cells, $"原来第 {line.Number} 行。{Sentence(line)}"))),
            SheetWriter.ContentType, $"{import.Name}要改的行.xlsx");
    }
}
