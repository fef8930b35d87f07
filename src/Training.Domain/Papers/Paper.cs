namespace Training.Domain.Papers;

/// <summary>A document as paper: what stands on it, in which official type, free of any file format.</summary>
public sealed record Paper
{
    /// <summary>Title of the file's properties; never a person's name.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<PaperBlock> Blocks { get; init; }

    /// <summary>GB/T 9704-2012: A4; top 37, binding side 28, so right 26 and bottom 35 mm.</summary>
    public PaperMargins Margins { get; init; } = new(37, 26, 35, 28);

    /// <summary>Stands at the foot of every page before the page's number; null for neither.</summary>
    public string? Foot { get; init; }

    /// <summary>In the foot of every page; null where the paper has none.</summary>
    public PaperCode? Code { get; init; }
}

/// <summary>Millimetres.</summary>
public sealed record PaperMargins(int Top, int Right, int Bottom, int Left);

public abstract record PaperBlock;

public enum PaperStyle
{
    /// <summary>2号小标宋, centred.</summary>
    Title,

    /// <summary>仿宋, at the left.</summary>
    Line,

    /// <summary>3号仿宋, first line moved in by two characters.</summary>
    Paragraph,

    /// <summary>3号仿宋, at the right: publisher and day.</summary>
    Right,

    /// <summary>小四号仿宋: what stands small beside a table.</summary>
    Small,
}

public sealed record PaperText(PaperStyle Style, string Text) : PaperBlock;

/// <summary>A square picture at the right, as a QR code is.</summary>
/// <param name="Png">The file.</param>
/// <param name="Millimetres">Width and height on the page.</param>
/// <param name="Words">Read aloud instead of it.</param>
public sealed record PaperPicture(byte[] Png, int Millimetres, string Words) : PaperBlock;

/// <summary>A grid; the widths are shares of the type area. The head row is repeated on every page.</summary>
public sealed record PaperTable : PaperBlock
{
    public required IReadOnlyList<int> Widths { get; init; }

    public required IReadOnlyList<string> Head { get; init; }

    public required IReadOnlyList<PaperRow> Rows { get; init; }
}

public sealed record PaperRow
{
    public required IReadOnlyList<PaperCell> Cells { get; init; }

    /// <summary>Millimetres at least: a row to sign in needs room for a hand.</summary>
    public int MinHeight { get; init; } = 8;
}

public enum CellMerge
{
    None,

    /// <summary>First of several rows that are one cell.</summary>
    Starts,

    /// <summary>Belongs to the cell above.</summary>
    Continues,
}

public sealed record PaperCell(string Text)
{
    /// <summary>Written from top to bottom.</summary>
    public bool Vertical { get; init; }

    public bool Centred { get; init; } = true;

    public CellMerge Merge { get; init; }

    /// <summary>Columns that the cell covers.</summary>
    public int Span { get; init; } = 1;
}
