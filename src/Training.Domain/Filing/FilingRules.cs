using Training.Domain.Shared;

namespace Training.Domain.Filing;

/// <summary>What moves a filing as a whole.</summary>
public enum FilingMove
{
    /// <summary>The last part-sheet was signed.</summary>
    PartsSigned,

    /// <summary>A part-sheet is open again: its signature was withdrawn, or the county sent it back.</summary>
    PartOpened,
    CountySigns,
    CountyWithdraws,
    CityReceives,
    CityReturns,
    CityApproves,
    CityAccepts,
}

/// <summary>The step is not one of the state in which the filing is.</summary>
public sealed record FilingNotThere(FilingState State, string Step) : Refusal($"这份填报现在是“{FilingWords.Of(State)}”，不能{Step}。");

public sealed record PartNotThere(PartState State, string Step) : Refusal($"这份分表现在是“{FilingWords.Of(State)}”，不能{Step}。");

public sealed record FilingFrozen(FilingState State) : Refusal($"这份填报{FilingWords.Of(State)}，备注和材料都不能再动。");

public sealed record PeriodNotClosed(string Label, DateOnly From) : Refusal($"{Label}到{From.Month}月{From.Day}日才关账，关了账数才定，那以后再签字。");

/// <summary>
/// The life of a filing and of its part-sheets (M1: 填报、审核、签字盖章, 濮民〔2023〕63号 正文六（四）). A step from a wrong state is refused aloud.
/// Approving and accepting are two steps; while the city has the sheet, nothing below moves.
/// </summary>
public static class FilingRules
{
    public static readonly TimeSpan Withdrawable = TimeSpan.FromMinutes(10);

    /// <summary>Working days that each party has. The notice names none: these are ours.</summary>
    public const int BodyDays = 5;

    public const int CountyDays = 3;

    public const int CityDays = 10;

    public static Result<FilingState> Next(FilingState state, int round, FilingMove move) => (state, move) switch
    {
        (FilingState.Open, FilingMove.PartsSigned) => FilingState.CountyReview,
        (FilingState.Returned, FilingMove.PartsSigned) => FilingState.Returned,
        (FilingState.Open or FilingState.CountyReview, FilingMove.PartOpened) => FilingState.Open,
        (FilingState.Returned, FilingMove.PartOpened) => FilingState.Returned,
        (FilingState.CountyReview or FilingState.Returned, FilingMove.CountySigns) => FilingState.Filed,
        (FilingState.Filed, FilingMove.CountyWithdraws) => round > 0 ? FilingState.Returned : FilingState.CountyReview,
        (FilingState.Filed, FilingMove.CityReceives) => FilingState.InReview,
        (FilingState.InReview, FilingMove.CityReturns) => FilingState.Returned,
        (FilingState.InReview, FilingMove.CityApproves) => FilingState.Approved,
        (FilingState.Approved, FilingMove.CityAccepts) => FilingState.Accepted,
        _ => new FilingNotThere(state, FilingWords.Of(move)),
    };

    /// <summary>Whether a part-sheet may be written on and signed.</summary>
    public static bool IsOpen(FilingState state, PartState part) =>
        (state is FilingState.Open or FilingState.Returned) && part is not PartState.Signed;

    /// <summary>Whether the county may write on its sheet.</summary>
    public static bool IsOpen(FilingState state) => state is FilingState.Open or FilingState.CountyReview or FilingState.Returned;

    /// <summary>Whether there is a sheet that stands, and corrections to it are supplements.</summary>
    public static bool Stands(FilingState state) => state is FilingState.Approved or FilingState.Accepted;

    public static bool MayWithdraw(FilingSignature signature, long? account, DateTime nowUtc) =>
        signature.EndedUtc is null && signature.SignedBy == account && nowUtc - signature.SignedUtc <= Withdrawable;

    /// <summary>Working days for whoever a filing waits for after a step.</summary>
    public static int DaysOf(FilingState state) => state switch
    {
        FilingState.Open or FilingState.Returned => BodyDays,
        FilingState.CountyReview => CountyDays,
        _ => CityDays,
    };
}
