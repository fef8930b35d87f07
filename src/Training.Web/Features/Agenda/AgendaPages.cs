using System.Security.Claims;
using Training.Domain.Agenda;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Agenda;

public sealed record AgendaPage(AgendaQuestion Asked, AgendaList Found, IReadOnlyDictionary<long, string> Counties, int Page, DateOnly Today, AccessScope Scope, IReadOnlyList<MonthClosing> Closings)
{
    public const int Size = 50;

    /// <summary>Of one kind and day each stands by itself: that is what a folded line opens.</summary>
    public IReadOnlyList<DutyFold> Folds { get; } = Asked is { Kind: not null, Day: not null } ? [.. Found.Lines.Select(l => new DutyFold([l]))] : DutyFold.Of(Found.Lines);

    public IEnumerable<DutyFold> Shown => Folds.Skip((Pages.Number - 1) * Size).Take(Size);

    public PageOf Pages => new(Math.Min(Page, Math.Max(1, (Folds.Count + Size - 1) / Size)), Size, Folds.Count, page => Address(Asked, page: page));

    public bool Urges(Duty duty) => duty.IsOverdue(Today) && duty.IsBelow(Scope);

    public string County(Duty duty) => Counties.GetValueOrDefault(RegionCodes.CountyOf(duty.RegionCode), "全市");

    public string CountiesOf(DutyFold fold) => fold.Counties is [_] ? County(fold.First) : $"{fold.Counties.Count} 个县区";

    /// <summary>All that a folded line stands for.</summary>
    public string Open(DutyFold fold) => Address(Asked with { Kind = fold.First.Kind, Day = fold.First.DueOn });

    public static string Address(AgendaQuestion asked, string path = "/agenda", int page = 1)
    {
        List<string> parts = [];
        if (asked.Overdue)
        {
            parts.Add("overdue=true");
        }

        if (asked.County is { } county)
        {
            parts.Add($"county={RegionCodes.Short(county)}");
        }

        if (asked.Kind is { } kind)
        {
            parts.Add($"kind={kind}");
        }

        if (asked.Day is { } day)
        {
            parts.Add(FormattableString.Invariant($"day={day:yyyy-MM-dd}"));
        }

        if (page > 1)
        {
            parts.Add(FormattableString.Invariant($"page={page}"));
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

public sealed record AgendaMonthPage(Month Month, AgendaList Found, IReadOnlyDictionary<long, string> Counties, DateOnly Today)
{
    public IReadOnlyList<DutyLine> Lines => Found.Lines;

    public ILookup<DateOnly, string> Closings => Found.Closings.ToLookup(
        c => c.On, c => $"{c.Closes.MonthOfYear}月关账{(c.Counties.Count == 0 ? "" : $"（{string.Join('、', c.Counties.Select(code => Counties.GetValueOrDefault(code, "")))}）")}");

    /// <summary>Weeks from Monday; days of other months are null.</summary>
    public IEnumerable<DateOnly?[]> Weeks
    {
        get
        {
            var start = Month.FirstDay.AddDays(-(((int)Month.FirstDay.DayOfWeek + 6) % 7));
            for (var monday = start; monday <= Month.LastDay; monday = monday.AddDays(7))
            {
                yield return [.. Enumerable.Range(0, 7).Select(n => monday.AddDays(n)).Select(day => Month.Of(day) == Month ? day : (DateOnly?)null)];
            }
        }
    }

    public ILookup<DateOnly, DutyLine> Days => Lines.ToLookup(l => l.Duty.DueOn);
}

public static class AgendaReaders
{
    /// <summary>Trainers and social workers read as the member of the pool that their account stands for; without one, nothing is theirs.</summary>
    public static AgendaReader AgendaReader(this ClaimsPrincipal user) => new()
    {
        May = user.May, Member = user.IsInRole(Roles.Trainer) || user.IsInRole(Roles.SocialWorker) ? AccountClaims.TrainerOf(user) ?? 0 : null,
    };
}
