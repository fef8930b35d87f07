using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

public sealed record FailedSignInsPage(
    FailedSignInPage Found, IReadOnlyDictionary<long, string> Names, IReadOnlySet<long> Staff, IReadOnlyDictionary<long, string> Places, PageOf Pages, DateTime NowUtc);

/// <summary>Who was turned away at the doors, and taking off the lock that wrong passwords brought.</summary>
public sealed class LocksController(ReadFailedSignIns failures, ChangeAccount change, AccountPages pages, AccountNames names, StaffRegister register, PlaceNames places, TimeProvider clock)
    : Controller
{
    [HttpGet("accounts/failures")]
    [Authorize(Policy = Policies.FailedSignIns)]
    public async Task<IActionResult> Failures(int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        var found = await failures.RunAsync(number, ct);
        var ids = found.Lines.Select(l => l.AccountId).OfType<long>().Distinct().ToList();
        var staff = await register.ReachedAsync(ids, ct);
        var regions = new Dictionary<long, string>();
        foreach (var code in found.Lines.Select(l => l.RegionCode).Distinct())
        {
            regions[code] = await places.OfAsync(code, ct);
        }

        return View("Failures", new FailedSignInsPage(
            found, await names.OfAsync(staff.Select(id => (long?)id), ct), staff, regions,
            new PageOf(number, ReadFailedSignIns.PageSize, found.Total, n => $"/accounts/failures?page={n}"), clock.UtcNow()));
    }

    [HttpPost("accounts/{id:long}/unlock")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Unlock(long id, string? reason, CancellationToken ct)
    {
        var unlocked = await change.UnlockAsync(id, User.FindFirstValue(ClaimTypes.Role) ?? "", reason, AccountClaims.ActorOf(User), ct);
        if (unlocked.Ok)
        {
            TempData["Done"] = "解开了，现在就能用原来的密码登录。";
            return Redirect($"/accounts/{id}");
        }

        if (unlocked.Refusal is NotFound || await pages.OfAsync(id, User, ct, new() { UnlockReason = reason }) is not { } page)
        {
            return NotFound();
        }

        ModelState.AddModelError(unlocked.Refusal.Field ?? "", unlocked.Refusal.Message);
        return View("One", page);
    }
}

public static class FailureWords
{
    public static string Of(FailedSignIn line) => line.Process switch
    {
        "LockAccount" => "连着错，锁住了",
        "UnlockAccount" => "解锁",
        "PhoneCodeWrong" => $"家里人的验证码写错，第 {line.Failed} 次",
        "PhoneCodeVoid" => "家里人的验证码错满 5 次，作废",
        _ => $"{StepOf(line.Step)}{WhyOf(line)}",
    };

    private static string StepOf(string? step) => step switch
    {
        nameof(SignInStep.SecondStep) => "第二道验证",
        nameof(SignInStep.Passkey) => "通行密钥",
        nameof(SignInStep.OwnPassword) => "换密码时写的旧密码",
        _ => "密码",
    };

    private static string WhyOf(FailedSignIn line) => line.Why switch
    {
        nameof(SignInRefusal.Locked) => "没有看，账号锁着",
        nameof(SignInRefusal.Closed) => "没有看，账号已经关了",
        nameof(SignInRefusal.Unknown) when line.Step == nameof(SignInStep.Passkey) => "没认出来",
        nameof(SignInRefusal.Unknown) => "没有看，没有这个账号",
        _ => line.Failed is { } failed ? $"不对，连着第 {failed} 次" : "不对",
    };
}
