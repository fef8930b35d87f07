using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Training.Domain.Notices;
using Training.Domain.Shared;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Notices;

/// <summary>A list of notices with what it was cut to, under one address.</summary>
public sealed record NoticeListPageOf(string Path, DateOnly Today, NoticeQuestion Asked, NoticeListPage Found)
{
    /// <summary>Deadlines that the own division put before others, instead of those it has to answer.</summary>
    public bool IsAsked { get; init; }

    public PageOf Pages => new(Asked.Page, Asked.Size, Found.Total, page => Address(Asked.Stage, page));

    public string Address(NoticeStage? stage, int page = 1)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("asked", IsAsked ? "true" : null);
        Add("stage", stage?.ToString());
        Add("subject", Asked.Subject);
        Add("words", Asked.Words);
        Add("page", page > 1 ? $"{page}" : null);
        return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
    }

    /// <summary>The question of an address, with what cannot be asked left out.</summary>
    public static NoticeQuestion Ask(NoticeStage? stage, string? subject, string? words, int page, int size) => new()
    {
        Stage = stage is { } known && Enum.IsDefined(known) ? known : null,
        Subject = subject is { Length: > 0 and <= PublicNotice.SubjectMaxLength } ? subject : null,
        Words = words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null,
        Page = Math.Clamp(page, 1, 1000),
        Size = size,
    };
}

/// <summary>The state of a notice or deadline as people read it.</summary>
public static class NoticeStageWords
{
    public static string Of(NoticeStage stage) => stage switch
    {
        NoticeStage.Open => "公示中",
        NoticeStage.Waiting => "期满待办",
        NoticeStage.Concluded => "已办结",
        NoticeStage.Withdrawn => "已撤回",
    };

    public static string OfDeadline(NoticeStage stage) => stage switch
    {
        NoticeStage.Open => "等答复",
        NoticeStage.Waiting => "期满",
        NoticeStage.Concluded => "已有结果",
        NoticeStage.Withdrawn => "已撤回",
    };

    public static MarkKind MarkOf(NoticeStage stage) => stage switch
    {
        NoticeStage.Open => MarkKind.Wait,
        NoticeStage.Waiting => MarkKind.Risk,
        NoticeStage.Concluded => MarkKind.Met,
        NoticeStage.Withdrawn => MarkKind.Exempt,
    };

    public static NoticeStage StageOf(NoticeView notice) => notice.State switch
    {
        NoticeState.Concluded => NoticeStage.Concluded,
        NoticeState.Withdrawn => NoticeStage.Withdrawn,
        NoticeState.Running => notice.IsOpen ? NoticeStage.Open : NoticeStage.Waiting,
    };

    public static string Result(NoticeListLine line) => line.Stage switch
    {
        NoticeStage.Concluded => line.StruckOff == 0 ? $"{line.Items} 个全部通过" : $"通过 {line.Items - line.StruckOff} 个，取消 {line.StruckOff} 个",
        NoticeStage.Withdrawn => "撤回，没有结果",
        NoticeStage.Waiting => line.Unanswered > 0 ? $"{line.Unanswered} 条异议没答复" : "等办结",
        NoticeStage.Open => "",
    };

    public static string DeadlineResult(NoticeListLine line) => line switch
    {
        { Stage: NoticeStage.Withdrawn } => "对方撤回",
        { Stage: NoticeStage.Concluded, Ending: NoticeEnding.ByClock } => "没有答复，视为同意",
        { Stage: NoticeStage.Concluded, StruckOff: > 0 } => "不同意",
        { Stage: NoticeStage.Concluded } => "同意",
        { Stage: NoticeStage.Waiting } => "没有答复，下一个工作日视为同意",
        _ => "",
    };

    public static MarkKind MarkOf(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.Passed => MarkKind.Met,
        NoticeOutcome.StruckOff => MarkKind.Short,
        NoticeOutcome.Withdrawn => MarkKind.Exempt,
    };

    /// <summary>11月26日 星期四 上午 9:05, in Asia/Shanghai.</summary>
    public static string Moment(DateTime utc, DateOnly today)
    {
        var local = ShanghaiTime.FromUtc(utc);
        return $"{ChineseDates.In(ShanghaiTime.DateOf(utc), today)} {ChineseDates.Time(TimeOnly.FromDateTime(local))}";
    }
}

public sealed class ObjectionForm
{
    /// <summary>Made with the empty form, so that a form sent twice is one objection.</summary>
    public Guid Key { get; set; }

    public Guid? ItemKey { get; set; }

    public string? Text { get; set; }

    public string? Name { get; set; }

    public string? Contact { get; set; }

    [BindNever]
    [ValidateNever]
    public NoticeView Notice { get; set; } = null!;

    [BindNever]
    public DateOnly Today { get; set; }
}

public sealed record NoticePage(NoticeView Notice, DateOnly Today);

public sealed record ReceiptPage(NoticeView Notice, ObjectionReceipt Receipt, DateOnly Today);

public sealed class NewNoticeForm
{
    public string? Title { get; set; }

    public string? Body { get; set; }

    public int? WorkingDays { get; set; } = 5;

    public string? SupervisionPhone { get; set; }

    /// <summary>One line each: name, unit, deed, divided by commas; a leading * marks a body rather than a person.</summary>
    public string? Lines { get; set; }

    [BindNever]
    public IReadOnlyList<string> Wrong { get; set; } = [];
}

/// <summary>What an officer typed beside a notice; kept when it is refused.</summary>
public sealed class NoticeStepForm
{
    public string? Reason { get; set; }

    public int? Days { get; set; }

    public string? Answer { get; set; }

    public bool? Upheld { get; set; }

    public string? Purpose { get; set; }
}

public sealed record BoardPage(NoticeView Notice, IReadOnlyList<ObjectionLine> Objections, DateOnly Today)
{
    /// <summary>What was refused, which step it belongs to (conclude, withdraw, extend, or an objection's key), and what was typed.</summary>
    public (string Step, string Message, NoticeStepForm Typed)? Refused { get; init; }

    /// <summary>Contact that was just opened, of which objection.</summary>
    public (Guid Objection, ObjectorContact Contact)? Opened { get; init; }

    public string? TypedReason(string step) => Refused is { } refused && refused.Step == step ? refused.Typed.Reason : null;

    public string? MessageFor(string step) => Refused is { } refused && refused.Step == step ? refused.Message : null;

    public bool MayConclude => Notice.State == NoticeState.Running && Today >= Notice.ConcludableFrom && Notice.Received == Notice.Answered;
}

public sealed class NewDeadlineForm
{
    public string? Title { get; set; }

    public string? Body { get; set; }

    /// <summary>What is to be agreed to.</summary>
    public string? Matter { get; set; }

    public string? Remark { get; set; }

    public int? WorkingDays { get; set; } = 5;
}

public sealed class DeadlineForm
{
    public bool? Agree { get; set; }

    public List<Guid> ItemKeys { get; set; } = [];

    /// <summary>The account answers for the party; else it is the one that asked.</summary>
    [BindNever]
    public bool IsParty { get; set; }

    [BindNever]
    public IReadOnlyList<ObjectionLine> Objections { get; set; } = [];

    public string? Reason { get; set; }

    [BindNever]
    [ValidateNever]
    public NoticeView Notice { get; set; } = null!;

    [BindNever]
    public DateOnly Today { get; set; }
}
