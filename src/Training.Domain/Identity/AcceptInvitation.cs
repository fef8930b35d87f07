using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

public sealed record InvitationIsOver() : Refusal("这个链接用过了，或者过了 7 天。请给您开账号的人再发一次。");

/// <summary>
/// Opens the account that an invitation promises, or gives an account that is there a new password. Either way the link is used up, older
/// sessions end, and what was set up as a second factor on a lost phone is taken off.
/// </summary>
public sealed class AcceptInvitation(TrainingDbContext db, IPasswordHasher<Account> hasher, SessionBook book, TimeProvider clock)
{
    public sealed record Input
    {
        public required string Token { get; init; }

        /// <summary>Not asked for when the account is there.</summary>
        public required string? UserName { get; init; }

        public required string? Password { get; init; }
    }

    public sealed record BadInput(string Sentence, string Field) : Refusal(Sentence, Field);

    /// <summary>The open invitation behind a link, whatever the visitor's scope; null when it is over.</summary>
    public async Task<Invitation?> LookAsync(string token, CancellationToken ct = default)
    {
        var hash = InviteStaff.HashOf(token);
        var found = await db.Invitations().IgnoreQueryFilters().SingleOrDefaultAsync(i => i.TokenHash == hash, ct);
        return found is not null && found.IsOpen(clock.UtcNow()) ? found : null;
    }

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct = default)
    {
        if (await LookAsync(input.Token, ct) is not { } invitation)
        {
            return new InvitationIsOver();
        }

        if (PasswordRules.WhyBad(input.Password, invitation.DisplayName, input.UserName) is { } why)
        {
            return new BadInput(why, nameof(input.Password));
        }

        var now = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var account = invitation.AccountId is { } present ? await db.Accounts().SingleAsync(a => a.Id == present, ct) : null;
        if (account is null)
        {
            if (await WhyBadNameAsync(input.UserName, ct) is { } bad)
            {
                return new BadInput(bad, nameof(input.UserName));
            }

            account = await MakeAsync(invitation, input.UserName!, ct);
        }
        else
        {
            await TakeOffOldKeysAsync(account, ct);
        }

        account.PhoneSealed = invitation.PhoneSealed;
        account.PasswordHash = hasher.HashPassword(account, input.Password!);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        invitation.AcceptedUtc = now;
        invitation.AccountId ??= account.Id;
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(account.Id), new Actor(account.Id), nameof(AcceptInvitation), now,
            after: new { invitation = invitation.Id, invitation.Role, region = invitation.RegionCode }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // The same link twice at the same instant, or the name taken in between.
            return new ChangedMeanwhile();
        }

        return account.Id;
    }

    private async Task<string?> WhyBadNameAsync(string? name, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length is < 2 or > 40 || name != name.Trim() || name.Any(char.IsWhiteSpace) || name.StartsWith("resident-", StringComparison.OrdinalIgnoreCase))
        {
            return "账号要有 2 到 40 个字，中间不留空格。";
        }

        var normalized = name.Normalize().ToUpperInvariant();
        return await db.Accounts().AnyAsync(a => a.NormalizedUserName == normalized, ct) ? $"账号“{name}”已经有人用了，换一个。" : null;
    }

    private async Task<Account> MakeAsync(Invitation invitation, string userName, CancellationToken ct)
    {
        var account = new Account
        {
            UserName = userName,
            NormalizedUserName = userName.Normalize().ToUpperInvariant(),
            DisplayName = invitation.DisplayName,
            OrganizationId = invitation.OrganizationId,
            TrainerId = invitation.TrainerId,
            Bureau = invitation.Bureau,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        db.Accounts().Add(account);
        await db.SaveChangesAsync(ct);
        db.AccountRoleLinks().Add(new IdentityUserRole<long>
        {
            UserId = account.Id, RoleId = await db.AccountRoles().Where(r => r.Name == invitation.Role).Select(r => r.Id).SingleAsync(ct),
        });
        db.AccountRegions().Add(new AccountRegion { AccountId = account.Id, RegionCode = invitation.RegionCode });
        if (invitation.StationId is { } station)
        {
            db.AccountStations().Add(new AccountStation { AccountId = account.Id, StationId = station });
        }

        return account;
    }

    private async Task TakeOffOldKeysAsync(Account account, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var open = await db.AccountSessions().Where(s => s.AccountId == account.Id && s.EndedUtc == null).ToListAsync(ct);
        open.ForEach(s => s.End(SessionEnding.PasswordChanged, now));
        book.ForgetAccount(account.Id);
        (account.TwoFactorEnabled, account.TotpSealed, account.LockoutEnd, account.AccessFailedCount) = (false, null, null, 0);
        db.RemoveRange(await db.Set<IdentityUserPasskey<long>>().Where(p => p.UserId == account.Id).ToListAsync(ct));
        db.RemoveRange(await db.Set<IdentityUserToken<long>>().Where(t => t.UserId == account.Id).ToListAsync(ct));
    }
}

/// <summary>Long before odd: what a password must be. Used wherever one is set.</summary>
public static class PasswordRules
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    private static readonly string[] Worn = ["1234567890", "0123456789", "password123", "qwertyuiop", "1q2w3e4r5t", "abcdefghij", "puyang2026", "a123456789"];

    public static string? WhyBad(string? password, string? displayName, string? userName)
    {
        if (password is not { Length: >= MinLength })
        {
            return $"密码至少 {MinLength} 个字符。几个词连起来，又长又好记。";
        }

        if (password.Length > MaxLength)
        {
            return $"密码最长 {MaxLength} 个字符。";
        }

        if (password.Distinct().Count() < 4 || Worn.Contains(password, StringComparer.OrdinalIgnoreCase))
        {
            return "这个密码太容易猜到，换一个。";
        }

        return new[] { displayName, userName }.Any(own => own is { Length: >= 4 } && password.Contains(own, StringComparison.OrdinalIgnoreCase))
            ? "密码里不要有自己的名字或账号。"
            : null;
    }
}
