using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// Opens an account for somebody of the staff who needs no station: how the first person gets into an empty installation. Leaves
/// invitations, coordinators and families to their own ways in.
/// </summary>
public sealed class OpenAccount(TrainingDbContext db, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    public const int PasswordMinLength = 10;

    // Without letters and digits that look alike on paper.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly string[] OpenRoles = [Roles.CityOfficer, Roles.CountyOfficer, Roles.Auditor];

    public sealed record Input
    {
        public required string UserName { get; init; }

        public required string DisplayName { get; init; }

        public required string Role { get; init; }

        /// <summary>As written: 4 digits for the city, 6 for a county.</summary>
        public required string Region { get; init; }

        /// <summary>Null: one is made up and handed back.</summary>
        public string? Password { get; init; }
    }

    public sealed record Opened(string UserName, string Password);

    public sealed record BadInput(string Sentence, string Field) : Refusal(Sentence, Field);

    public async Task<Result<Opened>> RunAsync(Input input, Actor actor, CancellationToken ct = default)
    {
        var userName = input.UserName.Trim();
        if (userName.Length is 0 or > 100)
        {
            return new BadInput("账号要有 1 到 100 个字。", nameof(input.UserName));
        }

        if (string.IsNullOrWhiteSpace(input.DisplayName) || input.DisplayName.Length > 100)
        {
            return new BadInput("姓名要有 1 到 100 个字。", nameof(input.DisplayName));
        }

        if (OpenRoles.FirstOrDefault(r => string.Equals(r, input.Role, StringComparison.OrdinalIgnoreCase)) is not { } role)
        {
            return new BadInput($"身份“{input.Role}”在这里开不了，可以写 {string.Join("、", OpenRoles)}。", nameof(input.Role));
        }

        if (!RegionCodes.TryParse(input.Region, out var region) || !await db.RegionsInForce().AnyAsync(r => r.Code == region, ct))
        {
            return new BadInput($"行政区划代码“{input.Region}”不在本市现行的表里。市写 4 位，县区写 6 位。", nameof(input.Region));
        }

        if (input.Password is { Length: < PasswordMinLength })
        {
            return new BadInput($"密码至少 {PasswordMinLength} 个字符。", nameof(input.Password));
        }

        var normalized = userName.Normalize().ToUpperInvariant();
        if (await db.Accounts().AnyAsync(a => a.NormalizedUserName == normalized, ct))
        {
            return new BadInput($"账号“{userName}”已经有人用了，换一个。", nameof(input.UserName));
        }

        var account = new Account
        {
            UserName = userName,
            NormalizedUserName = normalized,
            DisplayName = input.DisplayName,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        var password = input.Password ?? RandomNumberGenerator.GetString(Alphabet, 14);
        account.PasswordHash = hasher.HashPassword(account, password);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Accounts().Add(account);
        await db.SaveChangesAsync(ct);
        db.AccountRoleLinks().Add(new IdentityUserRole<long>
        {
            UserId = account.Id,
            RoleId = await db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync(ct),
        });
        db.AccountRegions().Add(new AccountRegion { AccountId = account.Id, RegionCode = region });
        await AuditTrail.AppendAsync(db, $"account/{account.Id}", actor, nameof(OpenAccount), clock.UtcNow(), after: new { role, region }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Opened(userName, password);
    }
}
