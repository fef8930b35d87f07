using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>
/// How much of somebody's workbook is read before it is refused. What people upload is hostile: sizes are counted while the file is
/// unpacked, never believed from its own directory.
/// </summary>
public sealed record SheetLimits
{
    public static SheetLimits Default { get; } = new();

    /// <summary>Of the file as it is sent.</summary>
    public long MostBytes { get; init; } = 10_000_000;

    /// <summary>Of all parts that are read, unpacked.</summary>
    public long MostUnpackedBytes { get; init; } = 100_000_000;

    /// <summary>Rows that hold something; rows that are only formatted do not count.</summary>
    public int MostRows { get; init; } = 20_000;

    public int MostColumns { get; init; } = 200;

    /// <summary>What Excel itself allows in a cell.</summary>
    public int MostCellLetters { get; init; } = 32_767;

    public int MostSharedTexts { get; init; } = 500_000;

    public int MostMergedCells { get; init; } = 400_000;
}

public sealed record NotASheet(string Message) : Refusal(Message, "File");

public sealed record SheetTooLarge(string Message) : Refusal(Message, "File");

public sealed record BrokenSheet() : Refusal("这个文件里面坏了，读不出来。用 Excel 或 WPS 打开，另存一份 .xlsx 再传。", "File");

public sealed record EmptySheet() : Refusal("这个文件里没有内容。看看是不是选错了文件。", "File");

/// <summary>No row of the sheet looks like the head that is asked for.</summary>
public sealed record HeadMissing(string Message) : Refusal(Message, "File");
