using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

public sealed class PasswordForm
{
    public string? Old { get; set; }

    public string? New { get; set; }

    public string? Again { get; set; }
}

public sealed record SecurityPage(
    Account Account, IReadOnlyList<AccountSession> Sessions, Guid? Here, IReadOnlyList<UserPasskeyInfo> Passkeys, bool IsWanted, int RecoveryLeft, DateTime NowUtc);

/// <summary>我的登录: password, second factor and the devices that are signed in. Each member of the staff sees the own alone.</summary>
[Authorize(Policy = Policies.OwnSecurity)]
public sealed class SecurityController(
    AccountSignIn signIn, UserManager<Account> users, AccountSessions sessions, FailedSignIns failures, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("account/security")]
    public async Task<IActionResult> Page(CancellationToken ct) => await ShowAsync(ct);

    [HttpPost("account/password")]
    public async Task<IActionResult> Password(PasswordForm form, CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        if (form.New != form.Again)
        {
            ModelState.AddModelError(nameof(form.Again), "两次写的新密码不一样。");
        }
        else if (PasswordRules.WhyBad(form.New, account.DisplayName, account.UserName) is { } why)
        {
            ModelState.AddModelError(nameof(form.New), why);
        }
        else if (await users.IsLockedOutAsync(account) || !await users.CheckPasswordAsync(account, form.Old ?? ""))
        {
            failures.Step = SignInStep.OwnPassword;
            await users.AccessFailedAsync(account);
            ModelState.AddModelError(nameof(form.Old), "现在的密码不对。连着错 5 次，账号会停 10 分钟。");
        }

        if (!ModelState.IsValid)
        {
            return await ShowAsync(ct);
        }

        await AuditTrail.AppendAsync(db, AccountSessions.StreamOf(account.Id), Actor, "ChangePassword", clock.UtcNow(), ct: ct);
        var changed = await users.ChangePasswordAsync(account, form.Old!, form.New!);
        if (!changed.Succeeded)
        {
            ModelState.AddModelError(nameof(form.New), "这个密码不能用，换一个。");
            return await ShowAsync(ct);
        }

        await sessions.EndAllAsync(account.Id, AccountClaims.SessionOf(User), SessionEnding.PasswordChanged, Actor, ct);
        await signIn.RefreshSignInAsync(account);
        TempData["Done"] = "密码换好了，别的设备都退出了。";
        return Redirect("/account/security");
    }

    [HttpPost("account/sessions/{key:guid}/end")]
    public async Task<IActionResult> End(Guid key, CancellationToken ct)
    {
        var ended = await sessions.EndAsync(Actor.AccountId!.Value, key, SessionEnding.EndedByOwner, Actor, ct);
        if (!ended.Ok)
        {
            return NotFound();
        }

        TempData["Done"] = "那台设备已经退出。";
        return Redirect("/account/security");
    }

    [HttpPost("account/sessions/end")]
    public async Task<IActionResult> EndOthers(CancellationToken ct)
    {
        var count = await sessions.EndAllAsync(Actor.AccountId!.Value, AccountClaims.SessionOf(User), SessionEnding.EndedByOwner, Actor, ct);
        TempData["Done"] = count == 0 ? "没有别的设备登录着。" : $"别的 {count} 台设备都退出了。";
        return Redirect("/account/security");
    }

    private Actor Actor => AccountClaims.ActorOf(User);

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        return View("Security", new SecurityPage(
            account, await sessions.ListAsync(account.Id, ct), AccountClaims.SessionOf(User), [.. await users.GetPasskeysAsync(account)],
            User.HasClaim(AccountClaims.SecondFactorWanted, "yes"), account.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(account) : 0, clock.UtcNow()));
    }
}
