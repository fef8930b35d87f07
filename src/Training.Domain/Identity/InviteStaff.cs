using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

public sealed record InvitationRefused(string Sentence, string Field) : Refusal(Sentence, Field);

/// <summary>
/// Sends somebody of the staff the link to an account: within the inviter's own reach, with a lower role, once, for a week. The link's
/// secret is in the message alone; the row holds its hash.
/// </summary>
public sealed class InviteStaff(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public sealed record Input
    {
        public required string? DisplayName { get; init; }

        public required string? Phone { get; init; }

        public required string? Role { get; init; }

        /// <summary>As written: 4 digits for the city, 6 for a county.</summary>
        public required string? Region { get; init; }

        public long? StationId { get; init; }

        /// <summary>Region of the station as the caller's own register of stations says it; null when that does not show the station.</summary>
        public long? StationRegion { get; init; }

        public long? OrganizationId { get; init; }

        public BureauKind? Bureau { get; init; }

        /// <summary>Role of who invites.</summary>
        public required string InviterRole { get; init; }

        /// <summary>https://site/invitation/ — the secret is put behind it.</summary>
        public required string LinkBase { get; init; }
    }

    /// <summary>The secret is for the message and the tests; no page shows it but in the demonstration.</summary>
    public sealed record Sent(long Id, string Token);

    public async Task<Result<Sent>> RunAsync(Input input, Actor actor, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(input.DisplayName) || input.DisplayName.Length > 100)
        {
            return new InvitationRefused("姓名要有 1 到 100 个字。", nameof(input.DisplayName));
        }

        if (!MobileNumber.TryParse(input.Phone, out var phone))
        {
            return new InvitationRefused("手机号是 11 位数字，以 1 开头，再看看。", nameof(input.Phone));
        }

        if (input.Role is not { } role || !InvitationRules.RolesFor(input.InviterRole).Contains(role))
        {
            return new InvitationRefused("选一个您能开的身份。", nameof(input.Role));
        }

        if (!RegionCodes.TryParse(input.Region, out var region) || !db.Scope.Holds(region) || !await db.RegionsInForce().AnyAsync(r => r.Code == region, ct))
        {
            return new InvitationRefused("选一个归您管的地方。", nameof(input.Region));
        }

        if (InvitationRules.NeedsStation(role) && (input.StationId is null || !db.Scope.Holds(input.StationRegion ?? 0) || !db.Scope.HoldsStation(input.StationId.Value)))
        {
            return new InvitationRefused("选一个归您管的站点。", nameof(input.StationId));
        }

        if (InvitationRules.NeedsOrganization(role) && !await db.Organizations().AnyAsync(o => o.Id == input.OrganizationId, ct))
        {
            return new InvitationRefused("选一个归您管的承接主体。", nameof(input.OrganizationId));
        }

        if (InvitationRules.NeedsBureau(role) && (input.Bureau is not { } bureau || !Enum.IsDefined(bureau)))
        {
            return new InvitationRefused("选一个部门。", nameof(input.Bureau));
        }

        var invitation = Make(role, region, phone);
        invitation.DisplayName = input.DisplayName;
        invitation.StationId = InvitationRules.NeedsStation(role) ? input.StationId : null;
        invitation.OrganizationId = InvitationRules.NeedsOrganization(role) ? input.OrganizationId : null;
        invitation.Bureau = InvitationRules.NeedsBureau(role) ? input.Bureau : null;
        return await SendAsync(invitation, phone, input.LinkBase, actor, ct);
    }

    /// <summary>A new key for an account that is there: forgotten password, lost phone. The account is one that the caller's register shows.</summary>
    public async Task<Result<Sent>> RenewAsync(AccountLine account, string inviterRole, string linkBase, Actor actor, CancellationToken ct = default)
    {
        if (!InvitationRules.RolesFor(inviterRole).Contains(account.Role) || account.ClosedOn is not null)
        {
            return new InvitationRefused("这个账号不归您重设。找上一级民政局。", "");
        }

        if (account.PhoneSealed is null || !MobileNumber.TryParse(vault.Open(account.PhoneSealed, OpeningPurpose.Deliver), out var phone))
        {
            return new InvitationRefused("这个账号没有留手机号，发不出链接。关掉它，重新邀请一次。", "");
        }

        var invitation = Make(account.Role, account.RegionCode, phone);
        (invitation.DisplayName, invitation.AccountId) = (account.DisplayName, account.Id);
        return await SendAsync(invitation, phone, linkBase, actor, ct);
    }

    /// <summary>The same promise with a new link; the caller has shut the old one within this save.</summary>
    internal async Task<Result<Sent>> AgainAsync(Invitation old, string linkBase, Actor actor, CancellationToken ct)
    {
        var phone = MobileNumber.TryParse(vault.Open(old.PhoneSealed, OpeningPurpose.Deliver), out var number)
            ? number : throw new InvalidOperationException($"Invitation {old.Id} holds no phone number.");
        var invitation = Make(old.Role, old.RegionCode, phone);
        (invitation.DisplayName, invitation.AccountId, invitation.StationId) = (old.DisplayName, old.AccountId, old.StationId);
        (invitation.OrganizationId, invitation.TrainerId, invitation.Bureau) = (old.OrganizationId, old.TrainerId, old.Bureau);
        return await SendAsync(invitation, phone, linkBase, actor, ct);
    }

    internal static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private Invitation Make(string role, long region, MobileNumber phone) => new()
    {
        Key = Guid.CreateVersion7(), TokenHash = [], DisplayName = "", Role = role, RegionCode = region, PhoneSealed = vault.Seal(phone.Digits),
    };

    private async Task<Result<Sent>> SendAsync(Invitation invitation, MobileNumber phone, string linkBase, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        (invitation.TokenHash, invitation.InvitedBy, invitation.CreatedUtc, invitation.ExpiresUtc) = (HashOf(token), actor.AccountId, now, now + InvitationRules.Lasts);
        db.Invitations().Add(invitation);
        var what = invitation.AccountId is null ? "开好您的账号" : "重设您的登录";
        MessageQueue.Add(
            db,
            new()
            {
                Purpose = "invitation",
                Title = invitation.AccountId is null ? "账号邀请" : "重设登录",
                AddressSealed = vault.Seal(phone.Digits),
                TextSealed = vault.Seal($"【三进工作台】点开链接{what}，{InvitationRules.Lasts.Days} 天内有效，只能用一次：{linkBase}{token}"),
                ExpiresUtc = invitation.ExpiresUtc,
            },
            now);
        await AuditTrail.AppendAsync(
            db, $"invitation/{invitation.Key:N}", actor, nameof(InviteStaff), now,
            after: new { invitation.Role, region = invitation.RegionCode, invitation.StationId, invitation.OrganizationId, invitation.Bureau, invitation.AccountId }, ct: ct);
        await db.SaveChangesAsync(ct);
        return new Sent(invitation.Id, token);
    }
}
