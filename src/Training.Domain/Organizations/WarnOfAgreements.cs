using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

/// <summary>
/// Tells the inboxes of a county's officers of each agreement that ends within its days of notice, once an agreement. Safe to run twice:
/// mark and message are one save.
/// </summary>
public sealed class WarnOfAgreements(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var latest = today.AddDays(Agreement.MostWarnDays);
        var candidates = await db.Agreements()
            .Where(a => a.WarnedOn == null && a.EndedOn == null && a.UntilDate != null && a.UntilDate <= latest && !db.Agreements().Any(later => later.RenewsId == a.Id))
            .OrderBy(a => a.Id).ToListAsync(ct);
        var due = candidates
            .Where(a => AgreementRules.StateOn(today, a.FromDate, a.UntilDate, a.WarnDays, a.EndedOn, renewed: false) is AgreementState.Expiring or AgreementState.Expired).ToList();
        foreach (var agreement in due)
        {
            var until = agreement.UntilDate!.Value;
            Inbox.Add(
                db,
                await officers.OfAsync(RegionCodes.CountyOf(agreement.RegionCode), ct),
                new InboxNote(
                    until < today ? $"和{agreement.Partner}的合作协议已经到期" : $"和{agreement.Partner}的合作协议还有 {until.DayNumber - today.DayNumber} 天到期",
                    $"{agreement.Purpose}，到 {until.Year}年{until.Month}月{until.Day}日。续签或终止，都在协议页上办。",
                    $"/agreements/{agreement.Key}"),
                now);
            agreement.WarnedOn = today;
            await AuditTrail.AppendAsync(db, agreement.AuditStream(), Actor.Job, nameof(WarnOfAgreements), now, after: new { agreement.UntilDate }, ct: ct);
            await db.SaveChangesAsync(ct);
        }

        return due.Count;
    }
}
