namespace Training.Web.Hosting;

/// <summary>Where a matter stands in its way of approvals.</summary>
public enum StepState
{
    Later,
    Done,
    Now,
    Returned,
}

/// <summary>One step of <c>_Stepper</c>: whose turn, when, by whom; a returned step says why in full.</summary>
public sealed record ApprovalStep(string Words, StepState State, string? When = null, string? Who = null, string? Reason = null)
{
    public string Class => State switch { StepState.Done => "done", StepState.Now => "now", StepState.Returned => "back", _ => "" };

    public string Spoken => State switch { StepState.Done => "已完成", StepState.Now => "现在", StepState.Returned => "退回", _ => "还没到" };
}

/// <summary>One line of <c>_Timeline</c>: a day, one character, what happened, then who and how long.</summary>
public sealed record Happening(string When, string Character, string What, string? Details = null, bool Solid = false);

/// <summary>For <c>_Pager</c>: which page of how many, and how to address another.</summary>
public sealed record PageOf(int Number, int Size, int Total, Func<int, string> Address)
{
    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    public int From => Total == 0 ? 0 : ((Number - 1) * Size) + 1;

    public int Until => Math.Min(Total, Number * Size);
}
