using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>人才库: the register, one member, the board.</summary>
[Authorize(Policy = Policies.Pool)]
public sealed class RegisterController(TrainerRegister register, PoolForms forms, PoolNeeds needs, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const int PageSize = 50;

    /// <summary>More than a city has; bounds what one file takes.</summary>
    private const int MostOfFile = 20_000;

    [HttpGet("trainers")]
    public async Task<IActionResult> List(RegisterQuery query, CancellationToken ct)
    {
        var counties = await forms.CountiesAsync(ct);
        var page = Math.Clamp(query.Page, 1, 1000);
        var found = await register.RunAsync(query.Question(PoolReaders.Of(User), page, PageSize), ct);
        return View(new RegisterPage
        {
            Query = query,
            Found = found,
            Counties = [.. counties.Where(c => db.Scope.Holds(c.Code))],
            Names = counties.ToDictionary(c => c.Code, c => c.Name),
            Topics = await forms.TopicsAsync(ct),
            Pages = new PageOf(page, PageSize, found.Total, number => query.Address("/trainers", page: number)),
            Today = clock.Today(),
        });
    }

    [HttpGet("trainers/csv")]
    public async Task<IActionResult> Csv(RegisterQuery query, CancellationToken ct)
    {
        var names = (await forms.CountiesAsync(ct)).ToDictionary(c => c.Code, c => c.Name);
        var found = await register.RunAsync(query.Question(PoolReaders.Of(User), 1, MostOfFile), ct);
        return CsvFile.Of(
            $"人才库-{clock.Today():yyyyMMdd}",
            ["姓名", "类别", "状态", "专长", "单位", "服务县区", "入库日期", "离库日期", "证书过期日期"],
            found.Lines.Select(line => (string?[])
            [
                line.Name, PoolWords.Of(line.Kind), PoolWords.Of(line.Status), string.Join('、', line.Topics), line.Unit,
                string.Join('、', line.Counties.Select(code => names.GetValueOrDefault(code, ""))),
                CsvFile.Day(line.InPoolFrom), CsvFile.Day(line.LeftPoolOn), CsvFile.Day(line.PapersLapsedOn),
            ]));
    }

    [HttpGet("trainers/board")]
    public async Task<IActionResult> Board([FromServices] PoolBoard board, CancellationToken ct)
    {
        var names = (await forms.CountiesAsync(ct)).ToDictionary(c => c.Code, c => c.Name);
        var figures = await board.RunAsync(ct);
        return View(new BoardPage(figures, await needs.NeededAsync(ct), names, clock.Today()));
    }

    [HttpGet("trainers/{key:guid}")]
    public async Task<IActionResult> Member([FromServices] ReadTrainer read, [FromServices] TaughtSessions taught, Guid key, int? year, CancellationToken ct)
    {
        var card = await read.RunAsync(key, PoolReaders.Of(User), ct);
        return card is null ? NotFound() : View(await MemberPage.OfAsync(card, taught, forms, clock.Today(), year, ct));
    }
}

/// <summary>Who of the staff sees the way into the pool, and who only those who are in it.</summary>
public static class PoolReaders
{
    public static PoolReader Of(ClaimsPrincipal user) =>
        user.May(Policies.PoolDossiers) ? PoolReader.Officer : new PoolReader(AccountClaims.OrganizationOf(user) ?? 0);
}
