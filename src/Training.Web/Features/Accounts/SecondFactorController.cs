using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

/// <param name="Squares">The dark squares of the code as one SVG path, a unit each.</param>
public sealed record TotpPage(string Secret, string Squares, int Side);

/// <summary>Sets up the second factor of the own account: an authenticator app with recovery codes, or passkeys.</summary>
[Authorize(Policy = Policies.OwnSecurity)]
public sealed class SecondFactorController(
    AccountSignIn signIn, UserManager<Account> users, TrainingDbContext db, Vault vault, TimeProvider clock) : Controller
{
    private const int RecoveryCodes = 8;

    [HttpGet("account/totp")]
    public async Task<IActionResult> Totp()
    {
        var account = (await users.GetUserAsync(User))!;
        if (account.TwoFactorEnabled)
        {
            return Redirect("/account/security");
        }

        if (account.TotpSealed is null)
        {
            TotpProvider.NewSecret(vault, account);
            await users.UpdateAsync(account);
        }

        return View("Totp", PageOf(account));
    }

    [HttpPost("account/totp")]
    public async Task<IActionResult> Confirm(string? code, CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        if (account.TotpSealed is null || account.TwoFactorEnabled)
        {
            return Redirect("/account/totp");
        }

        if (!await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code ?? ""))
        {
            ModelState.AddModelError("Code", "这个码不对。看看手机的时间准不准，等它换成新的再写。");
            return View("Totp", PageOf(account));
        }

        await WriteDownAsync("EnableTotp", ct);
        await users.SetTwoFactorEnabledAsync(account, true);
        await WriteDownAsync("NewRecoveryCodes", ct);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await signIn.RefreshSignInAsync(account);
        return View("Recovery", codes!.ToList());
    }

    [HttpPost("account/totp/off")]
    public async Task<IActionResult> Off(string? code, CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        if (!account.TwoFactorEnabled || !await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code ?? ""))
        {
            TempData["Refused"] = "要写验证器上现在的 6 位数字，才能停用它。";
            return Redirect("/account/security");
        }

        await WriteDownAsync("DisableTotp", ct);
        account.TotpSealed = null;
        await users.SetTwoFactorEnabledAsync(account, false);
        await signIn.RefreshSignInAsync(account);
        TempData["Done"] = "验证器停用了。";
        return Redirect("/account/security");
    }

    [HttpPost("account/passkeys/options")]
    public async Task<IActionResult> PasskeyOptions()
    {
        var account = (await users.GetUserAsync(User))!;
        var entity = new PasskeyUserEntity { Id = account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Name = account.UserName!, DisplayName = account.DisplayName };
        return Content(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    [HttpPost("account/passkeys")]
    public async Task<IActionResult> AddPasskey([FromForm] string? credential, CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        var attestation = credential is { Length: > 0 and < 40_000 } ? await signIn.PerformPasskeyAttestationAsync(credential) : null;
        if (attestation is not { Succeeded: true })
        {
            TempData["Refused"] = "这把通行密钥没有收下。再试一次，或者用验证器。";
            return Redirect("/account/security");
        }

        attestation.Passkey.Name = Devices.WordsOf(Request.Headers.UserAgent.ToString());
        await WriteDownAsync("AddPasskey", ct);
        await users.AddOrUpdatePasskeyAsync(account, attestation.Passkey);
        await signIn.RefreshSignInAsync(account);
        TempData["Done"] = "通行密钥加好了，下回用它登录，不用写密码。";
        return Redirect("/account/security");
    }

    [HttpPost("account/passkeys/remove")]
    public async Task<IActionResult> RemovePasskey([FromForm] string? id, CancellationToken ct)
    {
        var account = (await users.GetUserAsync(User))!;
        var known = (await users.GetPasskeysAsync(account)).FirstOrDefault(p => Convert.ToHexString(p.CredentialId) == id);
        if (known is null)
        {
            return NotFound();
        }

        await WriteDownAsync("RemovePasskey", ct);
        await users.RemovePasskeyAsync(account, known.CredentialId);
        await signIn.RefreshSignInAsync(account);
        TempData["Done"] = "这把通行密钥去掉了。";
        return Redirect("/account/security");
    }

    private TotpPage PageOf(Account account)
    {
        var secret = TotpProvider.SecretOf(vault, account);
        var code = QrDrawing.Of(TotpRules.Address(secret, account.UserName!));
        return new TotpPage(string.Join(' ', TotpRules.Write(secret).Chunk(4).Select(c => new string(c))), code.Path, code.Size);
    }

    private Task WriteDownAsync(string process, CancellationToken ct) =>
        AuditTrail.AppendAsync(db, AccountSessions.StreamOf(AccountClaims.ActorOf(User).AccountId!.Value), AccountClaims.ActorOf(User), process, clock.UtcNow(), ct: ct);
}
