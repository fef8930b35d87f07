using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Topics;
using Training.Domain.Trainers;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Trainers;

/// <summary>What the register is asked for, as it stands in the address.</summary>
public sealed record RegisterQuery
{
    public string? Words { get; init; }

    public TalentKind? Kind { get; init; }

    public string? Topic { get; init; }

    public string? County { get; init; }

    public TrainerStatus? Status { get; init; }

    public bool Lapsed { get; init; }

    public TrainerOrder Order { get; init; }

    public int Page { get; init; } = 1;

    public TrainerQuestion Question(PoolReader reader, int page, int size) => new()
    {
        Reader = reader,
        Words = Words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null,
        Kind = Kind,
        TopicCode = string.IsNullOrEmpty(Topic) ? null : Topic,
        CountyCode = RegionCodes.TryParse(County, out var code) ? code : null,
        Status = Status,
        OnlyLapsed = Lapsed,
        Order = Order,
        Page = page,
        Size = size,
    };

    public string Address(string path, TrainerStatus? status = null, int page = 1, bool? lapsed = null, TrainerOrder? order = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("words", Words);
        Add("kind", Kind?.ToString());
        Add("topic", Topic);
        Add("county", County);
        Add("status", (status ?? Status)?.ToString());
        Add("lapsed", lapsed ?? Lapsed ? "true" : null);
        Add("order", (order ?? Order) is var by and not TrainerOrder.Name ? by.ToString() : null);
        Add("page", page > 1 ? page.ToString() : null);
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

public sealed record RegisterPage
{
    public required RegisterQuery Query { get; init; }

    public required TrainerPage Found { get; init; }

    public required IReadOnlyList<Region> Counties { get; init; }

    public required IReadOnlyDictionary<long, string> Names { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required PageOf Pages { get; init; }

    public required DateOnly Today { get; init; }
}

public sealed record BoardPage(PoolFigures Figures, NeededMembers Needed, IReadOnlyDictionary<long, string> Names, DateOnly Today);

/// <summary>One member with the class hours of a year.</summary>
public sealed record MemberPage(
    TrainerCard Card, IReadOnlyDictionary<long, string> Names, int Year, TaughtYear Taught, HoursStanding Hours, KindTerms Terms, DateOnly Today)
{
    public IEnumerable<WrittenHours> HoursOfYear => Card.Hours.Where(h => h.Entry.OnDate.Year == Year);

    public string County(long code) => Names.GetValueOrDefault(code, RegionCodes.Short(code));

    public static async Task<MemberPage> OfAsync(TrainerCard card, TaughtSessions sessions, PoolForms forms, DateOnly today, int? year, CancellationToken ct)
    {
        var asked = year is { } wanted && wanted > 2000 && wanted <= today.Year ? wanted : today.Year;
        var taught = await sessions.OfAsync(card.Trainer.Id, asked, ct: ct);
        var terms = PoolTerms.Shipped.For(card.Trainer.Kind);
        var hours = HourRules.Of(PoolTerms.Shipped.Hours, terms, taught.Minutes, card.Hours.Select(h => h.Entry).Where(h => h.OnDate.Year == asked));
        return new MemberPage(card, (await forms.CountiesAsync(ct)).ToDictionary(c => c.Code, c => c.Name), asked, taught, hours, terms, today);
    }
}

/// <summary>Words and marks of the pool's pages.</summary>
public static class PoolMarks
{
    public static MarkKind Of(TrainerStatus status) => status switch
    {
        TrainerStatus.InPool => MarkKind.Met,
        TrainerStatus.Declined or TrainerStatus.StruckOff => MarkKind.Short,
        TrainerStatus.Returned => MarkKind.Risk,
        TrainerStatus.Left => MarkKind.Exempt,
        _ => MarkKind.Wait,
    };

    public static (MarkKind Kind, string Words) Of(PapersStanding papers) => papers.State switch
    {
        PapersState.NotNeeded => (MarkKind.Exempt, "这一类不要求证书"),
        PapersState.Missing => (MarkKind.Risk, "还没有登记证书"),
        PapersState.RunningOut => (MarkKind.Risk, $"{Day(papers.Until!.Value)}到期"),
        PapersState.Lapsed => (MarkKind.Short, $"{Day(papers.Until!.Value)}已经到期，不能排新课"),
        _ => (MarkKind.Met, papers.Until is { } until ? $"有效到 {Day(until)}" : "长期有效"),
    };

    public static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    public static string Character(PoolAct act) => act switch
    {
        PoolAct.Recommend => "荐",
        PoolAct.Apply or PoolAct.ApplyAgain => "申",
        PoolAct.Select => "选",
        PoolAct.PutOnRecord => "备",
        PoolAct.Publish => "公",
        PoolAct.Admit => "入",
        PoolAct.Leave => "离",
        PoolAct.ComeBack => "回",
        _ => "退",
    };

    /// <summary>Newest first, for the timeline.</summary>
    public static IReadOnlyList<Happening> History(TrainerCard card) =>
    [
        .. card.Steps.Select(step => new Happening(
            $"{step.EffectiveOn.Year}.{step.EffectiveOn.Month}.{step.EffectiveOn.Day}", Character(step.Act), PoolWords.Happened(step.Act),
            string.Join("，", new[] { step.By, step.Reason }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } more ? more : null,
            step.Act == PoolAct.Admit)),
    ];
}
