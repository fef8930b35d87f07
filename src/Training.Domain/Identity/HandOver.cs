using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

public sealed record UnfinishedGroup(string Title, IReadOnlyList<UnfinishedThing> Things);

/// <param name="Colleagues">Other open accounts that stand for the same authority; null where the account stands for none.</param>
public sealed record HandOverList(IReadOnlyList<UnfinishedGroup> Groups, int? Colleagues)
{
    public int Total => Groups.Sum(g => g.Things.Count);
}

/// <summary>交接: what waits for an account, before it leaves and afterwards until it is done. Nothing is handed on by itself.</summary>
public sealed class HandOver(TrainingDbContext db, IEnumerable<IUnfinishedWork> rooms, IOfficers officers)
{
    public async Task<HandOverList> OfAsync(AccountLine account, CancellationToken ct = default)
    {
        var own = await db.Accounts().AsNoTracking().Where(a => a.Id == account.Id).Select(a => new { a.TrainerId, a.OrganizationId }).SingleAsync(ct);
        var stations = await db.AccountStations().Where(s => s.AccountId == account.Id).Select(s => s.StationId).ToListAsync(ct);
        var leaver = new Leaver(account.Id, account.Role, account.RegionCode, own.TrainerId, own.OrganizationId, stations);
        var groups = new List<UnfinishedGroup>();
        foreach (var room in rooms.OrderBy(r => r.Order))
        {
            if (await room.OfAsync(leaver, ct) is { Count: > 0 } things)
            {
                groups.Add(new UnfinishedGroup(room.Title, things));
            }
        }

        int? colleagues = account.Role is Roles.CityOfficer or Roles.CountyOfficer
            ? (await officers.OfAsync(account.RegionCode, ct)).Count(id => id != account.Id)
            : null;
        return new HandOverList(groups, colleagues);
    }
}

/// <summary>Invitations that the account sent and nobody has taken up: whoever is invited may ask who it was.</summary>
public sealed class InvitationsSent(TrainingDbContext db, TimeProvider clock) : IUnfinishedWork
{
    public string Title => "发出还没人点开的邀请";

    public int Order => 60;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var open = await db.Invitations().AsNoTracking()
            .Where(i => i.InvitedBy == leaver.AccountId && i.AcceptedUtc == null && i.WithdrawnUtc == null && i.ExpiresUtc > now)
            .OrderBy(i => i.CreatedUtc).ThenBy(i => i.Id).Select(i => new { i.DisplayName, i.Role, i.CreatedUtc }).ToListAsync(ct);
        return open.ConvertAll(i => new UnfinishedThing($"给{i.DisplayName}（{Roles.ChineseName(i.Role)}），{ShanghaiTime.DateOf(i.CreatedUtc):M月d日}发的", "/accounts/invitations", "Invite"));
    }
}
